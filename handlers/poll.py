"""The watcher's pass: due feeds are claimed, asked, read; what is unread is handed over; the feed's state is kept.

One dispatcher on the ``next_due`` column. Visits without new items are recorded many in a transaction; a feed's new
items and its state are recorded by ``ingest`` in one, so that validators never get ahead of the items they stand for.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import assert_never

import structlog

from feeds.entries import Unreadable
from feeds.fetch import Failed, Fetched, Fetcher, Outcome, Postponed, Unchanged
from feeds.items import Item, Parsed
from feeds.pacing import USUAL
from feeds.workers import Parsers
from handlers.feed_states import ACCEPT, AS_NEWS, AS_READ, Visit, known_slices, moved
from handlers.floods import Sifted, from_json, sift, to_json
from handlers.full_text import FullTexts
from handlers.hosts import Hosts
from handlers.render.feed import News
from store.decisions import FeedState, FeedVisit
from store.desk import HeldItem
from store.models import Feed
from store.store import Store

log = structlog.get_logger("handlers.poll")

LEASE = timedelta(minutes=10)
"""How long a claimed feed is nobody else's; a visit takes under a minute."""
IN_FLIGHT = 256
"""Feeds that are claimed and under way at once; each host still gets one request at a time."""
WITHOUT_VALIDATORS = 48
"""Of these, those at once that ask for a whole body and read it: more of them only fill the memory with bodies that wait
for a worker."""
BEGUN_TOGETHER = 4
"""Visits that begin in one turn of the event loop: hundreds at once would stall it."""
ASKED_AGAIN = 1.0
"""Seconds after which a pass that found all that was due looks for more, while visits are under way."""
RECORDED_TOGETHER = 100
MOST_HELD = 1000
"""Entries of one feed that may wait for a person's word."""
BROKEN_AFTER = timedelta(days=1)
TOLD_EVERY = timedelta(minutes=10)
"""How often it is looked for feeds that admins have to be told of."""
LOOKED_AGAIN = 5.0
"""Seconds after which it is looked again what is due, while every visit under way takes its time."""
NOT_FILED = "the bot could not file what the feed holds (its log says why)"

Ingest = Callable[[Feed, Sequence[Item], FeedState], Awaitable[Sequence[object]]]
"""Files a feed's unread items and its new state in one transaction; returns what each item became."""
Tell = Callable[[Feed, News, str], Awaitable[None]]
"""Tells admins a piece of news about a feed (as it was before this visit), with the words for it."""


@dataclass
class Tally:
    """What a pass did so far: visits by how they ended (the rest was read), ``postponed`` where a server or the feed
    itself asks for it; ``items`` are those that were handed over."""

    visited: int = 0
    unchanged: int = 0
    failed: int = 0
    postponed: int = 0
    items: int = 0
    outcomes: list[object] = field(default_factory=list)


