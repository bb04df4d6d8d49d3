"""One visit to a feed: it is asked and read, what is unread is handed over, what is doubtful is held.

A feed's new items and its state are recorded by ``ingest`` in one transaction, so that validators never get ahead of the
items that they stand for.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import assert_never

from feeds.entries.entries import Unreadable
from feeds.entries.items import Item, Parsed
from feeds.http.fetch import Fetcher
from feeds.http.outcomes import Failed, Fetched, FetchOutcome, Postponed, Unchanged
from feeds.http.pacing import USUAL
from feeds.workers.workers import Parsers
from handlers.render.pages.feed import FeedNews
from handlers.watch.feed_state import (
    ACCEPT,
    AS_NEWS,
    AS_READ,
    Visit,
    known_slices,
    moved,
    newest_date,
    wants_everything,
)
from handlers.watch.floods import Sifted, from_json, lost, own_date, page_keys, sift, to_json, unnamed
from handlers.watch.full_text import FullTexts
from handlers.watch.hosts import Hosts
from store.nouns.decisions import FeedState, FeedVisit
from store.nouns.models import Feed
from store.nouns.reviews import HeldItem
from store.store import Store

WITHOUT_VALIDATORS = 48
"""Visits at once that ask for a whole body and read it: more of them only fill the memory with bodies that wait for a
worker."""
MOST_HELD = 1000
"""Entries of one feed that may wait for a person's word."""
NOT_FILED = "the bot could not file what the feed holds (its log says why)"

_Ingest = Callable[[Feed, Sequence[Item], FeedState], Awaitable[Sequence[object]]]
"""Files a feed's unread items and its new state in one transaction; returns what each item became."""
Tell = Callable[[Feed, FeedNews, str], Awaitable[None]]
"""Tells admins a piece of news about a feed (as it was before this visit), with the words for it."""


@dataclass
class VisitTally:
    """What a pass did so far: visits by how they ended (the rest was read), ``postponed`` where a server or the feed
    itself asks for it; ``items`` are those that were handed over."""

    visited: int = 0
    unchanged: int = 0
    failed: int = 0
    postponed: int = 0
    items: int = 0
    outcomes: list[object] = field(default_factory=list)


