"""The register's events in memory, found by what they share with a text."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import log
from typing import NamedTuple

from facts.matching.features import Features, Span, features_of, features_of_event
from facts.matching.packed import Arena, Numbered, NumbersByHash, Vocabulary, pack, unpack
from facts.matching.stored import DayKeys, fact_key, opened, recorded_name
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.names.common import COMMON
from facts.rows.kinds import KINDS
from store.nouns.models import EventFacts


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


@dataclass(frozen=True, slots=True)
class Prepared:
    """An event as it enters an index: what is compared of it, and under which keys of which days it is found."""

    event: str
    entries: tuple[Features, ...]
    days: DayKeys


class Share(NamedTuple):
    """A sort of fact that makes a candidate: how many days around it counts, and how much."""

    days: int
    weight: float


SHARES: dict[str, Share] = {
    "series": Share(3650, 4.0),
    "agreement": Share(400, 2.5),
    "equipment": Share(200, 2.5),
    "thread": Share(1500, 1.5),
    "edition": Share(150, 2.0),
    "amount": Share(60, 2.5),
    "states": Share(45, 2.0),
    "person": Share(20, 1.5),
    "word": Share(20, 1.0),
}
_ANY_DAY = Span(date.min, date.max)
"""Where a text of no known day looks: everywhere, and of very many at the latest."""
_GONE = -1
MOST_TEXTS = 60
"""An event of more sources is compared with its latest ones."""
MOST_BYTES = 0xFFFF
"""Of an event's record in the arena."""
MOST_CANDIDATES = 12
MOST_WORDS = 10
MOST_SHARING = 80
"""A word or person that so many events of the same weeks share finds none of them."""
COMMON_HERE = 300
"""A fact that so many events of its days share is counted for the nearest of them only."""


@dataclass(frozen=True, slots=True)
class IndexMark:
    """Where an index stood: so many events, rows, words and bytes, and so many changes since its first mark."""

    events: int
    rows: int
    words: int
    bytes: tuple[int, int]
    changes: int


_Change = int | tuple[int, int, bytes | None]
"""What lengths do not tell: the key of a posting that grew, or an event with its former place and, where its name came
or went, that name."""


