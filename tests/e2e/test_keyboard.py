"""No key pressed in the terminal raises: not in the terminal, and not in the bot behind it."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console
from structlog.testing import capture_logs

from bot.app import open_bot
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from sandbox.control import Sandbox
from sandbox.forms.command_forms import BOOLEAN, CHANNEL, GROUP, INTEGER, ROLE, USER
from sandbox.terminal.terminal import Completing, Source, Terminal
from tests.clock import Clock

VALUES = [
    *("#general", "#nowhere", "#", "general", "<#1>", "@max", "@Desk", "@nobody", "@everyone", "<@&1>"),
    *("0", "8", "-1", "1e400", "nan", "9" * 30, "9" * 5000, "٣", "true", "no", "maybe", "high", "low"),
    *("Kar", "China", "China, Pak", "exercise", "Shaheen-IX", "2020", "ISPR", "https://a.example/?b=c:d", ""),
    *("ſ", "K", "İ", "\udcff", "\ud83d", "\x00", "\u202e", "پاکستان", "中国", "a:b", ":", "::", "/", "\\"),
]
ODD = st.one_of(st.sampled_from(VALUES), st.text(st.characters(), max_size=6))
FITTING = {
    CHANNEL: ["#general", "#alerts", "#news"],
    ROLE: ["@Desk", "@everyone"],
    USER: ["@max", "@ada"],
    INTEGER: ["0", "8", "23", "60"],
    BOOLEAN: ["true", "false"],
}
SCREEN = {"width": 100, "force_terminal": False}


class Keyboard:
    """A terminal in front of the whole bot, and everything that went wrong behind it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.terminal = Terminal(sandbox, Console(file=io.StringIO(), **SCREEN))  # type: ignore[arg-type]
        self.terminal.member = sandbox.admin
        self.completing = Completing(sandbox, self.terminal)
        self.failures: list[Any] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, told: self.failures.append(told))

    async def offered(self, typed: str) -> list[str]:
        found = self.completing.get_completions_async(Document(typed), CompleteEvent(text_inserted=True))
        return [row.text async for row in found]


class Nobody(Source):
    """Fills every field of a modal with the same odd word."""

    async def line(self, prompt: str) -> str | None:
        return "\udcff"


@pytest.fixture
async def keyboard(
    founded_sqlite_url: str, clock: Clock, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Keyboard]:
    """At the end nothing may have failed, and nothing may be logged as an error."""
    async with Sandbox.running(now=clock) as sandbox:
        sandbox.server.keeps = 100
        told = Settings(
            DISCORD_TOKEN=sandbox.token,
            ENTENTE_DISCORD_API=sandbox.api_url,
            ENTENTE_DATABASE=founded_sqlite_url,
        )
        with capture_logs() as logged:
            async with (
                open_bot(told, clock) as bot,
                connected(bot.client, sandbox.token, sandbox.api_url) as running,
            ):
                await until_up(bot.client, running)
                keyboard = Keyboard(sandbox)
                yield keyboard
                await bot.client.tree.idle()
    assert keyboard.failures == []
    assert [row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR] == []
    assert [row for row in logged if row["log_level"] == "error"] == []


def leaves(commands: list[dict[str, Any]], before: str = "/") -> list[tuple[str, list[dict[str, Any]]]]:
    """Every command and subcommand as it is typed, with its options."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    for row in commands:
        inner = row.get("options", [])
        deeper = inner and inner[0]["type"] <= GROUP
        found += leaves(inner, f"{before}{row['name']} ") if deeper else [(before + row["name"], inner)]
    return found


def value_of(option: dict[str, Any]) -> st.SearchStrategy[str]:
    """What fits the option's type, mostly; else anything."""
    choices = [choice["name"] for choice in option.get("choices", [])]
    fitting = st.sampled_from(choices or FITTING.get(option["type"], VALUES))
    return st.one_of(fitting, fitting, ODD)


@st.composite
def command_lines(draw: st.DrawFn, commands: list[dict[str, Any]]) -> str:
    """A command with its options in any order, with fitting and unfitting values; often spoilt somewhere."""
    name, options = draw(st.sampled_from(leaves(commands)))
    chosen = draw(st.permutations(options))[: draw(st.integers(0, 5))]
    line = " ".join([name, *(f"{option['name']}:{draw(value_of(option))}" for option in chosen)])
    at = draw(st.integers(0, len(line)))
    spoilt = st.sampled_from(
        [line[:at] + draw(ODD) + line[at:], line.upper(), f"{line} {draw(ODD)}:{draw(ODD)}"]
    )
    return draw(st.one_of(st.just(line), st.just(line), spoilt))


async def test_a_channel_before_a_completed_option(keyboard: Keyboard) -> None:
    for line, expected in (
        ("/digest set channel:#general hour:8 timezone:Karac", "Asia/Karachi"),
        ("/alerts set channel:#alerts ping_role:@Desk countries:Pakis", "Pakistan"),
        ("/alerts set channel:#nowhere cooldown:many countries:Pakis", "Pakistan"),
        ("/watch add daily:perhaps hour:99 kind:country what:Pakis", "PK"),
    ):
        assert expected in await keyboard.offered(line), line


def lines_of(keyboard: Keyboard, examples: int) -> list[str]:
    """Drawn outside the event loop's turns: Hypothesis knows no coroutine."""
    tried: list[str] = []

    @settings(
        max_examples=examples, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    @given(command_lines(keyboard.sandbox.commands))
    def typed(line: str) -> None:
        tried.append(line)

    typed()
    return list(dict.fromkeys(tried))


async def test_completion_at_every_cursor_of_every_command(keyboard: Keyboard) -> None:
    for line in lines_of(keyboard, 80):
        for cursor in range(len(line[:120]) + 1):
            await keyboard.offered(line[:cursor])


async def test_whatever_is_entered_is_answered_or_refused(keyboard: Keyboard) -> None:
    """Commands as they are typed and spoilt, and what can be pressed in their answers."""
    for line in lines_of(keyboard, 120):
        for entered in (line, "/press 1", "/press 2 \udcff", "/press a1"):
            assert await keyboard.terminal.handle(entered, Nobody()), entered
