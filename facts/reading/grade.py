"""Importance and credibility: two things, computed apart, by rows, each with its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from facts.asserting.assertion import UNDONE, asserted_by
from facts.model.kinds import Kind, Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_set, word_table
from store.nouns.models import EventFacts
from store.nouns.values import Importance, Standing


@dataclass(frozen=True, slots=True)
class Graded:
    """A word and the rows that led to it."""

    importance: Importance
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """One source of an event: its Admiralty letter, its owner group, and whether it denies."""

    reliability: str
    owner: str
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Credible:
    """Admiralty letter of the best source (A–F) and digit (1 confirmed … 6 cannot be judged), AJP-2.1."""

    letter: str
    digit: int
    standing: Standing
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    points: int
    reason: str
    holds: Callable[[EventFacts, Kind, bool], bool]


_CENTRE = word_set("importance", "centre")
_MAJOR = word_set("importance", "major")
_RATES = {currency: Decimal(worth) for currency, worth in word_table("importance")["rates"].items()}
"""Rough worth in US dollars, only to tell a large sum from a small one; no sum is ever shown converted."""


def _worth(event: EventFacts) -> Decimal:
    return max((a.amount * _RATES.get(a.currency, Decimal(0)) for a in event.amounts), default=Decimal(0))


def _undone(event: EventFacts) -> bool:
    """Whether it counts as a statement at most, whatever it is about."""
    return asserted_by(event) in UNDONE


_ROWS: tuple[_Row, ...] = (
    _Row(3, "China and Pakistan take part", lambda e, _, __: set(e.countries) >= _CENTRE),
    _Row(2, "China or Pakistan takes part", lambda e, _, __: len(_CENTRE & set(e.countries)) == 1),
    _Row(
        1,
        "a major state of the region takes part",
        lambda e, _, __: bool(_MAJOR - _CENTRE & set(e.countries)),
    ),
    _Row(
        2,
        "changes what a state has or may do",
        lambda e, kind, _: kind.stakes == "capability" and not _undone(e),
    ),
    _Row(
        1,
        "brings forces together",
        lambda e, kind, _: kind.stakes == "contact" and not _undone(e),
    ),
    _Row(2, "a thousand million dollars or more", lambda e, _, __: _worth(e) >= 10**9),
    _Row(1, "a hundred million dollars or more", lambda e, _, __: 10**8 <= _worth(e) < 10**9),
    _Row(1, "the first of its kind that is known", lambda _, __, novel: novel),
    _Row(-1, "only announced or talked of", lambda e, _, __: e.phase == "announced"),
    _Row(
        -2,
        "a statement or report, not a development",
        lambda e, kind, _: kind.stakes == "words" or _undone(e),
    ),
)
_WORDS: tuple[tuple[int, Importance], ...] = ((7, "critical"), (5, "high"), (3, "notable"))


def importance(event: EventFacts, *, novel: bool = False, kinds: Kinds = KINDS) -> Graded:
    """Kind, parties, sums and novelty; ``novel``: the register knew no earlier event of this story."""
    rows = [row for row in _ROWS if row.holds(event, kinds.of(event.kind), novel)]
    points = sum(row.points for row in rows)
    word: Importance = next((word for least, word in _WORDS if points >= least), "low")
    return Graded(word, points, tuple(f"{row.reason} ({row.points:+d})" for row in rows))


def credibility(voices: Sequence[Voice]) -> Credible:
    """The letter of the best source; the digit from how many independent owner groups tell it (a feed counts for none)."""
    if not voices:
        return Credible("F", 6, "reported", ("no source",))
    letter = min(voice.reliability for voice in voices)
    tellers = {voice.owner for voice in voices if not voice.denies}
    deniers = {voice.owner for voice in voices if voice.denies}
    digit, standing = _digit(letter, len(tellers), len(deniers))
    reasons = [
        f"best source is {letter}",
        f"{len(tellers)} independent owner group{'s' if len(tellers) != 1 else ''}",
    ]
    if deniers:
        reasons.append(f"denied by {len(deniers)}")
    return Credible(letter, digit, standing, tuple(reasons))


def _digit(letter: str, tellers: int, deniers: int) -> tuple[Literal[1, 2, 3, 4, 5, 6], Standing]:
    if deniers:
        return (5, "denied") if deniers >= tellers else (4, "denied")
    if tellers >= 3 and letter in "AB":
        return 1, "confirmed"
    if tellers >= 2:
        return 2, "corroborated"
    return (3, "reported") if letter in "ABC" else (6, "reported")
