"""What Discord and the network do to a bot on a bad day: faults of requests, and a gateway that is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random

from sandbox.control import Sandbox
from sandbox.rest.gateway import Gateway
from sandbox.world.faults import MESSAGES, Fault

MESSAGE = MESSAGES + r"/\d+"
FAULTS = (
    Fault("drop", path=MESSAGES, accepted=True),
    Fault("drop", path=MESSAGES),
    Fault("error", path=MESSAGES, accepted=True),
    Fault("error", path=MESSAGES),
    Fault("error", path=MESSAGES, status=503, accepted=True),
    Fault("limit", path=MESSAGES),
    Fault("wait", path=MESSAGES, accepted=True, seconds=0.4),
    Fault("drop", "GET", MESSAGES),
    Fault("drop", "PATCH", MESSAGE, accepted=True),
    Fault("drop", "PATCH", MESSAGE),
    Fault("error", "PATCH", MESSAGE, status=503, accepted=True),
    Fault("error", "PATCH", MESSAGE, status=503),
    Fault("limit", "PATCH", MESSAGE),
    Fault("wait", "PATCH", MESSAGE, accepted=True, seconds=0.4),
    Fault("error", path=MESSAGE + "/threads", accepted=True, status=503),
    Fault("drop", path=MESSAGE + "/threads"),
)
Trouble = Callable[[Gateway], Awaitable[None]]


async def going_away(gateway: Gateway) -> None:
    """What may be resumed."""
    await gateway.close(1001)


async def unknown_error(gateway: Gateway) -> None:
    """4000: may be resumed."""
    await gateway.close(4000)


async def session_timed_out(gateway: Gateway) -> None:
    """4009: may not be resumed."""
    gateway.forget_sessions()
    await gateway.close(4009)


async def lost(gateway: Gateway) -> None:
    gateway.lose()


async def refused(gateway: Gateway) -> None:
    """Lost, and nobody can connect for some seconds."""
    gateway.refusing = True
    gateway.lose()
    try:
        await asyncio.sleep(3)
    finally:
        gateway.refusing = False


async def frozen(gateway: Gateway) -> None:
    """Dead without a word, for some seconds."""
    gateway.freeze()
    try:
        await asyncio.sleep(3)
    finally:
        gateway.thaw()


TROUBLES: tuple[Trouble, ...] = (
    going_away,
    unknown_error,
    session_timed_out,
    lost,
    refused,
    frozen,
    Gateway.invalidate,
    Gateway.ask_to_reconnect,
)
QUICK = 5.0
"""Seconds after the start of a life within which its gateway may be lost."""


class Weather:
    """Draws the troubles of one life after the other. Everything is lifted at the end of each."""

    def __init__(self, sandbox: Sandbox, random: Random) -> None:
        self.sandbox = sandbox
        self.random = random

    @asynccontextmanager
    async def over(self, *sure: Fault) -> AsyncIterator[None]:
        """Up to three faults besides those that are ``sure``; in every second life the gateway is lost."""
        for fault in (*sure, *self.random.sample(FAULTS, self.random.randint(0, 3))):
            self.sandbox.faults.add(replace(fault))
        gust = asyncio.create_task(self._gust())
        try:
            yield
        finally:
            gust.cancel()
            await asyncio.gather(gust, return_exceptions=True)
            self.sandbox.faults.lift()

    async def _gust(self) -> None:
        if self.random.random() < 0.5:
            await asyncio.sleep(self.random.uniform(0, QUICK))
            await self.random.choice(TROUBLES)(self.sandbox.gateway)
