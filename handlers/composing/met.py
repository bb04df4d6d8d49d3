"""Whom somebody met, by name: the people who are filed in meetings with the person that a question names."""

from collections.abc import Iterator

from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from handlers.render.pages.answer import Line, pieced
from handlers.render.pages.event import when_told
from handlers.render.words.cite import saying
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Told

MOST, PAIR = 6, 2
"""People who are named, and of whom each met the other."""


def met_lines(looked: Looked, kinds: Kinds = KINDS) -> Iterator[Line]:
    """Nothing where it asks for something else, or names no person; of several who go by one name, each apart."""
    sides = [[key for key in _actors(facet) if _is_person(key, looked)] for facet in looked.topic.facets]
    named = [some for some in sides if some]
    if len(named) != 1 or not clue("whom_met").search(looked.topic.asked):
        return
    for who in sorted(named[0]):
        yield from _met_by(who, looked, kinds)


def _actors(facet: Facet) -> Iterator[str]:
    yield from (key for kind, key in facet.links if kind == "actor")


def _met_by(who: str, looked: Looked, kinds: Kinds) -> Iterator[Line]:
    rows = {key: told for told in _meetings(looked, who, kinds) for key in _others(told, who, looked)}
    if rows:
        said = [_met(key, told, looked) for key, told in list(rows.items())[:MOST]]
        more = f" and {len(rows) - MOST} more" if len(rows) > MOST else ""
        start = Line(f"{safe(looked.known.actors[who].name)} met ")
        parted = [piece for at, one in enumerate(said) for piece in ([Line(", ")] if at else []) + [one]]
        yield pieced(start, *parted, Line(f"{more}."))


def _meetings(looked: Looked, who: str, kinds: Kinds) -> Iterator[Told]:
    """The oldest last, so that each person is told with the first meeting."""
    for told in looked.found.events:
        event = told.event
        is_done = event.phase not in NEVER_DONE and event.standing != "denied"
        is_theirs = any(part.actor == who for part in event.actors)
        if is_done and is_theirs and kinds.of(event.kind).is_talk and clue("meeting").search(event.title):
            yield told


def _others(told: Told, who: str, looked: Looked) -> Iterator[str]:
    """The people on the other side: two hosts of one guest need not have met."""
    parts = told.event.actors
    people = [part for part in parts if _is_person(part.actor, looked)]
    mine = {part.part for part in parts if part.actor == who}
    for part in people:
        if part.actor != who and (part.part not in mine or len(people) == PAIR):
            yield part.actor


def _is_person(key: str, looked: Looked) -> bool:
    return key in looked.known.actors and looked.known.actors[key].kind == "person"


def _met(key: str, told: Told, looked: Looked) -> Line:
    library = looked.found.library
    where = saying(f"actor/{key}", told.evidence, library)
    return Line(f"**{safe(looked.known.actors[key].name)}** ({when_told(told, library)})", where)
