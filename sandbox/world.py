"""What the sandbox knows: one guild with its channels, people, messages and commands; saved to a file on request."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sandbox.clock import Clock, Snowflakes
from sandbox.errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    ApiError,
)
from sandbox.objects import (
    ANNOUNCEMENT,
    DIRECT,
    TEXT,
    THREADS,
    Document,
    application,
    channel,
    direct_channel,
    guild,
    member,
    role,
    user,
)
from sandbox.permissions import OF_A_READER, Permission, permissions_in

GUILD_ID: Final = "1000000000000000001"
BOT_ID: Final = "1000000000000000010"
ADMIN_ID: Final = "1000000000000000011"
MEMBER_ID: Final = "1000000000000000012"
OWNER_ID: Final = "1000000000000000013"
DESK_ROLE_ID: Final = "1000000000000000021"
ANALYST_ROLE_ID: Final = "1000000000000000022"
BOT_ROLE_ID: Final = "1000000000000000023"
CHANNELS: Final = (
    ("1000000000000000101", "general", TEXT),
    ("1000000000000000102", "alerts", TEXT),
    ("1000000000000000103", "digest", TEXT),
    ("1000000000000000104", "news", ANNOUNCEMENT),
)
"""Ids are the same at every start, so that a bot finds the channels that it remembers."""


class World:
    """The state, and what can be asked of it. Every change goes through ``publish``: event name and data."""

    def __init__(self, clock: Clock, publish: Callable[[str, Document], None]) -> None:
        self.clock = clock
        self.publish = publish
        self.snowflakes = Snowflakes(clock)
        self.users = {
            person["id"]: person
            for person in (
                user(BOT_ID, "Entente", bot=True),
                user(ADMIN_ID, "Ada"),
                user(MEMBER_ID, "Max"),
                user(OWNER_ID, "Olga"),
            )
        }
        self.bot = self.users[BOT_ID]
        self.application = application(BOT_ID, "Entente", self.bot, self.users[OWNER_ID])
        self.guild = guild(GUILD_ID, "Entente sandbox", OWNER_ID, _roles())
        self.members = {id_: member(self.users[id_], roles, clock.now()) for id_, roles in _memberships()}
        self.channels = {
            id_: channel(id_, GUILD_ID, name, kind, position)
            for position, (id_, name, kind) in enumerate(CHANNELS)
        }
        self.messages: dict[str, dict[str, Document]] = {id_: {} for id_ in self.channels}
        self.commands: dict[str, list[Document]] = {}
        """Registered commands by scope: ``""`` is global, else a guild's id."""
        self.closed: set[str] = set()
        """Users who take no direct messages."""

    def guild_of(self, id_: str) -> Document:
        if id_ != self.guild["id"]:
            raise ApiError(UNKNOWN_GUILD)
        return self.guild

    def member_of(self, user_id: str) -> Document:
        if user_id not in self.members:
            raise ApiError(UNKNOWN_MEMBER)
        return self.members[user_id]

    def channel_of(self, id_: str) -> Document:
        if id_ not in self.channels:
            raise ApiError(UNKNOWN_CHANNEL)
        return self.channels[id_]

    def message_of(self, channel_id: str, id_: str) -> Document:
        found = self.messages.get(channel_id, {}).get(id_)
        if found is None:
            raise ApiError(UNKNOWN_MESSAGE)
        return found

    def threads(self) -> list[Document]:
        """Archived ones too."""
        return [row for row in self.channels.values() if row["type"] in THREADS]

    def active_threads(self) -> list[Document]:
        return [row for row in self.threads() if not row["thread_metadata"]["archived"]]

    def permissions(self, user_id: str, channel: Document) -> Permission:
        """In a thread the parent's permissions count."""
        place = self.channels.get(channel["parent_id"], channel) if channel["type"] in THREADS else channel
        return permissions_in(self.guild, place, self.members[user_id])

    def demand(self, channel: Document, *needed: Permission) -> None:
        """Raises ApiError 50001 if the bot cannot see ``channel``, 50013 if it lacks one of ``needed``."""
        held = self.permissions(BOT_ID, channel)
        if Permission.VIEW_CHANNEL not in held:
            raise ApiError(MISSING_ACCESS)
        if any(permission not in held for permission in needed):
            raise ApiError(MISSING_PERMISSIONS)

    def open_direct_channel(self, recipient_id: str) -> Document:
        """The one direct channel with this person."""
        for row in self.channels.values():
            if row["type"] == DIRECT and row["recipients"][0]["id"] == recipient_id:
                return row
        opened = direct_channel(self.snowflakes.next(), self.users[recipient_id])
        self.add_channel(opened)
        return opened

    def add_channel(self, channel: Document) -> None:
        self.channels[channel["id"]] = channel
        self.messages[channel["id"]] = {}

    def archive(self, thread: Document, *, archived: bool = True, locked: bool | None = None) -> None:
        """Archives a thread or makes it active again, and tells everyone where that changes something."""
        before = thread["thread_metadata"]
        after = before | {"archived": archived, "locked": before["locked"] if locked is None else locked}
        if after != before:
            thread["thread_metadata"] = after | {"archive_timestamp": self.clock.now().isoformat()}
            self.publish("THREAD_UPDATE", thread)

    def remove_channel(self, id_: str) -> Document:
        """Takes its threads and messages with it."""
        gone = self.channel_of(id_)
        for thread in [row for row in self.threads() if row["parent_id"] == id_]:
            self.remove_channel(thread["id"])
        del self.channels[id_]
        self.messages.pop(id_, None)
        kind = "THREAD_DELETE" if gone["type"] in THREADS else "CHANNEL_DELETE"
        self.publish(kind, gone)
        return gone

    def guild_created(self, now: datetime) -> Document:
        """The guild as GUILD_CREATE tells it to a bot without the members intent: itself the only member."""
        visible = [row for row in self.channels.values() if row["type"] != DIRECT]
        return self.guild | {
            "joined_at": now.isoformat(),
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [self.members[BOT_ID]],
            "channels": [row for row in visible if row["type"] not in THREADS],
            "threads": self.active_threads(),
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }

    def save(self, path: Path) -> None:
        """Replaces the file as a whole, and makes its folder."""
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {name: getattr(self, name) for name in ("channels", "messages", "commands")}
        beside = path.with_name(path.name + ".new")
        beside.write_text(json.dumps(kept | {"closed": sorted(self.closed)}, ensure_ascii=False))
        beside.replace(path)

    def restore(self, path: Path) -> None:
        """Raises ValueError when the file is not one that ``save`` wrote."""
        kept: dict[str, Any] = json.loads(path.read_text())
        try:
            self.channels, self.messages, self.commands = (
                kept["channels"],
                kept["messages"],
                kept["commands"],
            )
            self.closed = set(kept["closed"])
        except KeyError as missing:
            raise ValueError(f"{path} is no saved sandbox: {missing} is missing") from None
        for id_ in self._ids():
            self.snowflakes.pass_over(id_)

    def _ids(self) -> Iterator[str]:
        yield from self.channels
        for messages in self.messages.values():
            yield from messages
        for commands in self.commands.values():
            yield from (command["id"] for command in commands)


def _roles() -> list[Document]:
    bot = OF_A_READER | Permission.MANAGE_MESSAGES | Permission.MENTION_EVERYONE
    return [
        role(GUILD_ID, "@everyone", OF_A_READER, 0),
        role(ANALYST_ROLE_ID, "Analysts", 0, 1, mentionable=True),
        role(DESK_ROLE_ID, "Desk", Permission.MANAGE_GUILD | Permission.MANAGE_MESSAGES, 2),
        role(BOT_ROLE_ID, "Entente", bot, 3),
    ]


def _memberships() -> list[tuple[str, list[str]]]:
    return [
        (BOT_ID, [BOT_ROLE_ID]),
        (ADMIN_ID, [DESK_ROLE_ID, ANALYST_ROLE_ID]),
        (MEMBER_ID, [ANALYST_ROLE_ID]),
        (OWNER_ID, []),
    ]
