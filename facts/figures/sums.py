"""Whose a sum of money is: what the event costs, or what a text tells beside it. A price that no text gives is never told."""

import re
from collections.abc import Iterator
from functools import cache, partial

from facts.figures.money import FoundSum, sums_in
from facts.model.kinds import Kind
from facts.model.reading import Money
from facts.names.text import lowered
from facts.rows.patterns import alternatives, word_table

_either = partial(alternatives, "sums")

LEAD = 700
"""Letters of a lead that are read for sums."""
BEFORE, BEHIND = 60, 40
"""Letters around a sum in which its clause says what it is of."""
_CLAUSE = re.compile(
    rf"[.;!?](?=\s|$)|[。；！？，]|,\s(?!{_either('not_another_clause')})|\s(?:{_either('clauses')})\s",
    re.IGNORECASE,
)
_PAST_YEAR = re.compile(rf"^.{{0,30}}?\b(?:{_either('before_a_year')})\s(?P<year>(?:19|20)\d\d)\b")
_FOR = re.compile(rf"(?<!\w)(?:{'|'.join(word_table('sums')['for'])})\s(?:[^\s\d]+\s){{0,2}}$")
_PLACED = re.compile(rf"\b(?:{_either('articles')})\s(?:[^\s,]+\s){{0,2}}$", re.IGNORECASE)


def own_sums(title: str, lead: str, kind: Kind, year: int | None = None) -> tuple[Money, ...]:
    """The sums that an event of the ``kind`` is said to cost, each once: those of its title, and those of the lead whose
    clause says so, unless the clause gives them to something else. ``year`` is that of the text: what is dated before it is
    of an earlier deal."""
    titled = (one.money for one, around in _told(title) if not _is_of_another(around, kind, year))
    said = (
        one.money
        for one, around in _told(lead[:LEAD])
        if kind.is_momentary and _is_price(around) and not _is_of_another(around, kind, year)
    )
    return tuple(dict.fromkeys((*titled, *said)))


def _told(text: str) -> Iterator[tuple[FoundSum, tuple[str, str]]]:
    """Each sum with what stands before and behind it in its clause."""
    for one in sums_in(text):
        ends = [end.end() for end in _CLAUSE.finditer(text, 0, one.start)]
        start = max(ends[-1] if ends else 0, one.start - BEFORE)
        end = _CLAUSE.search(text, one.end)
        last = min(end.start() if end else len(text), one.end + BEHIND)
        yield one, (lowered(text[start : one.start]), lowered(text[one.end : last]))


def _is_price(around: tuple[str, str]) -> bool:
    before, _ = around
    said = _words("before").search(before) or _FOR.search(before)
    return said is not None or any(_words("own").search(side) for side in around)


def _is_of_another(around: tuple[str, str], kind: Kind, year: int | None) -> bool:
    """A state's or a firm's money, an earlier deal's price, or that of a whole deal of which a part has come."""
    before, behind = around
    dated = _PAST_YEAR.search(behind)
    return (
        any(_words("others").search(side) for side in around)
        or _words("elsewhere").search(before) is not None
        or (dated is not None and year is not None and int(dated["year"]) < year)
        or (kind.is_restriction and _words("grounds").search(before) is not None)
        or (kind.is_handover and _is_of_a_whole(before, behind))
    )


def _is_of_a_whole(before: str, behind: str) -> bool:
    """ "Under a $5bn agreement", "part of the $152 million deal"."""
    placed = _PLACED.search(before)
    is_within = placed is not None and before[: placed.start()].rstrip().endswith(_ENDINGS)
    return is_within and _words("wholes").search(behind) is not None


_ENDINGS = tuple(f" {word}" for word in word_table("sums")["whole"])


@cache
def _words(name: str) -> re.Pattern[str]:
    """Words of scripts without spaces stand anywhere, others begin a word."""
    words = sorted(word_table("sums")[name], key=len, reverse=True)
    spaced = [re.escape(word) for word in words if word < "\u2e80"]
    unspaced = [re.escape(word) for word in words if word >= "\u2e80"]
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(spaced)})", *unspaced]))
