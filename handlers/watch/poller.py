"""The watcher's pass: due feeds are claimed, asked, read; what is unread is handed over; the feed's state is kept.

One dispatcher on the ``next_due`` column. Visits without new items are recorded many in a transaction; a feed's new
items and its state are recorded by ``ingest`` in one (``handlers/watch/visit.py``).
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from handlers.health.troubles import Troubles
from handlers.watch.visit import Tell, Visits, VisitTally
from store.nouns.decisions import FeedVisit
from store.nouns.errors import is_passing
from store.nouns.models import Feed
from store.store import Store

log = structlog.get_logger("handlers.watch.poller")

LEASE = timedelta(minutes=10)
"""How long a claimed feed is nobody else's; a visit takes under a minute."""
IN_FLIGHT = 256
"""Feeds that are claimed and under way at once; each host still gets one request at a time."""
BEGUN_TOGETHER = 4
"""Visits that begin in one turn of the event loop: hundreds at once would stall it."""
ASKED_AGAIN = 1.0
"""Seconds after which a pass that found all that was due looks for more, while visits are under way."""
RECORDED_TOGETHER = 100
BROKEN_AFTER = timedelta(days=1)
TOLD_EVERY = timedelta(minutes=10)
"""How often it is looked for feeds that admins have to be told of."""
AGAIN = timedelta(minutes=1)
"""After so long a feed is asked again whose items the database did not take: it was away, and the feed is not to blame."""
LOOKED_AGAIN = 5.0
"""Seconds after which it is looked again what is due, while every visit under way takes its time."""


class Poller:
    """The dispatcher. ``tell`` tells admins of feeds that have been broken for a day."""

    def __init__(
        self,
        store: Store,
        visits: Visits,
        tell: Tell,
        now: Callable[[], datetime],
        troubles: Troubles | None = None,
    ) -> None:
        self.store, self.visits, self.tell, self.now = store, visits, tell, now
        self.troubles = troubles or Troubles()
        self._done: list[FeedVisit] = []
        self._visiting: set[str] = set()
        self._told_at: datetime | None = None

    async def tick(self, seen: Callable[[VisitTally], None] = lambda _tally: None) -> VisitTally:
        """Visits every feed that is due, until none is; ``seen`` is shown the tally after visits that ended. What an
        earlier pass could not record is recorded first."""
        tally = VisitTally()
        await self._record()
        self.visits.hosts.recall(await self.store.wire.pauses())
        await self._tell_broken()
        under_way: set[asyncio.Task[None]] = set()
        ended: asyncio.Queue[asyncio.Task[None]] = asyncio.Queue()
        time = asyncio.get_running_loop().time
        ask_at = time()
        try:
            while True:
                room = IN_FLIGHT - len(under_way)
                if not under_way or (room >= IN_FLIGHT // 2 and time() >= ask_at):
                    due = await self._due(room, while_reading=bool(under_way))
                    ask_at = time() + (ASKED_AGAIN if len(due) < room else 0)
                    await self._begin(due, tally, under_way, ended)
                if not under_way:
                    return tally
                done = await self._ended(ended)
                under_way -= done
                if len(self._done) >= RECORDED_TOGETHER or not (under_way and done):
                    await self._try_to_record()
                if done:
                    seen(tally)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
            await self._record()

    async def _due(self, room: int, *, while_reading: bool) -> list[Feed]:
        """Feeds that are due, claimed; none while the database is away, if visits are under way that need not break off."""
        try:
            return await self.store.wire.due_feeds(room, LEASE)
        except Exception as error:
            if not (while_reading and is_passing(error)):
                raise
            self.troubles.met("looking for due feeds", error)
            return []

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
        tally: VisitTally,
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
        """Writes down the visits that are over; what is not written is kept for the next time, with its claims."""
        visits, self._done = self._done, []
        try:
            if visits:
                await self.store.wire.record_visits(visits)
        except BaseException:
            self._done = [*visits, *self._done]
            raise

    async def _try_to_record(self) -> None:
        try:
            await self._record()
        except Exception as error:
            if not is_passing(error):
                raise
            self.troubles.met("recording visits to feeds", error)
        else:
            self.troubles.over("recording visits to feeds")

    async def _visit(self, feed: Feed, tally: VisitTally) -> None:
        """One broken feed is reported; the pass goes on. A visit that is broken off gives its claim back."""
        tally.visited += 1
        visit = FeedVisit(feed.id, {})
        try:
            visit = await self.visits.pay(feed, tally)
        except Exception as error:
            if is_passing(error):
                self.troubles.met("filing what feeds hold", error)
                visit = FeedVisit(feed.id, {"next_due": self.now() + AGAIN})
            else:
                log.exception("a feed's visit failed", feed=feed.id)
                visit = self.visits.broken_off(feed)
        finally:
            self._visiting.discard(feed.id)
            self._done.append(visit)

    async def _tell_broken(self) -> None:
        """Tells of the feeds that have been failing for a day, also of those whose next visit is a day away."""
        now = self.now()
        if self._told_at is not None and abs(now - self._told_at) < TOLD_EVERY:
            return
        self._told_at = now
        for feed in await self.store.wire.broken(now - BROKEN_AFTER):
            await self.tell(feed, "broken", feed.error or "")
            await self.store.wire.change_feed(feed.id, {"told_failing_at": now})
