"""How far something is: announced, under way, concluded; and the step of a deal or delivery. The words are data
(``facts/rows/phases.toml``)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facts.rows.patterns import word_table
from store.nouns.values import Phase


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase or step and the language that tells it; the first row that fits a title, then a lead, wins."""

    name: str
    pattern: re.Pattern[str]


def _rows(table: str) -> tuple[PhaseRow, ...]:
    rows = word_table("phases")[table]
    return tuple(PhaseRow(row["name"], _at_the_beginning(row["words"])) for row in rows)


def _at_the_beginning(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)


PHASES, STEPS = _rows("phases"), _rows("steps")
PROGRESS = ("talks", "signed", "laid down", "launched", "test", "delivered", "in service")
"""The steps of a deal in their order; what is halted may go on at any of them."""


def is_further(told: Sequence[str], step: str) -> bool:
    """Whether ``step`` is news after the statuses that a ledger holds, oldest first, in whatever words."""
    known = [_first(STEPS, status, "") or status for status in told]
    if step == "halted":
        return known[-1:] != ["halted"]
    if step not in PROGRESS:
        return False
    if known[-1:] == ["halted"]:
        return True
    return PROGRESS.index(step) > max((PROGRESS.index(one) for one in known if one in PROGRESS), default=-1)


def phase_of(title: str, lead: str, *, of_things: bool = False) -> Phase:
    """The phase that the title tells, or else the lead; "reported" where neither does. A visitor who arrives has begun a visit,
    things that arrive are there, and who leaves for something has not begun it."""
    told = _first(PHASES, title, lead)
    if told == _COMING:
        return "reported"
    if told == _ARRIVED:
        return "reported" if of_things else "under way"
    return told or "reported"  # type: ignore[return-value]


_COMING, _ARRIVED = "coming", "arrived"


def step_of(title: str, lead: str, phase: Phase = "reported", *, less: bool = False) -> str:
    """The step of a deal or delivery (a row of ``STEPS``), "" where none is told. Where the phase says that nothing was
    done, no verb of a deed counts; where it does not, what a lead tells as denied is something else. What is only made ``less``
    is no step."""
    if less and phase == "reported":
        return ""
    if phase in _WITHOUT_DEED:
        return _WITHOUT_DEED[phase]
    by_lead = _first(STEPS, lead, "")
    return _first(STEPS, title, "") or ("" if by_lead == _WITHOUT_DEED["denied"] else by_lead)


_WITHOUT_DEED: dict[Phase, str] = {
    "denied": "denied",
    "refused": "",
    "cancelled": "halted",
    "postponed": "",
    "in talks": "talks",
    "proposed": "talks",
}


def _first(rows: tuple[PhaseRow, ...], title: str, lead: str) -> str:
    for text in (title, lead):
        for row in rows:
            if row.pattern.search(text):
                return row.name
    return ""
