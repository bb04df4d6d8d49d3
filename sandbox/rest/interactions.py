"""Interactions: what a person did, what the bot answered, and the rules between them.

Rules: https://docs.discord.com/developers/interactions/receiving-and-responding. Three seconds to acknowledge,
fifteen minutes for everything after, one acknowledgement.
"""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sandbox.forms.components import every
from sandbox.forms.forms import checked
from sandbox.forms.message_forms import EPHEMERAL, LOADING, ChoicesForm, MessageForm, ModalForm
from sandbox.rest.messages import Messages
from sandbox.world.errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_WEBHOOK_TOKEN,
    MISSING_PERMISSIONS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    ApiError,
    Problem,
    Refusal,
    invalid_form,
)
from sandbox.world.objects import DIRECT, Document
from sandbox.world.permissions import ALL, Permission
from sandbox.world.uploads import MOST_BYTES, Upload
from sandbox.world.world import BOT_ID, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9
ANSWERS: Final = {
    COMMAND: {MESSAGE, DEFER, OPEN_MODAL},
    COMPONENT: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE, OPEN_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, DEFER, DEFER_UPDATE, UPDATE},
}
"""Which callback types Discord takes for which interaction."""
TO_ACKNOWLEDGE: Final = timedelta(seconds=3)
TO_FOLLOW_UP: Final = timedelta(minutes=15)
REPLY_TO_COMMAND, REPLY_TO_MENU = 20, 23
"""Types of messages that answer a typed command, and one of a menu."""
SAID: Final = (
    "content",
    "embeds",
    "components",
    "attachments",
    "mentions",
    "mention_roles",
    "mention_everyone",
)
"""What a deferred answer gets when it is filled in."""
Files = dict[str, Upload]
NO_FILES: Final[Files] = {}


@dataclass
class Reply:
    """One interaction and everything that the bot did about it so far; it grows while follow-ups arrive."""

    interaction: Document
    """As it was sent to the bot."""
    channel: Document
    created: datetime
    payloads: list[Document] = field(default_factory=list)
    """The bodies of the callback, the edits and the follow-ups, in order, exactly as the bot sent them."""
    messages: list[Document] = field(default_factory=list)
    """Messages that came of it, as the channel shows them; the original first."""
    kind: int | None = None
    """The type of the callback; None until it came."""
    waited: float | None = None
    """Seconds of real time from the interaction to its callback."""
    loading: bool = False
    """The bot has deferred and not yet said anything."""
    choices: list[Document] = field(default_factory=list)
    modal: Document | None = None
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    begun: float = field(default_factory=time.monotonic)

    @property
    def message(self) -> Document | None:
        """The original answer: the new message, or the updated one that the component stands on."""
        return self.messages[0] if self.messages else None

    @property
    def ephemeral(self) -> bool:
        """Only the person who asked sees it."""
        return bool(self.message and self.message["flags"] & EPHEMERAL)

    @property
    def settled(self) -> bool:
        """Acknowledged with something to show, or with an update that shows nothing yet."""
        return self.kind is not None and not self.loading

    def text(self) -> str:
        """Every readable word of its messages: content, embeds, text components and button labels."""
        return "\n".join(words for message in self.messages for words in message_words(message))

    async def until(self, condition: Callable[["Reply"], bool], seconds: float) -> None:
        """Waits for ``condition``; raises TimeoutError after ``seconds`` of real time."""
        async with asyncio.timeout(seconds):
            while not condition(self):
                self.moved.clear()
                await self.moved.wait()

    async def quiet(self, seconds: float) -> None:
        """Waits so long for something to show: a deferred update may be all there is."""
        with contextlib.suppress(TimeoutError):
            await self.until(lambda now: bool(now.messages), seconds)


