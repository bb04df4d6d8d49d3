"""Colours of the pictures for those who see few of them, and on them."""

from itertools import combinations

import pytest

from handlers.render.illustrations.deals import SORTS
from handlers.render.pictures.families import FAMILY_LOOKS

SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""Machado, Oliveira, Fernandes 2009: how linear red, green and blue are seen."""
APART = 25
READABLE = 4.5
"""WCAG 2.2, 1.4.3: the contrast of letters."""
Colour = tuple[float, float, float]
FILLS = {look.name: look.fill for look in FAMILY_LOOKS.values()}
SORT_FILLS = {sort.name: sort.fill for sort in SORTS}


def linear(colour: str) -> Colour:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def lab(colour: Colour, sight: str) -> Colour:
    seen = [max(0.0, sum(w * c for w, c in zip(row, colour, strict=True))) for row in SIGHTS[sight]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(w * c for w, c in zip(row, seen, strict=True)) / n for row, n in zip(to_xyz, white, strict=True)
    ]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("fills", [FILLS, SORT_FILLS], ids=["families", "deals"])
def test_any_two_fills_are_told_apart(fills: dict[str, str], sight: str) -> None:
    for (one, first), (other, second) in combinations(fills.items(), 2):
        pairs = zip(lab(linear(first), sight), lab(linear(second), sight), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 >= APART, (one, other)


def test_numbers_and_names_are_read_on_their_grounds() -> None:
    for look in FAMILY_LOOKS.values():
        assert contrast(look.ink, look.fill) >= READABLE, look.name
        assert contrast(look.letters, "#FFFFFF") >= READABLE, look.name
    for sort in SORTS:
        assert contrast(sort.ink, sort.fill) >= READABLE, sort.name
