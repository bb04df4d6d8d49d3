"""How many of what a text tells."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from facts.asserting.assertion import asides
from facts.asserting.taken_back import versions_noted
from facts.figures.numbers import counts, is_english
from facts.model.reading import Count
from facts.names.stop_words import stop_words
from facts.names.terms import Term
from facts.reading.bystanders import chosen, is_inside
from facts.scanning.scan import Segment
from facts.scanning.things import may_be_of, placed_things

_Thing = tuple[int, int, str]
"""First word, the one behind the last, and what it is called: the id of what is named, or words."""
_NAMES_OF_THINGS = frozenset({"equipment", "ship", "exercise", "company"})
"""What stands behind a name of these sorts is counted under that name ("two Hangor submarines")."""


def quantities(
    title: Segment,
    lead: Segment,
    brings: frozenset[int],
    *,
    foreign: bool,
    traded: bool,
    ahead: Sequence[tuple[int, int]] = (),
    of: Collection[Term] = (),
) -> tuple[Count, ...]:
    """How many of what, by the longest name that stands there; by its sort where the words are ``foreign``. A ship that is
    named is one, whatever number stands before it; what a title tells beside its main clause is counted elsewhere, what
    ``brings`` a thing (words of the lead) is none, and what is still to come (``ahead``, spans of the lead) has not. Where things
    are ``traded`` and one is named, a word for its sort counts it: of "J-10CE jets" a lead tells "16 aircraft". ``of`` is what is
    named elsewhere, in what the text is about."""
    beside = [*asides(title.text), *versions_noted(title.text)]
    named = {f.term for f in (*chosen(title), *lead.of_sort("equipment", "ship")) if not f.term.owner} | {*of}
    in_title = [one for one in _things(title, named, foreign=foreign) if not is_inside(title, one[0], beside)]
    of_lead = (one for one in _things(lead, named, foreign=foreign) if one[0] not in brings)
    in_lead = [one for one in of_lead if not is_inside(lead, one[0], ahead)]
    told = [*_counted(title, in_title, foreign=foreign), *_counted(lead, in_lead, foreign=foreign)]
    return tuple(dict.fromkeys(_of_the_named(told, named) if traded else told))


def _things(segment: Segment, of: Collection[Term], *, foreign: bool) -> list[_Thing]:
    """Those of a segment, where things ``of`` these names are told of."""
    named = [(f.start, f.end, f.term.id) for f in segment.of_sort("equipment", "ship") if not f.term.owner]
    taken = {at for f in segment.names for at in range(f.start, f.end)}
    behind = {f.end for f in segment.names if f.term.sort in _NAMES_OF_THINGS}
    words = [
        (a, b) for a, b in _longest(_worded(segment, of)) if taken.isdisjoint(range(a, b)) and a not in behind
    ]
    worded = [(a, b, name) for a, b in words if (name := _name(segment, a, b, foreign=foreign))]
    return sorted([*named, *worded, *_designated(segment, taken)])


def _designated(segment: Segment, taken: set[int]) -> Iterator[_Thing]:
    """ "six FTC-2000G": what no register knows, by its letters and figures as they are written."""
    words = segment.words
    for at, written in enumerate(words.raw[:-1]):
        end = at + 2
        is_one = (
            written.isascii()
            and written.isupper()
            and len(written) <= _LETTERS
            and words.raw[at + 1].isdigit()
        )
        if not is_one or not _is_joined(segment, at) or taken & {at, at + 1}:
            continue
        if end < len(words.raw) and words.raw[end].isupper() and _is_joined(segment, at + 1):
            end += 1
        last = words.starts[end - 1] + len(words.raw[end - 1])
        if words.raw[end : end + 1] == ("s",) and _is_joined(segment, end - 1):
            end, last = end + 1, last + 1
        if _ends_there(segment, end, last):
            yield at, end, segment.text[words.starts[at] : last].removesuffix("s")


def _ends_there(segment: Segment, end: int, last: int) -> bool:
    """Not where a noun stands behind it, which is what is counted ("three C4ISR stations")."""
    words = segment.words
    if end >= len(words.raw):
        return True
    return segment.text[last : last + 1] in (",", ".", ";", ":", ")") or words.folded[end] in stop_words(
        "names"
    )


_LETTERS = 5


def _is_joined(segment: Segment, at: int) -> bool:
    """Whether nothing but a hyphen stands before the next word."""
    words = segment.words
    return segment.text[words.starts[at] + len(words.raw[at]) : words.starts[at + 1]] in ("", "-")


def _worded(segment: Segment, of: Collection[Term]) -> set[tuple[int, int]]:
    """Where words for sorts of things stand; one for the category of what is named may mean people elsewhere ("three trainers")."""
    categories = {term.branch for term in of}
    named_so = ((at, at + 1) for at, word in enumerate(segment.words.folded) if word in categories)
    return {*segment.concepts.get("weapon", ()), *((a, b) for a, b, _ in placed_things(segment)), *named_so}


def _longest(spans: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for a, b in spans:
        if not any(c <= a and b <= d and (a, b) != (c, d) for c, d in spans):
            yield a, b


def _name(segment: Segment, start: int, end: int, *, foreign: bool) -> str:
    if not foreign:
        return " ".join(segment.words.folded[start:end])
    return next((sort for a, b, sort in placed_things(segment) if a < end <= b), "")


def _counted(segment: Segment, things: Sequence[_Thing], *, foreign: bool) -> Iterator[Count]:
    taken = {at for f in segment.names for at in range(f.start, f.end)}
    english = not foreign and is_english(segment.words)
    yield from (Count(n, name) for n, name in counts(segment.words, things, taken, english=english))


def _of_the_named(told: Sequence[Count], named: Collection[Term]) -> Iterator[Count]:
    """Where it has a number by its name, a word for its sort counts something else ("20 J-10; four jets come first")."""
    only = next(iter(named)) if len(named) == 1 else None
    by_name = only is not None and any(one.of == only.id for one in told)
    for one in told:
        is_it = (
            only is not None
            and not by_name
            and (one.of == only.branch or may_be_of(only.branch, one.of.split()))
        )
        yield replace(one, of=only.id) if only is not None and is_it else one
