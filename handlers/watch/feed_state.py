"""What a visit changes on a feed's row. Pure: the feed as it was, what came, the time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from feeds.entries.entries import Glimpse
from feeds.entries.items import Item, Parsed
from feeds.http.outcomes import Failed, Fetched, Response
from feeds.http.pacing import USUAL, Move, Pace, awake, back_off, next_visit, recent
from handlers.render.pages.feed_age import SKIPPED, stated_dates, states_its_date
from store.nouns.decisions import FeedState
from store.nouns.models import Feed

ACCEPT = "accept"
"""Key in ``Feed.pacing``: what an admin decided on what a feed holds back, or on a paused feed, for its next visit."""
AS_NEWS = "news"
"""All of it is handed over, whatever its number."""
AS_READ = "read"
"""All of it is remembered in silence."""
HELD = "held back until an admin decides"
ARCHIVE = "archive"
"""Key in ``Feed.pacing``: in seconds since 1970, before when an entry is of the feed's archive."""
TRUSTED = "trusted"
"""Key in ``Feed.pacing``: so many new entries at once an admin has called news."""
DUE = "due"
"""Key in ``Feed.pacing``: when the feed is due by its own pace, while a decision makes it due at once."""
WHOLE = "whole"
"""Key in ``Feed.pacing``: when a whole body was last seen, in seconds since 1970."""
A_DAY = timedelta(days=1)
TURN = timedelta(seconds=30)
"""After a host's pause the feeds that were not refused go first by so much: else the refused ones could keep their
host paused for all."""
MOST_FRESH_ERROR = timedelta(days=1)
"""An error that may be kept for longer is still asked about every day."""


class Visit:
    """One visit to a feed: when, with which jitter (0 to 1), and the operator's shortest interval."""

    def __init__(self, feed: Feed, now: datetime, jitter: float, usual: timedelta = USUAL) -> None:
        self.feed, self.now, self.jitter, self.usual = feed, now, jitter, usual

    def unchanged(self, answer: Response) -> FeedState:
        """A 304, or the same body as last time."""
        pace = pace_of(self.feed)
        state = self._answered(answer, pace)
        state["unchanged"] = self.feed.unchanged + 1
        now = int(self.now.timestamp())
        since = now if isinstance(answer, Fetched) else self.feed.pacing.get(WHOLE, now)
        state["pacing"] = self.feed.pacing | {WHOLE: since}
        return state

    def read(
        self, answer: Response, parsed: Parsed | Glimpse, body_hash: str, news: Sequence[Item] = ()
    ) -> FeedState:
        """A body that was read, with what of it is ``news``; its validators are kept with it. The rhythm of entries
        without dates is when they were first seen."""
        declared = parsed.head.declared
        undated = sum(not states_its_date(item) for item in news)
        dates = recent(pace_of(self.feed).dates, (*stated_dates(parsed), *self._since(undated)))
        pace = Pace(self.feed.minutes, declared.minutes, dates, declared.skip_hours, declared.skip_days)
        state = self._answered(answer, pace)
        state |= {
            "body_hash": body_hash,
            "identity": self.feed.identity or (parsed.identity if parsed.total else None),
            "declared_minutes": declared.minutes,
            "pacing": kept(pace, parsed.slices) | self._learned(parsed),
        }
        if parsed.head.title and not self.feed.title:
            state["title"] = parsed.head.title[:200]
        return state

    def _since(self, count: int) -> list[datetime]:
        """As many moments, evenly spread over the time since the last read: when undated entries may have come out."""
        since = self.feed.succeeded_at or self.now
        return [since + (self.now - since) * (place / count) for place in range(1, count + 1)]

    def _learned(self, parsed: Parsed | Glimpse) -> dict[str, Any]:
        """What stays of earlier visits. Where the archive ends is decided by the first one that sees entries; one that
        is dated in the day before may still come."""
        told = {name: self.feed.pacing[name] for name in (ARCHIVE, TRUSTED) if name in self.feed.pacing}
        told[WHOLE] = int(self.now.timestamp())
        if unread := parsed.skipped + parsed.broken:
            told[SKIPPED] = unread
        dates = stated_dates(parsed) if self.feed.identity is None else ()
        return {ARCHIVE: int(min(*dates, self.now - A_DAY).timestamp()), **told} if dates else told

    def held(self, new: int, why: str) -> FeedState:
        """Entries that wait for an admin's word; the feed goes on."""
        return {"state": "held", "held": self.feed.held + new, "error": f"{why}: {HELD}"}

    def overfull(self, answer: Response, more: int) -> FeedState:
        """More than can be held: nothing of it is remembered, so that it is still there when somebody has decided."""
        return {
            "state": "held",
            "checked_at": self.now,
            "checks": self.feed.checks + 1,
            "error": f"{self.feed.held} entries, and {more} more that are left in the feed: {HELD}",
            "next_due": next_visit(pace_of(self.feed), self.now, self.jitter, answer.fresh_for, self.usual),
        }

    def released(self) -> FeedState:
        """What was held is decided on; the feed is due when it was."""
        left = {name: value for name, value in self.feed.pacing.items() if name not in (ACCEPT, DUE)}
        if self.feed.pacing[ACCEPT] == AS_NEWS:
            left[TRUSTED] = max(self.feed.held, left.get(TRUSTED, 0))
        due = datetime.fromtimestamp(self.feed.pacing.get(DUE, 0), UTC)
        state = "failing" if self.feed.failures else "healthy"
        return {"held": 0, "state": state, "error": None, "pacing": left, "next_due": max(due, self.now)}

    def failed(self, failed: Failed) -> FeedState:
        """No feed came. Validators stay: they belong to the last body that was read."""
        failures = self.feed.failures + 1
        wish = max(failed.retry_after or timedelta(), min(failed.fresh_for, MOST_FRESH_ERROR))
        if failed.sends_away:
            wish += TURN * (1 + self.jitter)
        return {
            "state": "failing",
            "checked_at": self.now,
            "checks": self.feed.checks + 1,
            "failures": failures,
            "failing_since": self.feed.failing_since or self.now,
            "error": failed.reason,
            "next_due": back_off(pace_of(self.feed), failures, self.now, self.jitter, wish, self.usual),
        }

    def gone(self, failed: Failed) -> FeedState:
        """410: not asked again until an admin says so."""
        return self.failed(failed) | {"state": "paused"}

    def postponed(self, until: datetime) -> FeedState:
        """A server asked for a pause: not a visit, and no failure of this feed."""
        return {"next_due": until + TURN * (self.jitter + (1 if self.feed.failures else 0))}

    def asleep(self) -> FeedState | None:
        """Where a late visit falls into an hour or day that the feed names as one on which it need not be read."""
        told = self.feed.pacing
        until = awake(self.now, told.get("skip_hours", ()), told.get("skip_days", ()))
        return {"next_due": until} if until > self.now and ACCEPT not in told else None

    def _answered(self, answer: Response, pace: Pace) -> FeedState:
        move = Move(self.feed.moved_to, self.feed.moved_first_at, self.feed.moved_times)
        move = move.seen(answer.moved_to, self.now)
        return {
            "state": "held" if self.feed.held else "healthy",
            "checked_at": self.now,
            "succeeded_at": self.now,
            "checks": self.feed.checks + 1,
            "failures": 0,
            "failing_since": None,
            "told_failing_at": None,
            "error": self._why_held() if self.feed.held else None,
            "etag": answer.etag,
            "last_modified": answer.last_modified,
            "next_due": next_visit(pace, self.now, self.jitter, answer.fresh_for, self.usual),
            "moved_to": move.to,
            "moved_first_at": move.first_at,
            "moved_times": move.times,
        }

    def _why_held(self) -> str:
        told = self.feed.error if self.feed.state == "held" else None
        return told or f"{self.feed.held} entries: {HELD}"

    def moves_to(self, state: FeedState) -> str | None:
        """The address that this visit settles on, if one was seen often and long enough."""
        move = Move(state.get("moved_to"), state.get("moved_first_at"), state.get("moved_times", 0))
        return move.to if move.is_settled(self.now) else None


