"""What was in a state: only those who came there as guests, or that none is known; only what was held there."""

from collections import Counter
from dataclasses import replace

from facts.names.countries import country_name, in_sentence
from facts.wording.visits import is_held_in, is_visit_to, place_asked
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked, scope, told_window
from store.nouns.views import Tally

SHOWN = 25
OUTSIDE = "Outside this time"
OF_PLACES = frozenset({"exercises", "training"})
"""Themes of what is held somewhere, rather than with or against somebody there."""


def guests_only(looked: Looked, host: str) -> Looked:
    """What was found without the events that are no visit to this state, and without what is said of these."""
    found = looked.found
    events = tuple(told for told in found.events if is_visit_to(told.event, host, found.library.actors))
    kept = {told.event.id for told in events}
    claims = tuple(claim for claim in found.claims if claim.event in kept)
    tally = Tally({"visit": len(events)}, len(claims))
    return replace(looked, found=replace(found, events=events, claims=claims, agreements=(), tally=tally))


def held_only(looked: Looked) -> Looked:
    """What was found on exercises "in" a state without those that are filed as held elsewhere; all, where all are or where
    more are known than were read."""
    themes = {facet.label for facet in looked.topic.facets if facet.what == "theme"}
    host = place_asked(looked.topic.asked) if themes & OF_PLACES else None
    found = looked.found
    if host is None or found.tally.events != len(found.events):
        return looked
    elsewhere = {
        told.event.id for told in found.events if is_held_in(told.event, host, found.library.actors) is False
    }
    kept = tuple(told for told in found.events if told.event.id not in elsewhere)
    if not kept or not elsewhere:
        return looked
    claims = tuple(claim for claim in found.claims if claim.event not in elsewhere)
    by_kind = Counter(told.event.kind for told in kept)
    tally = Tally(dict(by_kind), found.tally.claims - len(found.claims) + len(claims))
    return replace(looked, found=replace(found, events=kept, claims=claims, tally=tally))


def no_visit_answer(looked: Looked, ever: Looked, host: str) -> Answer:
    """That nobody is known to have come in that time, with who did at other times."""
    within = "" if looked.window.is_open else f" ({told_window(looked.window)})"
    lines = tuple(event_line(told, ever.found.library) for told in ever.found.events[:SHOWN])
    title = looked.topic.asked or f"Visits to {in_sentence(country_name(host))}"
    return Answer(
        capitalised(title),
        (Line(f"No visit{_of_guests(looked)} to {in_sentence(country_name(host))} is known{within}."),),
        (Section(OUTSIDE, lines),) if lines else (),
        looked.notes,
        enough=ENOUGH,
        names=names_met(ever.found),
        scope=scope(looked.window),
        is_empty=not lines,
    )


def names_guest(looked: Looked) -> bool:
    """Whether the question names who came."""
    return any(facet.what == "actor" for facet in looked.topic.facets)


def names_person(looked: Looked) -> bool:
    """Whether the question names one person."""
    sides = ([key for kind, key in facet.links if kind == "actor"] for facet in looked.topic.facets)
    known = looked.known.actors
    return any(keys and all(key in known and known[key].kind == "person" for key in keys) for keys in sides)


def _of_guests(looked: Looked) -> str:
    """Who is asked for by name."""
    guests = [facet.label for facet in looked.topic.facets if facet.what == "actor"]
    return f" of {safe(listed(guests))}" if guests else ""
