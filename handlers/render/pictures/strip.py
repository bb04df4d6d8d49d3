"""Events on a line of time: a row for each, because labels of one month would collide on one line. A known day is a dot, a
known week, month or year a pale bar as wide as it, what is known about only, or by its telling, has dashes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.render.pictures.canvas import (
    EDGE,
    INSIDE,
    MARGIN,
    PALE,
    SMALL,
    SOFT,
    WIDTH,
    Canvas,
    Picture,
)
from handlers.render.pictures.families import FAMILY_LOOKS, FamilyLook
from handlers.render.pictures.letters import fitted_text, text_width

BESIDE, ABOVE = 16, 27
"""Units of a row whose label stands beside its mark, and of one whose label needs a line of its own."""
DOT, GAP = 4.5, 6
FEWEST_MONTHS, MONTHS_SHOWN = 3, 20
LETTERS = "JFMAMJJASOND"


@dataclass(frozen=True)
class StripRow:
    """An event: what it is called, its ``family``, its first and last day, and how exactly these are known: ``day``,
    ``month``, ``year`` or ``approximate``."""

    label: str
    family: str
    start: date
    end: date
    precision: str
    told: str


@dataclass(frozen=True)
class _Axis:
    """Months from the first to the last one that is shown, both as months since the year 0."""

    first: int
    last: int

    def at(self, when: date, *, is_end: bool = False) -> float:
        """Where a day lies, in units from the card's left edge."""
        months = when.year * 12 + when.month - 1 + (when.day - (0 if is_end else 1)) / 31
        return MARGIN + INSIDE * (months - self.first) / (self.last + 1 - self.first)


def strip_picture(
    name: str, title: str, under: str, rows: Sequence[StripRow], notes: Sequence[str] = ()
) -> Picture:
    """The rows by family, each family's in the order of their days."""
    canvas = Canvas()
    top = canvas.heading(title, under) + 12
    axis = _axis(rows)
    ground = top + 19
    tall = sum(_height(axis, row) for row in rows) + 21 * len({row.family for row in rows})
    _years(canvas, axis, top, ground, tall)
    y: float = ground
    for family, look in FAMILY_LOOKS.items():
        chosen = sorted((row for row in rows if row.family == family), key=lambda row: (row.start, row.end))
        if chosen:
            y = _family(canvas, axis, y, look, chosen)
    height = canvas.foot(_key(canvas, y + 18, rows), notes)
    return canvas.picture(name, _alt(title, under, rows, notes), height)


