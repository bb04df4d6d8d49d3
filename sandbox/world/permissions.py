"""Who may do what where (https://docs.discord.com/developers/topics/permissions#permission-hierarchy)."""

from enum import IntFlag
from functools import reduce
from operator import or_

from sandbox.world.objects import DIRECT, Document


class Permission(IntFlag):
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38


ALL = reduce(or_, Permission)
OF_A_READER = (
    Permission.VIEW_CHANNEL
    | Permission.ADD_REACTIONS
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)


def permissions_in(guild: Document, channel: Document, member: Document) -> Permission:
    """A member's permissions in a guild's channel; for a thread, pass its parent."""
    if channel["type"] == DIRECT:
        return OF_A_READER
    held = {guild["id"], *member["roles"]}
    base = reduce(or_, (Permission(int(r["permissions"])) for r in guild["roles"] if r["id"] in held))
    if base & Permission.ADMINISTRATOR or member["user"]["id"] == guild["owner_id"]:
        return ALL
    overwrites = channel["permission_overwrites"]
    tiers = ({guild["id"]}, set(member["roles"]), {member["user"]["id"]})
    for tier in tiers:
        base = _overwritten(base, [row for row in overwrites if row["id"] in tier])
    return base if base & Permission.VIEW_CHANNEL else Permission(0)


def _overwritten(base: Permission, rows: list[Document]) -> Permission:
    denied = reduce(or_, (int(row["deny"]) for row in rows), 0)
    allowed = reduce(or_, (int(row["allow"]) for row in rows), 0)
    return Permission(int(base) & ~denied | allowed)
