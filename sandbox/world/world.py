"""What the sandbox knows: guilds with their channels and people, messages and commands; saved to a file on request."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sandbox.world.clock import Clock, Snowflakes
from sandbox.world.errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    ApiError,
)
from sandbox.world.objects import (
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
from sandbox.world.permissions import OF_A_READER, Permission, permissions_in
from sandbox.world.uploads import Uploads

GUILD_ID: Final = "1000000000000000001"
BOT_ID: Final = "1000000000000000010"
ADMIN_ID: Final = "1000000000000000011"
MEMBER_ID: Final = "1000000000000000012"
OWNER_ID: Final = "1000000000000000013"
READER_ID: Final = "1000000000000000014"
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

    def __init__(
        self, clock: Clock, publish: Callable[[str, Document], None], uploads: Uploads | None = None
    ) -> None:
        self.clock = clock
        self.uploads = uploads or Uploads()
        self._publish = publish
        self.snowflakes = Snowflakes(clock)
        self.users = {
            person["id"]: person
            for person in (
                user(BOT_ID, "Entente", bot=True),
                user(ADMIN_ID, "Ada"),
                user(MEMBER_ID, "Max"),
                user(OWNER_ID, "Olga"),
                user(READER_ID, "Rita"),
            )
        }
        self.bot = self.users[BOT_ID]
        self.application = application(BOT_ID, "Entente", self.bot, self.users[OWNER_ID])
        self.guild = guild(GUILD_ID, "Entente sandbox", OWNER_ID, _roles())
        """The guild that is there from the start."""
        self.guilds = {GUILD_ID: self.guild}
        self.joined = {GUILD_ID}
        """Guilds that the bot is in."""
        self.unavailable: set[str] = set()
        """Of these, those that Discord cannot reach at the moment."""
        self.rosters = {
            GUILD_ID: {id_: member(self.users[id_], roles, clock.now()) for id_, roles in _memberships()}
        }
        """Members by guild."""
        self.channels = {
            id_: channel(id_, GUILD_ID, name, kind, position)
            for position, (id_, name, kind) in enumerate(CHANNELS)
        }
        self.messages: dict[str, dict[str, Document]] = {id_: {} for id_ in self.channels}
        self.commands: dict[str, list[Document]] = {}
        """Registered commands by scope: ``""`` is global, else a guild's id."""
        self.closed: set[str] = set()
        """Users who take no direct messages."""

    @property
    def members(self) -> dict[str, Document]:
        """Of the guild that is there from the start."""
        return self.rosters[GUILD_ID]

    def publish(self, event: str, data: Document) -> None:
        """The bot hears nothing of a guild that it is not in, or that Discord cannot reach."""
        guild_id = data.get("guild_id")
        if guild_id is None or (guild_id in self.joined and guild_id not in self.unavailable):
            self._publish(event, data)

    def guild_of(self, id_: str) -> Document:
        """A guild that the bot is in."""
        if id_ not in self.joined:
            raise ApiError(UNKNOWN_GUILD)
        return self.guilds[id_]

    def member_of(self, user_id: str, guild_id: str = GUILD_ID) -> Document:
        if user_id not in self.rosters[guild_id]:
            raise ApiError(UNKNOWN_MEMBER)
        return self.rosters[guild_id][user_id]

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
        """Of every guild, archived ones too."""
        return [row for row in self.channels.values() if row["type"] in THREADS]

    def active_threads(self, guild_id: str = GUILD_ID) -> list[Document]:
        return [
            row
            for row in self.threads()
            if row["guild_id"] == guild_id and not row["thread_metadata"]["archived"]
        ]

    def channels_of(self, guild_id: str) -> list[Document]:
        """Of a guild, without its threads."""
        rows = self.channels.values()
        return [row for row in rows if row.get("guild_id") == guild_id and row["type"] not in THREADS]

    def permissions(self, user_id: str, channel: Document) -> Permission:
        """In a thread the parent's permissions count."""
        place = self.channels.get(channel["parent_id"], channel) if channel["type"] in THREADS else channel
        if channel["type"] == DIRECT:
            return OF_A_READER
        roster = self.rosters[channel["guild_id"]]
        if user_id not in roster:
            return Permission(0)
        return permissions_in(self.guilds[channel["guild_id"]], place, roster[user_id])

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

    def leave(self, guild_id: str) -> None:
        """The bot is thrown out of a guild."""
        self._publish("GUILD_DELETE", {"id": guild_id})
        self.joined.discard(guild_id)
        del self.rosters[guild_id][BOT_ID]

    def join(self, guild_id: str) -> None:
        """The bot is invited to a guild, with its own role."""
        roles = [row["id"] for row in self.guilds[guild_id]["roles"] if row["name"] == "Entente"]
        self.rosters[guild_id][BOT_ID] = member(self.bot, roles, self.clock.now())
        self.joined.add(guild_id)
        told = self.guild_created(self.clock.now(), guild_id)
        self._publish("GUILD_CREATE", {name: value for name, value in told.items() if name != "unavailable"})

    def lose(self, guild_id: str) -> None:
        """An outage: Discord cannot reach the guild; the bot is still in it."""
        self._publish("GUILD_DELETE", {"id": guild_id, "unavailable": True})
        self.unavailable.add(guild_id)

    def regain(self, guild_id: str) -> None:
        """The outage of a guild is over."""
        self.unavailable.discard(guild_id)
        self._publish("GUILD_CREATE", self.guild_created(self.clock.now(), guild_id))

    def guild_created(self, now: datetime, guild_id: str = GUILD_ID) -> Document:
        """A guild as GUILD_CREATE tells it to a bot without the members intent: itself the only member."""
        roster = self.rosters[guild_id]
        return self.guilds[guild_id] | {
            "joined_at": now.isoformat(),
            "large": False,
            "unavailable": False,
            "member_count": len(roster),
            "members": [roster[BOT_ID]],
            "channels": self.channels_of(guild_id),
            "threads": self.active_threads(guild_id),
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
        (READER_ID, []),
    ]
