"""Messages: posting with nonces, editing, deleting, history and crossposts, in channels and in threads."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sandbox.forms.message_forms import (
    COMPONENTS_V2,
    CROSSPOSTED,
    LEGACY_FIELDS,
    LEGACY_FIELDS_SAID,
    MessageForm,
)
from sandbox.rest.attaching import attached, with_addresses
from sandbox.rest.mentions import pinged
from sandbox.world.errors import (
    ALREADY_CROSSPOSTED,
    ARCHIVED_THREAD,
    CLOSED_TO_DIRECT_MESSAGES,
    EMPTY_MESSAGE,
    LOCKED_THREAD,
    NOT_THE_AUTHOR,
    UNKNOWN_MESSAGE,
    WRONG_CHANNEL_TYPE,
    ApiError,
    Problem,
    invalid_form,
)
from sandbox.world.objects import ANNOUNCEMENT, DIRECT, THREADS, Document
from sandbox.world.permissions import Permission
from sandbox.world.world import BOT_ID, World

NONCES_KEPT: Final = timedelta(minutes=3)
"""Discord promises "the past few minutes" (create message, ``enforce_nonce``)."""
KEPT_FLAGS: Final = 1 << 2 | 1 << 6 | 1 << 12 | 1 << 15
"""Suppressed embeds, ephemeral, silent, second generation of components: what a sender may set."""
DEFAULT, REPLY = 0, 19
Listener = Callable[[str, Document], None]


class Messages:
    """Listeners hear ``create``, ``update`` and ``delete`` with the message, also of ephemeral ones."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._nonces: dict[tuple[str, str], tuple[datetime, Document]] = {}
        self.listeners: list[Listener] = []

    def compose(self, channel: Document, author: Document, form: MessageForm) -> Document:
        """A new message that stands nowhere yet. Raises ApiError 50006 when there is nothing in it."""
        if not form.has_body():
            raise ApiError(EMPTY_MESSAGE)
        reference = self._reference(channel, form)
        blank = {
            "id": self._world.snowflakes.next(),
            "channel_id": channel["id"],
            "author": author,
            "type": REPLY if reference else DEFAULT,
            "content": "",
            "embeds": [],
            "components": [],
            "attachments": [],
            "timestamp": self._world.clock.now().isoformat(),
            "edited_timestamp": None,
            "flags": (form.flags or 0) & KEPT_FLAGS,
            "pinned": False,
            "tts": bool(form.tts),
        }
        noticed = pinged(self._world, channel, author, form)
        return blank | self._parts(blank, form) | reference | noticed

    def post(self, channel: Document, author: Document, form: MessageForm) -> Document:
        """The new message, or the one that this author posted under the same nonce in the last three minutes."""
        if known := self._under_nonce(author, form):
            return known
        message = self.compose(channel, author, form)
        shown = self.add(channel, message, form.nonce)
        if form.nonce is not None:
            self._nonces[author["id"], form.nonce] = (self._world.clock.now(), shown)
        return shown

    def post_as_bot(self, channel: Document, form: MessageForm) -> Document:
        """Posts after the checks that Discord makes of a bot; raises ApiError 50001, 50007 or 50013."""
        if channel["type"] == DIRECT:
            if channel["recipients"][0]["id"] in self._world.closed:
                raise ApiError(CLOSED_TO_DIRECT_MESSAGES)
            return self.post(channel, self._world.bot, form)
        in_thread = channel["type"] in THREADS
        needed = [Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES]
        needed += [Permission.EMBED_LINKS] if form.embeds else []
        needed += [Permission.ATTACH_FILES] if form.files else []
        needed += [Permission.READ_MESSAGE_HISTORY] if form.message_reference else []
        self._world.demand(channel, *needed)
        if in_thread:
            self._demand_open(channel)
        return self.post(channel, self._world.bot, form)

    def add(self, channel: Document, message: Document, nonce: str | None = None) -> Document:
        """Puts a composed message into its channel and tells everyone; the answer carries the nonce. An archived thread
        is active again with it.

        History does not: what a later reader sees has no nonce, so that nobody relies on finding one there.
        """
        self._world.messages[channel["id"]][message["id"]] = message
        channel["last_message_id"] = message["id"]
        if channel["type"] in THREADS:
            channel["message_count"] += 1
            channel["total_message_sent"] += 1
            self._world.archive(channel, archived=False)
        shown = message | ({} if nonce is None else {"nonce": nonce})
        self._world.publish("MESSAGE_CREATE", self.located(shown))
        self.tell("create", message)
        return shown

    def edit(self, message: Document, form: MessageForm) -> None:
        """Changes the fields that came; raises ApiError 50006 when nothing would be left, 50035 where content or embeds
        would stand beside the second generation of components, which a message keeps."""
        flags = message["flags"] | ((form.flags or 0) & COMPONENTS_V2)
        changed = message | {"flags": flags} | self._parts(message, form)
        if flags & COMPONENTS_V2 and (changed["content"] or changed["embeds"]):
            raise invalid_form([Problem(("content",), LEGACY_FIELDS, LEGACY_FIELDS_SAID)])
        if not (changed["content"] or changed["embeds"] or changed["components"] or changed["attachments"]):
            raise ApiError(EMPTY_MESSAGE)
        message |= changed | {"edited_timestamp": self._world.clock.now().isoformat()}
        if message["id"] in self._world.messages.get(message["channel_id"], {}):
            self._world.publish("MESSAGE_UPDATE", self.located(message))
        self.tell("update", message)

    def edit_as_bot(self, channel: Document, message_id: str, form: MessageForm) -> Document:
        self._world.demand(channel)
        message = self._world.message_of(channel["id"], message_id)
        if message["author"]["id"] != BOT_ID:
            raise ApiError(NOT_THE_AUTHOR)
        if channel["type"] in THREADS and channel["thread_metadata"]["archived"]:
            raise ApiError(ARCHIVED_THREAD)
        if form.files and channel["type"] != DIRECT:
            self._world.demand(channel, Permission.ATTACH_FILES)
        self.edit(message, form)
        return message

    def delete(self, channel: Document, message_id: str) -> None:
        message = self._world.message_of(channel["id"], message_id)
        if message["author"]["id"] != BOT_ID:
            self._world.demand(channel, Permission.MANAGE_MESSAGES)
        del self._world.messages[channel["id"]][message_id]
        gone = {"id": message_id, "channel_id": channel["id"]}
        self._world.publish("MESSAGE_DELETE", self.located(gone))
        self.tell("delete", message)

    def history(
        self,
        channel: Document,
        limit: int,
        before: str | None = None,
        after: str | None = None,
        around: str | None = None,
    ) -> list[Document]:
        """Newest first; without permission to read the history, nothing."""
        self._world.demand(channel)
        if Permission.READ_MESSAGE_HISTORY not in self._world.permissions(BOT_ID, channel):
            return []
        rows = sorted(self._world.messages[channel["id"]].values(), key=lambda row: int(row["id"]))
        if around is not None:
            rows = _around(rows, int(around), limit)
        elif after is not None:
            rows = [row for row in rows if int(row["id"]) > int(after)][:limit]
        elif before is not None:
            rows = [row for row in rows if int(row["id"]) < int(before)]
        return rows[::-1][:limit]

    def crosspost(self, channel: Document, message_id: str) -> Document:
        self._world.demand(channel, Permission.SEND_MESSAGES)
        message = self._world.message_of(channel["id"], message_id)
        if channel["type"] != ANNOUNCEMENT:
            raise ApiError(WRONG_CHANNEL_TYPE)
        if message["flags"] & CROSSPOSTED:
            raise ApiError(ALREADY_CROSSPOSTED)
        message["flags"] |= CROSSPOSTED
        self._world.publish("MESSAGE_UPDATE", self.located(message))
        return message

    def located(self, message: Document) -> Document:
        """As an event tells it: with the guild of its channel."""
        channel = self._world.channels.get(message["channel_id"], {})
        return message | ({"guild_id": channel["guild_id"]} if "guild_id" in channel else {})

    def forget_nonces(self) -> None:
        self._nonces.clear()

    def tell(self, what: str, message: Document) -> None:
        for listener in [*self.listeners]:
            listener(what, message)

    def _demand_open(self, thread: Document) -> None:
        """Raises ApiError 160005 for a locked thread, unless the bot may manage threads."""
        held = self._world.permissions(BOT_ID, thread)
        if thread["thread_metadata"]["locked"] and Permission.MANAGE_THREADS not in held:
            raise ApiError(LOCKED_THREAD)

    def _parts(self, message: Document, form: MessageForm) -> Document:
        """What came in the form; an attachment that the message has already stays as it is."""
        files = attached(self._world, message, form)
        return with_addresses(form.parts(), files) | {"attachments": files}

    def _under_nonce(self, author: Document, form: MessageForm) -> Document | None:
        if not form.enforce_nonce or form.nonce is None:
            return None
        posted, message = self._nonces.get((author["id"], form.nonce), (None, None))
        if posted is None or self._world.clock.now() - posted > NONCES_KEPT:
            return None
        return message

    def _reference(self, channel: Document, form: MessageForm) -> Document:
        reference = form.message_reference
        if reference is None:
            return {}
        try:
            original = self._world.message_of(channel["id"], reference.message_id)
        except ApiError as error:
            if error.refusal is UNKNOWN_MESSAGE and not reference.fail_if_not_exists:
                return {}
            raise invalid_form(
                [Problem(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")]
            ) from None
        place = {"type": 0, "channel_id": channel["id"], "message_id": original["id"]}
        place |= {"guild_id": channel["guild_id"]} if "guild_id" in channel else {}
        return {"message_reference": place, "referenced_message": original}


def _around(rows: list[Document], id_: int, limit: int) -> list[Document]:
    before = [row for row in rows if int(row["id"]) < id_]
    here = [row for row in rows if int(row["id"]) == id_]
    after = [row for row in rows if int(row["id"]) > id_]
    half = limit // 2
    return [*before[len(before) - half :], *here, *after[:half]]
