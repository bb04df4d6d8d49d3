"""One process of the bot, as an operator starts and ends it."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from sandbox.control import Sandbox

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.0/8"
BOT = ("-m", "bot", "run")


def byte_code(folder: Path) -> dict[str, str]:
    """What makes Python keep its byte code in the folder, whatever the shell says: an installation has it, and without it a
    start compiles all that it loads, which takes as long again and 6 MB."""
    return {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}


class Life:
    """The process, with the processes that it starts. Its log goes to ``bot.log`` in its folder."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def begin(cls, sandbox: Sandbox, database: str, folder: Path, *entry: str) -> "Life":
        """``entry`` is what Python is started with; the bot's own way where it is empty."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ENTENTE_", "DISCORD_"))
        }
        settings = {
            "DISCORD_TOKEN": sandbox.token,
            "ENTENTE_DISCORD_API": sandbox.api_url,
            "ENTENTE_DATABASE": database,
            "ENTENTE_ALLOW_PRIVATE_FEEDS": LOOPBACK,
            "ENTENTE_LOG_LEVEL": "warning",
            "PYTHONPATH": str(ROOT),
            **byte_code(folder),
        }
        log = (folder / "bot.log").open("ab")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *(entry or BOT),
            cwd=folder,
            env=kept | settings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        return cls(process)

    @property
    def has_ended(self) -> bool:
        return self.process.returncode is not None

    async def kill(self) -> None:
        """SIGKILL, also to the processes that it started."""
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> float:
        """SIGTERM; returns the seconds until the process ended."""
        asked = time.monotonic()
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), 30)
        return time.monotonic() - asked
