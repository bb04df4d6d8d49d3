"""A message command as a person finds it among the apps in a message's menu, and what Discord tells the bot of it."""

from collections.abc import Sequence
from typing import Final

from sandbox.forms.command_forms import MESSAGE_COMMAND
from sandbox.forms.message_forms import EPHEMERAL
from sandbox.unanswered import NotThereError
from sandbox.world.objects import DIRECT, Document

IN_GUILD, IN_DIRECT = 0, 1
"""Of Discord's interaction contexts: a server, and direct messages with the bot."""
PARTIAL: Final = frozenset({
    "id", "type", "content", "channel_id", "author", "attachments", "embeds", "mentions", "mention_roles", "pinned",
    "mention_everyone", "tts", "timestamp", "edited_timestamp", "flags", "components", "message_reference", "webhook_id",
    "application_id", "interaction_metadata",
})  # fmt: skip
"""What a resolved message holds (Discord's documentation, "Resolved Data Structure": partial message objects)."""


def offered(commands: Sequence[Document], message: Document, place: Document) -> list[Document]:
    """The message commands in the menu of a message. None are on one that only its reader sees."""
    if message["flags"] & EPHEMERAL:
        return []
    return [row for row in commands if row["type"] == MESSAGE_COMMAND and _is_for(row, place)]


def named(commands: Sequence[Document], name: str) -> Document:
    """The command of this name, which keeps its letters. Raises NotThereError."""
    found = next((row for row in commands if row["name"] == name), None)
    if found is None:
        known = ", ".join(row["name"] for row in commands) or "none"
        raise NotThereError(f"there is no app {name!r} on this message; there is {known}")
    return found


def applied_data(command: Document, message: Document) -> Document:
    """The interaction's data: the message by its id, and as it stands under ``resolved``."""
    scoped = {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    shown = {name: message[name] for name in message if name in PARTIAL}
    return scoped | {
        "id": command["id"],
        "name": command["name"],
        "type": MESSAGE_COMMAND,
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: shown}},
    }


def _is_for(command: Document, place: Document) -> bool:
    """Whether it may be used in a place: where no contexts are set, ``dm_permission`` decides for direct messages."""
    context = IN_DIRECT if place["type"] == DIRECT else IN_GUILD
    if command["contexts"] is not None:
        return context in command["contexts"]
    return context == IN_GUILD or bool(command["dm_permission"])
