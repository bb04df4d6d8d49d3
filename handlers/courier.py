"""Carries a letter to Discord: posts it, looks for it in a channel's history, edits it. Every end is a value.

discord.py repeats a request by itself after a 500, 502, 504 or 429, so that also an error may stand for a message that
was posted: only an answer with a message is certain.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
import discord

from store.desk import Alert

MARK_LENGTH = 10
LONGEST_SEND = 170.0
"""Seconds: more than discord.py's five tries with their waits, less than the lease of an alert."""
HISTORY = 1_000
"""So many of the newest messages are looked through where no older message of ours is known."""
CLOSED_CHANNEL = frozenset({10003, 10004, 50001, 50013, 50083})
"""Unknown channel, unknown guild, missing access, missing permission, archived thread (Discord's documentation, "JSON
Error Codes")."""
CLOSED_PERSON = frozenset({10013, 50007, 50278})
"""Unknown user, messages to this user refused, no server in common."""
UNKNOWN_MESSAGE = 10008


@dataclass(frozen=True)
class Letter:
    """A message as it is to be shown. The alert's mark ends its last embed's footer."""

    embeds: tuple[discord.Embed, ...]
    view: discord.ui.View | None = None
    ping_role: int | None = None
    silent: bool = False
    publish: bool = False
    reply_to: int | None = None


@dataclass(frozen=True)
class Posted:
    message: int


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
class Refused:
    """Discord will never take this message as it is."""

    error: str


Outcome = Posted | Absent | Unclear | Closed | Refused


@dataclass
class Courier:
    """Speaks to Discord's REST side alone: a lost gateway does not stop it."""

    client: discord.Client
    longest: float = LONGEST_SEND
    _direct: dict[int, discord.abc.Messageable] = field(default_factory=dict)

    @property
    def is_ready(self) -> bool:
        """Whether the client has logged in: before it, nothing can be sent and its own messages cannot be told."""
        return self.client.user is not None

    async def post(self, alert: Alert, letter: Letter) -> Outcome:
        """Posts once, under the alert's nonce; Discord answers a repeated nonce with the message of the first."""
        return await self._certain(self._post(alert, letter))

    async def find(self, alert: Alert, after: int | None) -> Outcome:
        """Looks for the alert's own message among those that came after the message ``after``."""
        if self._is_blind(alert):
            return Closed("Read Message History is missing: it cannot be seen whether this was posted")
        return await self._certain(self._find(alert, after))

    async def edit(self, alert: Alert, letter: Letter) -> Outcome:
        """Shows ``letter`` in the message that was posted; doing it twice is the same as once."""
        return await self._certain(self._edit(alert, letter))

    async def _post(self, alert: Alert, letter: Letter) -> Outcome:
        channel = await self._channel(alert)
        message = await channel.send(nonce=alert.nonce, **_content(letter), **_sending(alert, letter))
        return await self._publish(message, letter.publish)

    async def _find(self, alert: Alert, after: int | None) -> Outcome:
        channel = await self._channel(alert)
        newer = discord.Object(after) if after else None
        history = channel.history(limit=None if newer else HISTORY, after=newer, oldest_first=False)
        async for message in history:
            if self._is_ours(message) and _bears(message, alert):
                return await self._publish(message, bool(alert.body.get("publish")))
        return Absent()

    async def _edit(self, alert: Alert, letter: Letter) -> Outcome:
        channel = await self._channel(alert)
        if alert.message is None:
            return Absent()
        message = discord.PartialMessage(channel=channel, id=alert.message)  # type: ignore[arg-type]
        await message.edit(embeds=list(letter.embeds), view=letter.view, allowed_mentions=_nobody())
        return Posted(alert.message)

    async def _publish(self, message: discord.Message, wanted: bool) -> Outcome:
        """To the followers of an announcement channel, as part of posting: an unclear end does both again."""
        if wanted and not message.flags.crossposted:
            try:
                await message.publish()
            except discord.HTTPException as error:
                if error.status >= 500 or error.status == 429:
                    raise
        return Posted(message.id)

    async def _channel(self, alert: Alert) -> discord.abc.Messageable:
        if not alert.is_direct:
            return self.client.get_partial_messageable(alert.channel, guild_id=alert.guild)
        if alert.channel not in self._direct:
            self._direct[alert.channel] = await self.client.create_dm(discord.Object(alert.channel))
        return self._direct[alert.channel]

    def _is_ours(self, message: discord.Message) -> bool:
        return self.client.user is not None and message.author.id == self.client.user.id

    def _is_blind(self, alert: Alert) -> bool:
        channel = self.client.get_channel(alert.channel)
        if not isinstance(channel, discord.abc.GuildChannel):
            return False
        return not channel.permissions_for(channel.guild.me).read_message_history

    async def _certain(self, request: Any) -> Outcome:
        """Turns whatever can come of a request into a value."""
        try:
            async with asyncio.timeout(self.longest):
                outcome: Outcome = await request
                return outcome
        except discord.RateLimited as error:
            return Unclear("rate limited", timedelta(seconds=error.retry_after))
        except discord.HTTPException as error:
            return _judged(error)
        except (OSError, TimeoutError, aiohttp.ClientError, discord.ClientException) as error:
            return Unclear(f"{type(error).__name__}: {error}".rstrip(": "))


def _judged(error: discord.HTTPException) -> Outcome:
    said = f"{error.status} {error.text or error.response.reason or ''}".strip()
    if error.code in CLOSED_PERSON:
        return Closed(said, person=True)
    if error.code == UNKNOWN_MESSAGE:
        return Absent()
    if error.code in CLOSED_CHANNEL or error.status in (401, 403):
        return Closed(said)
    if error.status == 429 or error.status >= 500 or error.status == 404:
        return Unclear(said)
    return Refused(said)


def mark_of(alert: Alert) -> str:
    """What ends the footer of the alert's message: the same for the same alert, whatever it shows."""
    return f"#{alert.nonce[:MARK_LENGTH]}"


def _bears(message: discord.Message, alert: Alert) -> bool:
    if str(message.nonce or "") == alert.nonce:
        return True
    footers = [embed.footer.text or "" for embed in message.embeds]
    return any(footer.endswith(mark_of(alert)) for footer in footers)


def _content(letter: Letter) -> dict[str, Any]:
    """What ``send`` is given to show; only a role that an admin chose may be mentioned."""
    if letter.ping_role is None:
        return {"embeds": list(letter.embeds), "allowed_mentions": _nobody()}
    role = discord.Object(letter.ping_role)
    allowed = discord.AllowedMentions(everyone=False, users=False, roles=[role], replied_user=False)
    return {
        "content": f"<@&{letter.ping_role}>",
        "embeds": list(letter.embeds),
        "allowed_mentions": allowed,
    }


def _sending(alert: Alert, letter: Letter) -> dict[str, Any]:
    options: dict[str, Any] = {"silent": letter.silent}
    if letter.view is not None:
        options["view"] = letter.view
    if letter.reply_to is not None:
        options["reference"] = discord.MessageReference(
            message_id=letter.reply_to, channel_id=alert.channel, fail_if_not_exists=False
        )
    return options


def _nobody() -> discord.AllowedMentions:
    return discord.AllowedMentions.none()