def moved(url: str) -> FeedState:
    """Adopts an address; the observation begins anew."""
    return {"url": url, "moved_to": None, "moved_first_at": None, "moved_times": 0}


def kept(pace: Pace, slices: Sequence[str]) -> dict[str, Any]:
    """``Feed.pacing``: what the next visit needs of this one, as JSON."""
    return {
        "dates": list(pace.dates),
        "skip_hours": list(pace.skip_hours),
        "skip_days": list(pace.skip_days),
        "slices": list(slices),
    }


def pace_of(feed: Feed) -> Pace:
    told = feed.pacing
    dates = tuple(told.get("dates", ()))
    skip_hours, skip_days = tuple(told.get("skip_hours", ())), tuple(told.get("skip_days", ()))
    return Pace(feed.minutes, feed.declared_minutes, dates, skip_hours, skip_days)


def decided(feed: Feed, how: str, now: datetime) -> FeedState:
    """An admin's decision (``AS_NEWS``, ``AS_READ``): on what is held of a feed, else on all that a paused feed holds;
    carried out at its next visit."""
    state = "healthy" if feed.succeeded_at else "new"
    pacing = feed.pacing | {ACCEPT: how} | ({DUE: int(feed.next_due.timestamp())} if feed.held else {})
    return {"state": state, "pacing": pacing, "next_due": now, "error": None}


def wants_everything(feed: Feed, now: datetime) -> bool:
    """Whether no validators are sent: a person asked for all of the feed, or for a day nothing but 304 came. Some servers
    answer so for ever, whatever they hold."""
    whole = feed.pacing.get(WHOLE)
    return ACCEPT in feed.pacing or (whole is not None and now.timestamp() - whole >= A_DAY.total_seconds())


def newest_date(feed: Feed) -> datetime | None:
    """The newest date that its entries stated so far; else when it was last read."""
    dates = pace_of(feed).dates
    return datetime.fromtimestamp(max(dates), UTC) if dates else feed.succeeded_at


def known_slices(feed: Feed) -> tuple[str, ...]:
    return tuple(feed.pacing.get("slices", ()))
