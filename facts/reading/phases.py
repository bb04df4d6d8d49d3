"""How far something is: announced, under way, concluded; and the step of a deal or delivery."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.nouns.values import Phase


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase or step and the language that tells it; the first row that fits a title, then a lead, wins."""

    name: str
    pattern: re.Pattern[str]


def _row(name: str, pattern: str) -> PhaseRow:
    return PhaseRow(name, re.compile(rf"\b(?:{pattern})", re.IGNORECASE))


PHASES: tuple[PhaseRow, ...] = (
    _row("denied", r"den(?:y|ies|ied)\b|rejects? reports?|refutes?|baseless|rubbishe"),
    _row(
        "concluded",
        r"conclude[sd]?\b|concluding|closing ceremony|culminate|wraps? up|wrapped up|ends\b|ended\b|completed\b|comes to an end|finish(?:es|ed)\b",
    ),
    _row(
        "announced",
        r"to (?:hold|host|conduct|sign|buy|sell|begin|start|kick off|be held|be signed|import|get|give|purchase|acquire|supply|receive|launch|take part|participate|induct|deliver|provide|send|expand|include|boost|join|order|visit|meet|build|discuss|co-chair|train|export|order|be|stage|open|deepen|ink|set up|jointly|procure)\b|will\b|set to|plans? (?:to|for)|slated|scheduled|upcoming|next (?:week|month|year)|tomorrow|soon\b|expected to|in talks|may (?:buy|acquire|sell|get)|considers?\b|considering|mulls?|eyes\b|proposed|possible\b",
    ),
    _row(
        "under way",
        r"kicks? off|kicked off|begins?\b|began\b|begun|commence|underway|under way|continues?\b|starts?\b|started|opens?\b|opened|takes? off|in progress|ongoing|arrives?\b|taking part|take part",
    ),
)

STEPS: tuple[PhaseRow, ...] = (
    _row("denied", r"den(?:y|ies|ied)\b|refutes?|baseless|rejects? reports?|rejected media"),
    _row(
        "halted",
        r"suspend|cancel|halt|paus|scrap|freez|froze|terminat|pull(?:s|ed)? out|withdraw|iptal|revok|blocks?\b(?! ?-?(?:\d|I))|block(?:ed|ing)\b|ban(?:s|ned)?\b|lifts?\b|lifted",
    ),
    _row(
        "talks",
        r"in talks|mulls?\b|mulling|considering|considers|may (?:acquire|buy|get|sell|order)|interested|eyes?\b|eyeing|keen|offers?\b|offered|negotiat|seeks?\b|explor|slated to|looking to",
    ),
    _row("test", r"tests?\b|test-fir|tested|trial"),
    _row("launched", r"launch(?:es|ed|ing)?\b|keel|steel.cutting|christen"),
    _row(
        "in service",
        r"induct|commission|enters? service|entered service|into service|joins? (?:the )?fleet|add .{0,20} to its fleet|operational|commissioned|witness",
    ),
    _row(
        "delivered",
        r"deliver|hands? over|handed over|handover|receiv|arriv|supplying|gets?\b|take[sn]? delivery|shipped|first batch|unveils? first",
    ),
    _row(
        "signed",
        r"sign|ink(?:s|ed)?\b|seal|clinch|finali[sz]e|contract|award|order|agree|deal|buys?\b|bought|purchas|sells?\b|sold|sale|acquir|procur|import|give",
    ),
)


PROGRESS = ("talks", "signed", "launched", "test", "delivered", "in service")
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


def phase_of(title: str, lead: str) -> Phase:
    """The phase that the title tells, or else the lead; "reported" where neither does."""
    return _first(PHASES, title, lead) or "reported"  # type: ignore[return-value]


def step_of(title: str, lead: str, phase: Phase = "reported") -> str:
    """The step of a deal or delivery (a row of ``STEPS``), "" where none is told. Where the phase says that nothing was
    done, no verb of a deed counts."""
    if phase in _WITHOUT_DEED:
        return _WITHOUT_DEED[phase]
    return _first(STEPS, title, lead)


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
