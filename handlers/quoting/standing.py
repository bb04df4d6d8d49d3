"""Whether something still holds: the newest status of the one agreement, or what texts say against each other of one matter."""

from datetime import date

from facts.asking.choose import holds_any
from facts.sifting.inquiries import tells_opposition
from handlers.quoting.sentences import quoted_lines, sifted, titled_line
from handlers.render.pages.agreement import status_places
from handlers.render.pages.answer import Line
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import denial_line
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement
from store.nouns.words import stemmed_text

FEW = 3
"""Events of which one may deny another."""


def force_lines(looked: Looked) -> tuple[Line, ...]:
    """The newest status of the agreement that has most of the question in its name, with when that was told; else an event with
    what denies it, as their texts tell it."""
    deals = [deal for deal in looked.found.agreements if deal.steps and _is_named(deal, looked)]
    if len(deals) == 1:
        return (_status_line(deals[0], looked),)
    return _denied(looked) or _standing(looked)


def opposed_lines(looked: Looked) -> tuple[Line, ...]:
    """The sentences that tell who is against what was found, told last first; empty where none does."""
    rows = sifted(looked.found.events, looked.found.library, tells_opposition)
    said = sorted(
        (one for one in rows if not one.is_ours), key=lambda one: (one.day, not one.is_title), reverse=True
    )
    claims = [one for one in looked.found.claims if not one.denied and tells_opposition(one.text)][:FEW]
    told = () if said else (claim_line(one, looked.found.library, dated=False) for one in claims)
    return (*quoted_lines(said, looked.found.library, FEW), *told)


def _standing(looked: Looked) -> tuple[Line, ...]:
    """The newest event that has every side of the question in its title, with how it stood."""
    library = looked.found.library
    sides = [facet for facet in looked.topic.facets if facet not in looked.passed]
    named = [
        one
        for one in looked.found.events
        if all(holds_any(facet, [told_title(one, library)]) for facet in sides)
    ]
    best = max(named, key=lambda one: one.event.day or date.min, default=None)
    return (titled_line(best, library),) if best and sides else ()


def _is_named(deal: Agreement, looked: Looked) -> bool:
    """Whether its name has every side of the question."""
    names = stemmed_text([deal.name, *(alias.name for alias in deal.aliases)])
    sides = [facet for facet in looked.topic.facets if facet not in looked.passed]
    return all(
        deal.id in facet.agreements
        or any(f" {text} " in names for text in facet.texts)
        or any(("country", part) in facet.links for part in deal.countries)
        for facet in sides
    )


def _status_line(deal: Agreement, looked: Looked) -> Line:
    last = deal.steps[-1]
    when = f", {day(last.day, last.precision)}" if last.day else ""
    text = f"The newest status that is known of **{safe(deal.name)}**: **{safe(deal.status)}**{when}."
    return Line(text, status_places(deal, looked.found.library), opens=f"agreement/{deal.id}")


def _denied(looked: Looked) -> tuple[Line, ...]:
    found, library = looked.found, looked.found.library
    denied = [(one, line) for one in found.events if (line := denial_line(one, found.events, library))]
    if not denied or len(found.events) > FEW:
        return ()
    head = Line("Told, and denied since: no text settles which holds.")
    return (head, *(line for one, denial in denied for line in (titled_line(one, library), denial)))
