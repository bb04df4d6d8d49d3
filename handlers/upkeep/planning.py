"""For when at most anything may be planned: what lies beyond it was planned by a clock that was wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta

from feeds.http.headers import LONGEST_PAUSE
from feeds.http.pacing import USUAL, back_off, next_visit
from handlers.alerts.slots import next_slot, quiet_end
from handlers.delivery.delivery import LONGEST_CLOSED_WAIT, LONGEST_WAIT
from handlers.watch.feed_state import pace_of
from handlers.watch.poller import LEASE
from store.nouns.models import Feed
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, Subscription, Watch
from store.outbox.due_times import Bounds
from store.outbox.queueing import EDITS_MERGED_OVER
from store.store import Store

LONGEST_VISIT = timedelta(days=16)
"""What a feed calls fresh (a week at most), with its jitter and the days that it names as ones not to be read."""
UNLIKE = timedelta(hours=1)
"""By so much the clocks of two hosts do not differ; what a clock was wrong by less comes due within it by itself."""
SLACK = timedelta(hours=2)
"""By so much a day is longer than a day where clocks are put back, and more."""


class Planning:
    """Pulls back what a wrong clock planned. ``usual`` is the operator's shortest interval between visits to a feed."""

    def __init__(self, store: Store, now: Callable[[], datetime], usual: timedelta = USUAL) -> None:
        self.store, self.now, self.usual = store, now, usual

    async def pull_back(self) -> int:
        """What lies more than its own interval ahead is due within it; returns how many. Where all is in order nothing
        changes, so that it may be asked for at any time."""
        now = self.now()
        rules = {row.channel: row for row in await self.store.subscriptions.subscriptions()}
        bounds = Bounds(
            feed=lambda feed: self._visit(feed, now),
            alert=lambda alert: latest(alert, rules.get(alert.channel), now),
            slot=lambda row: slot(row, now),
            feed_asked=now + LONGEST_VISIT,
            feed_lease=LEASE,
            pause=LONGEST_PAUSE,
        )
        return await self.store.due_times.pull_back(now, bounds)

    async def is_ahead(self) -> bool:
        """Whether a feed was asked at a moment that has not come yet: by a clock that was ahead then. A visit that began
        under it may be written down after everything was pulled back."""
        return await self.store.due_times.is_ahead(self.now() + UNLIKE)

    def _visit(self, feed: Feed, now: datetime) -> datetime:
        """A feed that was asked at a moment that has not come yet is due within its interval: what its server called
        fresh for longer is asked for once too early. Without that sign its due time stands: it may be a publisher's wish."""
        if feed.checked_at is None or feed.checked_at <= now:
            return now + LONGEST_VISIT
        pace = pace_of(feed)
        if feed.failures:
            return back_off(pace, feed.failures, now, 1.0, usual=self.usual)
        return next_visit(pace, now, 1.0, usual=self.usual)


def latest(alert: Alert, rules: Subscription | None, now: datetime) -> datetime:
    """Until when a message may be made to wait, by its state and the rules of its channel."""
    match alert.state:
        case "pending":
            return _asked_for(alert, rules, now)
        case "held":
            return now + LONGEST_CLOSED_WAIT
        case "sent":
            return now + EDITS_MERGED_OVER
        case _:
            return now + LONGEST_WAIT


def _asked_for(alert: Alert, rules: Subscription | None, now: datetime) -> datetime:
    if rules is None:
        return now
    due = now + timedelta(minutes=rules.cooldown_minutes if alert.body.get("cooled") else 0)
    return quiet_end(rules.quiet_from, rules.quiet_until, rules.zone, due) or due


def slot(row: Digest | Watch, now: datetime) -> datetime:
    """The slot that is kept, or the next one where that lies more than one interval ahead."""
    weekday = row.weekday if isinstance(row, Digest) else None
    interval = timedelta(days=1 if weekday is None else 7)
    if row.next_slot is not None and row.next_slot <= now + interval + SLACK:
        return row.next_slot
    return next_slot(row.hour, row.zone, weekday, now)
