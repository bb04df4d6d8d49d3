"""What stands between a deed and its being so: negation, doubt, conditions and wishes, by the words of a headline.

The words are data (``facts/rows/modality.toml``), asked in their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.model.kinds import Kind
from facts.rows.patterns import pattern_of, verbs, word_table


@dataclass(frozen=True, slots=True)
class Scope:
    """Words that ``reads`` names the effect of: what a clause under them asserts, whatever deed it names."""

    reads: str
    pattern: re.Pattern[str]
    leads: bool
    """Whether it counts only where no deed is told before it."""
    of_trade: bool = False
    """Whether it counts only of what is no pact, visit or drill."""

    def is_over(self, clause: str, deed_at: int) -> bool:
        """Whether it stands in ``clause``, whose first deed is told at ``deed_at``."""
        match = self.pattern.search(clause)
        return match is not None and not (self.leads and deed_at < match.start())


@dataclass(frozen=True, slots=True)
class _Modality:
    ignored: re.Pattern[str]
    leaving: re.Pattern[str]
    going_home: re.Pattern[str]
    scopes: tuple[Scope, ...]
    passing: re.Pattern[str]
    negated_before: re.Pattern[str]
    negated_anywhere: re.Pattern[str]


def modality_of(clause: str, deed_at: int, kind: Kind | None = None) -> str | None:
    """What the lower-cased main ``clause`` of a headline leaves of the deed of ``kind``, if that is known, that it tells at
    ``deed_at`` (its length where it tells none), or None: it is as told."""
    of_trade = kind is None or (kind.family != "agreements" and not kind.is_by_branch)
    over = (one for one in scopes() if (of_trade or not one.of_trade) and one.is_over(clause, deed_at))
    return next((scope.reads for scope in over), None)


def undone_by(clause: str, deed_at: int) -> str | None:
    """The same by words that are asked last: where nothing else says that what the ``clause`` names is not done."""
    return next((scope.reads for scope in undone() if scope.is_over(clause, deed_at)), None)


def plainly_told(clause: str) -> str:
    """The lower-cased ``clause`` without what looks like a negation or a wish and is none: "with no delay"."""
    return _modality().ignored.sub(" ", clause)


def go_home(text: str) -> str:
    """The lower-cased ``text`` with troops that leave as a drill ends as what they do: they go home, and call nothing off."""
    return _modality().going_home.sub("leave", text)


def said(text: str) -> str:
    """The lower-cased ``text`` without what says that nothing is said: "has not confirmed" denies nothing."""
    for scope in scopes():
        if scope.reads == "comment":
            text = scope.pattern.sub(" ", text)
    return text


def is_left(clause: str, until: int) -> bool:
    """Whether the lower-cased main ``clause`` tells before ``until`` that somebody leaves what others hold."""
    match = _modality().leaving.search(clause)
    return match is not None and match.start("leaves") <= until


def is_in_passing(clause: str) -> bool:
    """Whether the lower-cased main ``clause`` names a sale or a gift only to say where something is from."""
    return _modality().passing.search(clause) is not None


def leaves_open(clause: str, deed_at: int) -> bool:
    """Whether the lower-cased main ``clause`` negates something before its first deed, told at ``deed_at``, or anywhere in
    languages that negate behind it: where no row says what that leaves of the deed, it is not known."""
    match = _modality().negated_before.search(clause)
    early = match is not None and match.start() < deed_at
    return early or _modality().negated_anywhere.search(clause) is not None


def scopes() -> Sequence[Scope]:
    """The rows, in the order in which they are asked."""
    return _modality().scopes


@cache
def undone() -> Sequence[Scope]:
    """The rows that are asked last (``facts/rows/evidence.toml``), in their order."""
    rows = word_table("evidence")["undone"]
    return tuple(_scope(row) for row in rows)


def _scope(row: dict[str, Any], words: dict[str, str] | None = None) -> Scope:
    return Scope(
        row["reads"], pattern_of([row["pattern"]], words), row.get("leads", False), row.get("of_trade", False)
    )


@cache
def _modality() -> _Modality:
    rows = word_table("modality")
    words = {"deed": f"(?:{verbs('base')})", **rows["words"]}
    return _Modality(
        pattern_of(rows["ignored"]),
        pattern_of(rows["leaving"]),
        pattern_of(rows["going_home"]),
        tuple(_scope(row, words) for row in rows["scope"]),
        pattern_of(row["pattern"] for row in rows["passing"]),
        pattern_of(rows["unexplained"]["before"]),
        pattern_of(rows["unexplained"]["anywhere"]),
    )
