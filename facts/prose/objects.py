"""Which things and bodies a definite noun means: "the helicopters", "they were commissioned", "the army said"."""

import re
from collections.abc import Iterator
from functools import partial

from facts.figures.numbers import CARDINALS
from facts.names.text import lowered
from facts.prose.context import BackReference, BodyNamed, Context, ThingNamed
from facts.prose.referring import referring_words
from facts.rows.patterns import alternatives, word_set
from facts.scanning.scan import Segment
from facts.scanning.things import placed_things, things_differ

_either = partial(alternatives, "objects", folder="facts.prose")


def objects_meant(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """Those that are sure, in no order."""
    yield from _things(segment, context, paragraph)
    yield from _bodies(segment, context, paragraph)


_MARKED = word_set("objects", "marked", "facts.prose")


def _things(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "The helicopters": the one piece of that sort that was named last."""
    if segment.of_sort("equipment", "ship"):
        return
    yield from _they(segment, context, paragraph)
    for start, end, sort in placed_things(segment):
        if sort != _PART and _is_marked(segment, start) and (found := _thing(sort, context, paragraph)):
            thing, where = found
            at = segment.words.starts[start]
            last = segment.words.starts[end - 1] + len(segment.words.raw[end - 1])
            written = segment.text[segment.words.starts[start - 1] : last]
            yield BackReference(
                at, last, written, f"{thing.name} {segment.text[at:last]}", where, (thing.key,)
            )
            return


def _is_marked(segment: Segment, start: int) -> bool:
    """ "The aircraft", "the first two aircraft": with numbers between."""
    at = start - 1
    while at >= 0 and start - at <= _NUMBERS and _is_number(lowered(segment.words.raw[at])):
        at -= 1
    return at >= 0 and lowered(segment.words.raw[at]) in _MARKED


_NUMBERS = 3


def _is_number(word: str) -> bool:
    return word.isdigit() or word in CARDINALS or word in _COUNTED


_COUNTED = word_set("objects", "counted", "facts.prose")
_PART = "engine"
"""What is part of another piece is not that piece."""
_THEY = re.compile(rf"^(?P<word>They|It|Both)(?= (?:{_either('done_to_them')})\b)")


def _they(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "They were commissioned": the things of the sentence before, if it names one sort of them and tells a deal."""
    match = _THEY.match(segment.text)
    before = next(iter(context.back(paragraph, 0)), None) if match else None
    if (
        match is None
        or before is None
        or before.event is None
        or not context.kinds.of(before.event.kind).is_of_things
    ):
        return
    if len({thing.name for thing in before.things}) == 1:
        thing = before.things[0]
        yield BackReference(
            match.start(),
            match.end(),
            match.group(),
            f"the {thing.name}",
            before.paragraph,
            (thing.key or thing.name,),
        )


def _thing(sort: str, context: Context, paragraph: int) -> tuple[ThingNamed, int] | None:
    """None where a nearer one of the sort has no name, or two of one sentence fit."""
    for one in context.back(paragraph):
        fitting = [thing for thing in one.things if not things_differ(thing.sorts, (sort,))]
        exact = [thing for thing in fitting if sort in thing.sorts] or fitting
        if fitting:
            keys = {thing.key for thing in exact}
            return (exact[0], one.paragraph) if len(keys) == 1 and exact[0].key else None
    return None


def _bodies(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "The army said": the one service of that word that was named last."""
    for match in referring_words().body.finditer(segment.text):
        if found := _body(lowered(match["noun"]), context, paragraph):
            body, where = found
            meant = f"the {body.name}" if not body.name.startswith(("the ", "The ")) else body.name
            yield BackReference(match.start(), match.end(), match.group(), meant, where, (body.key,))


def _body(noun: str, context: Context, paragraph: int) -> tuple[BodyNamed, int] | None:
    for one in context.back(paragraph, 1):
        fitting = {body.key: body for body in one.bodies if noun in lowered(body.name)}
        if fitting:
            body = next(iter(fitting.values()))
            return (body, one.paragraph) if len(fitting) == 1 else None
    return None