def message_words(message: Document) -> list[str]:
    """The texts of a message in reading order."""
    words = [message["content"]] if message["content"] else []
    for embed in message["embeds"]:
        texts = [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
        texts += [text for row in embed.get("fields", []) for text in (row["name"], row["value"])]
        words += [text for text in (*texts, embed.get("footer", {}).get("text")) if text]
    parts = [part.get("content") or part.get("label") for part in every(message["components"])]
    return words + [part for part in parts if part]


class Interactions:
    """Begins interactions as Discord does and takes the bot's answers to them."""

    def __init__(self, world: World, messages: Messages) -> None:
        self._world = world
        self._messages = messages
        self._open: dict[str, Reply] = {}

    def begin(
        self, kind: int, data: Document, member: Document, channel: Document, message: Document | None = None
    ) -> Reply:
        """Tells the bot; ``message`` is the one that a component or a modal stands on."""
        interaction = self._composed(kind, data, member, channel)
        interaction |= {} if message is None else {"message": self._messages.located(message)}
        reply = Reply(interaction, channel, self._world.clock.now())
        self._open[interaction["token"]] = reply
        self._world.publish("INTERACTION_CREATE", interaction)
        return reply

    def acknowledge(self, id_: str, token: str, body: Document, files: Files = NO_FILES) -> Reply:
        """The callback. Raises ApiError 10062 when it is late or unknown, 40060 when it is the second."""
        reply = self._open.get(token)
        if reply is None or reply.interaction["id"] != id_:
            raise ApiError(UNKNOWN_INTERACTION)
        if reply.kind is not None:
            raise ApiError(ALREADY_ACKNOWLEDGED)
        if self._world.clock.now() - reply.created > TO_ACKNOWLEDGE:
            raise ApiError(UNKNOWN_INTERACTION)
        kind = body.get("type")
        if kind not in ANSWERS[reply.interaction["type"]] or not self._has_place(reply, kind):
            problem = Problem(("type",), "BASE_TYPE_CHOICES", f"Callback type {kind} is not valid here.")
            raise invalid_form([problem])
        self._take(reply, kind, body.get("data") or {}, files)
        self._noted(reply, body, kind)
        return reply

    def follow_up(self, token: str, body: Document, files: Files = NO_FILES) -> Document:
        """A new message, or the deferred answer if that is still open. Raises ApiError 10015 before the callback."""
        reply = self._of_token(token, UNKNOWN_WEBHOOK)
        form = self._form(reply, body, files)
        if reply.loading:
            message = self._resolve(reply, form)
        else:
            message = self._speak(reply, form)
            reply.messages.append(message)
        self._noted(reply, body)
        return message

    def message_of(self, token: str, id_: str) -> Document:
        """``@original`` or a follow-up's id. Raises ApiError 10008."""
        reply = self._of_token(token, UNKNOWN_WEBHOOK)
        for message in reply.messages[:1] if id_ == "@original" else reply.messages:
            if id_ in {"@original", message["id"]}:
                return message
        if id_ == "@original" and "message" in reply.interaction and reply.kind == DEFER_UPDATE:
            return self._standing(reply)
        raise ApiError(UNKNOWN_MESSAGE)

    def edit(self, token: str, id_: str, body: Document, files: Files = NO_FILES) -> Document:
        message = self.message_of(token, id_)
        reply = self._open[token]
        form = self._form(reply, body, files)
        if reply.loading and message is reply.message:
            message = self._resolve(reply, form)
        else:
            self._messages.edit(message, form)
            if message not in reply.messages:
                reply.messages.insert(0, message)
        self._noted(reply, body)
        return message

    def delete(self, token: str, id_: str) -> None:
        message = self.message_of(token, id_)
        reply = self._open[token]
        if message["id"] in self._world.messages.get(message["channel_id"], {}):
            self._messages.delete(self._world.channel_of(message["channel_id"]), message["id"])
        reply.messages = [row for row in reply.messages if row is not message]
        reply.loading = False
        reply.moved.set()

    def forget(self, keeps: int) -> None:
        """All but the newest ``keeps`` interactions; a late answer to an older one is to an unknown one."""
        for token in [*self._open][:-keeps]:
            del self._open[token]

    def find(self, message_id: str) -> Document | None:
        """A message that an interaction brought, also one that only its reader sees."""
        replies = self._open.values()
        return next((row for reply in replies for row in reply.messages if row["id"] == message_id), None)

    def _composed(self, kind: int, data: Document, member: Document, channel: Document) -> Document:
        in_guild = channel["type"] != DIRECT
        person = member["user"]
        owners = {"0": channel["guild_id"] if in_guild else self._world.guild["id"]}
        held = int(self._world.permissions(person["id"], channel)) if in_guild else int(ALL)
        place: Document = {"user": person, "context": 1}
        if in_guild:
            place = {
                "member": member | {"permissions": str(held)},
                "guild_id": channel["guild_id"],
                "guild": {"id": channel["guild_id"], "locale": "en-US", "features": []},
                "guild_locale": "en-US",
                "context": 0,
            }
        return place | {
            "id": self._world.snowflakes.next(),
            "application_id": BOT_ID,
            "type": kind,
            "token": secrets.token_urlsafe(32),
            "version": 1,
            "data": data,
            "channel": channel | {"permissions": str(held)},
            "channel_id": channel["id"],
            "app_permissions": str(int(self._world.permissions(BOT_ID, channel))),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": owners,
            "attachment_size_limit": MOST_BYTES,
        }

    def _has_place(self, reply: Reply, kind: int) -> bool:
        return kind not in {DEFER_UPDATE, UPDATE} or "message" in reply.interaction

    def _form(self, reply: Reply, body: Document, files: Files, at: tuple[str, ...] = ()) -> MessageForm:
        """A message with its files. Raises ApiError 50013 for files where the bot may not attach any: whether Discord
        lets an answer do so is said nowhere."""
        if files and Permission.ATTACH_FILES not in self._world.permissions(BOT_ID, reply.channel):
            raise ApiError(MISSING_PERMISSIONS)
        return checked(MessageForm, body, at).with_files(files)

    def _take(self, reply: Reply, kind: int, data: Document, files: Files) -> None:
        match kind:
            case 4:
                reply.messages.append(self._speak(reply, self._form(reply, data, files, ("data",))))
            case 5:
                reply.loading = True
                reply.messages.append(self._thinking(reply, data))
            case 7:
                message = self._standing(reply)
                self._messages.edit(message, self._form(reply, data, files, ("data",)))
                reply.messages.append(message)
            case 8:
                form = checked(ChoicesForm, data, ("data",))
                reply.choices = [choice.model_dump() for choice in form.choices or []]
            case 9:
                reply.modal = checked(ModalForm, data, ("data",)).model_dump(exclude_none=True)

    def _noted(self, reply: Reply, body: Document, kind: int | None = None) -> None:
        reply.payloads.append(body)
        if kind is not None:
            reply.kind, reply.waited = kind, time.monotonic() - reply.begun
        reply.moved.set()

    def _standing(self, reply: Reply) -> Document:
        """The message under the component, wherever it is kept."""
        shown: Document = reply.interaction["message"]
        kept = self._world.messages.get(shown["channel_id"], {}).get(shown["id"]) or self.find(shown["id"])
        if kept is None:
            raise ApiError(UNKNOWN_MESSAGE)
        return kept

    def _speak(self, reply: Reply, form: MessageForm) -> Document:
        message = self._messages.compose(reply.channel, self._world.bot, form) | self._signature(reply)
        self._show(reply, message)
        return message

    def _thinking(self, reply: Reply, data: Document) -> Document:
        form = checked(MessageForm, {"content": "…", "flags": data.get("flags")}, ("data",))
        message = self._messages.compose(reply.channel, self._world.bot, form) | self._signature(reply)
        return message | {"content": "", "flags": message["flags"] | LOADING}

    def _resolve(self, reply: Reply, form: MessageForm) -> Document:
        """Fills in the deferred answer; it stays as visible as its deferral said."""
        message = reply.messages[0]
        composed = self._messages.compose(reply.channel, self._world.bot, form)
        flags = message["flags"] & EPHEMERAL | composed["flags"] & ~EPHEMERAL
        message |= {name: composed[name] for name in SAID} | {"flags": flags}
        reply.loading = False
        self._show(reply, message)
        return message

    def _show(self, reply: Reply, message: Document) -> None:
        if message["flags"] & EPHEMERAL:
            self._messages.tell("create", message)
        else:
            self._messages.add(reply.channel, message)

    def _signature(self, reply: Reply) -> Document:
        interaction = reply.interaction
        metadata: dict[str, Any] = {
            "id": interaction["id"],
            "type": interaction["type"],
            "user": (interaction.get("member") or interaction)["user"],
            "authorizing_integration_owners": interaction["authorizing_integration_owners"],
        }
        if interaction["type"] == COMPONENT:
            metadata["interacted_message_id"] = interaction["message"]["id"]
        if interaction["type"] == MODAL:
            metadata["triggering_interaction_metadata"] = {**metadata, "type": COMMAND}
        signed = {"application_id": BOT_ID, "webhook_id": BOT_ID, "interaction_metadata": metadata}
        if interaction["type"] != COMMAND:
            return signed
        target = interaction["data"].get("target_id")
        metadata |= {"target_message_id": target} if target else {}
        return signed | {"type": REPLY_TO_MENU if target else REPLY_TO_COMMAND}

    def _of_token(self, token: str, otherwise: Refusal) -> Reply:
        reply = self._open.get(token)
        if reply is None or reply.kind is None:
            raise ApiError(otherwise)
        if self._world.clock.now() - reply.created > TO_FOLLOW_UP:
            raise ApiError(INVALID_WEBHOOK_TOKEN)
        return reply


def shown_resource(reply: Reply) -> Document:
    """The callback's own answer, which the bot gets when it asks ``with_response``."""
    message = reply.message
    about: Document = {"id": reply.interaction["id"], "type": reply.interaction["type"]}
    if message is None:
        return {"interaction": about}
    about |= {
        "response_message_id": message["id"],
        "response_message_loading": reply.loading,
        "response_message_ephemeral": reply.ephemeral,
    }
    shown = reply.kind in {MESSAGE, UPDATE}
    return {"interaction": about} | ({"resource": {"type": reply.kind, "message": message}} if shown else {})
