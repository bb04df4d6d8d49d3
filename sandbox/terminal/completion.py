"""What a person may go on with while typing a slash command: names, options, values, and the bot's own choices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sandbox.control import Sandbox
from sandbox.forms.command_forms import BOOLEAN, CHANNEL, GROUP, MENTIONABLE, ROLE, SUBCOMMAND, USER
from sandbox.typed import NotTypedError
from sandbox.unanswered import NoAnswerError
from sandbox.world.objects import Document
from sandbox.world.permissions import permissions_in

BOT_HAS: Final = 3.0
"""Seconds of real time for which Discord waits for a list of choices."""


@dataclass(frozen=True)
class Suggestion:
    """``text`` takes the place of the last ``replaces`` characters; ``label`` and ``about`` explain it."""

    text: str
    replaces: int
    label: str
    about: str = ""


async def suggestions(sandbox: Sandbox, line: str, member: Document) -> list[Suggestion]:
    """For what is typed so far, up to the cursor. Empty where nothing fits."""
    if not line.startswith("/"):
        return []
    rows, rest, before = [row for row in sandbox.commands if _may(sandbox, row, member)], line[1:], "/"
    while True:
        word, space, rest = rest.partition(" ")
        if not space:
            return _names(rows, word, before)
        found = next((row for row in rows if row["name"] == word), None)
        if found is None:
            return []
        rows, before = found.get("options", []), ""
        if not rows or rows[0]["type"] not in {SUBCOMMAND, GROUP}:
            return await _within_options(sandbox, line, rest, rows, member)


async def _within_options(
    sandbox: Sandbox, line: str, rest: str, options: list[Document], member: Document
) -> list[Suggestion]:
    names = {row["name"]: row for row in options}
    used = [found for found in re.finditer(r"(?:^|\s)([-\w]+):", rest) if found[1] in names]
    last = re.search(r"\S*$", rest)
    word = last[0] if last else ""
    unused = [row for row in options if row["name"] not in {found[1] for found in used}]
    more = [
        Suggestion(row["name"] + ":", len(word), row["name"] + ":", row["description"])
        for row in unused
        if row["name"].startswith(word)
    ]
    if not used:
        return more
    option, value = names[used[-1][1]], rest[used[-1].end() :].lstrip()
    return [*await _values(sandbox, line, option, value, member), *(more if value else [])]


async def _values(
    sandbox: Sandbox, line: str, option: Document, value: str, member: Document
) -> list[Suggestion]:
    if option.get("autocomplete"):
        return await _bot_says(sandbox, line, option, value, member)
    return [
        Suggestion(text, len(value), text, about)
        for text, about in _known(sandbox, option)
        if text.lower().startswith(value.lower())
    ]


async def _bot_says(
    sandbox: Sandbox, line: str, option: Document, value: str, member: Document
) -> list[Suggestion]:
    try:
        choices = await sandbox.autocomplete(line, option["name"], member=member, seconds=BOT_HAS)
    except (NotTypedError, NoAnswerError, TimeoutError):
        return []
    return [Suggestion(str(row["value"]), len(value), row["name"]) for row in choices]


def _known(sandbox: Sandbox, option: Document) -> Iterable[tuple[str, str]]:
    world = sandbox.world
    if option.get("choices"):
        return [(choice["name"], "") for choice in option["choices"]]
    people = [(f"@{row['user']['username']}", "member") for row in world.members.values()]
    roles = [(f"@{row['name'].removeprefix('@')}", "role") for row in world.guild["roles"]]
    kinds = option.get("channel_types")
    channels = [
        (f"#{n}", "channel") for n, row in sandbox.channels.items() if not kinds or row["type"] in kinds
    ]
    return {
        BOOLEAN: [("true", ""), ("false", "")],
        CHANNEL: channels,
        USER: people,
        ROLE: roles,
        MENTIONABLE: people + roles,
    }.get(option["type"], [])


def _names(rows: list[Document], word: str, before: str) -> list[Suggestion]:
    return [
        Suggestion(row["name"] + " ", len(word), before + row["name"], row["description"])
        for row in sorted(rows, key=lambda row: str(row["name"]))
        if row["name"].startswith(word)
    ]


def _may(sandbox: Sandbox, command: Document, member: Document) -> bool:
    """Discord hides a command from members who lack what it declares."""
    needed = int(command["default_member_permissions"] or 0)
    held = permissions_in(sandbox.guild, sandbox.channels["general"], member)
    return int(held) & needed == needed
