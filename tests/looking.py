"""Looks at a picture as a reader does: where its texts stand, whether one is cut off or meets another, what numbers it shows."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from handlers.render.pictures.canvas import WIDTH, Picture
from handlers.render.pictures.letters import in_font, text_width

SVG = "{http://www.w3.org/2000/svg}"
TALLEST = 460
"""Units: two thirds of a phone's screen."""
BORDER = 4


@dataclass(frozen=True)
class Label:
    """A text and its box, in units."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Label") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def labels(picture: Picture) -> list[Label]:
    """Every text of a picture. Raises ``ParseError`` for what is no XML."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own drawing
    return [_label(element) for element in root.iter(f"{SVG}text")]


def _label(element: ET.Element) -> Label:
    size, x, y = (float(element.get(name, "0")) for name in ("font-size", "x", "y"))
    text = element.text or ""
    width = text_width(text, size)
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
    return Label(text, left, y - 0.72 * size, left + width, y + 0.2 * size)


def faults(picture: Picture) -> list[str]:
    """What a reader would stumble over, in words."""
    found = labels(picture)
    return [
        *(f"cut off: {one.text}" for one in found if one.left < BORDER or one.right > WIDTH - BORDER),
        *(f"outside: {one.text}" for one in found if one.top < 0 or one.bottom > picture.height - 2),
        *(f"{one.text} meets {two.text}" for one, two in combinations(found, 2) if one.meets(two)),
        *(f"not in the font: {one.text}" for one in found if in_font(one.text) != one.text),
        *(f"empty: {one}" for one in found if not one.text.strip()),
        *([f"{picture.height} units tall"] if picture.height > TALLEST else []),
        *(["no words for who cannot see it"] if len(picture.alt) < 20 else []),
    ]


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]
