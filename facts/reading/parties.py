"""Which states take part, and which are only mentioned."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from facts.asserting.assertion import asides, main_span
from facts.names.lexicon import FoundName
from facts.names.terms import OF_STATE, Term
from facts.reading.bystanders import (
    VENUE_BEHIND,
    is_a_listener,
    is_a_researcher,
    is_cited,
    is_inside,
    is_passed_over,
    is_the_reason,
    is_venue,
    only_helps,
)
from facts.rows.patterns import word_set
from facts.scanning.port_calls import VISITING
from facts.scanning.scan import Segment

_BEFORE = word_set("parties", "before")
_AFTER = word_set("parties", "after")
_STRONG_BEFORE = word_set("parties", "firmly_before")
_BETWEEN_ASIDE = word_set("parties", "between_aside")
_PLACE_BEFORE = word_set("parties", "of_a_place")
_CASE_OF_PLACE = word_set("parties", "case_of_place")
_WHOLE = frozenset({"aukus", "quad"})
"""Groupings that are their members: who is named of them, all are."""


@dataclass(frozen=True, slots=True)
class Parties:
    """``taking_part`` as far as the text tells, ``visible`` in it at all, ``firm``: named by the title; all sorted.
    ``named`` and ``in_title`` count all that act, also who only says it: what the weights know."""

    taking_part: tuple[str, ...]
    visible: tuple[str, ...]
    firm: tuple[str, ...]
    named: tuple[str, ...]
    in_title: int


def parties(title: Segment, lead: Segment) -> Parties:
    """The states of a text: directly named ones first; people, members of groupings and makers where too few are. Who trains
    somewhere trains with those who are there, whoever made what it is trained on."""
    found, named = (_with_further(title, lead, direct) for direct in (_direct, _named))
    return Parties(
        tuple(sorted(found)),
        tuple(sorted({*visible_states(title, lead), *found})),
        tuple(sorted(_direct(title))),
        tuple(sorted(named)),
        len(_named(title)),
    )


def visible_states(title: Segment, lead: Segment) -> tuple[str, ...]:
    """Every state that is named, itself or by a body of its own; sorted."""
    named = (f for segment in (title, lead) for f in segment.names if f.term.sort in OF_STATE)
    return tuple(sorted({code for found in named for code in _states(found)}))


def _with_further(title: Segment, lead: Segment, direct: Callable[[Segment], set[str]]) -> set[str]:
    found = direct(title)
    if len(found) < 2:
        found |= direct(lead)
    found |= _members(title, lead, found)
    is_there = title.has("train", "drill", "portcall") or (title.has("meet") and not title.has("deliver"))
    last = (_venues, _makers) if is_there else (_makers, _venues)
    makes = not title.has(VISITING)  # whoever built it, it comes for its navy
    if not found and title.has("deliver"):
        found = _of(title, lead, ("place",), found) and _of(
            title, lead, ("place", "equipment", "ship"), found
        )
    for further in (_topics, _seats, _people, *last):
        if len(found) < 2 and (makes or further is not _makers):
            found = found | further(title, lead, found)
    return found


def _states(found: FoundName) -> tuple[str, ...]:
    """The states that a name stands for: of a ship the owner, not the maker."""
    return (
        ((found.term.owner,) if found.term.owner else ())
        if found.term.sort == "ship"
        else found.term.countries
    )


def _direct(segment: Segment) -> set[str]:
    """Without those who only say it or stand by, and those of the title's background, where two others act without them."""
    acting = [
        f
        for f in _acting(segment)
        if not (_stands_by(f, segment) or is_passed_over(f, segment) or is_a_researcher(f, segment))
    ]
    heard = [
        f
        for f in acting
        if not (_only_says(f, segment) or _is_aside(f, segment) or is_the_reason(f, segment))
    ]
    beside = asides(segment.text)
    main = [f for f in heard if not is_inside(segment, f.start, beside)]
    alone = [f for f in main if not _looks_on(f, segment)]
    of_each = [{c for f in part for c in _states(f)} for part in (alone, main, heard, acting)]
    found = next((states for states in of_each if len(states) >= 2), of_each[-1])
    return found | _subjects(segment)


