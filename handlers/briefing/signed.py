"""What was signed where two met, though no text names them as its signers."""

from datetime import date, timedelta

from facts.asking.themes import THEMES
from facts.asking.topics import Facet, country, theme_facet
from facts.asking.windows import NotADate
from facts.wording.clues import clue
from handlers.briefing.weighed import kinds_named
from handlers.render.pages.answer import Line
from handlers.render.pages.event import event_line, named_with_day, told_marks
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked, Topical
from store.nouns.models import Actor
from store.nouns.views import Told

AGREEMENTS = next(theme for theme in THEMES if theme.name == "agreements")
PAIR = 2
LASTING = 3
"""Days that a visit lasts of which no end is told."""


async def signed_beside(asked: Looked, topical: Topical) -> tuple[Line, ...]:
    """What their states signed on the days on which the two met; nothing where the question is for something else, or an
    agreement of theirs is found."""
    read = await topical.read(asked.topic.asked, asked.known)
    people = [facet for facet in read.facets if _persons(facet, asked)]
    is_asked = len(people) > 1 and "agreement" in kinds_named(read.facets)
    if not is_asked or any(told.event.kind == "agreement" for told in asked.found.events):
        return ()
    met = sorted(
        {told.event.day for told in asked.found.events if told.event.day and told.event.precision == "day"}
    )
    states = {actor.country for facet in people for actor in _persons(facet, asked)} - {None}
    if not met or len(states) < len(people):
        return ()
    sides = [country(code) for code in sorted(code for code in states if code)]
    beside = await topical.look("", str(met[0]), str(met[-1]), *sides, theme_facet(AGREEMENTS))
    return () if isinstance(beside, NotADate) else _lines(beside, met)


async def signed_around(told: Told, topical: Topical) -> Line | None:
    """What the states of a visit or meeting signed while it lasted; None where nothing is told so, or its day is not known."""
    event, states = told.event, sorted(told.event.countries)
    if event.day is None or event.precision != "day" or len(states) < PAIR:
        return None
    ends = event.until or event.day + timedelta(days=LASTING)
    sides = [country(code) for code in states]
    beside = await topical.look("", str(event.day), str(ends), *sides, theme_facet(AGREEMENTS))
    if isinstance(beside, NotADate) or not beside.whole:
        return None
    signed = [
        one
        for one in beside.found.events
        if one.event.id != event.id and set(one.event.countries) == set(states)
    ]
    signed = [
        one for one in signed if one.event.kind in AGREEMENTS.kinds() or clue("acts").search(one.event.title)
    ]
    best = min(signed, key=lambda one: one.event.day or date.max, default=None)
    if best is None:
        return None
    line = event_line(best, beside.found.library, brief=True)
    marks = told_marks(best, beside.found.library)
    text = " ".join(part for part in (named_with_day(best, beside.found.library), marks) if part)
    return Line(f"{text}.", line.sources, opens=line.opens)


def _persons(facet: Facet, asked: Looked) -> list[Actor]:
    actors = [asked.known.actors.get(key) for kind, key in facet.links if kind == "actor"]
    return [actor for actor in actors if actor and actor.kind == "person"]


def _lines(beside: Looked, met: list[date]) -> tuple[Line, ...]:
    events = [told for told in beside.found.events if beside.whole and told.event.kind == "agreement"]
    return tuple(
        Line(
            f"On {day(told.event.day, 'day')}, when they met: **{safe(told_title(told, beside.found.library)).rstrip('.')}**.",
            event_line(told, beside.found.library, brief=True).sources,
            opens=f"event/{told.event.id}",
        )
        for told in events[:1]
        if told.event.day in met
    )
