"""Events on a line of time: the picture of a timeline."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from facts.asking.brief import weight
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.pictures.canvas import Picture
from handlers.render.pictures.letters import in_font
from handlers.render.pictures.strip import StripRow, strip_picture
from handlers.render.words.dates import MONTHS, span
from store.nouns.models import Event
from store.nouns.values import REST_OF_WEEK

FEWEST, MOST = 3, 8
YEARS = 12
"""What happened longer before the newest event is left out, where enough is left."""
_ASIDE = re.compile(r"[;:] .*$| \([^)]*\)")


def strip_of(title: str, events: Sequence[Event], known: int, kinds: Kinds = KINDS) -> Picture | None:
    """The most important of the last years; what is left out is counted. None where there are too few."""
    dated = [e for e in events if e.day and e.precision != "unknown" and label_of(e)]
    if len(dated) < FEWEST:
        return None
    newest = max(_day(event) for event in dated)
    recent = [e for e in dated if _day(e) >= newest - timedelta(days=366 * YEARS)]
    drawn = sorted(recent if len(recent) >= FEWEST else dated, key=weight, reverse=True)[:MOST]
    drawn.sort(key=_day)
    first, last = drawn[0], drawn[-1]
    under = f"{_month(first)} to {_month(last)}"
    count = f"{known:,} events, {len(drawn)} drawn" if known > len(drawn) else f"{known} events"
    notes = ["Left out: the less important, earlier or not dated."] if known > len(drawn) else []
    return strip_picture(
        "timeline", title, f"{count} · {under}", [_row(event, kinds) for event in drawn], notes
    )


def _month(event: Event) -> str:
    when = _day(event)
    return str(when.year) if event.precision == "year" else f"{MONTHS[when.month - 1][:3]} {when.year}"


def label_of(event: Event) -> str:
    """The title without what it adds, in letters that the font has; empty where it is in other letters."""
    return in_font(_ASIDE.sub("", event.title))


def _row(event: Event, kinds: Kinds) -> StripRow:
    start = event.day or date.min
    told = span(event.day, event.until, event.precision)
    return StripRow(
        label_of(event), kinds.of(event.kind).family, start, _end(event, start), event.precision, told
    )


def _end(event: Event, start: date) -> date:
    """The last day on which it may have been, by what is known."""
    if event.until:
        return event.until
    if event.precision == "year" or (event.precision == "approximate" and (start.month, start.day) == (1, 1)):
        return date(start.year, 12, 31)
    if event.precision == "week":
        return start + REST_OF_WEEK
    if event.precision in ("month", "approximate"):
        return start.replace(day=monthrange(start.year, start.month)[1])
    return start


def _day(event: Event) -> date:
    return event.day or date.min
