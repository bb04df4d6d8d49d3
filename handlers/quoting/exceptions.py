"""What is known without whom a question leaves out: only what is told of others."""

from collections.abc import Iterator
from datetime import date

from facts.model.kinds import Kinds
from facts.names.countries import country_name, in_sentence
from handlers.briefing.leading import is_deed
from handlers.composing.amended import COUNTRY_PHRASES
from handlers.quoting.sentences import quoted_answer, titled_line
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, sources_of
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Event
from store.nouns.views import Told
from store.nouns.words import folded_phrase

SHOWN = 4
"""Events and deals of the first page."""


def exception_answer(question: str, kept: Looked, name: str, kinds: Kinds) -> Answer:
    """Of what is ``kept`` the sorts that the question names, what was done before what was said, the newest first; that nothing
    is, where it is so."""
    events = sorted(_meant(kept, kinds), key=lambda told: told.event.day or date.min, reverse=True)
    deals = [] if events and not _asks_for_deals(kept) else list(kept.found.agreements)
    lines = [titled_line(told, kept.found.library) for told in events]
    lines += [agreement_line(deal, kept.found.library) for deal in deals if deal.is_told]
    if not lines:
        return quoted_answer(
            question, kept, (Line(f"Nothing is known on this without {_called(name)}."),), ()
        )
    one = "1 is known" if len(lines) == 1 else f"{len(lines)} are known"
    order = ":" if len(lines) == 1 else ", the newest first:"
    head = Line(f"{one} without {_called(name)}{order}", sources_of(lines[:SHOWN]))
    return quoted_answer(question, kept, (head, *lines[:SHOWN]), events)


def _called(name: str) -> str:
    code = COUNTRY_PHRASES.get(folded_phrase(name))
    return in_sentence(country_name(code)) if code else safe(capitalised(name))


def _asks_for_deals(looked: Looked) -> bool:
    return any(facet.label in ("deals", "agreements", "orders") for facet in looked.topic.facets)


def _meant(looked: Looked, kinds: Kinds) -> Iterator[Told]:
    wanted = frozenset[str]().union(*(facet.kinds for facet in looked.topic.facets))
    events = [told for told in looked.found.events if told.event.kind in wanted] or list(looked.found.events)
    yield from [told for told in events if _was_done(told.event, kinds)] or events


def _was_done(event: Event, kinds: Kinds) -> bool:
    return is_deed(event, kinds) and event.standing != "denied"
