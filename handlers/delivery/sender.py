"""Carries a message to Discord: posts it, looks for it in a history, edits it, in a channel or in the thread of one of
its messages. Every end is a value.

discord.py repeats a request by itself after a 500, 502, 504 or 429, so that also an error may stand for a message that
was posted: only an answer with a message is certain.
"""

import asyncio
import io
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

import aiohttp
import discord
import structlog

from handlers.render.cards import group, plain
from handlers.render.pictures.canvas import Picture
from store.nouns.outbox import Alert
from store.outbox.outbox import ClaimedAlert, Thread
from store.outbox.queueing import mark_of

log = structlog.get_logger("handlers.delivery.sender")
LONGEST_SEND = 170.0
"""Seconds: more than discord.py's five tries with their waits, less than the lease of an alert."""
HISTORY = 1_000
"""So many of the newest messages are looked through where no older message of ours is known."""
CLOSED_CHANNEL = frozenset({10003, 10004, 50001, 50013, 50083})
"""Unknown channel, unknown guild, missing access, missing permission, archived thread (Discord's documentation, "JSON
Error Codes")."""
CLOSED_PERSON = frozenset({10013, 50007, 50278})
"""Unknown user, messages to this user refused, no server in common."""
UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
ANY_MESSAGE = 1
"""An id that no message has."""
THREAD_IS_THERE = 160004
"""A thread was started from this message before."""
CLOSED_THREAD = frozenset({10003, 50001, 50013, 50083, 160005})
"""Unknown, missing access, missing permission, archived, locked: the channel itself may still be open."""
ARCHIVED_AFTER: Final = 1440
"""Minutes without a message after which Discord archives a thread; the next change makes it active again."""


@dataclass(frozen=True)
class AttachedPicture:
    """The picture of a message, and the message's embeds without it: who may not attach files posts those."""

    picture: Picture
    png: bytes
    bare: tuple[discord.Embed, ...]

    def file(self) -> discord.File:
        return discord.File(io.BytesIO(self.png), self.picture.file, description=self.picture.alt)


@dataclass(frozen=True)
class OutgoingMessage:
    """A message as it is to be shown. The alert's mark ends its last embed's footer, or its ``text``, which else is
    empty. ``plain`` is what it says in the plainest form; empty for what its embeds say."""

    embeds: tuple[discord.Embed, ...]
    text: str = ""
    """The line above the embeds: all that a lock screen shows of them (discord-api-docs#7854)."""
    plain: str = ""
    view: discord.ui.View | None = None
    ping_role: int | None = None
    silent: bool = False
    publish: bool = False
    reply_to: int | None = None
    picture: AttachedPicture | None = None
    thread_name: str = "What changed"
    """Of the thread that it starts, if it starts one."""


@dataclass(frozen=True)
class Posted:
    """``is_shared``: the message tells other alerts too, of which this register may not know."""

    message: int
    is_shared: bool = False


@dataclass(frozen=True)
class Absent:
    """The history was read and the message is not in it; for an edit, somebody deleted the message."""


@dataclass(frozen=True)
class Unclear:
    """No certain answer. ``wait`` is what Discord asked for, if it did."""

    error: str
    wait: timedelta | None = None


@dataclass(frozen=True)
class Closed:
    """The channel (or the person) takes no messages from the bot, or hides its history from it."""

    error: str
    person: bool = False


@dataclass(frozen=True)
class RefusedMessage:
    """Discord will never take this message as it is."""

    error: str


@dataclass(frozen=True)
class Threadless:
    """There is no thread to post in, and none can be started: it was not posted there."""

    error: str


SendOutcome = Posted | Absent | Unclear | Closed | RefusedMessage | Threadless


