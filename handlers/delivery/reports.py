"""Reads an event with every article on it, as the messages about it need it."""

from dataclasses import replace

from handlers.render.cards.group import Telling
from handlers.render.cards.report import Report, Sourcing
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.search.activity import FOUNDING
from store.store import Store


async def report(store: Store, event: str) -> Report | None:
    """The event, or the one that it was merged into; ``None`` where there is none."""
    row = await store.register.event(event)
    if row is None:
        return None
    sourcing: dict[str, Sourcing] = {}
    for evidence, article, source in await store.register.evidence(event=row.id):
        sourcing.setdefault(article.id, Sourcing(evidence, article, source))
    deal = await store.register.agreement(row.agreement) if row.agreement else None
    names, aliases = await store.activity.names(row), await store.activity.other_names(row)
    return with_standing(Report(row, tuple(sourcing.values()), names, deal, aliases))


def with_standing(report: Report) -> Report:
    """With the standing that its texts give it now: a merger or a person's word may have brought some since it was
    filed. What only the founding documents tell stands as they were filed."""
    if all(one.evidence.decided_by == FOUNDING for one in report.sourcing):
        return report
    kept = {name: getattr(report.event, name) for name in Event.model_fields}
    return replace(report, event=Event(**kept | {"standing": report.credible.standing}))


async def telling(store: Store, alert: Alert) -> Telling:
    """The event of an alert as things stand now. Of several merged into one, one message in a channel tells it."""
    name = event_of(alert)
    found = await report(store, name)
    if found is not None:
        teller = await teller_of(store, found.event.id, alert.channel)
        if teller is None or teller.id == alert.id:
            return Telling(alert, found)
    return Telling(alert, None, await store.amendments.filed(name), found)


async def teller_of(store: Store, event: str, channel: int) -> Alert | None:
    """The alert whose message tells the event in a channel: its own, or else the first of those merged into it."""
    told = await store.outbox.about(f"event:{event}")
    here = [row for row in told if row.channel == channel and row.state != "dropped"]
    return min(here, key=lambda row: (event_of(row) != event, row.id or 0), default=None)


def event_of(alert: Alert) -> str:
    """The id of the event that an alert was queued for."""
    return alert.subject.removeprefix("event:")
