"""Pressing what stands under an answer, by what it does."""

from sandbox.control import Sandbox
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from sandbox.world.objects import Document

PATIENCE = 60.0
"""Seconds until a message has changed."""


async def press(
    sandbox: Sandbox, message: Document | None, act: str, member: Document | None = None
) -> Reply:
    """The first part that does ``act``. What takes long is acknowledged before: the reply is that of the changed message."""
    assert message is not None
    ids = [one["custom_id"] for one in pressable(message)]
    reply = await sandbox.press(
        message, next(one for one in ids if one.startswith(f"e1:{act}:")), member=member
    )
    await reply.until(lambda now: bool(now.messages), PATIENCE)
    return reply
