"""A due digest: chooses what the time since the last one brought, and queues one alert under the slot's key."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from facts.model.age import is_over
from facts.model.ranks import RANKS
from handlers.alerts.slots import next_slot
from handlers.render.words.dates import span
from store.nouns.desk import Alert, Digest
from store.nouns.models import Event
from store.search.stories import RecentActivity
from store.store import Store

LATE_AFTER = timedelta(minutes=10)
LOOK_BACK = timedelta(hours=1)
"""An event is dated when it is read and stored a moment later: a window looks back so far for what came in late, and
leaves out what the last digest told."""
REMEMBERED = 200
"""Of so many events a digest remembers how they stood when it told them."""
MOST = 12
SHARE = 3
"""At most one line in so many may come from one story or rest on one publisher."""


@dataclass(frozen=True)
class Selection:
    """What a digest tells, most important first, and how many it leaves to the commands."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    left: int


class Digests:
    """``tick`` may be called as often as one likes: what is due is decided by the persisted slots."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now

    async def tick(self) -> int:
        """Covers every slot that is due; returns how many were covered here."""
        due = await self.store.subscriptions.due_digests(self.now())
        return sum([await self.cover(digest, digest.next_slot) for digest in due])

    async def cover(self, digest: Digest, slot: datetime) -> bool:
        """One window, from the end of the last one to this moment, however late it is for its ``slot``."""
        now = self.now()
        body = await self.body(digest, slot, now)
        alerts = [_alert(digest, body, now)] if body["events"] or digest.when_empty else []
        following = next_slot(digest.hour, digest.zone, digest.weekday, now)
        return await self.store.subscriptions.cover(digest, now, following, alerts)

    async def body(self, digest: Digest, slot: datetime, now: datetime) -> dict[str, Any]:
        """What the digest would say at this moment: the events' ids, the window, and what it has told by then."""
        last = await self.store.subscriptions.last_told(f"digest:{digest.id}")
        told = last.body["told"] if last else {}
        start = digest.covered_until - LOOK_BACK
        stirred = await self.store.activity.stirred(start, now)
        fresh = worth_telling(stirred, told, start)
        before = {
            entry.event.id for entry in fresh if entry.event.first_seen < start or not is_news(entry, start)
        }
        chosen = select(fresh, before | told.keys())
        return {
            "from": digest.covered_until.isoformat(),
            "until": now.isoformat(),
            "slot": slot.isoformat(),
            "late": now - slot > LATE_AFTER,
            "new": list(chosen.new),
            "changed": list(chosen.changed),
            "events": [*chosen.new, *chosen.changed],
            "left": chosen.left,
            "told": {entry.event.id: entry.event.revision for entry in stirred},
            **compared_with_last(last, stirred, chosen.changed),
        }


def worth_telling(
    stirred: Sequence[RecentActivity], told: Mapping[str, int], start: datetime
) -> list[RecentActivity]:
    """What moved since it was told last (``told``: revisions by event). Of what was known before the wire told it, or was
    over long before the window, one more source is not worth a line; that it is denied is."""
    return [
        entry
        for entry in stirred
        if told.get(entry.event.id, 0) < entry.event.revision
        and (is_news(entry, start) or entry.event.id in told or entry.event.standing == "denied")
    ]


def is_news(entry: RecentActivity, start: datetime) -> bool:
    """Whether the wire told it first, and it was not over long before the window began."""
    return not entry.is_founded and not is_over(entry.event, start.date())


def select(stirred: Sequence[RecentActivity], told: AbstractSet[str]) -> Selection:
    """At most ``MOST``, the most important first; while there is not room for all, no story and no publisher takes
    more than its share."""
    ranked = sorted(stirred, key=lambda entry: -RANKS.index(entry.event.importance))
    room = min(MOST, len(ranked))
    chosen = _balanced(ranked, room) if len(ranked) > room else ranked
    names = [entry.event.id for entry in chosen]
    return Selection(
        new=tuple(name for name in names if name not in told),
        changed=tuple(name for name in names if name in told),
        left=len(ranked) - len(chosen),
    )


def compared_with_last(
    last: Alert | None, stirred: Sequence[RecentActivity], changed: Sequence[str]
) -> dict[str, Any]:
    """How the events stand now (``was``, for the next time), and in ``changes`` what differs from when they were told
    last, where that is remembered."""
    was = last.body.get("was", {}) if last else {}
    now = {entry.event.id: _facts(entry.event) for entry in stirred}
    changes = {name: _differing(was[name], now[name]) for name in changed if name in was}
    return {"was": dict([*was.items(), *now.items()][-REMEMBERED:]), "changes": changes}


def _facts(event: Event) -> dict[str, str]:
    """What a reader of an earlier digest was told, in words."""
    when = span(event.day, event.until, event.precision)
    return {"standing": event.standing, "phase": event.phase, "importance": event.importance, "day": when}


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [
        f"{name} {before[name]} → {now[name]}" for name in now if before.get(name, now[name]) != now[name]
    ]


def _balanced(ranked: Sequence[RecentActivity], room: int) -> list[RecentActivity]:
    """Where the shares leave room, they grow by one line at a time: nobody fills it alone while others have something."""
    stories: Counter[str] = Counter()
    owners: Counter[str] = Counter()
    chosen: dict[str, RecentActivity] = {}
    for share in range(max(1, room // SHARE), room + 1):
        for entry in ranked:
            is_free = entry.event.id not in chosen and len(chosen) < room
            if is_free and stories[entry.story] < share and owners[entry.owner] < share:
                chosen[entry.event.id] = entry
                stories[entry.story] += 1
                owners[entry.owner] += 1
    return [entry for entry in ranked if entry.event.id in chosen]


def _alert(digest: Digest, body: dict[str, Any], now: datetime) -> Alert:
    subject = f"digest:{digest.id}"
    key = f"{subject}:{body['slot']}:{body['from']}"
    return Alert.for_channel(key, "digest", subject, digest, now, body=body)
