"""Who gives and who gets where a headline tells it by a noun ("deal for", "purchase of", "offer of") or by an arrival."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from facts.acting.marked import (
    FEW_WORDS,
    MarkedState,
    phrase_places,
    role_tables,
    states_of,
    subject_of,
)
from facts.rows.patterns import word_set
from facts.scanning.scan import Segment

_Sides = tuple[frozenset[str], frozenset[str]]
"""Suppliers and recipients, as ISO 3166-1 alpha-2; a side that is not told is empty."""


def sides_by_nouns(segment: Segment, told: Sequence[MarkedState]) -> Iterator[_Sides]:
    """All that the nouns and arrivals of one title or sentence tell."""
    states = list(told)
    yield from _by_contracts(segment, states)
    yield from _by_known_things(segment, states)
    yield from _by_purchases(segment, states)
    yield from _by_offers(segment, states)
    yield from _by_arrivals(segment, states)
    yield from _by_joining(segment, states)
    yield from _by_owning(segment, states)
    yield from _by_signing(segment, states)
    yield from _by_hiring(segment, states)
    yield from _by_naming(segment, states)
    yield from _by_origin(segment, states)


def _by_contracts(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "inks deal for 6 Turkish corvettes", "for 6 corvettes from Turkey": who signs for what another made gets it."""
    for start, end in phrase_places(segment.words.folded, role_tables().contracts):
        if not _PAYS.isdisjoint(segment.words.folded[max(0, start - 3) : start]):
            continue  # "foots bill for American missiles": who pays need not get them
        sellers = [one for one in told if one.by and one.start >= end]
        makers = states_of(_made_behind(told, end)[:1] or sellers[:1])
        signs = states_of(subject_of(segment, told, role_tables().english, start))
        if makers and signs and not makers & signs:
            yield makers, signs


_PAYS = word_set("parties", "pays")


