"""What a person watches, in words, and what of an event can be watched."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from facts.names.countries import country_name
from handlers.alerts.rule_text import scheduled
from handlers.delivery.reports import report
from handlers.render.cards.alert import event_headline
from store.nouns.models import Event
from store.nouns.subscriptions import Digest, Watch
from store.store import Store

MOST = 25
"""Watches of one person."""
LONGEST_ACTORS = 15
WatchKind = Literal["actor", "country", "agreement", "word", "story", "digest"]


@dataclass(frozen=True)
class Watchable:
    """One thing that can be watched for; ``name`` is how people call it."""

    kind: WatchKind
    what: str
    name: str

    @property
    def value(self) -> str:
        """As the value of a menu's option."""
        return f"{self.kind}:{self.what}"


async def watchables(store: Store, event: Event) -> list[Watchable]:
    """What of an event can be watched, what tells it best first: its agreement, or else its story; its states and actors."""
    names = await store.activity.names(event)
    deal = await store.register.agreement(event.agreement) if event.agreement else None
    begun = event.follows or event.id
    story = Watchable("story", begun, await _story(store, begun) or f"what follows “{event.title}”")
    first = Watchable("agreement", deal.id, deal.name) if deal else story
    return [first, *_others(event, names)]


def _others(event: Event, names: dict[str, str]) -> Iterator[Watchable]:
    yield from (Watchable("country", code, country_name(code)) for code in event.countries)
    actors = dict.fromkeys(participant.actor for participant in event.actors)
    for key in list(actors)[:LONGEST_ACTORS]:
        if key in names:
            yield Watchable("actor", key, names[key])


async def watched_name(store: Store, row: Watch) -> str:
    """What a watch is on, by its name; by its id where that is known no more."""
    match row.kind:
        case "country":
            return country_name(row.what)
        case "word":
            return f"the word “{row.what}”"
        case "digest":
            followed = await digest_followed(store, int(row.what))
            return f"the digest that comes {scheduled(followed)}" if followed else "a digest that has ended"
        case "agreement":
            deal = await store.register.agreement(row.what)
            return deal.name if deal else row.what
        case "story":
            return await _story(store, row.what) or row.what
    actor = await store.register.actor(row.what)
    return actor.name if actor else row.what


async def digest_followed(store: Store, channel: int) -> Digest | None:
    """The digest that a channel has now."""
    return next((row for row in await store.subscriptions.digests() if row.channel == channel), None)


async def _story(store: Store, event: str) -> str:
    """By the headline under which it was told; empty where the event is known no more."""
    found = await report(store, event)
    return f"what follows “{event_headline(found)}”" if found else ""


def ended_line(count: int) -> str:
    """``2 watches have ended.``"""
    if not count:
        return "You watched nothing."
    return "One watch has ended." if count == 1 else f"{count} watches have ended."
