"""A due digest: chooses what the time since the last one brought, and queues one alert under the slot's key."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from facts.model.age import OLD, is_over
from facts.model.ranks import RANKS
from handlers.alerts.developments import DigestWindow, developments
from handlers.alerts.rules import takes
from handlers.alerts.slots import digest_slot, ends_week
from store.nouns.outbox import Alert
from store.nouns.subscriptions import ChosenEvents, Digest
from store.search.activity import RecentActivity
from store.store import Store

WEEK = timedelta(days=7)
LATE_AFTER = timedelta(minutes=10)
LOOK_BACK = timedelta(hours=1)
"""An event is dated when it is read and stored a moment later: a window looks back so far for what came in late, and
leaves out what the last digest told."""
TOLD = 60
"""Of so many events it remembers that they were told."""
CANDIDATES = 400
"""So many events of a window are looked at, the most important; all are counted."""
AHEAD = timedelta(days=7)
"""How far a digest looks ahead."""
EXPECTED = 5
"""How many announced events it tells."""
FILTERS = ("kinds", "countries", "actors", "minimum")
MOST = 12
SHARE = 3
"""At most one line in so many may come from one story or rest on one publisher."""


@dataclass(frozen=True)
class Selection:
    """What a digest tells, most important first, and how many it leaves to the commands."""

    new: tuple[str, ...]
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
        followers = await self.store.subscriptions.followers(digest.channel)
        alerts = [_alert(digest, body, now), *(_personal(digest, body, one, now) for one in followers)]
        alerts = alerts if body["events"] or digest.when_empty else []
        following = digest_slot(digest, now)
        return await self.store.subscriptions.cover(digest, now, following, alerts)

    async def body(self, digest: Digest, slot: datetime, now: datetime) -> dict[str, Any]:
        """What the digest would say at this moment: the events' ids, the window, and what it has told by then."""
        last = await self.store.subscriptions.last_told(f"digest:{digest.id}")
        told = last.body["told"] if last else {}
        start = digest.covered_until - LOOK_BACK
        stirred = await self.store.activity.stirred(start, now, digest, CANDIDATES)
        begun = begun_in(stirred, told, start)
        chosen = select(begun)
        sums = await self._sums(digest, start, now, begun if len(stirred) < CANDIDATES else None)
        new = {entry.event.id for entry in begun}
        window = DigestWindow(
            start, now, lambda event: takes(digest, event), digest, new, told.keys(), noted_by(last)
        )
        developed = await developments(self.store, window, now - LOOK_BACK)
        changed = changed_events(developed, chosen.new)
        shown = {*chosen.new, *changed}
        today = now.date()
        ahead = await self.store.activity.ahead(today, today + AHEAD, digest, EXPECTED)
        return {
            **window_of(digest.covered_until, now, slot, digest.zone),
            "new": list(chosen.new),
            "changed": changed,
            "events": [*chosen.new, *changed],
            "left": max(chosen.left, sum(sums.values()) - len(chosen.new)),
            "begun": _rows(sums),
            "expected": [event.id for event in ahead if event.id not in shown],
            "told": remembered(told, stirred, shown),
            "filters": filters_of(digest),
            **developed,
            **await self._week(digest, slot, now, last),
        }

    async def _week(
        self, digest: Digest, slot: datetime, now: datetime, last: Alert | None
    ) -> dict[str, Any]:
        """What the last seven days brought, as ``begun`` is kept, for who is told more often than weekly: with the last
        digest of a week, or the next one where that one had nothing to tell. ``pictured`` is when it was told last."""
        pictured = last.body.get("pictured") if last else None
        is_missed = pictured is not None and now - datetime.fromisoformat(pictured) >= WEEK
        if digest.often == "weekly" or not (ends_week(digest, slot) or is_missed):
            return {"pictured": pictured}
        start = now - WEEK
        rows = await self.store.activity.begun(start, now, digest, start.date() - OLD)
        return {"week": _rows(_counted(rows, start.date(), now.date())), "pictured": now.isoformat()}

    async def _sums(
        self, digest: Digest, start: datetime, now: datetime, begun: Sequence[RecentActivity] | None
    ) -> Counter[tuple[str, str, str]]:
        """How many events are new by kind, whether they are denied, and day (empty where it is not known to the day, or
        lies outside the window). Of more than are read the database counts."""
        rows: Sequence[tuple[str, str, str, date | None, str, int]]
        if begun is not None:
            told = [entry.event for entry in begun]
            rows = [(one.kind, one.standing, one.phase, one.day, one.precision, 1) for one in told]
        else:
            rows = await self.store.activity.begun(start, now, digest, start.date() - OLD)
        return _counted(rows, digest.covered_until.date(), now.date())


