"""What the image promises, tried without one: the health check, the first process, the byte code, the read-only root."""

import asyncio
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from aiohttp import web

from bot import STOPPED
from bot.process.metrics import Work
from bot.process.probes import Probes, open_probes
from handlers.health.health import LOST, Health
from handlers.health.troubles import Troubles
from store.store import Store
from tests.clock import Clock
from tests.dockerfile import health_check, instructions
from tests.seconds import Seconds

ROOT = Path(__file__).parents[2]
MOST_CPU = 0.1
"""Seconds that a health check may take of a processor: it is asked for each minute, for years."""


def asked(port: str, address: str | None = None) -> tuple[int, float]:
    """The exit code of the Dockerfile's health check, and the seconds that it took of a processor."""
    around = {"PATH": os.environ["PATH"], "ENTENTE_METRICS_PORT": port}
    around |= {"ENTENTE_METRICS_ADDRESS": address} if address else {}
    with subprocess.Popen(health_check(), env=around, stderr=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_utime + used.ru_stime


def port_of(address: str | None) -> str:
    assert address is not None
    return address.rsplit(":", 1)[1].split("/")[0]


@pytest.mark.parametrize(
    ("bound", "told"), [("127.0.0.1", None), ("0.0.0.0", "0.0.0.0"), ("127.0.0.2", "127.0.0.2")]
)
async def test_the_health_check_asks_the_running_process_and_starts_no_interpreter(
    bound: str, told: str | None
) -> None:
    probes = Probes(Work())
    async with open_probes(probes, 0, bound) as address:
        port = port_of(address)
        code, cpu = await asyncio.to_thread(asked, port, told)
    assert code == 0, "a process that has not opened its register yet is alive"
    assert cpu < MOST_CPU
    assert (await asyncio.to_thread(asked, port, told))[0] != 0, "nobody answers any more"


async def test_a_bot_without_discord_is_not_called_dead(memory_store: Store, clock: Clock) -> None:
    seconds = Seconds()
    health = Health(memory_store, clock, Troubles(seconds), seconds)
    seconds.at += LOST + 1
    assert await health.wrongs()
    async with open_probes(Probes(Work(), memory_store, health), 0) as address:
        assert (await asyncio.to_thread(asked, port_of(address)))[0] == 0


async def test_another_answer_is_no_health() -> None:
    application = web.Application()
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert (await asyncio.to_thread(asked, str(runner.addresses[0][1])))[0] != 0
    await runner.cleanup()


async def test_a_process_that_says_nothing_any_more_is_not_alive() -> None:
    """It takes the connection and hangs; Docker's own limit is longer than ours."""

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as server:
        code, _ = await asyncio.to_thread(asked, str(server.sockets[0].getsockname()[1]))
    assert code != 0


def test_every_room_is_in_the_image_and_compiled() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = {name.removesuffix("*") for name in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    copied = {rest.split()[0] for word, rest in instructions() if word == "COPY"}
    [compiled] = [
        rest for word, rest in instructions() if word == "RUN" and "compileall" in rest and "bot" in rest
    ]
    assert rooms <= copied
    assert rooms == set(compiled.split("unchecked-hash ")[1].split())


ASKED_TO_STOP = (
    "import os, signal, sys; {first}; os.kill(os.getpid(), signal.SIGTERM); sys.exit('typer' in sys.modules)"
)


def first_process(first: str) -> int:
    """The exit code of the first process of a container that is asked to stop once it has done that much."""
    call = ["unshare", "--pid", "--fork", sys.executable, "-c", ASKED_TO_STOP.format(first=first)]
    around = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, env=around, check=False, capture_output=True, text=True)
    if "unshare" in done.stderr:
        pytest.skip("this machine gives no process namespace")
    return done.returncode


@pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed")
def test_the_first_process_obeys_as_soon_as_the_first_of_our_lines_ran() -> None:
    """Else the kernel keeps the signal from it, and a container is killed after its grace: what takes long to load comes
    later (``python -m bot`` runs the package's own file first)."""
    assert first_process("pass") == 0, "the signal is lost"
    assert first_process("import bot") == STOPPED
