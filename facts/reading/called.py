"""What a text itself calls the exercise, ship, thing or deal that it tells of, where no lexicon knows the name.

In a headline in capitals or Title Case a capital letter says nothing: there a name counts in quotes, behind a ship's
prefix, with a figure ("QX-71") or before "class", or if the lead writes it so. The words are data
(``facts/rows/names.toml``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from facts.figures.numbers import roman
from facts.names.common import COMMON
from facts.rows.patterns import word_table
from facts.scanning.scan import Segment
from facts.scanning.things import placed_things

_WORDS = {name: frozenset(words) for name, words in word_table("names").items()}
_PREFIXES = frozenset(word_table("hulls", "facts.naming")["prefixes"])
_MOST = 4
"""Words of a name."""
_NEAR = 32
"""Characters between a name in quotes and the word for an exercise."""
_QUOTED = re.compile(
    r"(?<!\w)[‘'’\"](?P<plain>[^‘'’“”\"]{2,40})['’\"](?!\w)|[“«「『《„](?P<paired>[^“”«»「」『』《》„]{2,40})[”»」』》“]"
)
_ENDING = frozenset(
    {"country", "seat", "service", "ministry", "place", "person", "company", "grouping", "exercise"}
)
"""Sorts of known names that end an unknown one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a text gives it, in lower case, and of what: exercise, ship, thing or deal. Not ``sure``: it may be a
    place beside the exercise."""

    sort: str
    name: str
    sure: bool = True

    def __str__(self) -> str:
        return f"{self.sort}{'' if self.sure else '?'}:{self.name}"

    @staticmethod
    @lru_cache(maxsize=1 << 12)
    def parse(written: str) -> "Name":
        """The opposite of ``str``."""
        sort, _, name = written.partition(":")
        return Name(sort.rstrip("?"), name, not sort.endswith("?"))


def called(title: Segment, lead: Segment) -> tuple[str, ...]:
    """The names that title and lead give, each as ``Name`` writes itself."""
    lead_says = capitals_say(lead)
    plain = [(title, capitals_say(title)), (lead, lead_says)]
    found = [
        name for segment, says in plain if says or lead_says for name in _written_large(segment, says, lead)
    ]
    found += [
        name
        for segment in (title, lead)
        for name in (*_quoted(segment), *_ships(segment), *_figured(segment))
    ]
    return tuple(dict.fromkeys(str(name) for name in found))


def capitals_say(segment: Segment) -> bool:
    """Whether words that are no names are written small, so that a capital letter makes a name."""
    words = segment.words
    named = {at for f in segment.names for at in range(f.start, f.end)}
    plain = [
        (raw, words.folded[at] in COMMON and words.folded[at] not in _WORDS["deals"] | _WORDS["drills"])
        for at, raw in enumerate(words.raw)
        if at and len(raw) > 3 and raw.isascii() and at not in named
    ]
    small = sum(raw.islower() for raw, _ in plain)
    large = sum(common and not raw.islower() for raw, common in plain)
    return small > 1 and small > 2 * large


def _written_large(segment: Segment, says: bool, lead: Segment) -> Iterator[Name]:
    """Names that a capital letter marks beside their noun; where it says nothing, those that the lead writes so."""
    for name in (*_exercises(segment), *_things(segment), *_deals(segment)):
        if says or _stands(name.name, lead.text):
            yield name


def _stands(name: str, text: str) -> bool:
    written = r"[\s-]".join(map(re.escape, name.split()))
    found = re.search(rf"(?<!\w){written}(?!\w)", text, re.IGNORECASE)
    return found is not None and all(
        word[:1].isupper() or word in _WORDS["linking"] for word in re.split(r"[\s-]", found.group())
    )


def _exercises(segment: Segment) -> Iterator[Name]:
    folded = segment.words.folded
    for at, word in enumerate(folded):
        if word in _WORDS["drills"]:
            yield from _behind(segment, at + 1)
            yield from _before(segment, at)
        elif word in _WORDS["bringing"] and _WORDS["drills"] & set(folded[max(0, at - 8) : at]):
            yield from _behind(segment, at + 1)


def _behind(segment: Segment, start: int) -> Iterator[Name]:
    folded = segment.words.folded
    while start < len(folded) and folded[start] in _WORDS["bringing"]:
        start += 1
    if name := _run(segment, start, 1):
        yield Name("exercise", name)


def _before(segment: Segment, end: int) -> Iterator[Name]:
    """A single word before "exercise" may be a place."""
    words = segment.words
    while end > 0 and words.folded[end - 1] in _WORDS["describing"] and words.raw[end - 1].islower():
        end -= 1
    name = _run(segment, end - 1, -1)
    if name and not _is_place(name.split()):
        yield Name("exercise", name, sure=" " in name)


def _is_place(words: list[str]) -> bool:
    return words[-1] in _WORDS["ground"] or (words[0] in _WORDS["ground"] and words[1:2] == ["of"])


def _things(segment: Segment) -> Iterator[Name]:
    """ "Korvan missiles": the name before the thing."""
    for start, _, _ in placed_things(segment):
        if name := _run(segment, start - 1, -1):
            yield Name("thing", name)


def _deals(segment: Segment) -> Iterator[Name]:
    for at, word in enumerate(segment.words.folded):
        if word in _WORDS["deals"] and (name := _run(segment, at - 1, -1)):
            yield Name("deal", name)


def _run(segment: Segment, at: int, step: int) -> str:
    """The words with a capital from ``at`` on, joined by a space or hyphen; a known name ends them, and words of the
    trade alone are none, nor is the first word of the text."""
    words, taken, found = segment.words, _taken(segment), list[int]()
    while 0 <= at < len(words.raw) and len(found) < _MOST and at not in taken:
        if not (_is_part(segment, at) and (not found or _touch(segment, *sorted((at, found[-1]))))):
            break
        found.append(at)
        at += step
    places = sorted(found)
    while places and not _is_capital(words.raw[places[0]]):
        places.pop(0)
    while places and not _is_capital(words.raw[places[-1]]):
        places.pop()
    if not places or places == [0] or all(words.folded[place] in COMMON for place in places):
        return ""
    return " ".join(words.raw[place].lower() for place in places)


def _is_part(segment: Segment, at: int) -> bool:
    raw, folded = segment.words.raw[at], segment.words.folded[at]
    return (_is_capital(raw) and folded not in _WORDS["never"]) or raw in _WORDS["linking"]


def _is_capital(raw: str) -> bool:
    return raw[:1].isupper() and len(raw) > 1 and not roman(raw)


def _touch(segment: Segment, first: int, second: int) -> bool:
    words = segment.words
    return segment.text[words.starts[first] + len(words.raw[first]) : words.starts[second]] in (
        " ",
        "-",
        "–",
        "’",
        "'",
    )


def _taken(segment: Segment) -> frozenset[int]:
    return frozenset(at for f in segment.names if f.term.sort in _ENDING for at in range(f.start, f.end))


def _quoted(segment: Segment) -> Iterator[Name]:
    """Names in quotes near a word for an exercise, in any script; known ones are read elsewhere."""
    starts = segment.words.starts
    drills = [(starts[a], starts[b - 1]) for a, b in segment.concepts.get("drill", ())]
    known = [starts[f.start] for f in segment.of_sort("exercise")]
    for match in _QUOTED.finditer(segment.text):
        name, (start, end) = (match["plain"] or match["paired"]).strip(), match.span()
        near = any(start - _NEAR <= last and first <= end + _NEAR for first, last in drills)
        if near and not any(start <= one < end for one in known) and (written := _as_name(name)):
            yield Name("exercise", written)


def _as_name(quoted: str) -> str:
    """What stands in quotes, without its number; nothing if it is a sentence. English writes every word of a name large."""
    words = [word for word in re.split(r"[\s–-]+", quoted) if not (word.isdigit() or roman(word))]
    told = words if quoted.isascii() else words[:1]
    large = all(not word[:1].islower() or word in _WORDS["linking"] for word in told)
    return " ".join(words).lower() if words and len(words) <= _MOST and large else ""


def _ships(segment: Segment) -> Iterator[Name]:
    """ "PNS Marwarid": one or two words behind the prefix; known ones are read elsewhere."""
    words, hulls = segment.words, {at for f in segment.of_sort("ship") for at in range(f.start, f.end)}
    for at, raw in enumerate(words.raw[:-1]):
        if raw in _PREFIXES and at not in hulls and at + 1 not in hulls and _is_capital(words.raw[at + 1]):
            two = words.raw[at + 2 : at + 3]
            goes_on = bool(two) and _is_capital(two[0]) and _touch(segment, at + 1, at + 2)
            more = goes_on and words.folded[at + 2] not in COMMON and at + 2 not in _taken(segment)
            yield Name("ship", " ".join(words.raw[at + 1 : at + 3 if more else at + 2]).lower())


def _figured(segment: Segment) -> Iterator[Name]:
    """ "QX-71 tanks", "Zulmar-class frigates": a letter is no question there."""
    words, known = segment.words, {at for f in segment.names for at in range(f.start, f.end)}
    ends = {start - 1 for start, _, _ in placed_things(segment)}
    for at in sorted(ends - known):
        if at > 0 and words.raw[at].isdigit() and words.raw[at - 1].isupper() and _is_joined(segment, at - 1):
            yield Name("thing", f"{words.raw[at - 1]}{words.raw[at]}".lower())
    for at, word in enumerate(words.folded):
        if (
            word == "class"
            and at
            and at - 1 not in known
            and _is_part(segment, at - 1)
            and _is_joined(segment, at - 1)
        ):
            yield Name("thing", words.raw[at - 1].lower())


def _is_joined(segment: Segment, at: int) -> bool:
    """Whether nothing but a hyphen or nothing at all stands before the next word."""
    words = segment.words
    return segment.text[words.starts[at] + len(words.raw[at]) : words.starts[at + 1]] in ("", "-")
