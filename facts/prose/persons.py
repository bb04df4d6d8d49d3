"""Who is named in a sentence, also whom the register does not know: so that no pronoun is read past a stranger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facts.names.countries import country_name
from facts.names.lexicon import FoundName
from facts.names.text import lowered
from facts.prose.referring import referring_words
from facts.scanning.scan import Segment

_NAME = re.compile(
    r"(?:\s(?:the\s)?(?:(?:of|for)\s(?:the\s)?)?[A-Z][\w.’'-]*|\s(?:of|and|bin|al|van|de|der|von|el)(?=\s[A-Z]))*"
)
"""What goes on with capitals behind a title: the rest of the office, and the name."""
_BEFORE = re.compile(
    r"(?:(?:[A-Z][\w’'-]*|of|the|Staff|for|and|joint|deputy|vice|foreign|army|naval|defence|defense)\s){0,9}$"
)
_BESIDE = 7
"""Words before a name within which its state stands."""
_OF_STATE = 3
"""Words behind a name within which "of Malaysia" begins."""
_NO_NAMES = frozenset(
    {
        "staff",
        "committee",
        "ministry",
        "headquarters",
        "house",
        "forces",
        "force",
        "army",
        "navy",
        "affairs",
        "defence",
        "defense",
    }
)


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
    end = 0
    for match in referring_words().title.finditer(segment.text):
        if match.start() < end:
            continue
        rest = _NAME.match(segment.text, match.end())
        written = f"{match.group()}{rest.group() if rest else ''}".strip()
        name = written.split()[-1] if rest and rest.group() else ""
        end = match.start() + len(written)
        if (
            name
            and name[0].isupper()
            and lowered(name) not in _NO_NAMES
            and not referring_words().title.fullmatch(name)
        ):
            yield _stranger(segment, match.start(), written)


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
    return f"{country_name(countries[0])}’s {name}" if len(countries) == 1 and "’s " not in name else name