def _axis(rows: Sequence[StripRow]) -> _Axis:
    """At least ``FEWEST_MONTHS``, whole years where there are many."""
    first = min(row.start.year * 12 + row.start.month - 1 for row in rows)
    last = max(row.end.year * 12 + row.end.month - 1 for row in rows)
    if last - first >= MONTHS_SHOWN:
        return _Axis(first // 12 * 12, last // 12 * 12 + 11)
    return _Axis(first, max(last, first + FEWEST_MONTHS - 1))


def _years(canvas: Canvas, axis: _Axis, top: float, ground: float, tall: float) -> None:
    """The ground in stripes of years, their names, and the months where they have room."""
    canvas.parts.append(
        f'<rect x="{MARGIN}" y="{ground:.1f}" width="{INSIDE}" height="{tall:.1f}" fill="#FFFFFF"/>'
    )
    is_by_month = axis.last - axis.first < MONTHS_SHOWN
    free = 0.0
    for year in range(axis.first // 12, axis.last // 12 + 1):
        left = max(axis.at(date(year, 1, 1)), MARGIN)
        right = min(axis.at(date(year, 12, 31), is_end=True), WIDTH - MARGIN)
        if year % 2:
            canvas.parts.append(
                f'<rect x="{left:.1f}" y="{ground:.1f}" width="{right - left:.1f}" height="{tall:.1f}" fill="{PALE}"/>'
            )
        line = top if is_by_month else top + 13
        if left >= free and left + text_width(str(year), SMALL) <= WIDTH - MARGIN + 4:
            canvas.text(left + 1, line, str(year))
            free = left + text_width(str(year), SMALL) + 8
    if is_by_month:
        for month in range(axis.first, axis.last + 1):
            x = axis.at(date(month // 12, month % 12 + 1, 1)) + INSIDE / (axis.last + 1 - axis.first) / 2
            canvas.text(x, top + 14, LETTERS[month % 12], fill=SOFT, anchor="middle")


def _family(canvas: Canvas, axis: _Axis, y: float, look: FamilyLook, rows: Sequence[StripRow]) -> float:
    canvas.text(MARGIN + 4, y + 14, look.name, fill=look.letters)
    y += 19
    for row in rows:
        _row(canvas, axis, y, look, row)
        y += _height(axis, row)
    canvas.line((MARGIN, y + 2), (WIDTH - MARGIN, y + 2), EDGE)
    return y + 2


def _extent(axis: _Axis, row: StripRow) -> tuple[float, float]:
    """From where to where the mark of a row goes: never less than a dot."""
    left, right = axis.at(row.start), axis.at(row.end, is_end=True)
    middle = min(max((left + right) / 2, MARGIN + DOT + 1), WIDTH - MARGIN - DOT - 1)
    half = max((right - left) / 2, DOT)
    return max(middle - half, MARGIN + 1), min(middle + half, WIDTH - MARGIN - 1)


def _place(axis: _Axis, row: StripRow) -> tuple[float, str]:
    """Where the label stands beside the mark; empty where it needs a line of its own."""
    left, right = _extent(axis, row)
    width = text_width(row.label, SMALL)
    if right + GAP + width <= WIDTH - MARGIN - 2:
        return right + GAP, "start"
    if left - GAP - width >= MARGIN + 2:
        return left - GAP, "end"
    return 0, ""


def _height(axis: _Axis, row: StripRow) -> int:
    return BESIDE if _place(axis, row)[1] else ABOVE


def _row(canvas: Canvas, axis: _Axis, y: float, look: FamilyLook, row: StripRow) -> None:
    x, anchor = _place(axis, row)
    if anchor:
        canvas.text(x, y + 12, row.label, anchor=anchor)
        _mark(canvas, _extent(axis, row), y + 3, look, row)
        return
    left, right = _extent(axis, row)
    label = fitted_text(row.label, SMALL, INSIDE - 8)
    width = text_width(label, SMALL)
    start = min(max((left + right - width) / 2, MARGIN + 4), WIDTH - MARGIN - 4 - width)
    canvas.text(start, y + 12, label)
    _mark(canvas, (left, right), y + 16, look, row)


_ABOUT = {"approximate": "about", "told": "day told"}
"""Outlined alone: the day is not known."""


def _mark(canvas: Canvas, extent: tuple[float, float], y: float, look: FamilyLook, row: StripRow) -> None:
    left, right = extent
    if row.precision in _ABOUT:
        canvas.outline(left, y, right - left, 2 * DOT, look.letters)
    elif row.precision == "day":
        canvas.block(left, y, right - left, 2 * DOT, look.fill, look.edge)
    else:
        canvas.block(left, y, right - left, 2 * DOT, look.pale, look.edge)


def _key(canvas: Canvas, y: float, rows: Sequence[StripRow]) -> float:
    """What the sorts of marks that are there mean."""
    exact = {row.precision for row in rows}
    by_span = " or ".join(name for name in ("week", "month", "year") if name in exact)
    x: float = MARGIN
    if "day" in exact:
        canvas.block(x, y - 9, 9, 9, SOFT)
        x = _named(canvas, x + 14, y, "day known")
    if by_span:
        canvas.block(x, y - 9, 16, 9, "#A3A8AE")
        x = _named(canvas, x + 21, y, f"{by_span} known")
    if about := " or ".join(word for name, word in _ABOUT.items() if name in exact):
        canvas.outline(x, y - 9, 16, 9, SOFT)
        _named(canvas, x + 21, y, about)
    return y


def _named(canvas: Canvas, x: float, y: float, name: str) -> float:
    """Returns where the next sort may stand."""
    canvas.text(x, y, name, fill=SOFT)
    return x + text_width(name, SMALL) + 12


def _alt(title: str, under: str, rows: Sequence[StripRow], notes: Sequence[str]) -> str:
    return " ".join([f"{title}. {under}.", "; ".join(_told(rows)) + ".", *notes])


def _told(rows: Sequence[StripRow]) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: (row.start, row.end)):
        yield f"{row.told}: {row.label}"
