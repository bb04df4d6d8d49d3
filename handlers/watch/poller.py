"""The watcher's pass: due feeds are claimed, asked, read; what is unread is handed over; the feed's state is kept.

One dispatcher on the ``next_due`` column. Visits without new items are recorded many in a transaction; a feed's new
items and its state are recorded by ``ingest`` in one (``handlers/watch/visit.py``).
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
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
"""Visits under way at once; each host still gets one request at a time."""
CLAIMED_TOGETHER = 32
"""Feeds that are claimed at a time; those for which there is no place yet wait for one. So few that two processes get about
as many each: of 500, claimed 128 at a time, one got 372."""
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


class Places:
    """The places of one pass: as many visits are under way as there are of them. ``waiting`` are the feeds that are
    claimed and whose visit has not begun."""

    def __init__(self) -> None:
        self.under_way = 0
        self.waiting = set[str]()
        self._free, self._ended = asyncio.Semaphore(IN_FLIGHT), asyncio.Event()

    async def take(self) -> None:
        await self._free.acquire()
        self.under_way += 1

    @contextmanager
    def taken(self, feed: str) -> Iterator[None]:
        """While the visit lasts; gives the place back."""
        self.waiting.discard(feed)
        try:
            yield
        finally:
            self.under_way -= 1
            self._free.release()
            self._ended.set()

    async def some_end(self) -> None:
        """Until it is worth asking what is due: a while after a visit ended, at once if all did, or after a longer while
        in which all take their time."""
        ask_at = asyncio.get_running_loop().time() + ASKED_AGAIN
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKED_AGAIN):
                await self._one_ends()
            async with asyncio.timeout_at(ask_at):
                while self.under_way:
                    await self._one_ends()

    async def _one_ends(self) -> None:
        await self._ended.wait()
        self._ended.clear()


NAMED = 8
"""Feeds that one line of the log names."""


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
        self._turned: dict[str, list[str]] = {}
        """What feeds became in this pass, by their new state."""

    async def tick(self, seen: Callable[[VisitTally], None] = lambda _tally: None) -> VisitTally:
        """Visits every feed that is due, until none is; ``seen`` is shown the tally after each visit that ended. What an
        earlier pass could not record is recorded first."""
        tally, places = VisitTally(), Places()
        await self._record()
        self.visits.hosts.recall(await self.store.wire.pauses())
        await self._tell_broken()
        try:
            async with asyncio.TaskGroup() as group:
                await self._visit_all(group, places, tally, seen)
        except BaseExceptionGroup as failed:  # the pass's own: what a visit meets is told there
            raise failed.exceptions[0] from None
        finally:
            self._done += [FeedVisit(feed, {}) for feed in places.waiting]
            await self._record()
            self._tell_turned()
        return tally

    async def _visit_all(
        self, group: asyncio.TaskGroup, places: Places, tally: VisitTally, seen: Callable[[VisitTally], None]
    ) -> None:
        """Until nothing is due and no visit is under way."""

        async def visit(feed: Feed) -> None:
            with places.taken(feed.id):
                await self._visit(feed, tally)
            seen(tally)
            if len(self._done) >= RECORDED_TOGETHER:
                await self._try_to_record()

        while True:
            due = await self._due(while_reading=places.under_way > 0)
            await self._begin(group, due, places, visit)
            if not places.under_way:
                return
            if len(due) < CLAIMED_TOGETHER:
                await places.some_end()
                await self._try_to_record()

    async def _due(self, *, while_reading: bool) -> list[Feed]:
        """Feeds that are due, claimed; none while the database is away, if visits are under way that need not break off."""
        try:
            return await self.store.wire.due_feeds(CLAIMED_TOGETHER, LEASE)
        except Exception as error:
            if not (while_reading and is_passing(error)):
                raise
            self.troubles.met("looking for due feeds", error)
            return []

    async def _begin(
        self,
        group: asyncio.TaskGroup,
        due: Sequence[Feed],
        places: Places,
        visit: Callable[[Feed], Coroutine[None, None, None]],
    ) -> None:
        """A visit to each; one that is under way for longer than its claim is not begun again."""
        own = [feed for feed in due if feed.id not in self._visiting]
        places.waiting |= {feed.id for feed in own}
        for number, feed in enumerate(own, 1):
            await places.take()
            group.create_task(visit(feed))
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
        before = feed.state
        self._visiting.add(feed.id)
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
            if (state := visit.state.get("state", feed.state)) != before:
                self._turned.setdefault(state, []).append(feed.id)

    def _tell_turned(self) -> None:
        """One line a pass and state, however many feeds the network took along."""
        turned, self._turned = self._turned, {}
        for state, feeds in sorted(turned.items()):
            named = ", ".join(sorted(feeds)[:NAMED]) + " …" * (len(feeds) > NAMED)
            log.info("feeds changed their state", state=state, count=len(feeds), feeds=named)

    async def _tell_broken(self) -> None:
        """Tells of the feeds that have been failing for a day, also of those whose next visit is a day away."""
        now = self.now()
        if self._told_at is not None and abs(now - self._told_at) < TOLD_EVERY:
            return
        self._told_at = now
        for feed in await self.store.wire.broken(now - BROKEN_AFTER):
            await self.tell(feed, "broken", feed.error or "")
            await self.store.wire.change_feed(feed.id, {"told_failing_at": now})
