"""Reads what alerting needs to decide on an event: the rules, the watches, and what was told of its story before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facts.model.change import Change, Stepped
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.alerts.rules import Story, announce, brings_new_fact, correct, stepped
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.store import Store

MOST_EVENTS = 20
"""The latest of an agreement, under whose messages a step of it may be told."""
SIBLINGS = timedelta(days=7)
"""Other events that follow the same one are looked for so far back: longer than any cool-down."""


@dataclass(frozen=True)
class Announcer:
    """What ingest asks before it files an item: the alerts go into the same transaction as the event."""

    store: Store
    now: Callable[[], datetime]
    kinds: Kinds = KINDS

    async def new(self, event: Event) -> list[Alert]:
        """For an event that is filed for the first time."""
        subscriptions = await self.store.subscriptions.subscriptions()
        watches = await self.store.subscriptions.watches()
        return announce(event, subscriptions, watches, self.now(), await self._story(event))

    async def changed(self, event: Event, changes: Sequence[Change]) -> list[Alert]:
        """For a known event whose facts changed (``event`` as it is to be filed): told under the message where there is
        one, an alert where there is none and the channel takes it now."""
        told = await self.store.outbox.about(f"event:{event.id}")
        subscriptions = await self.store.subscriptions.subscriptions()
        channels = {alert.channel for alert in told}
        first = [alert for alert in await self.new(event) if alert.channel not in channels]
        return [*first, *correct(event, changes, told, subscriptions, self.now())]

    async def stepped(self, event: Event, step: Stepped) -> list[Alert]:
        """For a step of an agreement that ``event`` is about, or that its text names: told where the event was told, or
        else the latest other one of the agreement."""
        if step.change is None:
            return []
        others = await self.store.activity.of_agreement(step.agreement.id)
        events = [event, *(row for row in others[:MOST_EVENTS] if row.id != event.id)]
        told = [(row, await self.store.outbox.about(f"event:{row.id}")) for row in events]
        subscriptions = await self.store.subscriptions.subscriptions()
        return stepped(step.change, step.key, told, subscriptions, self.now())

    async def _story(self, event: Event) -> Story:
        earlier = await self.store.activity.of_story(event, self.now() - SIBLINGS)
        if not earlier:
            return Story()
        last = await self.store.activity.last_announced([before.id for before in earlier])
        return Story(last, brings_new_fact(event, earlier, self.kinds))
