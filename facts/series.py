"""Which one of several: the series of an exercise or dialogue with its number or year, the hull, the batch."""

import re
from dataclasses import dataclass
from datetime import date

from facts.numbers import number_after, ordinals, roman
from facts.scan import Segment


@dataclass(frozen=True)
class Which:
    """``series`` is the id of a known series, or a slug of the name that a text gives to an exercise."""

    series: str | None = None
    number: int | None = None
    edition: int | None = None
    ordinal: int | None = None
    batch: int | None = None


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
    ordinal = _ordinal_of(title, lead, ("weapon", "equipment-name"))
    return Which(series, number, edition, ordinal, _ordinal_of(title, lead, ("batch",)))


_COUNTED = ("drill", "dialogue-name")
_COUNTED_WORDS = frozenset(
    [
        "edition",
        "round",
        "session",
        "iteration",
        "dialogue",
        "exercise",
        "drill",
        "meeting",
        "talks",
        "summit",
        "series",
        "consultation",
        "phase",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "time",
        "batch",
        "lot",
        "army",
        "fleet",
        "corps",
        "largest",
        "day",
        "anniversary",
        "generation",
        "gen",
        "ship",
        "submarine",
        "frigate",
        "week",
        "class",
        "lady",
        "country",
        "squadron",
        "biggest",
    ]
)


def _number(title: Segment, lead: Segment, published: date | None) -> tuple[int | None, int | None]:
    """Beside the name, or as an ordinal before a drill, round or edition."""
    for segment in (title, lead):
        for found in segment.of_sort("exercise", "dialogue"):
            number = number_after(segment.words, found.end)
            if number is not None and not _is_amount(segment, found.end):
                return number_or_year(number, published)
        for value, after in ordinals(segment.words):
            following = segment.words.folded[after : after + 7]
            stop = next((i for i, w in enumerate(following) if w in _NOT_COUNTED), 7)
            if any(w in _COUNTED_WORDS for w in following[:stop]) or _begins(segment, after, after + stop):
                return value, None
    return None, None


_AMOUNT = re.compile(
    r"\s?[.,:/]\d|\s?(?:%|per\s?cent|percent|percentage)|[\s-]?(?:thousand|million|mln|mn|m|billion|bln|bn|trillion|crore|lakh|"
    r"dollars?|euros?|rupees?|yuan|kg|km|nm|miles?|tonnes?|tons?|hours?|minutes?|years?|months?|am|pm)\b|[\s-]?(?:万|亿|млн|млрд|milyon|milyar|ارب|करोड़)",
    re.IGNORECASE,
)
_PRICED = re.compile(r"(?:[$€£¥₹₩₱]|\b(?:Rs|USD|EUR|GBP|PKR|INR|CNY)\.?)\s?$|\d[.,:/]$", re.IGNORECASE)


def _is_amount(segment: Segment, at: int) -> bool:
    """Whether the first number from word ``at`` on is part of a sum, share, ratio, date or measure."""
    words = segment.words
    digits = next((i for i in range(at, min(at + 2, len(words.raw))) if words.raw[i].isdigit()), None)
    if digits is None:
        return False
    start, end = words.starts[digits], words.starts[digits] + len(words.raw[digits])
    return bool(_AMOUNT.match(segment.text, end) or _PRICED.search(segment.text[:start]))


def _begins(segment: Segment, after: int, end: int) -> bool:
    return any(after <= start < end for c in _COUNTED for start, _ in segment.concepts.get(c, ()))


def number_or_year(number: int, published: date | None) -> tuple[int | None, int | None]:
    """A year names an edition; so does its short form ("AMAN-23") around that year."""
    if number >= 1900:
        return None, number
    if published and number >= 15 and abs(2000 + number - published.year) <= 1:
        return None, 2000 + number
    return number, None


_NAME = re.compile(
    r"(?P<name>[A-Z][\w’']+(?:[ -](?![IVX]+\b)(?:[A-Z][\w’']+|[a-z]{2,3}[ -][A-Z][\w’']+)){0,2})[ –-]?(?P<number>20\d\d|[IVX]{1,6}|\d{1,2})(?![\w%-]|[.,:/]\d|\s?(?:%|per\s?cent|percent|(?:million|billion|trillion|crore|lakh)\b))"
)
_QUOTED = re.compile(
    r"(?:exercise|drill|named|dubbed|codenamed|code-named|called)s?[ :,]*['‘“\"](?P<name>[A-Z][\w ’'-]{2,30})['’”\"]",
    re.IGNORECASE,
)
_MONTHS = "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
_NO_NAMES = frozenset(
    f"{_MONTHS} Type Block Phase Article Section Army Navy Corps Division Brigade Class Group World War Mk Mark Day Division Gen".split()
)


def coined(
    title: Segment, lead: Segment, published: date | None
) -> tuple[str, int | None, int | None] | None:
    """The name of a series that is not in the lexicon ("Desert Hunt-V"), where a drill is spoken of."""
    for segment in (title, lead):
        if not segment.has("drill"):
            continue
        taken = [(segment.words.starts[f.start], segment.words.starts[f.end - 1]) for f in segment.names]
        for match in _NAME.finditer(segment.text):
            name, written = match["name"], match["number"]
            first = re.split(r"[ -]", name)[0]
            if first in _NO_NAMES or any(a <= match.start() <= b for a, b in taken):
                continue
            number = int(written) if written.isdigit() else roman(written)
            if number:
                return (_slug(name), *number_or_year(number, published))
        if quoted := _QUOTED.search(segment.text):
            return _slug(quoted["name"]), None, None
    return None


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def _ordinal_of(title: Segment, lead: Segment, concepts: tuple[str, ...]) -> int | None:
    """ "third Hangor", "second Type 054A/P frigate", "second batch": which one of several."""
    for segment in (title, lead):
        starts = [start for concept in concepts for start, _ in segment.concepts.get(concept, ())]
        for value, after in ordinals(segment.words):
            between = segment.words.folded[after : after + 3]
            if any(
                after <= start <= after + 2 and _BATCH.isdisjoint(between[: start - after])
                for start in starts
            ):
                return value
    return None


_BATCH = frozenset({"batch", "lot", "tranche", "squadron", "regiment", "unit", "ever", "time", "joint"})