def acting_names(segment: Segment) -> list[FoundName]:
    """The names of states, their bodies and companies that act in a segment: none of its background, none that only says
    it or stands by."""
    names = (f for f in segment.of_sort(*OF_STATE, "company") if f.term.sort != "ship")
    begins, ends = main_span(segment.text)
    return [
        f
        for f in names
        if begins <= segment.words.starts[f.start] < ends
        and not (_is_background(f, segment) or _stands_by(f, segment) or _only_says(f, segment))
        and not is_passed_over(f, segment)
    ]


def _named(segment: Segment) -> set[str]:
    """All that act in it, whoever only says it or stands by among them."""
    return {c for f in _acting(segment) for c in _states(f)} | _subjects(segment)


def _acting(segment: Segment) -> list[FoundName]:
    names = (f for f in segment.of_sort(*OF_STATE) if not _is_a_surname(f, segment))
    return [f for f in names if not (_is_background(f, segment) or _is_place(f, segment))]


def _is_a_surname(found: FoundName, segment: Segment) -> bool:
    """ "General Michael Jordan"."""
    at, words = found.start, segment.words
    if (
        found.term.sort != "country"
        or at < 2
        or words.folded[at - 2] not in _RANKS
        or not words.raw[at - 1].istitle()
    ):
        return False
    known = {
        place for places in segment.concepts.values() for start, end in places for place in range(start, end)
    }
    named = {place for f in segment.names for place in range(f.start, f.end)}
    return at - 1 not in known | named


_RANKS = word_set("parties", "ranks")


def _subjects(segment: Segment) -> set[str]:
    return {c for f in segment.of_sort("person") if f.start <= _SUBJECT for c in f.term.countries}


_SUBJECT = 2
"""Who is named in the first words of a title or lead acts in it, and their state with them."""


def _is_aside(found: FoundName, segment: Segment) -> bool:
    """ "picks Seoul over Berlin", "in response to North Korea", "the China challenge": not one of those who act."""
    before = segment.words.folded[: found.start]
    after = segment.words.folded[found.end : found.end + 1]
    if is_passed_over(found, segment):
        return True
    turned = len(before) > 1 and before[-2] in _TURNED and before[-1] in _TURNED_TO
    shadow = bool(after) and after[0] in _SHADOWS
    return bool(turned or (before and before[-1] in _TURNED) or shadow or only_helps(found, segment))


def _looks_on(found: FoundName, segment: Segment) -> bool:
    """ "…, Baku fumes", "sign a pact in Qatar": who has a clause of its own for it, and where others meet; "…, minister tells Canberra"."""
    if is_a_listener(found, segment):
        return True
    after = segment.words.folded[found.end : found.end + 1]
    before = segment.text[: segment.words.starts[found.start]].rstrip()
    if after and after[0] in _ONLOOKERS and before.endswith((",", "–", "—", ";")):
        return True
    is_met_in = is_venue(found, segment) and segment.words.folded[found.start - 1 : found.start] in _MET_IN
    return (
        is_met_in
        and segment.has(*_MEETS)
        and not (segment.has(*_TOGETHER) or _makes_something(found, segment))
    )


_ONLOOKERS = word_set("parties", "onlookers")
_MET_IN = {(word,) for word in ("in", "at", "en", "au", "di", "в", "در", "في")}
_MEETS = ("meet", "signed", "sign", "deliver")
_TOGETHER = ("drill", "train", "patrol", "access", "troops-there")
"""What is done with those who are there."""


def _makes_something(found: FoundName, segment: Segment) -> bool:
    """ "in Chinese tanks", "in US aid": of a thing, and no place."""
    written = segment.words.raw[found.end - 1]
    attributive = found.term.sort == "country" and (
        written in ("US", "UK", "U.S.") or written.endswith(_OF_A_PEOPLE)
    )
    last = segment.words.starts[found.end - 1] + len(written)
    return (
        attributive
        and segment.text[last : last + 1] == " "
        and segment.words.raw[found.end : found.end + 1] != ()
    )