def window_of(covered_until: datetime, now: datetime, slot: datetime, zone: str) -> dict[str, Any]:
    """From when until when, and whether it comes late."""
    return {
        "from": covered_until.isoformat(),
        "until": now.isoformat(),
        "zone": zone,
        "slot": slot.isoformat(),
        "late": now - slot > LATE_AFTER,
    }


def _counted(
    rows: Iterable[tuple[str, str, str, date | None, str, int]], first: date, last: date
) -> Counter[tuple[str, str, str]]:
    """By kind, whether they deny something or are denied, and day; empty where that is not known to the day, or lies outside."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for kind, standing, phase, day, precision, count in rows:
        is_within = precision == "day" and day is not None and first <= day <= last
        denied = "denial" if phase == "denied" else "denied" if standing == "denied" else ""
        sums[kind, denied, day.isoformat() if day and is_within else ""] += count
    return sums


def _rows(sums: Counter[tuple[str, str, str]]) -> list[list[Any]]:
    return [[kind, standing, day, count] for (kind, standing, day), count in sums.items()]


def noted_by(last: Alert | None) -> frozenset[str]:
    """The changes that the last one told."""
    return frozenset(last.body.get("noted", ())) if last else frozenset()


def filters_of(digest: ChosenEvents) -> dict[str, Any]:
    """By what a digest chose: its schedule may be changed, or end, before somebody asks for what it left out."""
    return {name: getattr(digest, name) for name in FILTERS}


def remembered(
    told: Mapping[str, int], stirred: Sequence[RecentActivity], shown: AbstractSet[str]
) -> dict[str, int]:
    """The revisions of what was told, and of the last that moved, by event: those of this window last."""
    rest = [entry for entry in stirred if entry.event.id not in shown][-TOLD:]
    mine = [entry for entry in stirred if entry.event.id in shown]
    now = {entry.event.id: entry.event.revision for entry in (*rest, *mine)}
    return dict([*((key, value) for key, value in told.items() if key not in now), *now.items()][-TOLD:])


def begun_in(
    stirred: Sequence[RecentActivity], told: Mapping[str, int], start: datetime
) -> list[RecentActivity]:
    """What the wire told first in the window that begins at ``start``; nothing that was told before (by event)."""
    return [
        entry
        for entry in stirred
        if entry.event.id not in told and entry.event.first_seen >= start and is_news(entry, start)
    ]


def is_news(entry: RecentActivity, start: datetime) -> bool:
    """Whether the wire told it first, and it was not over long before the window began."""
    return not entry.is_founded and not is_over(entry.event, start.date())


def select(begun: Sequence[RecentActivity]) -> Selection:
    """At most ``MOST``, the most important first, of those as important what has a day before what has none; while there
    is not room for all, no story and no publisher takes more than its share."""
    ranked = sorted(begun, key=lambda entry: (-RANKS.index(entry.event.importance), entry.event.day is None))
    chosen = _balanced(ranked, min(MOST, len(ranked)))
    return Selection(tuple(entry.event.id for entry in chosen), len(ranked) - len(chosen))


def changed_events(developed: Mapping[str, Any], new: Sequence[str]) -> list[str]:
    """The events whose changes are told and that stand nowhere else in the digest."""
    return [row["event"] for row in developed["developments"] if row["event"] not in new]


def _balanced(ranked: Sequence[RecentActivity], room: int) -> list[RecentActivity]:
    """Where the shares leave room, they grow by one line at a time: nobody fills it alone while others have something."""
    stories: Counter[str] = Counter()
    owners: Counter[str] = Counter()
    chosen: dict[str, RecentActivity] = {}
    share = MOST // SHARE
    while len(chosen) < room:
        for entry in ranked:
            is_free = entry.event.id not in chosen and len(chosen) < room
            if is_free and stories[entry.story] < share and owners[entry.owner] < share:
                chosen[entry.event.id] = entry
                stories[entry.story] += 1
                owners[entry.owner] += 1
        share += 1
    return [entry for entry in ranked if entry.event.id in chosen]


def _alert(digest: Digest, body: dict[str, Any], now: datetime) -> Alert:
    subject = f"digest:{digest.id}"
    key = f"{subject}:{body['slot']}:{body['from']}"
    return Alert.for_channel(key, "digest", subject, digest, now, body=body)


def _personal(digest: Digest, body: dict[str, Any], person: int, now: datetime) -> Alert:
    """The same for a person who follows it; its links lead into the server."""
    subject = f"digest:{digest.id}:{person}"
    key = f"{subject}:{body['slot']}:{body['from']}"
    own = body | {"follows": digest.channel, "guild": digest.guild}
    return Alert.for_person(key, "digest", subject, person, now, body=own)
