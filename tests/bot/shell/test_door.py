"""What every command line command runs on."""

import asyncio
import threading

import pytest
import typer

from bot.settings import Settings
from bot.shell.door import perform

LOOKUPS = 200


def test_hosts_that_do_not_answer_keep_no_answer_waiting() -> None:
    async def work(_settings: Settings) -> int:
        answered = threading.Event()
        lookups = [asyncio.create_task(asyncio.to_thread(answered.wait)) for _ in range(LOOKUPS)]
        async with asyncio.timeout(60):
            composed = await asyncio.to_thread(lambda: 7)
        answered.set()
        await asyncio.gather(*lookups)
        return composed

    with pytest.raises(typer.Exit) as end:
        perform(work)
    assert end.value.exit_code == 7
