"""The people of the sandbox: what a test, a terminal or the command line does to the bot, and sees of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from aiohttp import web

from sandbox.api import every_route
from sandbox.applied import applied_data, named, offered
from sandbox.forms.components import BUTTON, SELECTS, every, filled
from sandbox.forms.message_forms import MessageForm
from sandbox.rest.gateway import Gateway
from sandbox.rest.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DEFER_UPDATE,
    MODAL,
    Interactions,
    Reply,
)
from sandbox.rest.messages import Listener, Messages
from sandbox.rest.server import API, TOKEN, Recorded, Server
from sandbox.typed import NotTypedError, Typed, data_of, focused_data, read
from sandbox.unanswered import NoAnswerError, NotThereError
from sandbox.world.clock import Clock, utc_now
from sandbox.world.faults import Fault, Faults
from sandbox.world.limits import Limits
from sandbox.world.objects import TEXT, Document, channel
from sandbox.world.permissions import Permission
from sandbox.world.world import ADMIN_ID, BOT_ID, MEMBER_ID, OWNER_ID, READER_ID, World

PATIENCE: Final = 30.0
"""Seconds of real time that a person waits for an answer."""
AFTER_A_QUIET_UPDATE: Final = 0.3
"""Seconds of real time that an edit may follow a deferred update, which shows nothing by itself."""


class Sandbox:
    """A running sandbox. ``async with Sandbox.running() as sandbox`` or ``start()`` and ``close()``."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.admin: Document = self.world.members[ADMIN_ID]
        """A member with Manage Server."""
        self.member: Document = self.world.members[MEMBER_ID]
        """A member without it, who has the role *Analysts*."""
        self.owner: Document = self.world.members[OWNER_ID]
        """Who owns the guild, and the bot's application."""
        self.reader: Document = self.world.members[READER_ID]
        """A member without any role."""
        self._runner: web.AppRunner | None = None

    @classmethod
    async def start(
        cls,
        *,
        port: int = 0,
        now: Callable[[], datetime] = utc_now,
        state: Path | None = None,
        routes: Callable[[Self], Sequence[web.RouteDef]] = lambda _: (),
    ) -> Self:
        """Listens on 127.0.0.1; port 0 takes a free one.

        ``state`` is a file that channels, messages and commands are read from and saved to; ``routes`` are served
        beside the API. Raises ValueError when the file is no saved sandbox, OSError when the port is taken.
        """
        server = Server(Clock(now), state=state)
        sandbox = cls(server)
        application = server.application(*every_route(server))
        application.add_routes(routes(sandbox))
        sandbox._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await sandbox._runner.setup()
        await web.TCPSite(sandbox._runner, "127.0.0.1", port).start()
        server.url = f"http://127.0.0.1:{sandbox._runner.addresses[0][1]}"
        return sandbox

    @classmethod
    def running(cls, **how: Any) -> AbstractAsyncContextManager[Self]:
        """``start`` with the same arguments, closed at the end."""

        @asynccontextmanager
        async def run() -> AsyncIterator[Self]:
            sandbox = await cls.start(**how)
            try:
                yield sandbox
            finally:
                await sandbox.close()

        return run()

    async def close(self) -> None:
        if self._runner is not None:
            await self.gateway.close()
            await self._runner.cleanup()
            self._runner = None
            self.server.save()
            self.world.uploads.close()

    @property
    def api_url(self) -> str:
        """What the bot sets ``discord.http.Route.BASE`` to; the gateway's address is in ``gateway_url``."""
        return self.server.url + API

    @property
    def gateway_url(self) -> str:
        """What the bot sets ``discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY`` to, as a yarl.URL."""
        return self.server.gateway_url

    @property
    def control_url(self) -> str:
        """Where ``sandbox.remote`` listens, if its routes are served."""
        return self.server.url + "/_control"

    @property
    def token(self) -> str:
        return TOKEN

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def gateway(self) -> Gateway:
        return self.server.gateway

    @property
    def faults(self) -> Faults:
        return self.server.faults

    @property
    def limits(self) -> Limits:
        return self.server.limits

    @property
    def requests(self) -> list[Recorded]:
        return self.server.requests

    @property
    def guild(self) -> Document:
        return self.world.guild

    @property
    def channels(self) -> dict[str, Document]:
        """The guild's channels by name, without threads."""
        return {row["name"]: row for row in self.world.channels_of(self.guild["id"])}

    @property
    def commands(self) -> list[Document]:
        """The slash commands that are registered for the guild."""
        return self.server.commands.visible()

    def turn(self, **by: float) -> None:
        """Turns the clock: ``turn(minutes=4)``, arguments as of ``timedelta``."""
        self.server.clock.turn(timedelta(**by))

    async def wait_ready(self, seconds: float = PATIENCE) -> None:
        """Until the bot is connected to the gateway. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            await self.gateway.ready.wait()

    async def invoke(
        self,
        line: str,
        *,
        member: Document | None = None,
        channel: str = "general",
        seconds: float = PATIENCE,
    ) -> Reply:
        """Types a slash command and waits for its answer, through a deferral. ``channel`` says in which guild. Raises NotTypedError for what Discord's client would not send, a command that the
        member may not use among it, NoAnswerError when the bot stays silent.
        """
        place = self._place(channel)
        typed = self._typed(line, place, member)
        data = data_of(typed, self.world, place["guild_id"])
        return await self._done(COMMAND, data, member, place, None, seconds=seconds)

    async def autocomplete(
        self,
        line: str,
        focused: str,
        *,
        member: Document | None = None,
        channel: str = "general",
        seconds: float = PATIENCE,
    ) -> list[Document]:
        """The choices (name, value) that the bot offers for ``focused`` while ``line`` is typed."""
        place = self._place(channel)
        data = focused_data(self._typed(line, place, member), focused, self.world, place["guild_id"])
        reply = await self._done(AUTOCOMPLETE, data, member, place, None, seconds=seconds)
        return reply.choices

    def _typed(self, line: str, place: Document, member: Document | None) -> Typed:
        commands = self.server.commands
        typed = read(line, commands.visible(place["guild_id"]))
        if not commands.may_use(typed.command, member or self.member, place):
            raise NotTypedError(f"this member may not use /{typed.command['name']} here")
        return typed

    async def apply(
        self, message: Document, name: str, *, member: Document | None = None, seconds: float = PATIENCE
    ) -> Reply:
        """Chooses a message command among the apps in the menu of a message. Raises NotThereError."""
        now, place = self._seen(message, member)
        may_use, who = self.server.commands.may_use, member or self.member
        rows = offered(self.server.commands.every(place.get("guild_id", "")), now, place)
        data = applied_data(named([row for row in rows if may_use(row, who, place)], name), now)
        return await self._done(COMMAND, data, who, place, None, seconds=seconds)

    async def press(
        self, message: Document, custom_id: str, *, member: Document | None = None, seconds: float = PATIENCE
    ) -> Reply:
        """Presses a button. Raises NotThereError."""
        self._part(message, custom_id, {BUTTON})
        data = {"custom_id": custom_id, "component_type": BUTTON}
        return await self._on(message, data, member, seconds)

    async def select(
        self,
        message: Document,
        custom_id: str,
        *values: str,
        member: Document | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """Chooses in a select menu. Raises NotThereError for a value that it does not offer."""
        part = self._part(message, custom_id, SELECTS)
        offered = {option["value"] for option in part.get("options", [])}
        if offered and not set(values) <= offered:
            raise NotThereError(f"{sorted(set(values) - offered)} is not among {sorted(offered)}")
        data = {"custom_id": custom_id, "component_type": part["type"], "values": list(values)}
        return await self._on(message, data, member, seconds)

    async def submit(
        self,
        reply: Reply,
        values: dict[str, str],
        *,
        member: Document | None = None,
        seconds: float = PATIENCE,
    ) -> Reply:
        """Sends the modal that ``reply`` opened, with ``values`` by custom id. Raises NotThereError."""
        if reply.modal is None:
            raise NotThereError("no modal was opened")
        fields = {part["custom_id"] for part in every(reply.modal["components"]) if "custom_id" in part}
        if unknown := set(values) - fields:
            raise NotThereError(f"{sorted(unknown)} is not among {sorted(fields)}")
        data = {
            "custom_id": reply.modal["custom_id"],
            "components": [filled(part, values) for part in reply.modal["components"]],
        }
        who = member or reply.interaction.get("member")
        return await self._done(
            MODAL, data, who, reply.channel, reply.interaction.get("message"), seconds=seconds
        )

    def messages(self, channel: str = "alerts") -> list[Document]:
        """What stands in a channel (its name or id), oldest first."""
        return list(self.world.messages[self._place(channel)["id"]].values())

    def file(self, attachment: Document) -> Path:
        """Where the bytes of a message's attachment lie, until ``close``."""
        return self.world.uploads.path(attachment["id"], attachment["filename"])

    def direct_messages(self, member: Document) -> list[Document]:
        """What the bot wrote to a person."""
        opened = self.world.open_direct_channel(member["user"]["id"])
        return list(self.world.messages[opened["id"]].values())

    def say(self, content: str, *, member: Document | None = None, channel: str = "general") -> Document:
        """A person writes in a channel."""
        author = (member or self.member)["user"]
        return self.server.messages.post(self._place(channel), author, MessageForm(content=content))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener("create" | "update" | "delete", message)``; the answer ends it."""
        self._messages.listeners.append(listener)
        return lambda: self._messages.listeners.remove(listener)

    def deny(self, channel: str, *permissions: str) -> None:
        """Takes permissions (``send_messages``, ``view_channel``…) from the bot in a channel; none gives all back."""
        place = self._place(channel)
        denied = sum(Permission[name.upper()] for name in permissions)
        overwrite = {"id": BOT_ID, "type": 1, "allow": "0", "deny": str(denied)}
        others = [row for row in place["permission_overwrites"] if row["id"] != BOT_ID]
        place["permission_overwrites"] = [*others, overwrite] if permissions else others
        self.world.publish("CHANNEL_UPDATE", place)

    def create_channel(self, name: str, kind: int = TEXT) -> Document:
        id_, guild_id = self.world.snowflakes.next(), self.guild["id"]
        made = channel(id_, guild_id, name, kind, len(self.channels))
        self.world.add_channel(made)
        self.world.publish("CHANNEL_CREATE", made)
        return made

    def threads(self, channel: str = "alerts") -> list[Document]:
        """The threads of a channel, archived ones too, in the order in which they were started."""
        parent = self._place(channel)["id"]
        return [row for row in self.world.threads() if row["parent_id"] == parent]

    def archive(self, thread: str, *, locked: bool = False) -> None:
        """A moderator archives a thread by its id; the next message makes it active again, unless it was ``locked``."""
        self.world.archive(self._place(thread), locked=locked)

    def delete_channel(self, channel: str) -> None:
        """A channel by its name or id, or a thread by its id."""
        self.world.remove_channel(self._place(channel)["id"])

    def close_direct_messages(self, member: Document, *, closed: bool = True) -> None:
        """The person takes no direct messages, or (``closed=False``) takes them again."""
        change = self.world.closed.add if closed else self.world.closed.discard
        change(member["user"]["id"])

    def go_away(self) -> None:
        """An outage: every connection breaks and none is taken, until ``come_back``."""
        self.faults.add(Fault("drop", method="*", path=".*", times=None))
        self.gateway.refusing = True
        self.gateway.lose()

    def come_back(self) -> None:
        """Ends an outage, and every other fault."""
        self.faults.lift()
        self.gateway.refusing = False

    def forget_nonces(self) -> None:
        self._messages.forget_nonces()

    @property
    def _messages(self) -> Messages:
        return self.server.messages

    @property
    def _interactions(self) -> Interactions:
        return self.server.interactions

    def _place(self, channel: str) -> Document:
        wanted = channel.removeprefix("#")
        found = self.channels.get(wanted) or self.world.channels.get(wanted)
        if found is None:
            raise NotThereError(f"there is no channel {channel!r}")
        return found

    def _part(
        self, message: Document, custom_id: str, kinds: Sequence[int] | frozenset[int] | set[int]
    ) -> Document:
        parts = [part for part in every(self._current(message)["components"]) if part["type"] in kinds]
        found = next((part for part in parts if part.get("custom_id") == custom_id), None)
        if found is None:
            known = [part["custom_id"] for part in parts if "custom_id" in part]
            raise NotThereError(f"the message has no {custom_id!r}; it has {known}")
        if found.get("disabled"):
            raise NotThereError(f"{custom_id!r} is disabled")
        return found

    def _current(self, message: Document) -> Document:
        """The message as it is now: the caller may hold it from before a restart of the bot."""
        kept = self.world.messages.get(message["channel_id"], {}).get(message["id"])
        return kept or self._interactions.find(message["id"]) or message

    async def _on(self, message: Document, data: Document, member: Document | None, seconds: float) -> Reply:
        now, place = self._seen(message, member)
        return await self._done(COMPONENT, data, member, place, now, seconds=seconds)

    def _seen(self, message: Document, member: Document | None) -> tuple[Document, Document]:
        """The message as it is now, and where it stands."""
        now = self._current(message)
        place = self.world.channel_of(now["channel_id"])
        roster = self.world.rosters.get(place.get("guild_id", ""))
        if roster is not None and (member or self.member)["user"]["id"] not in roster:
            raise NotThereError("who is not in the guild does not see its messages")
        return now, place

    async def _done(
        self,
        kind: int,
        data: Document,
        member: Document | None,
        place: Document,
        message: Document | None,
        *,
        seconds: float,
    ) -> Reply:
        await self.wait_ready(seconds)
        reply = self._interactions.begin(kind, data, member or self.member, place, message)
        try:
            await reply.until(lambda now: now.settled, seconds)
        except TimeoutError:
            state = "stopped after its deferral" if reply.loading else "did not respond"
            raise NoAnswerError(f"the application {state}") from None
        if reply.kind == DEFER_UPDATE and not reply.messages:
            await reply.quiet(AFTER_A_QUIET_UPDATE)
        return reply


__all__ = ["NoAnswerError", "NotThereError", "NotTypedError", "Reply", "Sandbox"]
