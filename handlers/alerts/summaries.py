"""A due daily summary of what a person watches: one direct message, its window from the end of the last one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from handlers.alerts.developments import DigestWindow, developments
from handlers.alerts.digest import (
    LOOK_BACK,
    begun_in,
    changed_events,
    noted_by,
    select,
    window_of,
)
from handlers.alerts.rules import watches_for
from handlers.alerts.slots import next_slot
from store.nouns.models import EventFacts
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Watch
from store.store import Store

REMEMBERED = 500
"""So many of the events told last are known to have been told: watches of one person may fall due at several hours."""


class Summaries:
    """``tick`` may be called as often as one likes. Watches of one person that fall due together are one message."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now

    async def tick(self) -> int:
        """Covers what is due; returns how many persons' slots were covered here."""
        due = await self.store.subscriptions.due_watches(self.now())
        persons = [list(watches) for _, watches in groupby(due, key=lambda watch: watch.person)]
        return sum([await self.cover(watches) for watches in persons])

    async def cover(self, watches: list[Watch]) -> bool:
        """One person's watches that are due."""
        now = self.now()
        body = await self.body(watches, now)
        slots = [next_slot(watch.hour, watch.zone, None, now) for watch in watches]
        alerts = [_alert(watches[0], body, now)] if body["events"] else []
        return await self.store.subscriptions.cover_watches(watches, now, slots, alerts)

    async def body(self, watches: list[Watch], now: datetime) -> dict[str, Any]:
        """As of a digest, of what the watches are on."""
        starts = [watch.covered_until or watch.created_at for watch in watches]
        last = await self.store.subscriptions.last_told(f"summary:{watches[0].person}")
        told = last.body["told"] if last else {}
        start = min(starts) - LOOK_BACK
        stirred = await self.store.activity.stirred(start, now)
        mine = [entry for entry in stirred if _is_watched(entry.event, watches)]
        begun = begun_in(mine, told, start)
        chosen = select(begun)
        new = {entry.event.id for entry in begun}
        window = DigestWindow(
            start, now, partial(_is_watched, watches=watches), None, new, told.keys(), noted_by(last)
        )
        developed = await developments(self.store, window, now - LOOK_BACK)
        changed = changed_events(developed, chosen.new)
        slot = min(watch.next_slot or now for watch in watches)
        return {
            **window_of(min(starts), now, slot, watches[0].zone),
            "new": list(chosen.new),
            "changed": changed,
            "events": [*chosen.new, *changed],
            "left": chosen.left,
            "told": dict([*told.items(), *((e.event.id, e.event.revision) for e in mine)][-REMEMBERED:]),
            **developed,
        }


def _is_watched(event: EventFacts, watches: Sequence[Watch]) -> bool:
    return any(watches_for(watch, event) for watch in watches)


def _alert(watch: Watch, body: dict[str, Any], now: datetime) -> Alert:
    subject = f"summary:{watch.person}"
    key = f"{subject}:{body['slot']}:{body['from']}"
    return Alert.for_person(key, "summary", subject, watch.person, now, body=body)
