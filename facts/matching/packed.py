"""Features as few bytes: a register of a million events has to fit in memory beside the rest of the bot."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from struct import Struct
from zlib import crc32

from facts.matching.features import Features, Span
from facts.model.kinds import Kinds
from facts.model.reading import Count, Money
from facts.rows.kinds import KINDS

_HEAD = Struct("<BBHHBBIHIIII21B")
"""Flags, how many kinds; number, edition, ordinal, batch; first day, length, day of telling;
series, speaker, target; then how many words each list has."""
_LISTS = (
    "countries",
    "firm",
    "bystanders",
    "equipment",
    "people",
    "organisations",
    "agreements",
    "places",
    "branches",
    "hosts",
    "hulls",
    "called",
    "things",
    "voices",
    "suppliers",
    "recipients",
    "marks",
)
_MOST = 255


class Vocabulary:
    """Words by number and back; 0 is none. Numbers are given in order of appearance, so that common words stay small."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}

    def number(self, word: str) -> int:
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.words)
            self.words.append(word)
        return found

    def learn(self, number: int, word: str) -> None:
        """A word by the number that it has elsewhere, higher than all before; numbers in between stand for nothing."""
        self.words += [""] * (number - len(self.words))
        self.words.append(word)
        self._numbers[word] = number

    def cut_to(self, length: int) -> None:
        """Forgets the words that came last, so that so many are left."""
        for word in self.words[length:]:
            del self._numbers[word]
        del self.words[length:]