_OF_A_PEOPLE = ("n", "sh", "ese", "ch", "ek", "ss", "i")

_TURNED, _TURNED_TO = word_set("parties", "turned_against"), word_set("parties", "turned_to")
_SHADOWS = word_set("parties", "shadows")


def _only_says(found: FoundName, segment: Segment) -> bool:
    """ "US says Iran sends Russia drones", "…, US warns", "…: Ukraine", "…, says US think tank": whose word it is."""
    raw = [word.lower() for word in segment.words.raw]
    behind = raw[found.end :]
    run = next((at for at, word in enumerate(behind[:5]) if word not in _SPEAKERS), len(behind[:5]))
    if run < len(behind[:4]) and behind[run] in _SAID:
        between = segment.text[segment.words.starts[found.start] : segment.words.starts[found.end + run]]
        return not set(between) & set(",;:")
    if _says_unspaced(found, segment) or _is_source(raw[max(0, found.start - 3) : found.start]):
        return True
    if run < len(behind):
        return bool(run) and is_cited(segment, found.end, run)
    before = segment.text[: segment.words.starts[found.start]].rstrip()
    return (before.endswith(":") and run < 2) or raw[max(0, found.start - 1)] in _SAID


def _is_source(before: list[str]) -> bool:
    """ "according to a US think tank", "laut US-Medien"."""
    at = len(before) - (before[-1:] in (["a"], ["an"], ["the"]))
    return before[:at][-2:] == ["according", "to"] or (before[:at][-1:] != [] and before[at - 1] in _SOURCES)


def _says_unspaced(found: FoundName, segment: Segment) -> bool:
    """ "美国智库称"."""
    last = found.end - 1
    ends = segment.words.starts[last] + len(segment.words.raw[last])
    return _UNSPACED.match(segment.text, ends) is not None


_UNSPACED = re.compile(
    f"(?:{'|'.join(sorted(word_set('parties', 'speakers_unspaced')))})*(?:{'|'.join(sorted(word_set('parties', 'says_unspaced')))})"
)
_SOURCES = word_set("parties", "sources")
_SAID = word_set("parties", "says")
_SPEAKERS = word_set("parties", "speakers")


def _is_place(found: FoundName, segment: Segment) -> bool:
    """ "at a summit in Madrid", "Moskova'da": a seat that is only where it happened."""
    before = segment.words.folded[max(0, found.start - 1) : found.start]
    after = segment.words.folded[found.end : found.end + 1]
    last = segment.words.starts[found.end - 1] + len(segment.words.raw[found.end - 1])
    case = segment.text[last : last + 1] in ("'", "’") and not _CASE_OF_PLACE.isdisjoint(after)
    is_there = case or not _PLACE_BEFORE.isdisjoint(before) or not VENUE_BEHIND.isdisjoint(after)
    return found.term.sort == "seat" and is_there


def _is_background(found: FoundName, segment: Segment) -> bool:
    return _is_set_against(found, segment) or _is_topic(found, segment)


def _is_set_against(found: FoundName, segment: Segment) -> bool:
    """ "to counter China", "with an eye on India", "near Taiwan": not a part of it."""
    before = segment.words.folded[max(0, found.start - 2) : found.start]
    if before[-1:] == ("against",) and before[0] in _MEASURES:
        return False
    if _STRONG_BEFORE & set(before) or (before and before[-1] in _BEFORE) or before == ("eyeing",):
        return True
    if len(before) == 2 and before[1] in _GOES_BY:
        return before[0] not in _BEFORE_A_ROUND and not before[0][0].isdigit()
    return len(before) == 2 and before[0] in _BEFORE | {"eye"} and before[1] in _BETWEEN_ASIDE


