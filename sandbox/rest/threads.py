"""Threads that start from a message (https://docs.discord.com/developers/topics/threads)."""

from typing import Final

from sandbox.forms.message_forms import HAS_THREAD, ThreadForm
from sandbox.rest.messages import Messages
from sandbox.world.errors import ALREADY_A_THREAD, WRONG_CHANNEL_TYPE, ApiError
from sandbox.world.objects import ANNOUNCEMENT, TEXT, Document, thread
from sandbox.world.permissions import Permission
from sandbox.world.world import BOT_ID, World

STARTER: Final = 21
"""The type of a thread's first message, which has nothing in it but where the thread started."""


def start_thread(
    world: World, messages: Messages, channel: Document, message_id: str, form: ThreadForm
) -> Document:
    """A thread under the message's own id, which it shares. A message keeps its mark when the thread is deleted.

    Raises ApiError 10008, 50001, 50013, 50024 or 160004.
    """
    world.demand(channel, Permission.CREATE_PUBLIC_THREADS)
    message = world.message_of(channel["id"], message_id)
    if channel["type"] not in {TEXT, ANNOUNCEMENT}:
        raise ApiError(WRONG_CHANNEL_TYPE)
    if message["flags"] & HAS_THREAD:
        raise ApiError(ALREADY_A_THREAD)
    minutes = form.auto_archive_duration or 1440
    started = thread(message_id, channel, form.name, BOT_ID, now=world.clock.now(), archive_minutes=minutes)
    world.add_channel(started)
    message |= {"flags": message["flags"] | HAS_THREAD, "thread": started}
    world.publish("THREAD_CREATE", started | {"newly_created": True})
    world.publish("MESSAGE_UPDATE", messages.located(message))
    _begin(world, messages, started, message)
    return started


def _begin(world: World, messages: Messages, started: Document, message: Document) -> None:
    """The first message of the thread; it is not counted."""
    reference = {
        "type": 0,
        "guild_id": started["guild_id"],
        "channel_id": message["channel_id"],
        "message_id": message["id"],
    }
    first = message | {
        "id": world.snowflakes.next(),
        "channel_id": started["id"],
        "type": STARTER,
        "content": "",
        "embeds": [],
        "components": [],
        "attachments": [],
        "flags": 0,
        "timestamp": world.clock.now().isoformat(),
        "edited_timestamp": None,
        "message_reference": reference,
        "referenced_message": message,
    }
    del first["thread"]
    world.messages[started["id"]][first["id"]] = first
    world.publish("MESSAGE_CREATE", messages.located(first))
