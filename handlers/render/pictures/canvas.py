"""A picture as SVG: a card that reads on a light and on a dark ground, its parts put where they are told.

The card is 304 units wide because a phone shows it 286 pixels wide: the smallest letters are 10 pixels there. Labels are
measured before they are put (``handlers/render/pictures/letters.py``): none leaves the card.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from handlers.render.pictures.letters import fitted_text, in_font, text_width, wrapped

WIDTH, MARGIN = 304, 14
INSIDE = WIDTH - 2 * MARGIN
SMALL, LARGE = 11, 15
LINE = 15
"""From one line of small letters to the next."""
TITLE_LINE = 19
CARD, EDGE, INK, SOFT, PALE = "#F6F8FA", "#D0D7DE", "#1F2328", "#57606A", "#EBEFF2"
ALT = 1000
"""Characters; Discord takes 1,024 of a description."""


@dataclass(frozen=True)
class Picture:
    """``name`` is that of its file, ``alt`` says what it shows in words and numbers, ``height`` is in units."""

    name: str
    svg: str
    alt: str
    height: float

    @property
    def file(self) -> str:
        return f"{self.name}.png"


@dataclass
class Canvas:
    """Parts of a picture, drawn in the order in which they are put."""

    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, size: float = SMALL, fill: str = INK, anchor: str = "start"
    ) -> None:
        """``y`` is the line on which the letters stand."""
        self.parts.append(
            f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{fill}"'
            f' text-anchor="{anchor}">{escape(words)}</text>'
        )

    def block(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "") -> None:
        """A bar with soft corners."""
        line = f' stroke="{edge}"' if edge else ""
        radius = _number(min(3, width / 2, height / 2))
        self.parts.append(f'<rect {_box(x, y, width, height)} rx="{radius}" fill="{fill}"{line}/>')

    def outline(self, x: float, y: float, width: float, height: float, edge: str) -> None:
        """A bar of dashes: what is known about only."""
        self.parts.append(
            f'<rect {_box(x, y, width, height)} rx="2" fill="#FFFFFF" stroke="{edge}" stroke-width="1.3"'
            ' stroke-dasharray="3 2"/>'
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        self.parts.append(
            f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{fill}"/>'
        )

    def line(
        self, start: tuple[float, float], end: tuple[float, float], stroke: str, width: float = 1
    ) -> None:
        (x1, y1), (x2, y2) = start, end
        self.parts.append(
            f'<line x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
            f' stroke="{stroke}" stroke-width="{_number(width)}"/>'
        )

    def heading(self, title: str, under: str) -> float:
        """Title, in two lines where it needs them, and what is counted; returns where the drawing may begin."""
        y = 25 - TITLE_LINE
        for line in wrapped(in_font(title) or "What is known", LARGE, INSIDE, 2):
            y += TITLE_LINE
            self.text(MARGIN, y, line, size=LARGE)
        self.text(MARGIN, y + 17, fitted_text(in_font(under), SMALL, INSIDE), fill=SOFT)
        return y + 29

    def foot(self, y: float, lines: Sequence[str]) -> float:
        """Small lines at the end; returns where the card may end."""
        for line in lines:
            y += LINE
            self.text(MARGIN, y, fitted_text(line, SMALL, INSIDE), fill=SOFT)
        return y + MARGIN - 2

    def legend(self, y: float, items: Sequence[tuple[str, str, str]]) -> float:
        """Colours with their names (fill, edge, name), in as many lines as they need."""
        x: float = MARGIN
        for fill, edge, name in items:
            width = 15 + text_width(name, SMALL)
            if x > MARGIN and x + width > WIDTH - MARGIN:
                x, y = MARGIN, y + LINE + 2
            self.block(x, y - 9, 10, 10, fill, edge)
            self.text(x + 14, y, name, fill=SOFT)
            x += width + 11
        return y

    def picture(self, name: str, alt: str, height: float) -> Picture:
        """The card with everything on it."""
        told = alt if len(alt) <= ALT else f"{alt[: ALT - 1].rsplit(' ', 1)[0]}…"
        size = f'width="{WIDTH}" height="{_number(height)}" viewBox="0 0 {WIDTH} {_number(height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        card = (
            f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{_number(height - 1)}" rx="10" fill="{CARD}"'
            f' stroke="{EDGE}"/>'
        )
        return Picture(name, "\n".join([head, card, *self.parts, "</svg>"]), told, height)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
