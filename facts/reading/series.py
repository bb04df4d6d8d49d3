"""Which one of several: the series of an exercise or dialogue with its number or year, the hull, the batch."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from facts.figures.numbers import CARDINALS, number_after, roman
from facts.figures.ordinals import Ordinal, batch_words, is_apart, ordinals_in
from facts.names.text import Words
from facts.rows.patterns import alternatives, word_table
from facts.scanning.scan import Segment
from facts.scanning.things import placed_things
from store.nouns.words import ascii_words

_either = partial(alternatives, "series")


@dataclass(frozen=True)
class Which:
    """``series`` is the id of a known series, or a slug of the name that a text gives to an exercise."""

    series: str | None = None
    number: int | None = None
    edition: int | None = None
    ordinal: int | None = None
    batch: int | None = None
    final: bool = False


def series_of(title: Segment, lead: Segment, *, published: date | None) -> Which:
    """What the title says of it, or else the lead."""
    named = next((f.term.id for s in (title, lead) for f in s.of_sort("exercise")), None)
    own = coined(title, lead, published) if named is None else None
    series: str | None
    if own is not None:
        series, number, edition = own
    else:
        series = named or next((f.term.id for s in (title, lead) for f in s.of_sort("dialogue")), None)
        number, edition = _number(title, lead, published)
    piece, batch = _ordinal_of(title, lead, _pieces), _ordinal_of(title, lead, _batches)
    return Which(series, number, edition, piece.value, batch.value, piece.final or batch.final)


_COUNTED = ("drill", "dialogue-name")
_COUNTED_WORDS, _NOT_COUNTED, _CARRIERS, _PARTING, _NO_NAMES = (
    frozenset(word_table("series")[name])
    for name in ("counted", "not_counted", "carriers", "parting", "no_names")
)


def _number(title: Segment, lead: Segment, published: date | None) -> tuple[int | None, int | None]:
    """Beside the name, or as an ordinal before a drill, round or edition."""
    for segment in (title, lead):
        for found in segment.of_sort("exercise", "dialogue"):
            number = number_after(segment.words, found.end)
            if number is not None and not _is_amount(segment, found.end):
                return number_or_year(number, published)
        for one in ordinals_in(segment.text, segment.words):
            if one.value is not None and _counts_drills(segment, one):
                return one.value, None
    return None, None


_AMOUNT = re.compile(
    rf"\s?[.,:/]\d|\s?(?:{_either('percent')})|[\s-]?(?:{_either('measures')})\b|[\s-]?(?:{_either('measures_abroad')})",
    re.IGNORECASE,
)
_PRICED = re.compile(rf"(?:[$€£¥₹₩₱]|\b(?:{_either('priced')})\.?)\s?$|\d[.,:/]$", re.IGNORECASE)


def _is_amount(segment: Segment, at: int) -> bool:
    """Whether the first number from word ``at`` on is part of a sum, share, ratio, date or measure."""
    words = segment.words
    digits = next((i for i in range(at, min(at + 2, len(words.raw))) if words.raw[i].isdigit()), None)
    if digits is None:
        return False
    start, end = words.starts[digits], words.starts[digits] + len(words.raw[digits])
    return bool(_AMOUNT.match(segment.text, end) or _PRICED.search(segment.text[:start]))


def _counts_drills(segment: Segment, one: Ordinal) -> bool:
    """Whether the ordinal is of an exercise, round or edition, before it or (as its language has it) behind it."""
    words = segment.words
    following = words.folded[one.end : one.end + 7]
    stop = next((i for i, _ in enumerate(following) if _is_not_counted(words, one.end + i)), 7)
    places = [place for c in _COUNTED for place in segment.concepts.get(c, ())]
    if any(w in _COUNTED_WORDS for w in following[:stop]):
        return True
    if any(one.end <= start < one.end + stop for start, _ in places):
        return True
    return one.may_follow and any(end == one.start for _, end in places)


def _is_not_counted(words: Words, at: int) -> bool:
    return words.folded[at] in _NOT_COUNTED or is_apart(words, at)


def number_or_year(number: int, published: date | None) -> tuple[int | None, int | None]:
    """A year names an edition; so does its short form ("AMAN-23") around that year."""
    if number >= 1900:
        return None, number
    if published and number >= 15 and abs(2000 + number - published.year) <= 1:
        return None, 2000 + number
    return number, None


_NAME = re.compile(
    rf"(?P<name>[A-Z][\w’']+(?:[ -](?![IVX]+\b)(?:[A-Z][\w’']+|[a-z]{{2,3}}[ -][A-Z][\w’']+)){{0,2}})(?:[ –-]?(?P<number>20\d\d|[IVX]{{1,6}}|\d{{1,2}})|[–-](?P<high>\d{{3}}))(?![\w%-]|[.,:/]\d|\s?(?:%|per\s?cent|percent|(?:{_either('scales')})\b))"
)
_QUOTED = re.compile(
    rf"(?:{_either('named')})s?[ :,]*['‘“\"](?P<name>[A-Z][\w ’'-]{{2,30}})['’”\"]",
    re.IGNORECASE,
)


def coined(
    title: Segment, lead: Segment, published: date | None
) -> tuple[str, int | None, int | None] | None:
    """The name of a series that is not in the lexicon ("Desert Hunt-V"), where a drill is spoken of."""
    for segment in (title, lead):
        if not segment.has("drill"):
            continue
        for _, name, number in _numbered(segment):
            return (_slug(name), *number_or_year(number, published))
        if quoted := _QUOTED.search(segment.text):
            return _slug(quoted["name"]), None, None
    return None


def _numbered(segment: Segment) -> Iterator[tuple[tuple[int, int], str, int]]:
    """Names with a number that no table has: where each stands in the text, the name, its number."""
    taken = [(segment.words.starts[f.start], segment.words.starts[f.end - 1]) for f in segment.names]
    for match in _NAME.finditer(segment.text):
        name, written = _own_name(match["name"]), match["number"] or match["high"]
        first = re.split(r"[ -]", name)[0]
        if first in _NO_NAMES or any(a <= match.start() <= b for a, b in taken):
            continue
        number = int(written) if written.isdigit() else roman(written)
        if number:
            yield (match.end("name") - len(name), match.end("name")), name, number


def without_coined(segment: Segment) -> Segment:
    """Within a name that a text gives a drill ("Strike-2026") a word of the beat is none."""
    if not segment.has("drill"):
        return segment
    spans = [span for span, _, _ in _numbered(segment)]
    if not spans:
        return segment
    own = {
        concept: [one for one in places if concept == "drill" or not _is_within(segment, one, spans)]
        for concept, places in segment.concepts.items()
    }
    return replace(segment, concepts={concept: places for concept, places in own.items() if places})


def _is_within(segment: Segment, place: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether words ``place`` stand within one of these spans of the text."""
    first, last = segment.words.starts[place[0]], segment.words.starts[place[1] - 1]
    return any(begins <= first and last < ends for begins, ends in spans)


