"""Empties the outbox into Discord: each channel and thread in its own order, at its own pace, none waiting for another."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

import structlog

from handlers.delivery.sender import (
    Absent,
    Closed,
    OutgoingMessage,
    Posted,
    RefusedMessage,
    Sender,
    SendOutcome,
    Threadless,
    Unclear,
    plainly,
)
from handlers.health.troubles import Troubles
from store.nouns.errors import is_passing, said_by
from store.nouns.outbox import Alert
from store.outbox.outbox import ClaimedAlert, Lane
from store.outbox.queueing import NOTHING_LEFT
from store.store import Store
from store.wire.replies import REPLIES

log = structlog.get_logger("handlers.delivery.delivery")

PAUSE = 1.0
"""Seconds between two messages of one channel: Discord allows five in five seconds, and a reader needs more."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
CLOSED_WAIT = timedelta(minutes=1)
LONGEST_CLOSED_WAIT = timedelta(hours=1)
MOST_FAILURES = 5
GRACE = 8.0
"""Seconds that a send in hand has to end when the bot is stopped: with the goodbye to Discord less than the ten after which
a container is killed."""

SOON = 0.5
"""Seconds after which an end that could not be written down is written again; then twice as many, and so on."""
LATEST = 30.0

End = Callable[[], Awaitable[None]]
"""Writes down how a claim ended. It may be called again where it failed."""
Compose = Callable[[ClaimedAlert], Awaitable[OutgoingMessage | None]]
"""Makes the message of an alert as things stand now; ``None`` where there is nothing left to tell."""


