"""Waiting for a database that is away at the start, as for Discord: with growing pauses, told once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from handlers.health.troubles import Troubles
from store.nouns.errors import UnreachableDatabaseError, is_passing

T = TypeVar("T")
SOON = 0.5
LONGEST_WAIT = 15.0
"""Seconds between two attempts, at most: who repairs a database wants to see that it is found."""


async def patiently(what: str, work: Callable[[], Awaitable[T]], troubles: Troubles) -> T:
    """The result of ``work``, which is begun again for as long as the database is away. Everything else it raises ends
    the start: a wrong password, a database that does not exist, a newer register."""
    wait = SOON
    while True:
        try:
            result = await work()
        except Exception as error:
            if not is_away(error):
                raise
            troubles.met(what, error)
        else:
            troubles.over(what)
            return result
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)


def is_away(error: Exception) -> bool:
    return error.is_away if isinstance(error, UnreachableDatabaseError) else is_passing(error)
