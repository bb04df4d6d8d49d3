"""What a text asserts, as the first word of a card's facts: announced, in talks, denied … Pure."""

from calendar import monthrange
from datetime import date, timedelta

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_table
from handlers.render.cards.report import Report
from handlers.render.words.dates import short_span
from handlers.render.words.text import fact, safe
from store.nouns.models import Event

COMMENT = "Comment"
A_WEEK = timedelta(days=7)
BY_ASSERTION = {
    "planned": "Announced",
    "in_talks": "In talks",
    "proposed": "Proposed",
    "denied": "Denied",
    "refused": "Refused",
    "cancelled": "Cancelled",
    "comment": COMMENT,
}
MOST_DENIALS = 2
DENIAL = "Denial"
"""An event that is a denial: "Denied" beside its headline would deny that."""
PUT_OFF, HALTED = "Postponed", "Halted"
BY_PHASE = {
    "announced": "Announced",
    "under way": "Under way",
    "denied": "Denied",
    "cancelled": "Cancelled",
    "refused": "Refused",
    "postponed": PUT_OFF,
}
CALLED_OFF = frozenset({"Cancelled", PUT_OFF, HALTED})
_LABELS = word_table("labels", "handlers.render.words")
_HALTING, _CALLING_OFF = tuple(_LABELS["halting"]), tuple(_LABELS["calling_off"])
SETTLED = frozenset({"under way", "concluded", "cancelled", "refused", "postponed"})
"""What an event has come to, whatever the first text said of it."""


def stage_of(report: Report, when: str) -> list[str]:
    """``**Announced** for 3 Dec``; of what others deny, who does; the day alone of what happened."""
    word = _word(report)
    between = " for " if word == "Announced" and when and not _is_told_that_day(report) else " "
    if when.startswith("reported"):
        between = ", "
    if word == "Announced" and when.startswith("week of"):
        between = " for the "
    if word in CALLED_OFF and when and (_lies_ahead(report) or _is_of_plan(report)):
        between = ", was for "
    if word == PUT_OFF and (new := _moved_to(report)):
        between = f" to {new}{between if between.strip() else ', ' if when else ''}"
    said = f"**{word}**{between}{when}".rstrip() if word else when
    denied = _denials(report)
    return [*denied, *([fact(said)] if said and (when or not denied) else [])]


def _is_of_plan(report: Report) -> bool:
    """Whether its day is that of a plan: of what is called off no later text gives one."""
    return (
        bool(report.staged) and report.sourcing[0].phase == "announced" and report.event.precision != "told"
    )


def _moved_to(report: Report) -> str:
    """The new day of what is put off, where its texts that state one agree."""
    readings = [one.article.reading for one in report.sourcing]
    stated = {(one["moved"], one.get("moved_precision", "day")) for one in readings if one.get("moved")}
    if len(stated) != 1:
        return ""
    day, precision = stated.pop()
    told = next((one.article.told_on for one in report.sourcing if one.article.told_on), None)
    return short_span(date.fromisoformat(str(day)), None, precision, told)


def _is_told_that_day(report: Report) -> bool:
    """Whether the day is the one on which it was told: it may be that of the announcement."""
    return report.event.precision == "day" and report.event.day in [
        one.article.told_on for one in report.sourcing
    ]


def _word(report: Report, kinds: Kinds = KINDS) -> str:
    """By what the texts that tell it assert; the filed phase where no text was read for it."""
    if report.sourcing and all(one.denies for one in report.sourcing):
        return DENIAL
    asserted = _asserted(report, kinds)
    if report.event.phase == "under way" and kinds.of(report.event.kind).is_handover:
        return ""  # what arrives has come
    if report.event.phase in SETTLED:
        return _halted(report) or BY_PHASE.get(report.event.phase, "")
    lies_ahead = "Announced" if _lies_ahead(report) else ""
    if asserted == "cancelled" and (halted := _halted(report)):
        return halted
    return BY_ASSERTION.get(asserted) or BY_PHASE.get(report.event.phase, "") or lies_ahead


def _asserted(report: Report, kinds: Kinds) -> str:
    """What the text asserts that told last how far it is, or else the first that tells it; nothing beyond its facts where what
    that announced has come about."""
    teller = report.staged or next((one for one in report.sourcing if not one.denies), None)
    reader = teller or next(iter(report.sourcing), None)
    asserted = str(reader.article.reading.get("assertion", "")) if reader else ""
    is_done = report.event.phase == "reported" and bool(kinds.of(report.event.kind).done)
    return "" if asserted == "planned" and is_done else asserted


def _halted(report: Report) -> str:
    """Of what is called off: whether its texts say no more than that it is halted."""
    if report.event.phase != "cancelled":
        return ""
    told = " ".join(f"{one.article.title} {one.article.lead}" for one in report.sourcing).casefold()
    only = any(word in told for word in _HALTING) and not any(word in told for word in _CALLING_OFF)
    return HALTED if only else ""


def is_of_something_else(event: Event, told_on: date) -> bool:
    """Whether its day cannot be its own: of what is announced one that was over when that was told, of what is done or
    under way one that was still to come."""
    if event.day is None:
        return False
    if event.phase == "announced":
        return _last_day(event, event.day) < told_on
    return event.phase in ("under way", "concluded") and event.day > told_on


def _last_day(event: Event, start: date) -> date:
    """The last day on which it may be, by what is known of it; far ahead where that is only about."""
    end = event.until or start
    if event.precision == "month":
        return end.replace(day=monthrange(end.year, end.month)[1])
    if event.precision == "year":
        return date(end.year, 12, 31)
    return end if event.precision == "day" else date.max


def is_background(report: Report, told_on: date) -> bool:
    """Whether the day that a comment tells is not that of the comment, but of what it is on."""
    day = report.event.day
    return day is not None and _word(report) == COMMENT and not timedelta(0) <= told_on - day <= A_WEEK


def _lies_ahead(report: Report) -> bool:
    """Whether every text tells of it before its first day: whatever the verb, that is an announcement."""
    day = report.event.day
    told = [one.article.told_on for one in report.sourcing if one.article.told_on is not None]
    return day is not None and bool(told) and max(told) < day


def _denials(report: Report) -> list[str]:
    """Who denies what others tell, and when: ``**Denied**, say Dawn, NDTV, 3 Oct``."""
    deniers = [one for one in report.sourcing if one.denies]
    days = {one.outlet: short_span(one.article.told_on, None, "day") for one in reversed(deniers)}
    if not deniers or len(deniers) == len(report.sourcing):
        return []
    names = list(reversed(days))
    shown = names[:MOST_DENIALS]
    if len({days[name] for name in shown}) > 1:
        said = "; ".join(f"{safe(name)}, {days[name]}".rstrip(", ") for name in shown)
    else:
        said = f"{', '.join(map(safe, shown))}, {days[shown[0]]}".rstrip(", ")
    more = f" +{len(names) - len(shown)}" if len(names) > len(shown) else ""
    return [fact(f"**Denied**, {'says' if len(names) == 1 else 'say'} {said}{more}")]
