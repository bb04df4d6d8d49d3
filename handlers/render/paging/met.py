"""The names that an answer meets, those that it meets most often first, of these the first met: each is one tap away."""

from collections import Counter
from collections.abc import Iterable

from handlers.render.pages.answer import MetName
from handlers.render.words.names import kind_of, newest_role
from store.nouns.models import Actor, Agreement, Claim, Event
from store.nouns.views import Findings, Library

ROLE = 80


def names_met(found: Findings, *but: str) -> tuple[MetName, ...]:
    """Everybody and everything that events, agreements and statements name, without ``but``."""
    met = Counter[tuple[str, str]]()
    for told in found.events:
        met.update(_of_event(told.event))
    for deal in found.agreements:
        met.update(_of_deal(deal))
    for claim in found.claims:
        met.update(_of_claim(claim))
    short_source = (_name(kind, key, found.library) for (kind, key), _ in met.most_common() if key not in but)
    return tuple(name for name in short_source if name is not None)


def _of_event(event: Event) -> Iterable[tuple[str, str]]:
    return list(
        dict.fromkeys(
            [*(("actor", p.actor) for p in event.actors), *(("gear", e.equipment) for e in event.equipment)]
        )
    )


def _of_deal(deal: Agreement) -> Iterable[tuple[str, str]]:
    return list(
        dict.fromkeys(
            [*(("actor", p.actor) for p in deal.parties), *(("gear", e.equipment) for e in deal.equipment)]
        )
    )


def _of_claim(claim: Claim) -> Iterable[tuple[str, str]]:
    speaker = [claim.speaker] if claim.speaker else []
    return list(dict.fromkeys(("actor", key) for key in (*claim.actors, *speaker)))


def _name(kind: str, key: str, library: Library) -> MetName | None:
    if kind == "gear":
        gear = library.equipment.get(key)
        return MetName(gear.designation, f"brief/{gear.designation}", gear.category) if gear else None
    actor = library.actors.get(key)
    return MetName(actor.name, f"actor/{key}", _told_apart(actor)) if actor else None


def _told_apart(actor: Actor) -> str:
    """The newest filed position; else what kind of thing it is."""
    newest = newest_role(actor)
    return newest.position[:ROLE] if newest else kind_of(actor)
