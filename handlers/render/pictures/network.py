"""Who works with whom: one or two in whose middle stand those that they work with, most events first.

Lines are as wide as their number of events, and the number stands on each. Names stand in rows: none can meet another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.render.pictures.canvas import (
    INSIDE,
    MARGIN,
    SMALL,
    WIDTH,
    Canvas,
    Picture,
)
from handlers.render.pictures.letters import fitted_text, in_font, text_width

ROW = 30
HUB, LEAF = 17, 5
FILL, BAND = "#005C99", "#9DBDD6"
WIDEST, NARROWEST = 12, 1.5


@dataclass(frozen=True)
class Partner:
    """Somebody, and the number of events with each of the hubs."""

    name: str
    counts: tuple[int, ...]


def network_picture(
    name: str,
    heading: tuple[str, str],
    hubs: Sequence[str],
    partners: Sequence[Partner],
    notes: Sequence[str] = (),
) -> Picture:
    """``hubs`` are one or two."""
    canvas = Canvas()
    top = canvas.heading(*heading) + 8
    if len(hubs) > 1:
        _names(canvas, top + 4, hubs)
        top += 10
    most = max(count for partner in partners for count in partner.counts)
    middle = top + ROW * len(partners) / 2
    places = _places(hubs)
    for number, partner in enumerate(partners):
        y = top + ROW * (number + 0.5)
        for (hub, leaf), count in zip(places, partner.counts, strict=True):
            if count:
                canvas.line((hub, middle), (leaf, y), BAND, _width(count, most))
    for number, partner in enumerate(partners):
        _partner(canvas, top + ROW * (number + 0.5), middle, places, partner)
    for hub, _ in places:
        _hub(canvas, hub, middle)
    height = canvas.foot(top + ROW * len(partners) + 8, notes)
    return canvas.picture(name, _alt(heading, hubs, partners, notes), height)


def _places(hubs: Sequence[str]) -> list[tuple[float, float]]:
    """Of each hub: its place, and where the lines to its partners end."""
    left: float = MARGIN + HUB + 6
    if len(hubs) == 1:
        return [(left, WIDTH / 2 - 8)]
    return [(left, WIDTH / 2 - 46), (WIDTH - left, WIDTH / 2 + 46)]


def _width(count: int, most: int) -> float:
    return NARROWEST + (WIDEST - NARROWEST) * count / most


def _partner(
    canvas: Canvas, y: float, middle: float, places: Sequence[tuple[float, float]], partner: Partner
) -> None:
    is_alone = len(places) == 1
    for (hub, leaf), count in zip(places, partner.counts, strict=True):
        if not count:
            continue
        share = 0.62 if is_alone else 0.68
        x, height = hub + (leaf - hub) * share, middle + (y - middle) * share
        wide = max(text_width(str(count), SMALL) + 8, 17)
        canvas.parts.append(
            f'<rect x="{x - wide / 2:.1f}" y="{height - 8.5:.1f}" width="{wide:.1f}" height="17" rx="8.5" fill="#FFFFFF"'
            f' stroke="{BAND}"/>'
        )
        canvas.text(x, height + 4, str(count), anchor="middle")
        canvas.dot(leaf, y, LEAF, FILL)
    if is_alone:
        x = places[0][1] + LEAF + 6
        canvas.text(x, y + 4, fitted_text(in_font(partner.name), SMALL, WIDTH - MARGIN - x))
    else:
        canvas.text(WIDTH / 2, y + 4, fitted_text(in_font(partner.name), SMALL, 78), anchor="middle")


def _hub(canvas: Canvas, x: float, y: float) -> None:
    canvas.dot(x, y, HUB + 2, "#FFFFFF")
    canvas.dot(x, y, HUB, FILL)


def _names(canvas: Canvas, y: float, hubs: Sequence[str]) -> None:
    """Above the drawing, each on its side: a name beside its circle would meet the lines."""
    room = INSIDE / len(hubs) - 6
    canvas.text(MARGIN, y, fitted_text(in_font(hubs[0]), SMALL, room))
    if len(hubs) > 1:
        canvas.text(WIDTH - MARGIN, y, fitted_text(in_font(hubs[1]), SMALL, room), anchor="end")


def _alt(
    heading: tuple[str, str], hubs: Sequence[str], partners: Sequence[Partner], notes: Sequence[str]
) -> str:
    told = [
        f"{hub} with "
        + ", ".join(f"{one.name} {one.counts[number]}" for one in partners if one.counts[number])
        for number, hub in enumerate(hubs)
    ]
    return " ".join([f"{heading[0]}. {heading[1]}.", "; ".join(told) + ".", *notes])