class Numbered:
    """Words whose numbers were given elsewhere: for packing only. Raises KeyError for a word that has none."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = {**numbers, "": 0}

    def number(self, word: str) -> int:
        return self._numbers[word]


def pack(features: Features, vocabulary: Vocabulary | Numbered) -> bytes:
    """The opposite of ``unpack``. Sums keep their digits, lists at most 255 members, sets lose nothing but order."""
    number = vocabulary.number

    def numbers(words: Iterable[str]) -> list[int]:
        return [number(word) for word in words][:_MOST]

    lists = [numbers(sorted(getattr(features, name))) for name in _LISTS]
    lists.append(numbers(f"{m.currency}{m.amount}" for m in features.amounts))
    lists.append(numbers(f"{c.number}|{c.of}" for c in features.quantities))
    lists += [numbers(features.title), numbers(features.lead)]
    kinds = [number(kind.name) for kind in features.kinds]
    body = [*kinds, number(features.phase), number(features.step), *(n for one in lists for n in one)]
    wide = max(body, default=0) > 0xFFFF
    flags = (
        features.denied
        | features.foreign << 1
        | features.exact << 2
        | (features.days is not None) << 3
        | wide << 4
        | features.final << 5
    )
    days = features.days
    head = _HEAD.pack(
        flags, len(kinds),
        _some(features.number), _some(features.edition), _some(features.ordinal) & _MOST, _some(features.batch) & _MOST,
        days.start.toordinal() if days else 0, min((days.end - days.start).days, 0xFFFF) if days else 0,
        features.published.toordinal() if features.published else 0,
        number(features.series or ""), number(features.speaker or ""), number(features.target or ""),
        *map(len, lists),
    )  # fmt: skip
    return head + array("I" if wide else "H", body).tobytes()


def _some(number: int | None) -> int:
    return min(number or 0, 0xFFFF)


def unpack(packed: bytes, vocabulary: Vocabulary, table: Kinds = KINDS) -> Features:
    """The features as they were packed."""
    flags, kinds, number, edition, ordinal, batch, first, length, told, series, speaker, target, *sizes = (
        _HEAD.unpack_from(packed)
    )  # fmt: skip
    numbers = array("I" if flags & 16 else "H", packed[_HEAD.size :])
    known = vocabulary.words
    words = [known[n] for n in numbers]
    lists: list[list[str]] = []
    at = kinds + 2
    for size in sizes:
        lists.append(words[at : at + size] if size else _NONE)
        at += size
    (
        countries, firm, bystanders, equipment, people, organisations, agreements, places, branches, hosts, hulls, called, things,
        voices, suppliers, recipients, marks, *_,
    ) = (frozenset(one) if one else _EMPTY for one in lists)  # fmt: skip
    start = date.fromordinal(first) if flags & 8 else None
    return Features(
        tuple(map(table.of, words[:kinds])), countries, firm, bystanders, equipment, people, organisations, agreements, places, branches, hosts, hulls, called,
        things, voices, suppliers, recipients, marks, bool(flags & 2), known[series] or None, number or None, edition or None, ordinal or None,
        batch or None, bool(flags & 32), words[kinds], words[kinds + 1], bool(flags & 1), known[speaker] or None, known[target] or None,
        Span(start, date.fromordinal(first + length)) if start else None, bool(flags & 4),
        date.fromordinal(told) if told else None,
        tuple(Money(Decimal(word[3:]), word[:3]) for word in lists[17]), tuple(_count(word) for word in lists[18]),
        tuple(lists[19]), tuple(lists[20]),
    )  # fmt: skip


_NONE: list[str] = []
_EMPTY: frozenset[str] = frozenset()


def _count(word: str) -> Count:
    number, _, of = word.partition("|")
    return Count(int(number), of)


class Arena:
    """Many small byte strings in few large ones: no object for each. What is forgotten stays until the next start."""

    CHUNK = 1 << 20

    def __init__(self) -> None:
        self._chunks: list[bytearray] = [bytearray()]

    def put(self, record: bytes) -> int:
        """Keeps ``record`` (at most 65,535 bytes) and says where."""
        record = len(record).to_bytes(2, "little") + record
        if len(self._chunks[-1]) + len(record) > self.CHUNK:
            self._chunks[-1] = bytearray(bytes(self._chunks[-1]))  # without the room that it grew by: a tenth
            self._chunks.append(bytearray())
        chunk = self._chunks[-1]
        at = (len(self._chunks) - 1) * self.CHUNK + len(chunk)
        chunk += record
        return at

    def end(self) -> tuple[int, int]:
        """How many chunks there are, and how many bytes are in the last: for ``cut_to``."""
        return len(self._chunks), len(self._chunks[-1])

    def cut_to(self, end: tuple[int, int]) -> None:
        """Forgets what was put after that ``end``."""
        chunks, size = end
        del self._chunks[chunks:]
        del self._chunks[-1][size:]

    def get(self, at: int) -> bytes:
        chunk, at = self._chunks[at // self.CHUNK], at % self.CHUNK
        size = int.from_bytes(chunk[at : at + 2], "little")
        return bytes(chunk[at + 2 : at + 2 + size])


class NumbersByHash:
    """Numbers from 0 on under the hashes of their names, as chains in two arrays: eight bytes each, and no object."""

    HASHES = 1 << 18
    _NONE = -1

    def __init__(self) -> None:
        self._first = array("i", [self._NONE]) * self.HASHES
        self._next = array("i")

    def put(self, name: bytes, number: int) -> None:
        """A number that is there only once."""
        at = crc32(name) % self.HASHES
        self._next.extend([self._NONE] * (number + 1 - len(self._next)))
        self._next[number] = self._first[at]
        self._first[at] = number

    def remove(self, name: bytes, number: int) -> None:
        at = crc32(name) % self.HASHES
        following = self._next[number]
        if self._first[at] == number:
            self._first[at] = following
        else:
            before = next(one for one in self.of(name) if self._next[one] == number)
            self._next[before] = following
        self._next[number] = self._NONE

    def of(self, name: bytes) -> Iterator[int]:
        """Those that may have this name, and others of its hash."""
        yield from self._chain(self._first[crc32(name) % self.HASHES])

    def cut_to(self, count: int) -> None:
        """Forgets the numbers from ``count`` on, all of which are removed."""
        del self._next[count:]

    def _chain(self, number: int) -> Iterator[int]:
        while number != self._NONE:
            yield number
            number = self._next[number]
