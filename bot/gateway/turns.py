"""One process at a time on the gateway: connected while it holds the lease, hung up when it does not."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.gateway.client import Client
from store.presence.lease import GatewayLease

log = structlog.get_logger("bot.gateway.turns")
RENEWAL = 1.0
"""Seconds between two renewals, or two looks at another's."""
GLANCE = 0.25
"""Seconds between two looks at the time that is left, whether the database answers or not."""
GOODBYE = 1.0
"""Seconds that the gateway has to answer a goodbye; discord.py would wait thirty for one that is dead."""
Stay = Callable[[], Coroutine[Any, Any, None]]


class Turns:
    """Asks for the lease as long as it lasts. ``pace`` shortens every pause, for tests on a clock of their own."""

    def __init__(self, lease: GatewayLease, pace: float = 1.0) -> None:
        self.lease = lease
        self._renewal, self._glance = RENEWAL * pace, GLANCE * pace

    async def take(self, client: Client, stay: Stay) -> None:
        """Does ``stay``, which keeps the client connected, whenever it is this process's turn. Ends when ``stay`` does by
        itself, and raises what that raises."""
        renewing = asyncio.create_task(self._renew(), name="lease")
        try:
            while await self._one_turn(stay):
                log.warning(
                    "stands by: another process speaks with the gateway, or nobody can confirm who does"
                )
                await hang_up(client)
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _one_turn(self, stay: Stay) -> bool:
        """From when the lease is held until it is not (True), or until ``stay`` ends by itself (False)."""
        await self._until(held=True)
        staying, over = asyncio.create_task(stay()), asyncio.create_task(self._until(held=False))
        try:
            await asyncio.wait({staying, over}, return_when=asyncio.FIRST_COMPLETED)
            if staying.done():
                staying.result()
                return False
            return True
        finally:
            for task in (staying, over):
                task.cancel()
            await asyncio.gather(staying, over, return_exceptions=True)

    async def _renew(self) -> None:
        """However long the database takes: the time that is left is looked at beside it."""
        while True:
            try:
                await self.lease.ask()
            except Exception:
                log.exception("the lease could not be asked for")
            await asyncio.sleep(self._renewal)

    async def _until(self, *, held: bool) -> None:
        while True:
            if self.lease.is_held is held:
                return
            await asyncio.sleep(self._glance)


async def hang_up(client: Client) -> None:
    """Closes the gateway's connection and ends its session; messages can be posted on."""
    if client.ws is None:
        return
    try:
        async with asyncio.timeout(GOODBYE):
            await client.ws.close(code=1000)
    except TimeoutError:
        log.info("the gateway did not answer the goodbye")
