"""Who takes part in something: the parties of the agreements that a question names, then who is filed in its events."""

from collections.abc import Iterator

from facts.wording.clues import clue
from handlers.briefing.leading import is_precise
from handlers.render.pages.agreement import status_places
from handlers.render.pages.answer import Line, pieced
from handlers.render.words.cite import cited, saying
from handlers.render.words.names import actor_name
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement

MOST = 8
"""Of them as many are named."""
FEW = 2
"""Agreements whose parties are told where the question names none."""


def involved_lines(looked: Looked) -> Iterator[Line]:
    """Nothing where it asks for something else, or names nothing but states and sorts."""
    if not clue("players").search(looked.topic.asked) or not is_precise(looked):
        return
    rows = dict[str, Line]()
    for key, line in (*_parties(looked), *_participants(looked)):
        rows.setdefault(key, line)
    told = list(rows.values())
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    parted = [piece for at, one in enumerate(told[:MOST]) for piece in ([Line(", ")] if at else []) + [one]]
    if told:
        yield pieced(Line("Involved, as it is told: "), *parted, Line(f"{more}."))


def _parties(looked: Looked) -> Iterator[tuple[str, Line]]:
    library = looked.found.library
    for deal in _deals(looked):
        for party in deal.parties:
            text = f"**{safe(actor_name(party.actor, library))}** ({safe(party.part)})"
            where = cited(deal.said.get(f"actor/{party.actor}", ()), library)
            yield party.actor, Line(text, where or status_places(deal, library))


def _deals(looked: Looked) -> list[Agreement]:
    """Those that the question names; where it names none and no event was found, the only ones that were."""
    named = {key for facet in looked.topic.facets for key in facet.agreements}
    found = looked.found.agreements
    is_alone = len(found) <= FEW and not looked.found.events
    return [deal for deal in found if deal.id in named] or (list(found) if is_alone else [])


def _participants(looked: Looked) -> Iterator[tuple[str, Line]]:
    library = looked.found.library
    for told in looked.found.events:
        for part in told.event.actors:
            text = f"**{safe(actor_name(part.actor, library))}** ({safe(part.part)})"
            yield part.actor, Line(text, saying(f"actor/{part.actor}", told.evidence, library))