def _by_known_things(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "inks deal with Turkey for 48 KAAN jets": who signs for what is known to be another's gets it, and whose it is gives it
    to the one it signs with. Nothing where a third is named."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, ((noun,) for noun in (*tables.orders, "pact", "agreement"))):
        behind = next(
            (at for at in range(end, min(end + FEW_WORDS + 1, len(folded))) if folded[at] == "for"), None
        )
        makers = _known_makers(segment, behind)
        signs = states_of(subject_of(segment, told, tables.english, start))
        others = states_of(told) - signs
        if not (makers and signs):
            continue
        if makers.isdisjoint(signs) and others <= makers:
            yield others, signs
        elif (
            signs <= makers
            and len(others) == 1
            and others == _partners(segment, told)
            and makers.isdisjoint(others)
        ):
            yield signs, others


def _known_makers(segment: Segment, behind: int | None) -> frozenset[str]:
    """Who makes the equipment that is named within a few words behind "for"."""
    reach = range(0) if behind is None else range(behind + 1, behind + 2 * FEW_WORDS)
    named = (f for f in segment.of_sort("equipment", "ship") if f.start in reach)
    return next((frozenset(f.term.countries) for f in named if f.term.countries), frozenset())


def _partners(segment: Segment, told: list[MarkedState]) -> frozenset[str]:
    return states_of(one for one in told if segment.words.folded[max(0, one.start - 1)] == "with")


def _by_purchases(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "Chilean purchase of Israeli vehicles", "approves purchase of German submarines", "purchase of missiles by India"."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, tables.purchases):
        behind = [one for one in told if one.start >= end]
        of_whom = [one for one in told if one.end == start]
        by = [one for one in behind if one.by and folded[one.start - 1] == "by"]
        buyers = of_whom or by or _deciding(segment, told, start)
        sellers = [one for one in behind if one.by and one not in by] or _made_behind(told, end)[:1]
        suppliers, recipients = states_of(sellers), states_of(buyers)
        if suppliers and not suppliers & recipients:
            yield suppliers, recipients


def _deciding(segment: Segment, told: list[MarkedState], noun: int) -> list[MarkedState]:
    """Who approves, plans or drops a purchase, of whom no other buyer is told."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, tables.decides):
        if end <= noun and (subject := subject_of(segment, told, tables.english, start)):
            return list(subject)
    return []


def _by_offers(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "warms to Turkish offer of frigates": an offer comes from whose it is."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, tables.offers):
        giving = [one for one in told if one.end == start]
        to = [one for one in told if one.to and one.start >= end]
        if giving:
            heard = to or list(subject_of(segment, told, tables.english, giving[0].start))
            yield states_of(giving), states_of(heard) - states_of(giving)


def _by_arrivals(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "Second batch of Chinese drones reaches Algeria", "ships built in China sail for Trinidad", "jets from France land at Goa"."""
    folded, tables = segment.words.folded, role_tables()
    arrivals = phrase_places(folded, tables.arrives)
    lands = {at for start, end in arrivals for at in range(start, end)}  # "touch down", not "shot down"
    if not tables.taken_in_war.isdisjoint(word for at, word in enumerate(folded) if at not in lands):
        return
    for start, end in arrivals:
        before = [one for one in told if one.end <= start]
        sent = states_of(one for one in before if one.by)
        givers = sent or states_of(one for one in before if one.makes) or _from_behind(segment, told, end)
        there = states_of(one for one in told if one.to and one.start >= end) or _states_at(
            segment, told, end
        )
        if givers and there and not givers & there:
            yield givers, there
        elif sent and not there:
            yield sent, frozenset()  # "from Denmark touch down at Tandil": at a place that nobody knows


def _from_behind(segment: Segment, told: list[MarkedState], end: int) -> frozenset[str]:
    """ "reaches Romania from South Korea"."""
    return states_of(one for one in told if one.start > end and segment.words.folded[one.start - 1] == "from")


def _states_at(segment: Segment, told: list[MarkedState], at: int) -> frozenset[str]:
    """The state, or that of the place, which stands at a word."""
    at += segment.words.folded[at : at + 1] == ("the",)
    places = (one.term.countries for one in segment.of_sort("place", "seat") if one.start == at)
    named = states_of(one for one in told if one.start == at and not one.makes)
    return named or frozenset(code for codes in places if len(codes) == 1 for code in codes)


def _by_joining(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "Submarine from China joins Pakistan fleet", "Turkish corvette joins Ukrainian Navy"."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, tables.joins):
        before = [one for one in told if one.end <= start]
        givers = states_of(one for one in before if one.by) or states_of(one for one in before if one.makes)
        joined = states_of(
            one
            for one in told
            if one.start == end and not tables.forces.isdisjoint(folded[one.start : one.end + 2])
        )
        if joined and not givers & joined:
            yield givers, joined


def _by_owning(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "Pakistan's third Chinese submarine": whose it is got it from who made it."""
    if not role_tables().taken_in_war.isdisjoint(segment.words.folded):
        return
    for owner, maker in pairwise(told):
        between = segment.text[segment.words.starts[owner.start] : segment.words.starts[maker.start]]
        owns = owner.plain and re.search(r"['’]s?\s", between) is not None
        if owns and maker.makes and maker.start - owner.end <= FEW_WORDS:
            yield states_of([maker]), states_of([owner])


def _by_signing(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "signs for 20 jets with Britain": who signs for something gets it from the other side."""
    folded, tables = segment.words.folded, role_tables()
    for start, end in phrase_places(folded, tables.signs_for):
        other = states_of(one for one in told if one.start > end and folded[one.start - 1] == "with")
        signs = states_of(subject_of(segment, told, tables.english, start))
        if other and signs and not other & signs:
            yield other, signs


def _by_hiring(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "signs Damen for a sister ship", "taps Elbit to upgrade tanks": whom a state takes on for it gives it."""
    folded, tables = segment.words.folded, role_tables()
    for maker in segment.of_sort("company"):
        hires, behind = folded[max(0, maker.start - 1) : maker.start], folded[maker.end : maker.end + 1]
        if not (_HIRES.issuperset(hires) and hires and _FOR.issuperset(behind) and behind):
            continue
        states = frozenset(maker.term.countries)
        signs = states_of(subject_of(segment, told, tables.english, maker.start - 1))
        if len(states) == 1 and signs and not states & signs:
            yield states, signs


_HIRES, _FOR = word_set("parties", "hires"), word_set("parties", "hired_for")


def _by_naming(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "Polish missiles for Estonia", "French armoured cars for the Lebanese army": whose it is, and for whom."""
    folded, tables = segment.words.folded, role_tables()
    if not tables.taken_in_war.isdisjoint(folded):
        return
    for maker, other in pairwise(told):
        between = folded[maker.end : other.start]
        is_for = other.to and not other.makes and "for" in between[-3:]
        verbs = phrase_places(between, {*tables.english.gives, *tables.english.takes})
        if maker.makes and maker.is_open and is_for and len(between) <= 2 * FEW_WORDS and not verbs:
            yield states_of([maker]), states_of([other])


def _by_origin(segment: Segment, told: list[MarkedState]) -> Iterator[_Sides]:
    """ "closes in on arms package from Islamabad"; nothing where it is taken back."""
    folded = segment.words.folded
    if not _TAKEN_BACK.isdisjoint(folded) or not role_tables().taken_in_war.isdisjoint(folded):
        return
    for one in told:
        before = folded[: one.start]
        if one.by and before[-1:] == ("from",) and not _LOTS.isdisjoint(before[-2:-1]):
            yield states_of([one]), frozenset()


_TAKEN_BACK = word_set("parties", "taken_back")
_LOTS = word_set("parties", "lots")


def _made_behind(told: list[MarkedState], end: int) -> list[MarkedState]:
    """Makers within a few words: right behind "for" they are no recipients."""
    return [one for one in told if (one.makes or one.may_make) and end <= one.start <= end + 2 * FEW_WORDS]
