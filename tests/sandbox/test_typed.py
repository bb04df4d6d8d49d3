"""Typed commands, read against the commands that the client declares."""

from typing import Any

import pytest

from sandbox.rest.commands import GLOBAL, Commands
from sandbox.typed import NotTypedError, data_of, focused_data, read
from sandbox.world.clock import Clock
from sandbox.world.world import World
from tests.sandbox.client import Bot


@pytest.fixture
async def world() -> World:
    """With the test bot's commands registered, as it would send them."""
    bot, world = Bot(), World(Clock(), lambda *_: None)
    Commands(world).put(GLOBAL, [command.to_dict(bot.tree) for command in bot.tree.get_commands()])
    return world


def data(world: World, line: str) -> dict[str, Any]:
    return data_of(read(line, Commands(world).visible()), world)


async def test_a_value_runs_to_the_next_option(world: World) -> None:
    options = data(world, "/echo text: a:b c times:2")["options"]
    assert options == [
        {"type": 3, "name": "text", "value": "a:b c"},
        {"type": 4, "name": "times", "value": 2},
    ]


async def test_a_subcommand_is_nested_in_its_command(world: World) -> None:
    [subcommand] = data(world, "/feed add url:https://a.example/?name=b name:B")["options"]
    values = {row["name"]: row["value"] for row in subcommand["options"]}
    assert (subcommand["type"], subcommand["name"]) == (1, "add")
    assert values == {"url": "https://a.example/?name=b", "name": "B"}


async def test_a_subcommand_may_be_left_out_where_its_options_tell_it(world: World) -> None:
    assert data(world, "/feed url:https://a.example name:B") == data(
        world, "/feed add url:https://a.example name:B"
    )


async def test_channels_roles_and_people_are_resolved(world: World) -> None:
    sent = data(world, "/kinds level:High level share:0.5 channel:#alerts role:@Desk who:@max")
    options = {row["name"]: row["value"] for row in sent["options"]}
    assert options["level"] == "high"
    assert sent["resolved"]["channels"][options["channel"]]["name"] == "alerts"
    assert sent["resolved"]["roles"][options["role"]]["name"] == "Desk"
    assert sent["resolved"]["users"][options["who"]]["username"] == "max"
    assert "user" not in sent["resolved"]["members"][options["who"]]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("echo", "a command starts with /"),
        ("/", "a command is missing; try /echo, /feed, /kinds, /silent, /slow"),
        ("/ecko text:a", "/ecko is no command; try /echo"),
        ("/echo", "/echo needs text:"),
        ("/echo txt:a", "txt: is no option of /echo; try text:"),
        ("/echo a word", "say which option 'a word' is for: text:, times:"),
        ("/echo text:a times:many", "times:many is no whole number"),
        ("/echo text:a times:9007199254740993", "times:9007199254740993 is beyond what Discord takes"),
        ("/kinds level:high share:nan channel:alerts role:Desk who:max", "share:nan is beyond"),
        ("/echo text:a time\u017f:2 times:x", "times:x is no whole number"),
        ("/echo text:a text:b", "text: stands twice"),
        ("/silent text:a", "/silent takes no options"),
        ("/feed ad url:a", "ad is no subcommand of /feed; try add"),
        ("/kinds level:low share:1 channel:alerts role:Desk who:max", "level:low is none of High level"),
        ("/kinds level:high share:2 channel:alerts role:Desk who:max", "share: is at most 1"),
        (
            "/kinds level:high share:1 channel:alert role:Desk who:max",
            "there is no channel 'alert'; try #alerts",
        ),
        ("/kinds level:high share:1 channel:alerts role:Desk who:moritz", "who:moritz is nobody here"),
    ],
)
async def test_what_cannot_be_sent_is_told_in_one_line(world: World, line: str, sentence: str) -> None:
    with pytest.raises(NotTypedError) as caught:
        data(world, line)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


async def test_an_unfinished_command_is_sent_as_far_as_it_is_valid(world: World) -> None:
    typed = read("/feed add url:https://a.example/\udcff name:", Commands(world).visible())
    typed.options[1]["autocomplete"] = True
    [subcommand] = focused_data(typed, "name", world)["options"]
    assert subcommand["options"] == [
        {"type": 3, "name": "url", "value": "https://a.example/\ufffd"},
        {"type": 3, "name": "name", "value": "", "focused": True},
    ]
