"""Whatever message the sandbox takes, Discord's description takes: it is never the more lenient of the two.

A message at its limits, with one place in it changed to something that may be wrong there.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.forms.forms import checked
from sandbox.forms.message_forms import MessageForm
from sandbox.world.errors import ApiError
from tests.examples import share_of
from tests.openapi import Description, needs_description

MESSAGES = "/channels/{channel_id}/messages"
Place = tuple[list[Any] | dict[str, Any], Any]


def letters(*sizes: int) -> st.SearchStrategy[Any]:
    return st.sampled_from(["x" * size for size in sizes])


def some(required: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    fixed = {name: st.just(value) for name, value in required.items()}
    return st.fixed_dictionaries(fixed, optional=optional)


LINK = st.sampled_from(["https://a.example/" + "x" * 490, None])
FIELD = some({"name": "n" * 256, "value": "v" * 300}, inline=st.booleans())
EMBED = some(
    {},
    title=letters(1, 256),
    description=letters(1, 1000),
    url=LINK,
    color=st.sampled_from([0, 0xFFFFFF]),
    timestamp=st.just("2026-03-01T12:00:00Z"),
    author=some({"name": "a" * 256}, url=LINK, icon_url=LINK),
    footer=some({}, text=letters(1, 512), icon_url=LINK),
    image=some({"url": "https://a.example"}),
    fields=st.lists(FIELD, min_size=1, max_size=2),
)
BUTTON = some(
    {"type": 2, "style": 1, "label": "l" * 80},
    emoji=some({"name": "x"}),
    disabled=st.booleans(),
)
LINK_BUTTON = some({"type": 2, "style": 5, "label": "l", "url": "https://a.example"})
OPTION = some({"label": "l" * 100}, description=letters(1, 100), default=st.booleans())
MENU = some({"type": 3}, placeholder=letters(1, 150), min_values=st.just(0), max_values=st.just(1))
PEOPLE = some({"type": 5}, placeholder=letters(1, 150), max_values=st.just(25))
MENTIONS = some({"parse": []}, users=st.just(["5", 6]), roles=st.just(["5"]), replied_user=st.booleans())


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to three action rows in which every custom id differs."""
    found = draw(st.lists(st.lists(BUTTON | LINK_BUTTON, min_size=1, max_size=3) | menus(), max_size=3))
    parts = [part for row in found for part in row]
    for number, part in enumerate(parts):
        if "url" not in part:
            part["custom_id"] = f"{number:0100}"
    return [{"type": 1, "components": row} for row in found]


@st.composite
def menus(draw: st.DrawFn) -> list[dict[str, Any]]:
    menu = draw(MENU | PEOPLE)
    if menu["type"] == 3:
        options = draw(st.lists(OPTION, min_size=1, max_size=3))
        menu["options"] = [{**option, "value": f"{n:0100}"} for n, option in enumerate(options)]
    return [menu]


MESSAGE = some(
    {"content": "x" * 2000},
    embeds=st.lists(EMBED, max_size=2),
    components=rows(),
    allowed_mentions=MENTIONS,
    flags=st.sampled_from([0, 1 << 12]),
    nonce=letters(1, 25),
    enforce_nonce=st.booleans(),
    message_reference=some({"message_id": "5"}, channel_id=st.just(5), fail_if_not_exists=st.booleans()),
)
SIZES = (1, 26, 81, 101, 151, 257, 513, 1025, 2001, 2049, 4097)
CHANGES: list[Any] = [
    None,
    "",
    True,
    -1,
    26,
    1 << 24,
    3.5,
    "5",
    [],
    {},
    ["x"],
    [{}] * 26,
    *("y" * n for n in SIZES),
]


def places(value: Any) -> Iterator[Place]:
    """Every container in a document with each of its keys or positions."""
    inside: list[Any] = []
    if isinstance(value, dict):
        inside = list(value)
    elif isinstance(value, list):
        inside = list(range(len(value)))
    for key in inside:
        yield value, key
        yield from places(value[key])


def taken(body: dict[str, Any]) -> bool:
    try:
        checked(MessageForm, body)
    except ApiError:
        return False
    return True


@needs_description
@settings(max_examples=share_of(200), deadline=None)
@given(MESSAGE, st.integers(0, 10_000), st.sampled_from(CHANGES))
def test_what_the_sandbox_takes_is_valid(body: dict[str, Any], where: int, change: Any) -> None:
    assert taken(body)
    changed = copy.deepcopy(body)
    found = list(places(changed))
    container, key = found[where % len(found)]
    container[key] = change
    for message in (body, changed):
        if taken(message):
            assert Description.load().request_problems("POST", MESSAGES, message) == []


@needs_description
@pytest.mark.parametrize("content", ["x" * 2001, 5])
def test_the_sandbox_is_stricter_where_discord_is(content: Any) -> None:
    assert not taken({"content": content})
