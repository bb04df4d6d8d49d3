"""Who speaks in a reaction: states, bodies and persons, so that what two of them say of one matter is told as two.

The words are data (``facts/acting/voices.toml``).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from rapidfuzz import fuzz

from facts.names.common import COMMON
from facts.names.lexicon import FoundName
from facts.names.text import words_of
from facts.rows.patterns import word_set, word_table
from facts.scanning.scan import Segment

_Phrase = tuple[str, ...]
Sort = Literal["state", "body", "person"]
_NAMED = ("country", "seat", "ministry", "service", "person", "grouping")
_BODIES = ("foreign", "defence", "leaders", "forces", "assemblies")
_STOPS = frozenset(',;:.!?–—|"“”«»()…')
_SPELLED = 85.0
"""Surnames so alike (RapidFuzz's ratio, in percent) are one."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Of which ``state`` (ISO 3166-1 alpha-2, empty where not said), and who: the state itself, a ``body`` of it by what
    that is for, or a person by the id of the register, or else by surname."""

    state: str
    sort: Sort
    name: str = ""

    def __str__(self) -> str:
        return f"{self.state}:{self.sort}:{self.name}"

    @staticmethod
    @lru_cache(maxsize=1 << 12)
    def parse(written: str) -> "Speaker":
        """The opposite of ``str``."""
        state, sort, name = written.split(":", 2)
        kind: Sort = "person" if sort == "person" else "body" if sort == "body" else "state"
        return Speaker(state, kind, name)

    @property
    def label(self) -> str:
        return self.name or self.state


def voices(title: Segment, lead: Segment) -> tuple[str, ...]:
    """The voices of a title, or else those that react in its lead; each as ``Speaker`` writes itself, sorted."""
    found = {*_voices(title)} or {*_voices(lead, saying=False)}
    return tuple(sorted(map(str, found)))


def voices_differ(one: Collection[str], other: Collection[str], heard: Collection[str] = ()) -> str | None:
    """Why no voice of the one text can be one of the other, both given. The same both ways. ``heard`` are persons whom
    both texts name: who speaks in the one is spoken of in the other then."""
    first, second = sorted((sorted(one), sorted(other)))
    pairs = [(Speaker.parse(a), Speaker.parse(b)) for a in first for b in second]
    named = any(voice.name in heard for pair in pairs for voice in pair)
    if not pairs or named or any(_may_be_one(a, b) for a, b in pairs):
        return None
    return f"{pairs[0][0].label} speaks, not {pairs[0][1].label}"


def share_a_voice(one: Iterable[str], other: Collection[str]) -> bool:
    """Whether both give a voice that is surely the same: a state is surer than nobody, a name surer than a state."""
    return any(_are_one(Speaker.parse(a), Speaker.parse(b)) for a in one for b in other)


def _may_be_one(a: Speaker, b: Speaker) -> bool:
    """A state speaks through its bodies and persons; two bodies, two persons or two states are two."""
    if a.state and b.state and a.state != b.state:
        return False
    return a.sort != b.sort or not a.name or not b.name or _same_name(a, b)


def _are_one(a: Speaker, b: Speaker) -> bool:
    return _may_be_one(a, b) and (a.state == b.state != "" or (a.sort == b.sort and _same_name(a, b)))


def _same_name(a: Speaker, b: Speaker) -> bool:
    if a.name == b.name or a.sort != "person":
        return a.name == b.name
    return fuzz.ratio(a.name.rpartition("-")[2], b.name.rpartition("-")[2]) >= _SPELLED


def _voices(segment: Segment, *, saying: bool = True) -> Iterator[Speaker]:
    """By every verb that says who speaks, and by what stands before or behind a colon."""
    for group in _groups(segment, saying=saying):
        yield from _of_group(segment, group)


def _groups(segment: Segment, *, saying: bool) -> Iterator[list[int]]:
    """Places of words that together name who speaks."""
    tables, folded = _tables(), segment.words.folded
    for _, end in _placed(folded, tables.behind):
        yield _walk(segment, end, 1)
    for start, end in _placed(folded, tables.before):
        if folded[end : end + 1] == ("by",) or (folded[start] in _SAYING and not saying):
            continue
        yield _walk(segment, start - 1, -1) or (
            _walk(segment, end, 1) if _ends_clause(segment, start) else []
        )
    if _placed(folded, tables.first):
        yield _walk(segment, 0, 1)
    if saying and (colon := _colon(segment)):
        yield colon


_SAYING = word_set("marked", "saying", "facts.acting")


def _ends_clause(segment: Segment, at: int) -> bool:
    """Whether a comma or quote stands right before a word: ", says Lavrov"."""
    return at > 0 and not _STOPS.isdisjoint(_between(segment, at - 1, at))


def _colon(segment: Segment) -> list[int]:
    """ "Lavrov: …" and "国防部：…": a person or body; "…: Lavrov". A state before a colon is rather the topic."""
    text, words = segment.text, segment.words
    for sign in (":", "："):
        head, found, tail = text.partition(sign)
        if not found:
            continue
        before = [at for at, start in enumerate(words.starts) if start < len(head)]
        behind = [at for at, start in enumerate(words.starts) if start > len(text) - len(tail) - 1]
        for places in (before, behind):
            if places and len(places) <= _MOST and _is_voice_alone(segment, places, last=places is behind):
                return places
    return []


_MOST = 6


def _is_voice_alone(segment: Segment, places: list[int], *, last: bool) -> bool:
    names = [f for f in segment.of_sort(*_NAMED) if f.start in places]
    sure = [f for f in names if last or f.term.sort in ("person", "ministry")]
    taken = {at for f in names for at in range(f.start, f.end)}
    return bool(sure) and all(at in taken or _is_among(segment, at) for at in places)


def _walk(segment: Segment, at: int, step: int) -> list[int]:
    """The words from ``at`` on that can name who speaks; a sign of punctuation ends them."""
    names = {at for f in segment.of_sort(*_NAMED) for at in range(f.start, f.end)}
    found: list[int] = []
    while 0 <= at < len(segment.words.raw) and len(found) < 2 * _MOST:
        joined = not found or _STOPS.isdisjoint(_between(segment, *sorted((at, found[-1]))))
        if found and not joined and not (_has_and(segment, found) and at in names):
            break
        if not found and step < 0 and _ends_clause(segment, at + 1):
            break
        if not (at in names or _is_among(segment, at) or _is_unknown(segment, at)):
            break
        found.append(at)
        at += step
    return sorted(found)


def _has_and(segment: Segment, found: list[int]) -> bool:
    return "and" in {segment.words.folded[at] for at in found}


def _between(segment: Segment, first: int, second: int) -> str:
    words = segment.words
    return segment.text[words.starts[first] + len(words.raw[first]) : words.starts[second]]


def _is_among(segment: Segment, at: int) -> bool:
    folded = segment.words.folded[at]
    return folded in _tables().among or folded.endswith("ly") or (len(folded) == 1 and not folded.isdigit())


def _is_unknown(segment: Segment, at: int) -> bool:
    """A word with a capital that no table knows: a surname."""
    raw, folded = segment.words.raw[at], segment.words.folded[at]
    return raw[:1].isupper() and len(raw) > 2 and not raw.isupper() and folded not in COMMON


def _of_group(segment: Segment, places: list[int]) -> Iterator[Speaker]:
    """The voices of a group, parted at "and": of each the most exact that it names."""
    parts = groupby(places, key=lambda at: segment.words.folded[at] == "and")
    kept = [list(part) for is_and, part in parts if not is_and]
    for part in kept:
        yield from _of_part(segment, part)


def _of_part(segment: Segment, part: list[int]) -> Iterator[Speaker]:
    inside = [f for f in segment.of_sort(*_NAMED) if f.start in part]
    states = list(dict.fromkeys(code for f in inside if _is_of_one(f) for code in f.term.countries))
    state = states[0] if states else ""
    persons = [f for f in inside if f.term.sort == "person"]
    if persons:
        yield from (Speaker(next(iter(f.term.countries), state), "person", f.term.id) for f in persons)
    elif unknown := _unknown(segment, part, inside):
        yield Speaker(state, "person", segment.words.folded[unknown[-1]])
    elif body := _body(segment, part):
        yield Speaker(state, "body", body)
    else:
        yield from (Speaker(code, "state") for code in states)


def _unknown(segment: Segment, part: list[int], inside: list[FoundName]) -> list[int]:
    """Places of surnames that no table knows."""
    taken = {at for f in inside for at in range(f.start, f.end)}
    own = (at for at in part if at not in taken and not _is_among(segment, at))
    return [at for at in own if _is_unknown(segment, at)]


def _is_of_one(found: FoundName) -> bool:
    return len(found.term.countries) == 1


def _body(segment: Segment, part: list[int]) -> str:
    said = segment.words.folded[part[0] : part[-1] + 1]
    tables = _tables().bodies
    found = [(len(phrase), body) for phrase, body in tables.items() if _stands(phrase, said)]
    return max(found, default=(0, ""))[1]


def _stands(phrase: _Phrase, said: _Phrase) -> bool:
    return any(said[at : at + len(phrase)] == phrase for at in range(len(said) - len(phrase) + 1))


def _placed(folded: _Phrase, phrases: dict[str, tuple[_Phrase, ...]]) -> list[tuple[int, int]]:
    return [
        (at, at + len(phrase))
        for at, word in enumerate(folded)
        for phrase in phrases.get(word, ())
        if folded[at : at + len(phrase)] == phrase
    ]


@dataclass(frozen=True, slots=True)
class _Tables:
    before: dict[str, tuple[_Phrase, ...]]
    behind: dict[str, tuple[_Phrase, ...]]
    first: dict[str, tuple[_Phrase, ...]]
    bodies: dict[_Phrase, str]
    among: frozenset[str]


@cache
def _tables() -> _Tables:
    rows = word_table("voices", "facts.acting")
    phrases = {name: [words_of(one).folded for one in row["words"]] for name, row in rows.items()}
    bodies = {phrase: body for body in _BODIES for phrase in phrases[body]}
    among = {word for phrase in (*phrases["among"], *bodies) for word in phrase}
    before, behind, first = (_by_first(phrases[name]) for name in ("before", "behind", "first"))
    return _Tables(before, behind, first, bodies, frozenset(among))


def _by_first(phrases: Iterable[_Phrase]) -> dict[str, tuple[_Phrase, ...]]:
    found: dict[str, list[_Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {word: tuple(some) for word, some in found.items()}
