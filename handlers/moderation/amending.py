"""Changes events as a person asks, with what that makes to be told: channels that ask for the event only now, and a
correction under the messages that told it otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from facts.model.age import OLD, is_old
from handlers.alerts.announcer import Announcer
from handlers.alerts.corrections import corrections
from handlers.ingest.article import event_id, new_event
from store.nouns.models import Article, Event, EventFacts
from store.nouns.outbox import Alert
from store.outbox.queueing import News
from store.people.amending import AmendOutcome, AmendRefusal, Who, is_about_a_name
from store.store import Store


@dataclass(frozen=True)
class Amending:
    """Each change is one transaction of the store; what it makes to be told is worked out before."""

    store: Store
    announcer: Announcer
    now: Callable[[], datetime]

    async def edit(self, event: str, changes: Mapping[str, Any], who: Who) -> AmendOutcome:
        """New values for facts of an event."""
        row = await self.store.amendments.filed(event)
        after = amended_event(row, changes) if row is not None and row.merged_into is None else None
        news = await self._news(row, after) if after is not None else News()
        return await self.store.amendments.edit(event, changes, who, news)

    async def split(
        self, event: str, articles: Sequence[str], own: Mapping[str, Any], who: Who
    ) -> AmendOutcome:
        """The articles tell another event: the facts of the first but for ``own``."""
        row = await self.store.register.event(event)
        if row is None:
            return AmendRefusal(f"No event goes by “{event}”.")
        moving = [text for text in await self._articles(row.id) if text.id in articles]
        if not moving:
            return AmendRefusal(f"None of these articles is on {event}.")
        into = self._part_of(row, own, moving[0])
        alerts = await self.announcer.new(into) if self._is_news(into, row.first_seen, moving) else []
        return await self.store.amendments.split(row.id, articles, into, alerts, who)

    async def undo(self, entry: int, who: Who) -> AmendOutcome:
        """Takes an entry of the audit log back."""
        row = await self.store.amendments.entry(entry, who.guild)
        wanted: dict[str, Sequence[Alert]] = {}
        replies: list[Alert] = []
        for after in restored(row.before) if row is not None and not is_about_a_name(row.before) else ():
            news = await self._news(await self.store.amendments.filed(after.id), after)
            wanted |= news.wanted
            replies += news.replies
        return await self.store.amendments.undo(entry, who, News(wanted, replies))

    async def _news(self, before: Event | None, after: Event) -> News:
        """What is to be told of an event that becomes ``after``; nothing is told first that is no news any more."""
        changes = corrections(before, after) if before is not None and before.merged_into is None else []
        revision = max(before.revision if before else 0, after.revision) + 1
        after = after.model_copy(update={"revision": revision})
        replies = [alert for alert in await self.announcer.changed(after, changes) if alert.kind != "event"]
        if not self._is_news(after, after.first_seen, await self._articles(after.id)):
            return News(replies=replies)
        return News({after.id: await self.announcer.new(after)}, replies)

    def _is_news(self, event: Event, first_seen: datetime, articles: Sequence[Article]) -> bool:
        """Whether an event was read lately, from the wire, and was not over long before."""
        read = [article for article in articles if article.verdict != "seed"]
        fresh = first_seen >= self.now() - OLD
        return bool(read) and fresh and not all(is_old(event, article) for article in read)

    def _part_of(self, row: Event, own: Mapping[str, Any], article: Article) -> Event:
        facts = EventFacts.model_validate(amendable_facts(row) | {"summary": ""} | dict(own))
        return new_event(facts, event_id(facts, article), self.now())

    async def _articles(self, event: str) -> list[Article]:
        return [article for _, article, _ in await self.store.register.evidence(event=event)]


def amended_event(row: Event, changes: Mapping[str, Any]) -> Event | None:
    """The row with new values; ``None`` where they are not valid."""
    try:
        facts = EventFacts.model_validate(amendable_facts(row) | dict(changes))
    except ValidationError:
        return None
    return Event(**dict(facts), **_identity(row))


def restored(before: Mapping[str, Any]) -> list[Event]:
    """The events that are shown again, or otherwise, when an entry of the audit log is taken back."""
    rows = [Event.model_validate(row) for key, row in before.items() if key.startswith("event:") and row]
    facts = [EventFacts.model_validate(amendable_facts(row)) for row in rows]
    events = [Event(**dict(own), **_identity(row)) for own, row in zip(facts, rows, strict=True)]
    return [event for event in events if event.merged_into is None]


def amendable_facts(row: Event) -> dict[str, Any]:
    return row.model_dump(include=set(EventFacts.model_fields))


def _identity(row: Event) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Event.model_fields if name not in EventFacts.model_fields}