class Delivery:
    """One task for each lane (a channel, a thread) that has something due. ``tick`` may be called as often as one likes."""

    def __init__(
        self,
        store: Store,
        sender: Sender,
        compose: Compose,
        now: Callable[[], datetime],
        pause: float = PAUSE,
        troubles: Troubles | None = None,
        refused: Callable[[str, str], None] = lambda _kind, _then: None,
    ) -> None:
        """``refused`` is told of every message that Discord refuses: its kind, and ``plain`` or ``dropped`` for what was
        done then."""
        self.store = store
        self.sender = sender
        self.compose = compose
        self.now = now
        self.pause = pause
        self.troubles = troubles or Troubles()
        self.refused = refused
        self.handled = 0
        """Claims that came to some end, since the start."""
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._lost: set[Lane] = set()
        """Lanes whose last claim was not answered, or whose task broke off with a claim in hand."""
        self._closing = asyncio.Event()

    async def tick(self) -> int:
        """Starts what is due and not already under way; returns how many lanes are under way."""
        await self.store.presence.announce()
        if self.sender.is_ready and not self._closing.is_set():
            for lane in await self.store.outbox.waiting(self.now()):
                self._start(lane)
        return len(self._lanes)

    async def drain(self) -> None:
        """Delivers until nothing more can be at this moment."""
        before = None
        while before != self.handled:
            before = self.handled
            await self.tick()
            await self.settle()

    async def settle(self) -> None:
        """Waits until what is under way has ended."""
        while self._lanes:
            await asyncio.wait(self._lanes.values())

    async def close(self, grace: float = GRACE) -> None:
        """Claims nothing more and lets the sends in hand end; what has not ended is looked for at the next start."""
        self._closing.set()
        if self._lanes:
            _, late = await asyncio.wait(self._lanes.values(), timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, lane: Lane) -> None:
        if lane in self._lanes:
            return
        task = asyncio.create_task(self._empty(lane), name=f"outbox-{lane}")
        self._lanes[lane] = task
        task.add_done_callback(partial(self._ended, lane))

    def _ended(self, lane: Lane, task: asyncio.Task[None]) -> None:
        self._lanes.pop(lane, None)
        if not task.cancelled() and (error := task.exception()):
            self._lost.add(lane)
            self.troubles.met(f"the delivery to channel {lane.channel}", error)

    async def _empty(self, lane: Lane) -> None:
        while not self._closing.is_set() and (claim := await self._claim(lane)):
            await self._write_down(await self._ending(claim))
            self.handled += 1
            with suppress(TimeoutError):  # a stop waits for sends, not for pauses
                await asyncio.wait_for(self._closing.wait(), self.pause)

    async def _claim(self, lane: Lane) -> ClaimedAlert | None:
        claim = await self.store.outbox.claim(lane, self.now(), lost=lane in self._lost)
        self._lost.discard(lane)
        self.troubles.over(f"the delivery to channel {lane.channel}")
        return claim

    async def _ending(self, claim: ClaimedAlert) -> End:
        """Delivers; what came of it is still to be written down."""
        try:
            return await self._deliver(claim)
        except Exception as error:
            if is_passing(error):
                self.troubles.met("composing a message", error)
                return partial(self._later, claim, said_by(error), None)
            log.exception("an alert could not be delivered", alert=claim.alert.key)
            return partial(self._failed, claim, f"{type(error).__name__}: {error}")

    async def _write_down(self, end: End) -> None:
        """How a send ended is known here alone until it is written: that is tried for as long as the database is away or
        full. The lane waits meanwhile, and nothing is looked for or sent again. A stop leaves it to the next start."""
        wait = SOON
        while True:
            try:
                await end()
            except Exception as error:
                if not is_passing(error):
                    raise
                self.troubles.met("writing down what was sent", error)
            else:
                self.troubles.over("writing down what was sent")
                return
            await asyncio.sleep(wait)
            wait = min(2 * wait, LATEST)

    async def _deliver(self, claim: ClaimedAlert) -> End:
        """What was tried before may have been posted: it is looked for first, and then edited to what is known now. A
        reply tells what changed then, and stays as it is; so does a message that tells more than this register may know."""
        outgoing = await self.compose(claim)
        self.troubles.over("composing a message")
        found = await self.sender.find(claim) if claim.again else Absent()
        if not isinstance(found, Absent):
            return partial(self._record, claim, found, is_outdated=claim.alert.kind not in REPLIES)
        if outgoing is None:
            return partial(self.store.outbox.dropped, claim, NOTHING_LEFT, [])
        return partial(self._record, claim, await self._sent(claim, outgoing))

    async def _sent(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        """What Discord refuses as it is, it is given once more in the plainest form: nothing is lost for a picture's or a
        button's sake. It goes by the same nonce and mark, so that it is the same message to whoever looks for it."""
        send, alert = self.sender.edit if claim.edit else self.sender.post, claim.alert
        outcome = await send(claim, outgoing)
        if isinstance(outcome, RefusedMessage):
            log.error("a message is refused, and sent in plain text", alert=alert.key, refused=outcome.error)
            self.refused(alert.kind, "plain")
            outcome = await send(claim, plainly(outgoing, claim))
        if isinstance(outcome, RefusedMessage):
            log.error("a message is refused in plain text too", alert=alert.key, refused=outcome.error)
            self.refused(alert.kind, "dropped")
        return outcome

    async def _failed(self, claim: ClaimedAlert, error: str) -> None:
        """What nobody expected: tried again, never given up by itself; an admin who is told may drop it."""
        if claim.edit or claim.alert.attempts < MOST_FAILURES:
            await self._later(claim, error, None)
        else:
            await self._hold(claim, error, person=False)

    async def _record(self, claim: ClaimedAlert, outcome: SendOutcome, *, is_outdated: bool = False) -> None:
        match outcome:
            case Posted():
                await self._posted(claim, outcome, is_outdated=is_outdated)
            case Absent():
                await self.store.outbox.dropped(claim, "the message was deleted", [])
            case Unclear(error, wait):
                await self._later(claim, error, wait)
            case Threadless(error):
                log.info("no thread: told in the channel", alert=claim.alert.key, error=error)
                await self.store.outbox.threadless(claim, error)
            case Closed(error, person):
                await self._hold(claim, error, person=person)
            case RefusedMessage(error):
                await self.store.outbox.dropped(claim, error, await self._notices(claim.alert, error))
            case _:
                assert_never(outcome)

    async def _posted(self, claim: ClaimedAlert, posted: Posted, *, is_outdated: bool) -> None:
        if claim.edit:
            await self.store.outbox.edited(claim, self.now())
        else:
            is_outdated, is_shared = is_outdated and not posted.is_shared, posted.is_shared
            await self.store.outbox.sent(
                claim, posted.message, self.now(), is_outdated=is_outdated, is_shared=is_shared
            )
            log.info(
                "posted",
                kind=claim.alert.kind,
                alert=claim.alert.key,
                more=len(claim.carried),
                message=posted.message,
            )

    async def _later(self, claim: ClaimedAlert, error: str, wait: timedelta | None) -> None:
        until = self.now() + max(_doubled(FIRST_WAIT, claim.alert.attempts, LONGEST_WAIT), wait or FIRST_WAIT)
        log.warning("an alert waits", alert=claim.alert.key, error=error, until=until.isoformat())
        await self.store.outbox.postponed(claim, error, until)

    async def _hold(self, claim: ClaimedAlert, error: str, *, person: bool) -> None:
        log.warning("a channel takes no messages", channel=claim.alert.channel, error=error)
        if person:
            await self.store.subscriptions.close_watches(claim.alert.channel, self.now())
            await self.store.outbox.dropped(claim, error, [])
            return
        until = self.now() + _doubled(CLOSED_WAIT, claim.alert.attempts, LONGEST_CLOSED_WAIT)
        notices = [] if claim.edit else await self._notices(claim.alert, error)
        await self.store.outbox.held(claim, error, until, notices)

    async def _notices(self, alert: Alert, error: str) -> list[Alert]:
        """To the admin who set the channel up, once for this alert, by direct message."""
        admin = await self.store.subscriptions.admin_of(alert.channel)
        if admin is None or alert.is_direct:
            return []
        body = {"channel": alert.channel, "error": error}
        return [Alert.notice(f"notice:closed:{alert.channel}:{alert.id}", admin, body, self.now())]


def _doubled(first: timedelta, attempts: int, longest: timedelta) -> timedelta:
    return min(first * (1 << min(max(attempts - 1, 0), 12)), longest)
