"""What was signed where two persons met, though no text names them as its signers."""

from datetime import date

from facts.asking.themes import THEMES
from facts.asking.topics import Facet, country, theme_facet
from facts.asking.windows import NotADate
from handlers.briefing.weighed import kinds_named
from handlers.render.pages.answer import Line
from handlers.render.pages.event import event_line
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked, Topical
from store.nouns.models import Actor

AGREEMENTS = next(theme for theme in THEMES if theme.name == "agreements")


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
