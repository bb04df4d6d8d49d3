"""The bot as a process: a pipe into the sandbox, and a bot on a Discord of its own that is asked to stop."""

import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.cli.check import check_running
from bot.settings import Settings
from handlers.health.signs import ALIVE
from store.presence.heartbeats import HEARTBEAT
from store.store import open_store
from tests.bot.test_image import asked

ROOT = Path(__file__).parents[2]
PIPED = "/recent\n/actor name:Wei Fenghe\n/brief\n"
ALERT = "Sample Tide-1"


def environment(**settings: str) -> dict[str, str]:
    """A new user's: nothing but where programs are found."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}


@pytest.fixture
def home(founded_sqlite: Path, tmp_path: Path) -> Path:
    """A working directory with a seeded register; the default feeds are not due, because they are elsewhere."""
    (tmp_path / "data").mkdir()
    register = tmp_path / "data" / "sandbox.db"
    shutil.copyfile(founded_sqlite, register)
    with closing(sqlite3.connect(register)) as connection, connection:
        connection.execute("UPDATE feed SET next_due = '2999-01-01 00:00:00.000000'")
    return tmp_path


def piped(home: Path, lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "run", "--sandbox"],
        cwd=home,
        env=environment(),
        input=lines,
        text=True,
        capture_output=True,
        timeout=100,
        check=False,
    )


def posted(home: Path) -> list[str]:
    """Headlines of what stands in the sandbox's #alerts."""
    saved = json.loads((home / "data" / "sandbox.json").read_text("utf-8"))
    said = [message["content"] for channel in saved["messages"].values() for message in channel.values()]
    return [headline for headline in said if ALERT in headline]


def test_a_pipe_gets_its_answers_and_the_alert_once(home: Path) -> None:
    first = piped(home, PIPED)
    assert (first.returncode, "Traceback" in first.stdout + first.stderr) == (0, False), first.stderr
    recent, actor, brief = first.stdout.split("\n> ")[-3:]
    assert "VT-4" in recent
    assert "Defence Minister of China" in actor
    assert "¹" in brief
    assert first.stdout.count("Entente #alerts") == 1
    assert "in the sandbox, a Discord on loopback, with data/sandbox.db (sandbox)" in first.stderr
    assert len(posted(home)) == 1
    second = piped(home, "/help\n")
    assert (second.returncode, "Traceback" in second.stdout + second.stderr) == (0, False), second.stderr
    assert len(posted(home)) == 1


@contextmanager
def process(home: Path, module: str, *words: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=home,
        env=environment(**settings),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


async def test_a_bot_lives_until_it_is_asked_to_stop(home: Path) -> None:
    register = f"sqlite:///{home / 'data' / 'sandbox.db'}"
    beside = Settings(ENTENTE_DATABASE=register)
    assert (await check_running(beside))[0].state == "wrong"
    with process(home, "sandbox") as discord:
        assert discord.stdout is not None
        about = json.loads(discord.stdout.readline())
        given = {"ENTENTE_DATABASE": register, "ENTENTE_DISCORD_API": about["api"]}
        given["ENTENTE_METRICS_PORT"] = port = free_port()
        other = given | {"ENTENTE_DATABASE": "sqlite:///data/other.db", "DISCORD_TOKEN": "wrong"}
        other["ENTENTE_METRICS_PORT"] = free_port()
        with (
            process(home, "bot", "run", **given, DISCORD_TOKEN=about["token"]) as bot,
            process(home, "bot", "run", **other) as refused,
        ):
            async with asyncio.timeout(90):
                while (await check_running(beside))[0].state == "wrong":
                    assert bot.poll() is None
                    await asyncio.sleep(0.2)
            assert refused.wait(30) == 1
            assert asked(port)[0] == 0, "the image's own health check"
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(10) == 0
            assert asked(port)[0] != 0
            assert "no bot runs" in (await check_running(beside))[0].detail, "it said goodbye"
            assert "Traceback" not in said(bot)
            told = said(refused)
    assert "Traceback" not in told
    assert told.count("entente: Discord does not take DISCORD_TOKEN") == 1


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def said(child: subprocess.Popen[str]) -> str:
    """What an ended process wrote to its errors."""
    assert child.stderr is not None
    return child.stderr.read()


async def test_two_minutes_of_silence_are_not_running(home: Path) -> None:
    register = f"sqlite:///{home / 'data' / 'sandbox.db'}"
    store = await open_store(register, utc_now)
    for seconds, state in ((119, "good"), (125, "wrong")):
        await store.marks.set_mark(f"{HEARTBEAT}host/1/2", ALIVE, utc_now() - timedelta(seconds=seconds))
        [finding] = await check_running(Settings(ENTENTE_DATABASE=register))
        assert finding.state == state
    await store.close()
