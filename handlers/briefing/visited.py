"""What was in a state: only those who came there as guests, or that none is known; only what was held there."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from facts.model.kinds import Kinds
from facts.names.countries import COUNTRIES, country_name, in_sentence
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from facts.wording.visits import VisitorAsked, is_held_in, is_visit_to, place_asked
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.event import event_line, named_with_day, telling_line, told_marks
from handlers.render.paging.met import names_met
from handlers.render.words.cite import known_day, texts_of
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked, scope, told_window
from store.nouns.models import Event
from store.nouns.values import NEVER_DONE
from store.nouns.views import Tally, Told

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


def newest_visit(looked: Looked, asked: VisitorAsked, today: date, kinds: Kinds = KINDS) -> tuple[Line, ...]:
    """The newest visit that has been of somebody with the office, of the state that is asked for; empty where none is told so."""
    library = looked.found.library
    rows = [
        one for one in looked.found.events if _is_of(one, looked, asked) and (one.event.day or today) <= today
    ]
    past = [one for one in rows if one.event.phase not in AHEAD and one.event.phase not in NEVER_DONE]
    past = [
        one for one in past if kinds.of(one.event.kind).is_talk and clue("visit").search(one.event.title)
    ] or past
    if not past:
        return ()
    newest = max(past, key=lambda one: known_day(one, library))
    marks = told_marks(newest, library)
    many = f"The newest of {len(past)} known: " if len(past) > 1 else ""
    text = f"{many}{named_with_day(newest, library)}{f' {marks}' if marks else ''}."
    line = Line(text, event_line(newest, library).sources, opens=f"event/{newest.event.id}")
    more = telling_line(newest, library)
    return (line, *([more] if more else []))


def tells_visit_of(looked: Looked, asked: VisitorAsked) -> bool:
    """Whether somebody of the state is told to have gone where it is asked, whatever they are called."""
    actors = looked.found.library.actors
    among = (one.event for one in looked.found.events if clue("visit").search(one.event.title))
    there = (one for one in among if not asked.host or is_visit_to(one, asked.host, actors))
    return any(_has_guest_of(one, looked, asked.state) for one in there)


def _is_of(told: Told, looked: Looked, asked: VisitorAsked) -> bool:
    """Whether a text calls the visitor so beside the name of the state, or one of its people is filed and called so."""
    texts = texts_of(told, looked.found.library)
    said = [told.event.title, *(one for text in texts for one in (text.title, text.lead))]
    if asked.host and not is_visit_to(told.event, asked.host, looked.found.library.actors):
        return False
    if not any(clue("visit").search(one) or clue("meeting").search(one) for one in said):
        return False
    of_state = [one for one in said if asked.office.search(one)]
    names = "|".join(map(re.escape, COUNTRIES[asked.state]))
    beside = re.compile(
        rf"\b(?:{names})(?:['’]s)?\s+(?:[\w-]+\s+){{0,3}}?(?:{asked.office.pattern})", re.IGNORECASE
    )
    if any(beside.search(one) for one in of_state):
        return True
    return bool(of_state) and _has_guest_of(told.event, looked, asked.state)


def _has_guest_of(event: Event, looked: Looked, state: str) -> bool:
    """Whether a person of the state took part, who is not the host."""
    people = (looked.known.actors.get(part.actor) for part in event.actors if part.part != "host")
    return any(one and one.kind == "person" and one.country == state for one in people)