class EventIndex:
    """Events by what they share: states, equipment, series, agreements, people, sums, rare words; each with its days.

    About 200 bytes an event. Not thread-safe: one owner adds and asks.
    """

    def __init__(self, profiles: Iterable[Profile] = (), kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self._vocabulary = Vocabulary()
        self._arena = Arena()
        self._places = array("q")
        self._by_name = NumbersByHash()
        self._alive = 0
        self._days = array("i")
        self._owners = array("I")
        self._postings: dict[int, int | array[int]] = {}
        self._changes: list[_Change] | None = None
        for profile in profiles:
            self.add(profile)

    def __len__(self) -> int:
        return self._alive

    def mark(self) -> IndexMark:
        """Where it stands now, for ``back_to``. Changes are kept from the first mark on until ``keep``."""
        if self._changes is None:
            self._changes = []
        sizes = len(self._places), len(self._days), len(self._vocabulary.words)
        return IndexMark(*sizes, self._arena.end(), len(self._changes))

    def keep(self) -> None:
        """What was learned since the marks stays; they are good for nothing any more."""
        self._changes = None

    def back_to(self, mark: IndexMark) -> None:
        """Takes back all that was added and removed since a mark: it is as it was, to the byte. Nothing happens where
        that was kept."""
        changes = self._changes
        if changes is None:
            return
        for change in reversed(changes[mark.changes :]):
            if isinstance(change, int):
                self._shorten(change, mark.rows)
            else:
                self._put_back(*change, events=mark.events)
        del changes[mark.changes :]
        del self._places[mark.events :], self._days[mark.rows :], self._owners[mark.rows :]
        self._by_name.cut_to(mark.events)
        self._vocabulary.cut_to(mark.words)
        self._arena.cut_to(mark.bytes)

    def _shorten(self, key: int, rows: int) -> None:
        """A posting without the rows that came later."""
        posting = self._postings.get(key, ())
        left = [row for row in ((posting,) if isinstance(posting, int) else posting) if row < rows]
        if left:
            self._postings[key] = array("I", left) if len(left) > 1 else left[0]
        else:
            self._postings.pop(key, None)

    def _put_back(self, number: int, place: int, name: bytes | None, *, events: int) -> None:
        """An event's former record; where its ``name`` had gone or was new, also that."""
        if name is not None and place == _GONE:
            self._by_name.remove(name, number)
            self._alive -= 1
        elif name is not None:
            self._by_name.put(name, number)
            self._alive += 1
        if number < events:
            self._places[number] = place

    def _changed(self, change: _Change) -> None:
        if self._changes is not None:
            self._changes.append(change)

    def add(self, profile: Profile) -> None:
        """Adds an event, or replaces what was known of it."""
        self.put(prepare(profile, self.kinds))

    def put(self, prepared: Prepared) -> None:
        """The same of one that is prepared."""
        self.remove(prepared.event)
        self._put(record_of(prepared, self._vocabulary), prepared.days)

    def know(self, words: Iterable[tuple[int, str]]) -> None:
        """Words by the numbers that stored events (``put_stored``) use for them: before anything else is added."""
        for number, word in words:
            self._vocabulary.learn(number, word)

    def put_stored(self, stored: bytes) -> None:
        """Adds an event that is not in it yet, as ``facts/matching/stored.py`` wrote it down: a few microseconds."""
        days, record = opened(stored)
        self._put(record, days)

    def _put(self, record: bytes, days: DayKeys) -> None:
        event = len(self._places)
        self._places.append(self._arena.put(record))
        name = bytes(recorded_name(record))
        self._by_name.put(name, event)
        self._alive += 1
        self._changed((event, _GONE, name))
        for day, keys in days:
            self._file(event, day, keys)

    def add_text(self, event: str, text: ProfileText) -> None:
        """One more source of a known event; nothing happens where the event is not known."""
        number = self._number_of(event)
        if number is None:
            return
        name, facts, *texts = self._parts(number)
        entry = self.features_of(text.reading or Reading(published=text.published), text.title, text.lead)
        kept = [facts, *texts[-MOST_TEXTS + 1 :]]
        self._changed((number, self._places[number], None))
        self._places[number] = self._arena.put(_record([name, *kept, pack(entry, self._vocabulary)]))
        known = [unpack(packed, self._vocabulary, self.kinds) for packed in kept]
        for day, keys in _filed([entry], [*known, entry]):
            self._file(number, day, keys)

    def features_of(self, reading: Reading, title: str, lead: str) -> Features:
        """What is compared of a text, by the kinds of this index."""
        return features_of(reading, title, lead, self.kinds)

    def remove(self, event: str) -> None:
        """Forgets an event; nothing happens where it is not known. Its postings stay and lead nowhere."""
        number = self._number_of(event)
        if number is not None:
            name = event.encode()
            self._changed((number, self._places[number], name))
            self._by_name.remove(name, number)
            self._places[number] = _GONE
            self._alive -= 1

    def _number_of(self, event: str) -> int | None:
        name = event.encode()
        return next((n for n in self._by_name.of(name) if self._parts(n)[0] == name), None)

    def candidates(self, probe: Features) -> list[Candidate]:
        """The events that share most with ``probe`` in the days of each fact, best first."""
        weights: dict[int, float] = defaultdict(float)
        rows = log(len(self._days) + 2)
        spans = _spans(probe) or [_ANY_DAY]
        for sort, key in index_keys(probe):
            held = self._postings.get(key)
            if held is None:
                continue
            posting = (held,) if isinstance(held, int) else held
            share = SHARES[sort]
            rarity = 1.0 if sort == "series" else max(0.25, 1 - log(len(posting) + 1) / rows)
            for event in {owner for span in spans for owner in self._within(posting, span, share.days)}:
                weights[event] += share.weight * rarity
        alive = [event for event in weights if self._places[event] != _GONE]
        best = sorted(alive, key=lambda event: (-weights[event], -event))[:MOST_CANDIDATES]
        return [self._candidate(event) for event in best]

    def of_pairs(self, pairs: Iterable[str], until: date, days: int) -> Iterator[Candidate]:
        """The events of any of these ``pairs`` of states ("CNPK") that are of the ``days`` around a day."""
        around = Span(until, until)
        held = (self._postings.get(fact_key("states", pair), ()) for pair in pairs)
        rows = ((posting,) if isinstance(posting, int) else posting for posting in held)
        events = {event for posting in rows for event in self._within(posting, around, days)}
        return (self._candidate(event) for event in sorted(events) if self._places[event] != _GONE)

    def _file(self, event: int, day: int, keys: Iterable[int]) -> None:
        row = len(self._days)
        self._days.append(day)
        self._owners.append(event)
        if self._changes is not None:
            self._changes.extend(keys)
        days, postings = self._days, self._postings
        for key in keys:
            posting = postings.get(key)
            if isinstance(posting, int):
                posting = postings[key] = array("I", (posting,))
            if posting is None:
                postings[key] = row
            elif days[posting[-1]] <= day:
                posting.append(row)
            else:
                posting.insert(bisect_right(posting, day, key=self._days.__getitem__), row)

    def _within(self, posting: Sequence[int], span: Span, days: int) -> Iterator[int]:
        """The events of a posting whose days are near; of very many, the nearest."""
        day = self._days.__getitem__
        low = bisect_left(posting, span.start.toordinal() - days, key=day)
        high = bisect_right(posting, span.end.toordinal() + days, key=day, lo=low)
        if high - low > MOST_SHARING and days <= SHARES["word"].days:
            return iter(())
        if high - low > COMMON_HERE:
            nearest = span.end if span is _ANY_DAY else span.start
            middle = bisect_left(posting, nearest.toordinal(), lo=low, hi=high, key=day)
            low, high = max(low, middle - COMMON_HERE // 2), min(high, middle + COMMON_HERE // 2)
        owner = self._owners
        return (owner[row] for row in posting[low:high])

    def _candidate(self, event: int) -> Candidate:
        name, *entries = self._parts(event)
        return Candidate(
            name.decode(), tuple(unpack(entry, self._vocabulary, self.kinds) for entry in entries)
        )

    def _parts(self, event: int) -> list[bytes]:
        """The name of an event and its packed entries."""
        record, at, parts = self._arena.get(self._places[event]), 0, []
        while at < len(record):
            end = at + 2 + int.from_bytes(record[at : at + 2], "little")
            parts.append(record[at + 2 : end])
            at = end
        return parts


def prepare(profile: Profile, kinds: Kinds = KINDS) -> Prepared:
    """What an index holds of an event. An event of very many texts keeps its latest ones."""
    texts = [_of_text(text, profile.facts, kinds) for text in profile.texts[-MOST_TEXTS:]]
    entries = (features_of_event(profile.facts, words=not texts, kinds=kinds), *texts)
    return Prepared(profile.event, entries, _filed(entries, entries))


def record_of(prepared: Prepared, vocabulary: Vocabulary | Numbered) -> bytes:
    """The event's name and what is compared of it, by the numbers of a vocabulary."""
    return _record([prepared.event.encode(), *(pack(entry, vocabulary) for entry in prepared.entries)])


def _record(parts: list[bytes]) -> bytes:
    """The name, the facts and as many of the texts, the latest first, as fit into one record."""
    size = sum(len(part) + 2 for part in parts)
    while size > MOST_BYTES and len(parts) > 3:
        size -= len(parts.pop(2)) + 2
    return b"".join(len(part).to_bytes(2, "little") + part for part in parts)


def _of_text(text: ProfileText, facts: EventFacts, kinds: Kinds) -> Features:
    reading = text.reading or Reading(
        kind=facts.kind, countries=tuple(facts.countries), published=text.published
    )
    return features_of(reading, text.title, text.lead, kinds)


def index_keys(features: Features) -> Iterator[tuple[str, int]]:
    """What a text or event is found by: the sort of fact, and its key."""
    for sort, value in _shared(features):
        yield sort, fact_key(sort, value)


def _shared(features: Features) -> Iterator[tuple[str, str]]:
    if features.series:
        yield "series", features.series
    yield from (("agreement", one) for one in features.agreements)
    yield from (("equipment", one) for one in features.equipment)
    yield from (("person", one) for one in features.people)
    for one, other in combinations(sorted(features.countries), 2):
        yield from _between(features, f"{one}{other}")
    yield from (("amount", f"{money.currency}{money.amount:.2g}") for money in features.amounts)
    rare = [word for word in features.title if len(word) > 2 and word not in COMMON]
    yield from (("word", word) for word in rare[:MOST_WORDS])


def _between(features: Features, pair: str) -> Iterator[tuple[str, str]]:
    """What is found by two of its states: they alone, with each thing, and as one of a series that both hold."""
    yield "states", pair
    yield from (("thread", f"{item} {pair}") for item in features.equipment)
    if any(kind.is_in_editions for kind in features.kinds):
        yield "edition", pair


def _filed(entries: Sequence[Features], all_of_event: Sequence[Features]) -> DayKeys:
    """The keys under each day: what a text states, and when it was told; those of no day under the event's."""
    known = [entry.when.start.toordinal() for entry in all_of_event if entry.when]
    filed: dict[int, set[int]] = defaultdict(set)
    for entry in entries:
        days = {span.start.toordinal() for span in _spans(entry)} or set(known[:1]) or {1}
        for day in days:
            filed[day] |= {key for _, key in index_keys(entry)}
    return [(day, sorted(keys)) for day, keys in sorted(filed.items())]


def _spans(features: Features) -> list[Span]:
    told = Span(features.published, features.published) if features.published else None
    spans = [span for span in (features.days, told) if span]
    near = len(spans) == 2 and spans[0].gap(spans[1]) <= 3
    return spans[1:] if near else spans