@dataclass
class Sender:
    """Speaks to Discord's REST side alone: a lost gateway does not stop it."""

    client: discord.Client
    longest: float = LONGEST_SEND
    _direct: dict[int, discord.abc.Messageable] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether the client has logged in: before it, nothing can be sent and its own messages cannot be told."""
        return self.client.user is not None

    async def post(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        """Posts once, under the alert's nonce; Discord answers a repeated nonce with the message of the first."""
        return await self._certain(
            self._post_in_thread(claim, outgoing) if claim.thread else self._post(claim, outgoing)
        )

    async def find(self, claim: ClaimedAlert) -> SendOutcome:
        """Looks for the alert's own message among those that came after the claim's newest one."""
        return await self._certain(self._find(claim))

    async def edit(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        """Shows ``outgoing`` in the message that was posted; doing it twice is the same as once."""
        return await self._certain(self._edit(claim, outgoing))

    async def _post(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        channel, alert = await self._place(claim), claim.alert
        message = await _sent(channel, alert, outgoing)
        return await self._publish(message, outgoing.publish)

    async def _post_in_thread(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        """Starts the thread if need be. A crash in between leaves an empty thread, which the next attempt finds."""
        thread = claim.thread
        if thread and not thread.is_begun and (refused := await self._start(claim.alert, thread, outgoing)):
            return refused
        try:
            return await self._post(claim, outgoing)
        except discord.HTTPException as error:
            if error.code in CLOSED_THREAD:
                return Threadless(_said(error))
            raise

    async def _start(self, alert: Alert, thread: Thread, outgoing: OutgoingMessage) -> Threadless | None:
        """A public thread from the message; ``None`` where there is one."""
        try:
            await self.client.http.start_thread_with_message(
                alert.channel,
                thread.message,
                name=outgoing.thread_name,
                auto_archive_duration=ARCHIVED_AFTER,
            )
        except discord.HTTPException as error:
            if error.code == THREAD_IS_THERE:
                return None
            if error.status == 401 or _is_passing(error):
                raise
            return Threadless(_said(error))
        return None

    async def _find(self, claim: ClaimedAlert) -> SendOutcome:
        channel, after, is_empty = await self._place(claim), claim.after, True
        newer = discord.Object(after) if after else None
        history = channel.history(limit=None if newer else HISTORY, after=newer, oldest_first=False)
        try:
            async for message in history:
                is_empty = False
                if self._is_ours(message) and _bears(message, claim.alert):
                    posted = await self._publish(message, bool(claim.alert.body.get("publish")))
                    return replace(posted, is_shared=not claim.carried and len(_marks(message)) > 1)
            if is_empty and not await self._sees(channel, after or ANY_MESSAGE):
                return Closed("Read Message History is missing: it cannot be seen whether this was posted")
        except discord.HTTPException as error:
            if claim.thread and error.code == UNKNOWN_CHANNEL:
                return Absent()
            raise
        return Absent()

    async def _edit(self, claim: ClaimedAlert, outgoing: OutgoingMessage) -> SendOutcome:
        channel, alert = await self._place(claim), claim.alert
        if alert.message is None:
            return Absent()
        message = discord.PartialMessage(channel=channel, id=alert.message)  # type: ignore[arg-type]
        await message.edit(
            content=_text(outgoing) or None,
            embeds=list(outgoing.embeds),
            view=outgoing.view,
            allowed_mentions=_nobody(),
        )
        return Posted(alert.message)

    async def _publish(self, message: discord.Message, wanted: bool) -> Posted:
        """To the followers of an announcement channel, as part of posting: an unclear end does both again."""
        if wanted and not message.flags.crossposted:
            try:
                await message.publish()
            except discord.HTTPException as error:
                if _is_passing(error):
                    raise
        return Posted(message.id)

    async def _place(self, claim: ClaimedAlert) -> discord.abc.Messageable:
        """The channel, the thread (which has the id of the message that it starts from), or the person."""
        alert = claim.alert
        if claim.thread:
            return self.client.get_partial_messageable(claim.thread.message, guild_id=alert.guild)
        if not alert.is_direct:
            return self.client.get_partial_messageable(alert.channel, guild_id=alert.guild)
        if alert.channel not in self._direct:
            self._direct[alert.channel] = await self.client.create_dm(discord.Object(alert.channel))
        return self._direct[alert.channel]

    def _is_ours(self, message: discord.Message) -> bool:
        return self.client.user is not None and message.author.id == self.client.user.id

    async def _sees(self, channel: discord.abc.Messageable, message: int) -> bool:
        """Whether the history may be read. Discord gives an empty one to who may not ("Get Channel Messages"), but
        refuses them a single message; asking it needs no gateway, which tells of permissions otherwise."""
        try:
            await channel.fetch_message(message)
        except discord.Forbidden:
            return False
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise
        return True

    async def _certain(self, request: Any) -> SendOutcome:
        """Turns whatever can come of a request into a value."""
        try:
            async with asyncio.timeout(self.longest):
                outcome: SendOutcome = await request
                return outcome
        except discord.RateLimited as error:
            return Unclear("rate limited", timedelta(seconds=error.retry_after))
        except discord.HTTPException as error:
            return _judged(error)
        except (OSError, TimeoutError, aiohttp.ClientError, discord.ClientException) as error:
            return Unclear(f"{type(error).__name__}: {error}".rstrip(": "))


async def _sent(channel: discord.abc.Messageable, alert: Alert, outgoing: OutgoingMessage) -> discord.Message:
    """With its picture; without it where Discord takes no file there: a refused message was not posted."""
    try:
        return await channel.send(nonce=alert.nonce, **_content(outgoing), **_sending(alert, outgoing))
    except discord.HTTPException as refusal:
        if outgoing.picture is None or refusal.status not in (400, 403, 413):
            raise
        log.info("a message goes without its picture", channel=alert.channel, why=_said(refusal))
        plain_one = replace(outgoing, embeds=outgoing.picture.bare, picture=None)
        return await channel.send(nonce=alert.nonce, **_content(plain_one), **_sending(alert, plain_one))


def _judged(error: discord.HTTPException) -> SendOutcome:
    said = _said(error)
    if error.code in CLOSED_PERSON:
        return Closed(said, person=True)
    if error.code == UNKNOWN_MESSAGE:
        return Absent()
    if error.code in CLOSED_CHANNEL or error.status in (401, 403):
        return Closed(said)
    if error.status == 404 or _is_passing(error):
        return Unclear(said)
    return RefusedMessage(said)


def _is_passing(error: discord.HTTPException) -> bool:
    """Whether Discord says nothing of the request but that it came at the wrong moment: a limit, or its own trouble."""
    return error.status == 429 or isinstance(error, discord.DiscordServerError)


def _said(error: discord.HTTPException) -> str:
    return f"{error.status} {error.text or error.response.reason or ''}".strip()


def plainly(outgoing: OutgoingMessage, claim: ClaimedAlert) -> OutgoingMessage:
    """The message without what may be refused: no embeds, no components. Nonce, marks, mention and place stay."""
    marks = [mark_of(row) for row in (claim.alert, *claim.carried)]
    text = plain.with_marks(outgoing.plain or plain.embed_words(outgoing.embeds), marks)
    return replace(outgoing, embeds=(), view=None, text=text, picture=None)


def _bears(message: discord.Message, alert: Alert) -> bool:
    return str(message.nonce or "") == alert.nonce or mark_of(alert) in _marks(message)


def _marks(message: discord.Message) -> set[str]:
    """Of the alerts that it tells: in its last footer, in the choices of its menu (a message that tells several), or at the
    end of its plain text."""
    footers = {word for embed in message.embeds for word in (embed.footer.text or "").split()}
    menus = (child for row in message.components for child in getattr(row, "children", ()))
    values = (option.value for menu in menus for option in getattr(menu, "options", ()))
    offered = {mark for value in values if (mark := group.marked(value))}
    return {word for word in footers if word.startswith("#")} | offered | plain.marks(message.content)


def _content(outgoing: OutgoingMessage) -> dict[str, Any]:
    """What ``send`` is given to show; only a role that an admin chose may be mentioned."""
    shown: dict[str, Any] = {"embeds": list(outgoing.embeds), "allowed_mentions": _nobody()}
    if text := _text(outgoing):
        shown["content"] = text
    if outgoing.ping_role is not None:
        role = discord.Object(outgoing.ping_role)
        shown["allowed_mentions"] = discord.AllowedMentions(
            everyone=False, users=False, roles=[role], replied_user=False
        )
    return shown


def _text(outgoing: OutgoingMessage) -> str:
    """The role that an admin chose stands behind the line that everybody reads; before a text that the mark ends."""
    ping = f"<@&{outgoing.ping_role}>" if outgoing.ping_role is not None else ""
    parts = (outgoing.text, ping) if outgoing.embeds else (ping, outgoing.text)
    return " ".join(part for part in parts if part)


def _sending(alert: Alert, outgoing: OutgoingMessage) -> dict[str, Any]:
    options: dict[str, Any] = {"silent": outgoing.silent}
    if outgoing.view is not None:
        options["view"] = outgoing.view
    if outgoing.picture is not None:
        options["file"] = outgoing.picture.file()
    if outgoing.reply_to is not None:
        options["reference"] = discord.MessageReference(
            message_id=outgoing.reply_to, channel_id=alert.channel, fail_if_not_exists=False
        )
    return options


def _nobody() -> discord.AllowedMentions:
    return discord.AllowedMentions.none()
