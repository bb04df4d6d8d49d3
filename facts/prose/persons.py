"""Who is named in a sentence, also whom the register does not know: so that no pronoun is read past a stranger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from facts.names.countries import country_name
from facts.names.lexicon import FoundName
from facts.names.text import lowered
from facts.prose.referring import referring_words
from facts.rows.patterns import alternatives
from facts.scanning.scan import Segment

_either = partial(alternatives, "persons", folder="facts.prose")

_OFFICE = _either("offices")
"""Words with a capital that are of an office and of no name."""
_NAME = re.compile(
    rf"(?:\s(?:of|for|to)(?:\sthe)?)?(?:\s(?:of|the|and|(?:{_OFFICE})(?![a-z])))*"
    rf"(?P<name>(?:\s(?:(?:{_either('particles')})\s)?(?!(?:{_OFFICE})\b)[A-Z][\w.’'-]*){{1,4}})"
)
"""Behind a title the rest of the office, and the name in capitals."""
_BEFORE = re.compile(rf"(?:(?:[A-Z][\w’'-]*|{_either('beside_a_rank')})\s){{0,9}}$")
_BESIDE = 7
"""Words before a name within which its state stands."""


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """``key`` is an id of the register or the name in lower case, ``written`` how it reads in another sentence (with the
    state), ``offices`` the words before the name, ``at`` the offset of the first of them."""

    key: str
    written: str
    countries: tuple[str, ...]
    offices: frozenset[str]
    at: int
    end: int


def persons(segment: Segment) -> list[PersonNamed]:
    """Each once, in the order of the text."""
    known = [_known(found, segment) for found in segment.of_sort("person")]
    spans = [(one.at, one.end) for one in known]
    strangers = [one for one in _strangers(segment) if not any(a < one.end and one.at < b for a, b in spans)]
    found = sorted([*known, *strangers], key=lambda one: one.at)
    return list({one.key: one for one in reversed(found)}.values())[::-1]


def _known(found: FoundName, segment: Segment) -> PersonNamed:
    start, end = _offsets(found, segment)
    offices = _offices_before(segment.text[:start])
    name = f"{_rank(offices)}{found.term.name}"
    return PersonNamed(
        found.term.id,
        _of_state(found.term.countries, name),
        found.term.countries,
        frozenset(lowered(offices).split()),
        start - len(offices),
        end,
    )


def _offices_before(before: str) -> str:
    match = _BEFORE.search(before)
    return match.group() if match else ""


def _rank(offices: str) -> str:
    """The last title that stands before the name, so that the name reads as an officer's."""
    last = offices.split()[-1:]
    return f"{last[0]} " if last and referring_words().title.search(f" {last[0]} ") else ""


def _strangers(segment: Segment) -> Iterator[PersonNamed]:
    """A title with capitals behind it."""
    end, words = 0, referring_words()
    states = {
        segment.words.starts[found.start] for found in segment.of_sort("country", "seat", "service", "place")
    }
    for match in words.title.finditer(segment.text):
        rest = _NAME.match(segment.text, match.end()) if match.start() >= end else None
        if rest is None or words.title.fullmatch(rest["name"].split()[0]) or rest.start("name") + 1 in states:
            continue
        written = _without_possessive(segment.text[match.start() : rest.end()])
        end = match.start() + len(written)
        yield _stranger(segment, match.start(), written)


def _without_possessive(written: str) -> str:
    return re.sub(r"['’]s?$|\.$", "", written)


def _stranger(segment: Segment, at: int, written: str) -> PersonNamed:
    offices = _offices_before(segment.text[:at])
    countries = _state_beside(segment, at, at + len(written))
    return PersonNamed(
        lowered(" ".join(written.split()[-2:])),
        _of_state(countries, written),
        countries,
        frozenset(lowered(f"{offices} {written}").split()),
        at - len(offices),
        at + len(written),
    )


def _state_beside(segment: Segment, at: int, end: int) -> tuple[str, ...]:
    """The one state right before the title, or right behind the name with "of"."""
    near = []
    for found in segment.of_sort("country", "service", "ministry"):
        start, stop = _offsets(found, segment)
        before = (
            stop <= at and "," not in segment.text[stop:at] and len(segment.text[stop:at].split()) <= _BESIDE
        )
        behind = start >= end and segment.text[end:start].strip() in ("of", "of the")
        within = at <= start < end
        if (before or behind or within) and len(found.term.countries) == 1:
            near.append((behind or within, stop, found.term.countries))
    return max(near, key=lambda one: one[:2])[2] if near else ()


def _offsets(found: FoundName, segment: Segment) -> tuple[int, int]:
    words = segment.words
    return words.starts[found.start], words.starts[found.end - 1] + len(words.raw[found.end - 1])


def _of_state(countries: tuple[str, ...], name: str) -> str:
    """With the state before it, where it is one and not said in the name."""
    return f"{country_name(countries[0])}’s {name}" if len(countries) == 1 and "’s " not in name else name
