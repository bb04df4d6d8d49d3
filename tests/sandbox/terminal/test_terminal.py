"""The terminal: piped lines answered in order, buttons pressed, alerts shown, errors in one line, completion."""

import asyncio
import io
import os
import tempfile
from collections.abc import AsyncIterator, Iterable

import discord
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from sandbox.control import Sandbox
from sandbox.terminal.completion import suggestions
from sandbox.terminal.show import Painter, values_of
from sandbox.terminal.terminal import converse, standard_input
from sandbox.unanswered import NotThereError
from tests.sandbox.client import Bot, Buttons

KINDS = "/kinds level:high share:1 channel:alerts role:Desk who:max"


async def typed(lines: Iterable[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line + "\n"


async def nothing_in_flight() -> None:
    return


async def conversation(sandbox: Sandbox, *lines: str) -> str:
    """What the terminal printed."""
    console = Console(file=io.StringIO(), width=100)
    await converse(
        sandbox, console=console, answered=nothing_in_flight, settled=nothing_in_flight, lines=typed(lines)
    )
    printed = console.file
    assert isinstance(printed, io.StringIO)
    return printed.getvalue()


async def test_lines_are_answered_in_order(sandbox: Sandbox, bot: Bot) -> None:
    printed = await conversation(sandbox, "/echo text:first", "", "/slow", "/echo text:last")
    words = ["> /echo text:first", "first", "> /slow", "only you see this", "done", "Slowly", "last"]
    places = [printed.index(word) for word in words]
    assert places == sorted(places)


async def test_buttons_menus_and_modals_are_worked_by_number(sandbox: Sandbox, bot: Bot) -> None:
    printed = await conversation(
        sandbox, KINDS, "/press 1", KINDS, "/press 5 tw", KINDS, "/press 3", "in May"
    )
    assert "[1] Why" in printed
    assert "[5] choose (One, Two)" in printed
    for answer in ("because", "picked 2", "A question", "Text: in May", "heard in May"):
        assert answer in printed


OPTIONS = {"One": "1", "Ones": "ones", "Two": "2", "Two words": "words"}


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("2", ["2"]),
        ("1 ones", ["1", "ones"]),
        ("two words", ["words"]),
        ("One", ["1"]),
        ("Two w", ["words"]),
        ("Tw", "several of"),
        ("three", "not among One, Ones, Two, Two words"),
    ],
)
def test_a_menu_is_answered_by_its_labels(typed: str, chosen: list[str] | str) -> None:
    menu = {"options": [{"label": label, "value": value} for label, value in OPTIONS.items()]}
    if isinstance(chosen, list):
        assert values_of(menu, typed) == chosen
    else:
        with pytest.raises(NotThereError, match=chosen):
            values_of(menu, typed)


async def test_a_message_command_is_chosen_in_the_terminal(sandbox: Sandbox, bot: Bot) -> None:
    printed = await conversation(sandbox, KINDS, "/apps 1 Read Aloud", "/apps 1 Judge", "/apps 7 Read Aloud")
    for words in ("high 1.0 alerts", "only you see this", "there is no app 'Judge'", "under '7'"):
        assert words in printed


async def test_alerts_are_shown_as_they_arrive_and_can_be_pressed(sandbox: Sandbox, bot: Bot) -> None:
    console = Console(file=io.StringIO(), width=100)
    channel = bot.get_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(channel, discord.TextChannel)

    async def lines() -> AsyncIterator[str]:
        message = await channel.send("an alert", view=Buttons())
        await message.edit(content="the alert grew")
        yield "/echo text:between\n"
        yield "/press a6\n"

    async def posts_the_last() -> None:
        await channel.send("just before the end")

    await converse(
        sandbox, console=console, answered=nothing_in_flight, settled=posts_the_last, lines=lines()
    )
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    words = [
        "an alert",
        "[a1] Why",
        "#alerts · edited",
        "the alert grew",
        "between",
        "because",
        "just before",
    ]
    places = [printed.index(word) for word in words]
    assert places == sorted(places)


