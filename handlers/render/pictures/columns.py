"""Events by day, month or year and by kind, as columns of blocks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.render.pictures.canvas import EDGE, INK, INSIDE, MARGIN, SMALL, SOFT, WIDTH, Canvas, Picture
from handlers.render.pictures.families import FAMILY_LOOKS
from handlers.render.pictures.letters import text_width

TALLEST, BLOCK = 120, 22
"""Units of the highest column, and of one event where there are few."""
NUMBERED = 13
"""A block so high has room for its number."""
GAP = 2


@dataclass(frozen=True)
class Column:
    """``label`` stands under it, ``group`` under that, once for all columns beside each other that have it; ``told`` is
    both in words; ``counts`` are events by family."""

    label: str
    group: str
    told: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def room_for(most: int, label: str) -> int:
    """How many columns have room where the highest counts so many events, and each has such a label."""
    widest = max(text_width(text, SMALL) for text in (f"{most:,}", "10", label))
    return max(1, int(INSIDE // (widest + 2 * GAP)))


def columns_picture(
    name: str, title: str, under: str, columns: Sequence[Column], notes: Sequence[str] = ()
) -> Picture:
    """Numbers stand on the blocks that have room for them, and in the legend for all."""
    canvas = Canvas()
    top = canvas.heading(title, under) + 14
    most = max(column.total for column in columns)
    scale = min(BLOCK, TALLEST / most)
    floor = top + most * scale
    step = INSIDE / len(columns)
    for number, column in enumerate(columns):
        _column(canvas, MARGIN + number * step, step, floor, scale, column)
    canvas.line((MARGIN, floor), (WIDTH - MARGIN, floor), SOFT)
    labels = floor + 13
    for number, column in enumerate(columns):
        canvas.text(MARGIN + (number + 0.5) * step, labels, column.label, fill=SOFT, anchor="middle")
    bottom = _groups(canvas, columns, step, labels + 14)
    bottom = canvas.legend(bottom + 20, _legend(columns))
    height = canvas.foot(bottom, notes)
    return canvas.picture(name, _alt(title, under, columns, notes), height)


def _column(canvas: Canvas, left: float, step: float, floor: float, scale: float, column: Column) -> None:
    width, y = min(step - GAP, 30), floor
    x = left + (step - width) / 2
    for family, look in FAMILY_LOOKS.items():
        count = column.counts.get(family, 0)
        if not count:
            continue
        height = count * scale
        y -= height
        canvas.block(x, y + 0.5, width, max(height - 1, 1), look.fill, look.edge)
        if height >= NUMBERED and count < column.total:
            canvas.text(x + width / 2, y + height / 2 + 4, str(count), fill=look.ink, anchor="middle")
    if column.total:
        canvas.text(x + width / 2, y - 4, str(column.total), fill=INK, anchor="middle")


def _groups(canvas: Canvas, columns: Sequence[Column], step: float, y: float) -> float:
    """Each group's name under its first column, with a mark where it begins; returns the last line's place."""
    if not any(column.group for column in columns):
        return y - 14
    free = 0.0
    for number, column in enumerate(columns):
        if not column.group or (number and columns[number - 1].group == column.group):
            continue
        x = MARGIN + number * step
        if number:
            canvas.line((x, y - 25), (x, y + 2), EDGE)
        if x >= free and x + 3 + text_width(column.group, SMALL) <= WIDTH - MARGIN + 6:
            canvas.text(x + 3, y, column.group)
            free = x + 3 + text_width(column.group, SMALL) + 4
    return y


def totals(columns: Sequence[Column]) -> Counter[str]:
    """Events by family."""
    counted: Counter[str] = Counter()
    for column in columns:
        counted.update(column.counts)
    return counted


def _legend(columns: Sequence[Column]) -> list[tuple[str, str, str]]:
    counted = totals(columns)
    return [
        (look.fill, look.edge, f"{look.name} {counted[family]:,}")
        for family, look in FAMILY_LOOKS.items()
        if counted[family]
    ]


def _alt(title: str, under: str, columns: Sequence[Column], notes: Sequence[str]) -> str:
    said = [
        f"{column.told}: "
        + ", ".join(
            f"{look.name.casefold()} {column.counts[family]}"
            for family, look in FAMILY_LOOKS.items()
            if column.counts.get(family)
        )
        for column in columns
        if column.total
    ]
    return " ".join([f"{title}. {under}.", "; ".join(said) + ".", *notes])
