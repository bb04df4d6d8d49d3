"""The register's events in memory, found by what they share with a text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import log

from facts.features import Features, Span, features_of, features_of_event
from facts.reading import Reading
from store.models import EventFacts


@dataclass(frozen=True, slots=True)
class ProfileText:
    """One source of an event: its words, when it was published and what was read out of it (if it was read)."""

    title: str
    lead: str = ""
    published: date | None = None
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """An event as the matcher sees it: what the register holds, and the texts of all its sources."""

    event: str
    facts: EventFacts
    texts: tuple[ProfileText, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that shares something with a text: its facts first, then each of its texts."""

    event: str
    entries: tuple[Features, ...]


WINDOWS: dict[str, int] = {
    "series": 3650,
    "agreement": 400,
    "equipment": 200,
    "pair": 45,
    "pair-exercise": 150,
    "person": 20,
    "word": 20,
    "amount": 60,
}
"""How many days before and after a shared fact of each sort makes a candidate."""
_WEIGHTS = {
    "series": 4.0,
    "agreement": 2.5,
    "equipment": 2.5,
    "pair": 2.0,
    "pair-exercise": 2.0,
    "person": 1.5,
    "word": 1.0,
    "amount": 2.5,
}
MOST_CANDIDATES = 40
MOST_WORDS = 12
_COMMON = 400
"""A word that so many events of the window share finds none of them."""


class EventIndex:
    """Events by what they share: states, equipment, series, agreements, people, sums, rare words; each with its day.

    Not thread-safe: one owner adds and asks.
    """

    def __init__(self, profiles: Iterable[Profile] = ()) -> None:
        self._events: dict[str, tuple[Features, ...]] = {}
        self._postings: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for profile in profiles:
            self.add(profile)

    def __len__(self) -> int:
        return len(self._events)

    def add(self, profile: Profile) -> None:
        """Adds an event, or replaces what was known of it."""
        self.remove(profile.event)
        entries = (
            features_of_event(profile.facts),
            *(_of_text(text, profile.facts) for text in profile.texts),
        )
        self._events[profile.event] = entries
        for posting, day in {(k, d) for e in entries for k in keys_of(e) for d in _anchors(e, entries)}:
            listed = self._postings[posting]
            at = bisect_left(listed, (day, profile.event))
            listed.insert(at, (day, profile.event))

    def remove(self, event: str) -> None:
        """Forgets an event; nothing happens where it is not known."""
        entries = self._events.pop(event, ())
        for posting in {k for e in entries for k in keys_of(e)}:
            self._postings[posting] = [p for p in self._postings[posting] if p[1] != event]

    def candidates(self, probe: Features) -> list[Candidate]:
        """The events that share most with ``probe`` in the window of each fact, best first."""
        weights: dict[str, float] = defaultdict(float)
        total = max(len(self._events), 1)
        for sort, value in keys_of(probe):
            listed = self._postings.get((sort, value), [])
            found = set(_within(listed, probe, WINDOWS[sort]))
            if not found or (sort == "word" and len(found) > _COMMON):
                continue
            rarity = 1.0 if sort == "series" else max(0.2, log((total + 1) / len(listed)) / log(total + 1))
            for event in found:
                weights[event] += _WEIGHTS[sort] * rarity
        best = sorted(weights, key=lambda event: (-weights[event], event))[:MOST_CANDIDATES]
        return [Candidate(event, self._events[event]) for event in best]


def _of_text(text: ProfileText, facts: EventFacts) -> Features:
    reading = text.reading or Reading(
        kind=facts.kind, countries=tuple(facts.countries), published=text.published
    )
    return features_of(reading, text.title, text.lead)


def keys_of(features: Features) -> Iterator[tuple[str, str]]:
    """What a text or event is found by."""
    if features.series:
        yield "series", features.series
    for agreement in features.agreements:
        yield "agreement", agreement
    for item in features.equipment:
        yield "equipment", item
    for person in features.people:
        yield "person", person
    for a, b in combinations(sorted(features.countries), 2):
        yield "pair", f"{a}{b}"
        if "exercise" in features.kinds:
            yield "pair-exercise", f"{a}{b}"
    for money in features.amounts:
        yield "amount", f"{money.currency}{money.amount:.2g}"
    for word in features.title[:MOST_WORDS]:
        if len(word) > 2:
            yield "word", word


def _anchors(entry: Features, entries: tuple[Features, ...]) -> set[int]:
    """The days under which an entry is filed: what it states, when it was told, or else the event's."""
    spans = [e.when for e in (entry, *entries) if e.when]
    days = {spans[0].start.toordinal()} if spans else {0}
    if entry.published:
        days.add(entry.published.toordinal())
    return days


def _within(listed: list[tuple[int, str]], probe: Features, window: int) -> Iterator[str]:
    for span in (probe.days, probe.published and _day(probe.published)):
        if span:
            low = (span.start - timedelta(days=min(window, span.start.toordinal() - 1))).toordinal()
            high = span.end.toordinal() + window
            for _, event in listed[bisect_left(listed, (low, "")) : bisect_right(listed, (high, "\uffff"))]:
                yield event


def _day(day: date) -> Span:
    return Span(day, day)
