"""Rows of bars: numbers by name, parted by what they are (deals by supplier and status), or one figure a row (shares)."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.render.pictures.canvas import (
    INK,
    INSIDE,
    LINE,
    MARGIN,
    SMALL,
    SOFT,
    WIDTH,
    Canvas,
    Picture,
)
from handlers.render.pictures.letters import fitted_text, in_font, text_width

BAR = 17
NEXT = 41
"""Units from one row of blocks to the next: its name, then its bar."""


@dataclass(frozen=True)
class BarSort:
    """What blocks of one colour are; ``ink`` is that of the number on them."""

    name: str
    fill: str
    ink: str
    edge: str = ""


@dataclass(frozen=True)
class BlockRow:
    """``counts`` are in the order of the sorts."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class ShareRow:
    """One figure: ``value`` is its length, ``said`` as its text gives it; rows of one ``name`` stand together."""

    name: str
    period: str
    value: float
    said: str


def blocks_picture(
    name: str,
    heading: tuple[str, str],
    sorts: Sequence[BarSort],
    rows: Sequence[BlockRow],
    notes: Sequence[str] = (),
) -> Picture:
    """Each row's number stands beside its name, that of a block on it where it has room."""
    canvas = Canvas()
    y = canvas.heading(*heading) + 12
    unit = INSIDE / max(row.total for row in rows)
    for row in rows:
        total = f"{row.total:,}"
        canvas.text(MARGIN, y, fitted_text(in_font(row.name), SMALL, INSIDE - 12 - text_width(total, SMALL)))
        canvas.text(WIDTH - MARGIN, y, total, anchor="end")
        _blocks(canvas, y + 5, unit, sorts, row)
        y += NEXT
    used = [number for number in range(len(sorts)) if any(row.counts[number] for row in rows)]
    legend = [
        (sorts[n].fill, sorts[n].edge, f"{sorts[n].name} {sum(row.counts[n] for row in rows):,}")
        for n in used
    ]
    height = canvas.foot(canvas.legend(y + 2, legend), notes)
    return canvas.picture(name, _told_blocks(heading, sorts, rows, notes), height)


def _blocks(canvas: Canvas, y: float, unit: float, sorts: Sequence[BarSort], row: BlockRow) -> None:
    x: float = MARGIN
    for sort, count in zip(sorts, row.counts, strict=True):
        width = count * unit
        if count:
            canvas.block(x, y, max(width - 1, 1), BAR, sort.fill, sort.edge)
        if text_width(str(count), SMALL) + 4 <= width:
            canvas.text(x + width / 2, y + 12.5, str(count), fill=sort.ink, anchor="middle")
        x += width


def _told_blocks(
    heading: tuple[str, str], sorts: Sequence[BarSort], rows: Sequence[BlockRow], notes: Sequence[str]
) -> str:
    told = [
        f"{row.name}: "
        + ", ".join(f"{sort.name.casefold()} {n}" for sort, n in zip(sorts, row.counts, strict=True) if n)
        for row in rows
    ]
    return " ".join([f"{heading[0]}. {heading[1]}.", "; ".join(told) + ".", *notes])


def shares_picture(
    name: str, heading: tuple[str, str], fill: str, rows: Sequence[ShareRow], notes: Sequence[str] = ()
) -> Picture:
    """Bars as long as their values, of a hundred at most; the figure as it is given stands behind each."""
    canvas = Canvas()
    y, before = canvas.heading(*heading) + 12, ""
    periods = max(text_width(row.period, SMALL) for row in rows)
    figures = max(text_width(row.said, SMALL) for row in rows)
    room = INSIDE - periods - figures - 14
    longest = max(100.0, *(row.value for row in rows))
    for row in rows:
        if row.name != before:
            y += 5 if before else 0
            canvas.text(MARGIN, y, fitted_text(in_font(row.name), SMALL, INSIDE))
            y, before = y + LINE + 4, row.name
        canvas.text(MARGIN, y, row.period, fill=SOFT)
        x, width = MARGIN + periods + 7, max(room * row.value / longest, 1.5)
        canvas.block(x, y - 10, width, 13, fill)
        canvas.text(x + width + 5, y, row.said, fill=INK)
        y += LINE + 3
    height = canvas.foot(y - LINE - 2, notes)
    told = "; ".join(f"{row.name}, {row.period}: {row.said}" for row in rows)
    return canvas.picture(name, " ".join([f"{heading[0]}. {heading[1]}.", f"{told}.", *notes]), height)
