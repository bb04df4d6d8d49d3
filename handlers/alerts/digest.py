"""A due digest: chooses what the time since the last one brought, and queues one alert under the slot's key."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from facts.model.age import OLD, is_over
from facts.model.ranks import RANKS
from handlers.alerts.slots import digest_slot
from handlers.render.words.dates import span
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.nouns.subscriptions import ChosenEvents, Digest
from store.search.activity import RecentActivity
from store.store import Store

LATE_AFTER = timedelta(minutes=10)
LOOK_BACK = timedelta(hours=1)
"""An event is dated when it is read and stored a moment later: a window looks back so far for what came in late, and
leaves out what the last digest told."""
REMEMBERED = 24
"""Of so many events a digest remembers how they stood when it told them."""
TOLD = 60
"""Of so many events it remembers that they were told."""
CANDIDATES = 400
"""So many events of a window are looked at, the most important; all are counted."""
AHEAD = timedelta(days=7)
"""How far a digest looks ahead."""
EXPECTED = 5
"""How many announced events it tells, and how many steps of agreements."""
FILTERS = ("kinds", "countries", "actors", "minimum")
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
        following = digest_slot(digest, now)
        return await self.store.subscriptions.cover(digest, now, following, alerts)

    async def body(self, digest: Digest, slot: datetime, now: datetime) -> dict[str, Any]:
        """What the digest would say at this moment: the events' ids, the window, and what it has told by then."""
        last = await self.store.subscriptions.last_told(f"digest:{digest.id}")
        told = last.body["told"] if last else {}
        start = digest.covered_until - LOOK_BACK
        stirred = await self.store.activity.stirred(start, now, digest, CANDIDATES)
        fresh = worth_telling(stirred, told, start)
        before = {
            entry.event.id for entry in fresh if entry.event.first_seen < start or not is_news(entry, start)
        }
        chosen = select(fresh, before | told.keys())
        shown = {*chosen.new, *chosen.changed}
        begun = [entry for entry in fresh if entry.event.id not in before | told.keys()]
        sums = await self._sums(digest, start, now, begun if len(stirred) < CANDIDATES else None)
        steps = await self.store.activity.steps(start, now, digest, EXPECTED)
        today = now.date()
        ahead = await self.store.activity.ahead(today, today + AHEAD, digest, EXPECTED)
        return {
            "from": digest.covered_until.isoformat(),
            "until": now.isoformat(),
            "zone": digest.zone,
            "slot": slot.isoformat(),
            "late": now - slot > LATE_AFTER,
            "new": list(chosen.new),
            "changed": list(chosen.changed),
            "events": [*chosen.new, *chosen.changed],
            "left": max(chosen.left, sum(sums.values()) - len(chosen.new)),
            "begun": [[kind, standing, day, count] for (kind, standing, day), count in sums.items()],
            "steps": [[name, step.status, str(step.day or ""), step.precision] for name, step in steps],
            "expected": [event.id for event in ahead if event.id not in shown],
            "told": remembered(told, stirred, shown),
            "filters": filters_of(digest),
            **compared_with_last(last, [e for e in stirred if e.event.id in shown], chosen.changed),
        }

    async def _sums(
        self, digest: Digest, start: datetime, now: datetime, begun: Sequence[RecentActivity] | None
    ) -> Counter[tuple[str, str, str]]:
        """How many events are new by kind, whether they are denied, and day (empty where it is not known to the day, or
        lies outside the window). Of more than are read the database counts."""
        rows: Sequence[tuple[str, str, date | None, str, int]]
        if begun is not None:
            rows = [(e.event.kind, e.event.standing, e.event.day, e.event.precision, 1) for e in begun]
        else:
            rows = await self.store.activity.begun(start, now, digest, start.date() - OLD)
        first, last = digest.covered_until.date(), now.date()
        sums: Counter[tuple[str, str, str]] = Counter()
        for kind, standing, day, precision, count in rows:
            is_within = precision == "day" and day is not None and first <= day <= last
            is_denied = "denied" if standing == "denied" else ""
            sums[kind, is_denied, day.isoformat() if day and is_within else ""] += count
        return sums


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
    """At most ``MOST``, the most important first, of those as important what has a day before what has none; while there
    is not room for all, no story and no publisher takes more than its share."""
    ranked = sorted(
        stirred, key=lambda entry: (-RANKS.index(entry.event.importance), entry.event.day is None)
    )
    chosen = _balanced(ranked, min(MOST, len(ranked)))
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
    return [_now(name, before[name], now[name]) for name in now if before.get(name, now[name]) != now[name]]


def _now(name: str, before: str, now: str) -> str:
    """``now under way (was: announced)``, ``importance: major (was: notable)``."""
    told = f"now {now}" if name in ("phase", "standing") else f"{name}: {now}"
    return f"{told} (was: {before})" if before else told


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