def _stands_by(found: FoundName, segment: Segment) -> bool:
    """ "war in Ukraine", "its border with China", "a threat to the Indian coast": told of beside the event."""
    words = [word for word in segment.words.folded[: found.start][-3:] if word not in _PART_OF_A_NAME]
    before = tuple(words[-2:])
    return before in _BESIDE or (len(before) == 2 and before[0] in _BEFORE and before[1] in _TOWARDS)


_TOWARDS = word_set("parties", "towards")
_GOES_BY, _BEFORE_A_ROUND = word_set("parties", "goes_by"), word_set("parties", "before_a_round")
_PART_OF_A_NAME = word_set("parties", "part_of_a_name")
_BESIDE = frozenset(tuple(words.split()) for words in word_set("parties", "beside"))


def _is_topic(found: FoundName, segment: Segment) -> bool:
    """ "the Poland border", "Ukraine war: …"."""
    after, then = segment.words.folded[found.end : found.end + 2], segment.words.folded[found.end + 2 :]
    if len(after) == 2 and after[0] not in _AFTER and then[:1] and then[0] in _HELD:
        return False
    return bool(after) and (after[0] in _AFTER or (after[0] not in _PARTING and after[-1] in _AFTER))


_PARTING = word_set("parties", "parting")
_HELD, _MEASURES = word_set("parties", "held"), word_set("parties", "measures")


def _topics(title: Segment, _lead: Segment, _found: set[str]) -> set[str]:
    """The state that a title is headed with ("Ukraine war: Britain pledges …"), where too few others act."""
    names = (f for f in title.of_sort(*OF_STATE) if not (_is_place(f, title) or _is_set_against(f, title)))
    names = (f for f in names if not is_a_researcher(f, title))
    return {c for f in names for c in _states(f)}


def _seats(title: Segment, lead: Segment, found: set[str]) -> set[str]:
    for segment in (title, lead):
        if states := {c for f in segment.of_sort("seat") for c in f.term.countries} - found:
            return states
    return set()


def _members(title: Segment, lead: Segment, found: set[str]) -> set[str]:
    """Parties of what is named: a grouping that is its members, an exercise or agreement that has fixed ones."""
    names = [
        (f.term, s is title) for s in (title, lead) for f in s.of_sort("grouping", "exercise", "agreement")
    ]
    return {
        c for term, in_title in names if _brings_in(term, found, in_title=in_title) for c in term.countries
    }


def _brings_in(term: Term, found: set[str], *, in_title: bool) -> bool:
    members = set(term.countries)
    if term.id in _WHOLE:
        return in_title and (len(found) < 2 or found <= members)
    if len(found) >= 2:
        return False
    if term.sort == "exercise" and len(members) == 1:
        return True  # its host, who is at it whoever else is named
    fits = len(members) >= 2 and bool(members & found or not found)
    return fits and (in_title or term.sort == "exercise")


def _people(title: Segment, lead: Segment, found: set[str]) -> set[str]:
    return _of(title, lead, ("person", "company"), found)


def _makers(title: Segment, lead: Segment, found: set[str]) -> set[str]:
    """A maker takes part where its arms go to another state."""
    return _of(title, lead, ("equipment", "ship"), found) if found else set()


def makers_named(segment: Segment) -> tuple[str, ...]:
    """The states of those who make the things that are named there, each once, in order."""
    named = (f.term for f in segment.of_sort("equipment", "ship", "company") if not f.term.owner)
    return tuple(dict.fromkeys(code for term in named for code in term.countries))


def _venues(title: Segment, lead: Segment, found: set[str]) -> set[str]:
    """Where it happens takes part where nobody else is named beside the one that acts ("docks at Karachi")."""
    return _of(title, lead, ("place",), found) if found else set()


def _of(title: Segment, lead: Segment, sorts: Iterable[str], found: set[str]) -> set[str]:
    result: set[str] = set()
    for segment in (title, lead):
        for name in segment.of_sort(*sorts):
            if len(found | result) >= 2:
                return result
            known = name.term.sort in ("equipment", "ship") and set(name.term.countries) & found
            if not (known or is_passed_over(name, segment)):
                result |= set(name.term.countries[:1])
    return result