class Visits:
    """Owns the courtesy to hosts; everything else is given to it. ``jitter`` gives numbers from 0 to 1."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        parsers: Parsers,
        ingest: _Ingest,
        tell: Tell,
        now: Callable[[], datetime],
        jitter: Callable[[], float],
        usual: timedelta = USUAL,
        hosts: Hosts | None = None,
    ) -> None:
        self.store, self.fetcher, self.parsers = store, fetcher, parsers
        self.ingest, self.tell = ingest, tell
        self.now, self.jitter, self.usual = now, jitter, usual
        self.hosts = hosts or Hosts(now)
        self.full_texts = FullTexts(fetcher, parsers, self.hosts, now)
        self._bodies = asyncio.Semaphore(WITHOUT_VALIDATORS)

    def _at(self, feed: Feed) -> Visit:
        return Visit(feed, self.now(), self.jitter(), self.usual)

    async def pay(self, feed: Feed, tally: VisitTally) -> FeedVisit:
        """What is left to record of the visit."""
        if feed.held and ACCEPT in feed.pacing:
            return await self._release(self._at(feed), tally)
        if asleep := self._at(feed).asleep():
            tally.postponed += 1
            return FeedVisit(feed.id, asleep)
        whole = wants_everything(feed, self.now())
        validators = (None, None) if whole else (feed.etag, feed.last_modified)
        async with nullcontext() if any(validators) else self._bodies:
            outcome = await self.fetcher.fetch(feed.url, *validators, self.hosts.turn)
            return await self._answered(feed, outcome, tally)

    def broken_off(self, feed: Feed) -> FeedVisit:
        """What is recorded of a visit that ended in an error of our own."""
        return FeedVisit(feed.id, self._at(feed).failed(Failed(NOT_FILED)))

    async def _answered(self, feed: Feed, outcome: FetchOutcome, tally: VisitTally) -> FeedVisit:
        match outcome:
            case Unchanged():
                return await self._unchanged(feed, outcome, tally)
            case Fetched():
                return await self._fetched(feed, outcome, tally)
            case Failed():
                return await self._failed(feed, outcome, tally)
            case Postponed():
                tally.postponed += 1
                return FeedVisit(feed.id, self._at(feed).postponed(outcome.until))
            case _:
                assert_never(outcome)

    async def _unchanged(self, feed: Feed, answer: Unchanged | Fetched, tally: VisitTally) -> FeedVisit:
        tally.unchanged += 1
        visit = self._at(feed)
        return await self._succeeded(visit, visit.unchanged(answer), ())

    async def _fetched(self, feed: Feed, answer: Fetched, tally: VisitTally) -> FeedVisit:
        digest = blake2b(answer.body, digest_size=32).hexdigest()
        everything = ACCEPT in feed.pacing
        if digest == feed.body_hash and not everything:
            return await self._unchanged(feed, answer, tally)
        decision = feed.pacing.get(ACCEPT)
        if decision == AS_READ or (decision is None and is_first_sight(feed)):
            return await self._remember(feed, answer, digest, tally)
        parsed = await self.parsers.parse(
            answer.body,
            answer.content_type,
            feed,
            self.now(),
            identity=feed.identity,
            known=() if everything else known_slices(feed),
        )
        if isinstance(parsed, Unreadable):
            return await self._failed(feed, Failed(parsed.reason, fresh_for=answer.fresh_for), tally)
        return await self._read(self._at(feed), answer, parsed, digest, tally)

    async def _remember(self, feed: Feed, answer: Fetched, digest: str, tally: VisitTally) -> FeedVisit:
        """The first sight of a feed, or what an admin calls read: all of it is remembered in silence."""
        seen = await self.parsers.glimpse(
            answer.body, answer.content_type, feed, self.now(), identity=feed.identity
        )
        if isinstance(seen, Unreadable):
            return await self._failed(feed, Failed(seen.reason, fresh_for=answer.fresh_for), tally)
        visit = self._at(feed)
        return await self._succeeded(visit, visit.read(answer, seen, digest), seen.keys)

    async def _read(
        self, visit: Visit, answer: Fetched, parsed: Parsed, digest: str, tally: VisitTally
    ) -> FeedVisit:
        """News is handed over; what is doubtful waits for a person."""
        feed = visit.feed
        unread = await self._unread(feed, parsed)
        new = {item.keys for item in unread}
        sifted = Sifted(unread) if ACCEPT in feed.pacing else sift(visit, parsed, unread)
        if skipped := lost(feed, parsed, sifted):
            await self.tell(feed, "skipped", skipped)
        if sifted.doubtful and not await self._hold(visit, sifted):
            await self.tell(feed, "skipped", f"{len(sifted.doubtful)} more entries than can be held back")
            return FeedVisit(feed.id, visit.overfull(answer, len(sifted.doubtful)))
        state = visit.read(answer, parsed, digest, sifted.news)
        if sifted.news:
            state |= await self._settled(visit, state)
            await self._hand_over(feed, await self.full_texts.completed(feed, sifted.news), state, tally)
            state = {}
        read = tuple(item.keys for item in parsed.items if item.keys not in new)
        return await self._succeeded(visit, state, read + tuple(item.keys for item in sifted.archive))

    async def _hand_over(
        self, feed: Feed, items: Sequence[Item], state: FeedState, tally: VisitTally
    ) -> None:
        tally.items += len(items)
        tally.outcomes += await self.ingest(feed, items, state)
        feed.state = state.get("state", feed.state)

    async def _hold(self, visit: Visit, sifted: Sifted) -> bool:
        """Keeps what is doubtful, and tells so once; False where too much is held already."""
        feed, first = visit.feed, not visit.feed.held
        if feed.held + len(sifted.doubtful) > MOST_HELD:
            return False
        state = visit.held(len(sifted.doubtful), sifted.why)
        rows = [
            HeldItem(feed=feed.id, key=item.keys[0], place=place, item=to_json(item), held_at=visit.now)
            for place, item in enumerate(sifted.doubtful)
        ]
        await self.store.wire.hold(feed.id, rows, state)
        feed.state, feed.held, feed.error = state["state"], state["held"], state["error"]
        if first:
            await self.tell(feed, "held", state["error"] or "")
        return True

    async def _release(self, visit: Visit, tally: VisitTally) -> FeedVisit:
        """Carries out what an admin decided on what is held; nobody's server is asked for that."""
        feed, state = visit.feed, visit.released()
        items = [from_json(row.item) for row in await self.store.wire.held(feed.id)]
        if items and feed.pacing[ACCEPT] == AS_NEWS:
            await self._hand_over(feed, items, state, tally)
        await self.store.wire.let_go(feed.id)
        return FeedVisit(feed.id, state)

    async def _unread(self, feed: Feed, parsed: Parsed) -> list[Item]:
        """New items, each once, the oldest first: feeds tell the newest first."""
        places = await self.store.wire.unread(feed.id, [item.keys for item in parsed.items])
        taken: set[str] = set()
        unread: list[Item] = []
        for item in [*(parsed.items[place] for place in places), *await self._reused(feed, parsed, places)]:
            if taken.isdisjoint(item.keys):
                unread.append(item)
            taken.update(item.keys)
        unread.reverse()
        return sorted(unread, key=lambda item: item.article.published or self.now())

    async def _reused(self, feed: Feed, parsed: Parsed, unread: Sequence[int]) -> list[Item]:
        """Entries whose guid is known from another article: they lead to an unknown page, and say that they were published
        after all that the feed held."""
        since = newest_date(feed)
        if feed.identity != "guid+link" or since is None:
            return []
        rest = [item for place, item in enumerate(parsed.items) if place not in set(unread)]
        dated = [item for item in rest if (at := own_date(item)) and at > since and page_keys(item)]
        places = await self.store.wire.unread(feed.id, [page_keys(item) for item in dated]) if dated else ()
        return [unnamed(dated[place]) for place in places]

    async def _succeeded(
        self, visit: Visit, state: FeedState, seen: tuple[tuple[str, ...], ...]
    ) -> FeedVisit:
        state |= await self._settled(visit, state)
        if visit.feed.told_failing_at is not None:
            await self.tell(visit.feed, "healed", "")
        return FeedVisit(visit.feed.id, state, seen)

    async def _settled(self, visit: Visit, state: FeedState) -> FeedState:
        """The new address of a feed that has moved for good. Where another feed is read there already, this one is
        paused and told: one request for an address, whoever asked for it."""
        address = visit.moves_to(state)
        if address is None:
            return {}
        other = await self.store.wire.feed(address)
        if other is None or other.id == visit.feed.id or other.state == "paused":
            return moved(address) if other is None else {}
        why = f"it has moved to the address of {other.title or other.id}, which is watched already"
        await self.tell(visit.feed, "merged", why)
        return {"state": "paused", "error": why}

    async def _failed(self, feed: Feed, failed: Failed, tally: VisitTally) -> FeedVisit:
        tally.failed += 1
        visit = self._at(feed)
        if failed.sends_away and failed.retry_after:
            pauses = self.hosts.asked_to_wait(failed.url, visit.now + failed.retry_after)
            await self.store.wire.pause(pauses)
        state = visit.gone(failed) if failed.gone else visit.failed(failed)
        if failed.gone:
            state["told_failing_at"] = visit.now
            await self.tell(feed, "gone", failed.reason)
        return FeedVisit(feed.id, state)


def is_first_sight(feed: Feed) -> bool:
    """Whether nothing of the feed is known; one that was made ``healthy`` unread counts as read before."""
    return feed.succeeded_at is None and feed.state != "healthy"