class Poller:
    """Owns the courtesy to hosts; everything else is given to it. ``jitter`` gives numbers from 0 to 1."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        parsers: Parsers,
        ingest: Ingest,
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
        self._done: list[FeedVisit] = []
        self._visiting: set[str] = set()
        self._told_at: datetime | None = None

    async def tick(self, seen: Callable[[Tally], None] = lambda _tally: None) -> Tally:
        """Visits every feed that is due, until none is; ``seen`` is shown the tally after each visit."""
        tally = Tally()
        self.hosts.recall(await self.store.wire.pauses())
        await self._tell_broken()
        under_way: set[asyncio.Task[None]] = set()
        ended: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()
        time = asyncio.get_running_loop().time
        ask_at = time()
        try:
            while True:
                room = IN_FLIGHT - len(under_way)
                if not under_way or (room >= IN_FLIGHT // 2 and time() >= ask_at):
                    due = await self.store.wire.due_feeds(room, LEASE)
                    ask_at = time() + (ASKED_AGAIN if len(due) < room else 0)
                    await self._begin(due, tally, under_way, ended)
                if not under_way:
                    return tally
                done = await self._ended(ended)
                under_way -= done
                if len(self._done) >= RECORDED_TOGETHER or not (under_way and done):
                    await self._record()
                seen(tally)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
            await self._record()

    @staticmethod
    async def _ended(ended: asyncio.Queue[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """The visits that ended; none where all take their time: other feeds become due meanwhile."""
        try:
            async with asyncio.timeout(LOOKED_AGAIN):
                first = await ended.get()
        except TimeoutError:
            return set()
        return {first, *(ended.get_nowait() for _ in range(ended.qsize()))}

    async def _begin(
        self,
        due: Sequence[Feed],
        tally: Tally,
        under_way: set[asyncio.Task[None]],
        ended: asyncio.Queue[asyncio.Task[None]],
    ) -> None:
        """A visit to each; one that is under way for longer than its claim is not begun again."""
        for number, feed in enumerate(due, 1):
            if feed.id in self._visiting:
                continue
            self._visiting.add(feed.id)
            task = asyncio.create_task(self._visit(feed, tally))
            task.add_done_callback(ended.put_nowait)
            under_way.add(task)
            if number % BEGUN_TOGETHER == 0:
                await asyncio.sleep(0)

    async def _record(self) -> None:
        visits, self._done = self._done, []
        if visits:
            await self.store.wire.record_visits(visits)

    async def _visit(self, feed: Feed, tally: Tally) -> None:
        """One broken feed is reported; the pass goes on."""
        tally.visited += 1
        try:
            await self._ask(feed, tally)
        except Exception:
            log.exception("a feed's visit failed", feed=feed.id)
            state = self._at(feed).failed(Failed(NOT_FILED))
            self._done.append(FeedVisit(feed.id, state))
        finally:
            self._visiting.discard(feed.id)

    def _at(self, feed: Feed) -> Visit:
        return Visit(feed, self.now(), self.jitter(), self.usual)

    async def _ask(self, feed: Feed, tally: Tally) -> None:
        """Where everything unread was asked for, validators are not sent: the whole body is wanted."""
        if feed.held and ACCEPT in feed.pacing:
            await self._release(self._at(feed), tally)
            return
        if asleep := self._at(feed).asleep():
            tally.postponed += 1
            self._done.append(FeedVisit(feed.id, asleep))
            return
        validators = (None, None) if ACCEPT in feed.pacing else (feed.etag, feed.last_modified)
        async with nullcontext() if any(validators) else self._bodies:
            outcome = await self.fetcher.fetch(feed.url, *validators, self.hosts.turn)
            await self._answered(feed, outcome, tally)

    async def _answered(self, feed: Feed, outcome: Outcome, tally: Tally) -> None:
        match outcome:
            case Unchanged():
                await self._unchanged(feed, outcome, tally)
            case Fetched():
                await self._fetched(feed, outcome, tally)
            case Failed():
                await self._failed(feed, outcome, tally)
            case Postponed():
                tally.postponed += 1
                self._done.append(FeedVisit(feed.id, self._at(feed).postponed(outcome.until)))
            case _:
                assert_never(outcome)

    async def _unchanged(self, feed: Feed, answer: Unchanged | Fetched, tally: Tally) -> None:
        tally.unchanged += 1
        visit = self._at(feed)
        await self._succeeded(visit, visit.unchanged(answer), ())

    async def _fetched(self, feed: Feed, answer: Fetched, tally: Tally) -> None:
        digest = blake2b(answer.body, digest_size=32).hexdigest()
        everything = ACCEPT in feed.pacing
        if digest == feed.body_hash and not everything:
            await self._unchanged(feed, answer, tally)
            return
        decision = feed.pacing.get(ACCEPT)
        if decision == AS_READ or (decision is None and is_first_sight(feed)):
            await self._remember(feed, answer, digest, tally)
            return
        parsed = await self.parsers.parse(
            answer.body,
            answer.content_type,
            feed,
            self.now(),
            identity=feed.identity,
            known=() if everything else known_slices(feed),
        )
        if isinstance(parsed, Unreadable):
            await self._failed(feed, Failed(parsed.reason, fresh_for=answer.fresh_for), tally)
        else:
            await self._read(self._at(feed), answer, parsed, digest, tally)

    async def _remember(self, feed: Feed, answer: Fetched, digest: str, tally: Tally) -> None:
        """The first sight of a feed, or what an admin calls read: all of it is remembered in silence."""
        seen = await self.parsers.glimpse(
            answer.body, answer.content_type, feed, self.now(), identity=feed.identity
        )
        if isinstance(seen, Unreadable):
            await self._failed(feed, Failed(seen.reason, fresh_for=answer.fresh_for), tally)
            return
        visit = self._at(feed)
        await self._succeeded(visit, visit.read(answer, seen, digest), seen.keys)

    async def _read(self, visit: Visit, answer: Fetched, parsed: Parsed, digest: str, tally: Tally) -> None:
        """News is handed over; what is doubtful waits for a person."""
        feed = visit.feed
        unread = await self._unread(feed, parsed)
        new = {item.keys for item in unread}
        sifted = Sifted(unread) if ACCEPT in feed.pacing else sift(visit, parsed, unread)
        if sifted.doubtful and not await self._hold(visit, answer, sifted):
            return
        state = visit.read(answer, parsed, digest, sifted.news)
        if sifted.news:
            state |= await self._settled(visit, state)
            await self._hand_over(feed, await self.full_texts.completed(feed, sifted.news), state, tally)
            state = {}
        read = tuple(item.keys for item in parsed.items if item.keys not in new)
        await self._succeeded(visit, state, read + tuple(item.keys for item in sifted.archive))

    async def _hand_over(self, feed: Feed, items: Sequence[Item], state: FeedState, tally: Tally) -> None:
        tally.items += len(items)
        tally.outcomes += await self.ingest(feed, items, state)

    async def _hold(self, visit: Visit, answer: Fetched, sifted: Sifted) -> bool:
        """Keeps what is doubtful, and tells so once; False where too much is held already."""
        feed, first = visit.feed, not visit.feed.held
        if feed.held + len(sifted.doubtful) > MOST_HELD:
            self._done.append(FeedVisit(feed.id, visit.overfull(answer)))
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

    async def _release(self, visit: Visit, tally: Tally) -> None:
        """Carries out what an admin decided on what is held; nobody's server is asked for that."""
        feed, state = visit.feed, visit.released()
        items = [from_json(row.item) for row in await self.store.wire.held(feed.id)]
        if items and feed.pacing[ACCEPT] == AS_NEWS:
            await self._hand_over(feed, items, state, tally)
        await self.store.wire.let_go(feed.id)
        self._done.append(FeedVisit(feed.id, state))

    async def _unread(self, feed: Feed, parsed: Parsed) -> list[Item]:
        """New items, each once, the oldest first: feeds tell the newest first."""
        places = await self.store.wire.unread(feed.id, [item.keys for item in parsed.items])
        taken: set[str] = set()
        unread: list[Item] = []
        for item in (parsed.items[place] for place in places):
            if taken.isdisjoint(item.keys):
                unread.append(item)
            taken.update(item.keys)
        unread.reverse()
        return sorted(unread, key=lambda item: item.article.published or self.now())

    async def _succeeded(self, visit: Visit, state: FeedState, seen: tuple[tuple[str, ...], ...]) -> None:
        state |= await self._settled(visit, state)
        self._done.append(FeedVisit(visit.feed.id, state, seen))
        if visit.feed.told_failing_at is not None:
            await self.tell(visit.feed, "healed", "")

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

    async def _failed(self, feed: Feed, failed: Failed, tally: Tally) -> None:
        tally.failed += 1
        visit = self._at(feed)
        if failed.sends_away and failed.retry_after:
            pauses = self.hosts.asked_to_wait(failed.url, visit.now + failed.retry_after)
            await self.store.wire.pause(pauses)
        state = visit.gone(failed) if failed.gone else visit.failed(failed)
        if failed.gone:
            state["told_failing_at"] = visit.now
            await self.tell(feed, "gone", failed.reason)
        self._done.append(FeedVisit(feed.id, state))

    async def _tell_broken(self) -> None:
        """Tells of the feeds that have been failing for a day, also of those whose next visit is a day away."""
        now = self.now()
        if self._told_at is not None and now - self._told_at < TOLD_EVERY:
            return
        self._told_at = now
        for feed in await self.store.wire.broken(now - BROKEN_AFTER):
            await self.tell(feed, "broken", feed.error or "")
            await self.store.wire.change_feed(feed.id, {"told_failing_at": now})


def is_first_sight(feed: Feed) -> bool:
    """Whether nothing of the feed is known; one that was made ``healthy`` unread counts as read before."""
    return feed.succeeded_at is None and feed.state != "healthy"