def _own_name(written: str) -> str:
    """Without what Title Case puts before it: "Joint Exercise Desert Hunt", "Navy's Milan"."""
    words = written.split(" ")
    ends = [at for at, word in enumerate(words) if _LEADS.fullmatch(word) and at + 1 < len(words)]
    return " ".join(words[ends[-1] + 1 :]) if ends else written


_LEADS = re.compile(_either("leads"), re.IGNORECASE)


def _slug(name: str) -> str:
    return "-".join(ascii_words(name))


@dataclass(frozen=True)
class _Nth:
    """``final``: the last one; a text may give its number too ("fourth and final")."""

    value: int | None = None
    final: bool = False


_Places = Callable[[Segment], list[tuple[int, int]]]


def _pieces(segment: Segment) -> list[tuple[int, int]]:
    marked = [place for c in ("weapon", "equipment-name") for place in segment.concepts.get(c, ())]
    return [*marked, *((start, end) for start, end, sort in placed_things(segment) if sort not in _CARRIERS)]


def _batches(segment: Segment) -> list[tuple[int, int]]:
    return [*segment.concepts.get("batch", ()), *batch_words(segment.words)]


def _ordinal_of(title: Segment, lead: Segment, places: _Places) -> _Nth:
    """ "third Hangor", "second Type 054A/P frigate", "Batch II", "fourth and final": which one of several."""
    for segment in (title, lead):
        at = places(segment)
        parts = set() if places is _batches else {start for start, _ in _batches(segment)}
        near = [one for one in ordinals_in(segment.text, segment.words) if _is_of(segment, one, at, parts)]
        value = next((one.value for one in near if one.value is not None), None)
        if places is _batches and value is None:
            value = next(filter(None, (_figure_after(segment, end) for _, end in at)), None)
        if near or value is not None:
            return _Nth(value, any(one.value is None for one in near))
    return _Nth()


def _is_of(segment: Segment, one: Ordinal, places: list[tuple[int, int]], parts: set[int]) -> bool:
    """Whether a thing begins within two words of the ordinal (eight signs of Chinese), nothing else that is counted
    and no other ordinal's noun between."""
    raw = segment.words.raw
    states = {at for f in segment.of_sort("country") for at in range(f.start, f.end)}
    for start, end in places:
        if one.may_follow and 0 <= one.start - end <= 1:
            return True
        between = range(one.end, start)
        window = 8 if between and all(len(raw[at]) == 1 or raw[at].isdigit() for at in between) else 2
        others = [at for at in between if at not in states]
        parted = any(is_apart(segment.words, at) or at in parts or raw[at] in _PARTING for at in others)
        if 0 <= start - one.end <= window and not parted:
            return True
    return False


def _figure_after(segment: Segment, at: int) -> int | None:
    """ "Batch II", "batch 2", "batch two"."""
    words = segment.words
    if at >= len(words.raw):
        return None
    word, written = words.folded[at], words.raw[at]
    if word.isdecimal():
        return int(word) if len(word) <= 2 else None
    return CARDINALS.get(word) or (roman(written) if written.isupper() else None)
