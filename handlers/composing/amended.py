"""Answers that are amended: titled as they were asked for, with more before all else, without what a question leaves out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from facts.asking.directory import Directory
from facts.asking.topics import Facet
from facts.names.phrases import country_phrases
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked
from store.nouns.words import folded_phrase

COUNTRY_PHRASES = country_phrases()


def titled_as_typed(answer: Answer, plain: str, typed: str) -> Answer:
    """An answer that names the question as it was typed."""
    if plain == typed:
        return answer
    named = f"“{safe(plain)}”"
    lead = tuple(
        replace(line, text=line.text.replace(named, f"“{safe(typed)}”")) if at == 0 else line
        for at, line in enumerate(answer.lead)
    )
    title = re.sub(re.escape(plain), lambda _: typed, answer.title, flags=re.IGNORECASE)
    return replace(answer, title=capitalised(title), lead=lead)


def without_excepted(looked: Looked, name: str) -> Looked:
    """Without the events with whom the question leaves out, and without what is said of these."""
    if not name:
        return looked
    found, folded = looked.found, folded_phrase(name)
    code = COUNTRY_PHRASES.get(folded)
    kept = tuple(
        one
        for one in found.events
        if folded not in folded_phrase(f"{one.event.title} {told_title(one, found.library)}")
        and code not in one.event.countries
        and not any(_is_called(part.actor, folded, looked) for part in one.event.actors)
    )
    ids = {one.event.id for one in kept}
    claims = tuple(claim for claim in found.claims if claim.event in ids)
    deals = tuple(
        deal
        for deal in found.agreements
        if code not in deal.countries
        and not any(_is_called(part.actor, folded, looked) for part in deal.parties)
    )
    return replace(looked, found=replace(found, events=kept, claims=claims, agreements=deals))


def _is_called(actor: str, folded: str, looked: Looked) -> bool:
    """Whether an actor goes by this name, or by one with it as a word."""
    known = looked.known.actors.get(actor)
    return known is not None and f" {folded} " in f" {folded_phrase(known.name)} "


def with_first(answer: Answer, first: tuple[Line, ...]) -> Answer:
    """An answer with lines before all others."""
    return replace(answer, lead=(*first, *answer.lead)) if first else answer


def named_actors(facet: Facet, known: Directory) -> Iterator[str]:
    """The actors that one side of the question names; of a country, the state itself."""
    countries = {key for kind, key in facet.links if kind == "country"}
    yield from (key for kind, key in facet.links if kind == "actor")
    theirs = [key for code in countries for key in known.actors_by_country.get(code, ())]
    yield from (key for key in theirs if known.actors[key].kind == "state")