async def test_a_message_in_a_thread_is_shown_with_its_channel(sandbox: Sandbox, bot: Bot) -> None:
    channel = bot.get_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(channel, discord.TextChannel)

    async def lines() -> AsyncIterator[str]:
        message = await channel.send("an alert")
        await (await message.create_thread(name="What changed")).send("a new date")
        yield "/echo text:between\n"

    console = Console(file=io.StringIO(), width=100)
    await converse(
        sandbox, console=console, answered=nothing_in_flight, settled=nothing_in_flight, lines=lines()
    )
    shown = [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    place = shown.index("Entente #alerts › What changed")
    assert "a new date" in shown[place + 1]


OWN_WORDS = [
    ("/ecko", "/ecko is no command; try /echo"),
    ("/press 9", "there is nothing to press under '9'; there is none yet"),
    ("/as nobody", "/as admin or /as member, not 'nobody'"),
    ("/in nowhere", "there is no channel 'nowhere'"),
    ("hello", "a command starts with /"),
    ("/as admin", "You are Ada, admin."),
    ("/in #news", "You are in #news."),
]


async def test_the_terminals_own_words(sandbox: Sandbox, bot: Bot) -> None:
    for line, said in OWN_WORDS:
        printed = await conversation(sandbox, line, "/quit", "/echo text:never")
        echoed, answer = printed.splitlines()[:2]
        assert echoed == f"> {line}"
        assert answer.startswith(said)


COMPLETIONS = [
    ("", []),
    ("/e", ["echo "]),
    ("/feed ", ["add "]),
    ("/nothing ", []),
    ("/echo ", ["text:", "times:"]),
    ("/echo text:some words ti", ["times:"]),
    ("/kinds level:", ["High level"]),
    ("/kinds level:High level channel:#a", ["#alerts"]),
    ("/kinds who:@m", ["@max"]),
    ("/slow more:t", ["true"]),
    ("/feed add url:u name:ab", ["AB"]),
]


async def test_completion(sandbox: Sandbox, bot: Bot) -> None:
    for line, expected in COMPLETIONS:
        found = await suggestions(sandbox, line, sandbox.member)
        assert [row.text for row in found] == expected, line


async def test_a_hidden_command_is_not_completed(sandbox: Sandbox, bot: Bot) -> None:
    for command in sandbox.commands:
        command["default_member_permissions"] = str(1 << 5)
    assert await suggestions(sandbox, "/", sandbox.member) == []
    assert len(await suggestions(sandbox, "/", sandbox.admin)) == 5


async def test_a_person_at_the_keyboard(sandbox: Sandbox, bot: Bot) -> None:
    console = Console(file=io.StringIO(), width=100)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("/echo text:typed\n/quit\n")
        await converse(sandbox, console=console, answered=nothing_in_flight, settled=nothing_in_flight)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Commands: /echo" in printed
    assert printed.splitlines()[-1].strip() == "typed"


@pytest.mark.parametrize("kind", ["pipe", "file"])
async def test_standard_input_is_read_from_a_pipe_or_a_file(kind: str) -> None:
    if kind == "pipe":
        reading, writing = os.pipe()
        os.write(writing, "/écho\n/two".encode())
        os.close(writing)
        stream = os.fdopen(reading)
    else:
        stream = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed below, whichever kind it is
        stream.write("/écho\n/two")
        stream.seek(0)
    async with asyncio.timeout(60):
        assert [line.rstrip() async for line in standard_input(stream)] == ["/écho", "/two"]
    stream.close()


def drawn(sandbox: Sandbox, embed: dict[str, object], *, links: bool = False) -> str:
    console = Console(file=io.StringIO(), width=80)
    console.print(Painter(sandbox.world, links=links).embed(embed))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


async def test_an_embed_is_readable_without_colour_or_links(sandbox: Sandbox) -> None:
    alerts, ada = sandbox.channels["alerts"]["id"], sandbox.admin["user"]["id"]
    embed = {
        "title": "A \\*visit\\*",
        "url": "https://a.example/1",
        "description": f"**Bold** [source](https://a.example/2)\n<t:1606694400:D> <#{alerts}> <@{ada}>",
        "fields": [{"name": "Status", "value": "reported\n-# small", "inline": False}],
        "footer": {"text": "A2"},
        "timestamp": "2026-03-01T14:00:00+02:00",
        "color": 0xFF0000,
    }
    text = drawn(sandbox, embed)
    for words in (
        "A *visit* (https://a.example/1)",
        "Bold source (https://a.example/2)",
        "30 November 2020 #alerts @Ada",
        "Status",
        "reported ",
        " small",
        "A2 · 1 March 2026 12:00 UTC",
    ):
        assert words in text
