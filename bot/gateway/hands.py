"""What discord.py has in hand: the tasks that it began for an event or an interaction and never waits for itself."""

import asyncio
from typing import Any

NAMES = ("discord.py: ", "CommandTree-", "discord-ui-")
"""How discord.py begins the names of these tasks: of an event, of a command, of a button or a form."""


async def finish(seconds: float) -> None:
    """Waits until nothing is in hand any more, also of what began meanwhile, at most ``seconds``."""
    try:
        async with asyncio.timeout(seconds):
            while tasks := _in_hand():
                await asyncio.wait(tasks)
    except TimeoutError:
        return


async def drop(seconds: float) -> None:
    """Cancels what is still in hand and waits until it has ended, at most ``seconds``: nothing of it may ask a store that
    is closed."""
    tasks = _in_hand()
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)


def _in_hand() -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name().startswith(NAMES)]
