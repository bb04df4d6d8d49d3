"""Whom a message notifies (https://docs.discord.com/developers/resources/message#allowed-mentions-object)."""

import re
from typing import Final

from sandbox.forms.components import TEXT_DISPLAY, every
from sandbox.forms.message_forms import AllowedMentions, MessageForm
from sandbox.world.objects import DIRECT, Document
from sandbox.world.permissions import Permission
from sandbox.world.world import World

EVERYTHING: Final = AllowedMentions(parse=["users", "roles", "everyone"], replied_user=True)
"""What holds when a message says nothing about it."""


def pinged(world: World, channel: Document, author: Document, form: MessageForm) -> Document:
    """The ``mentions``, ``mention_roles`` and ``mention_everyone`` of a message.

    What is written in its content and text components, where ``allowed_mentions`` lets it and, for everyone and for
    roles that are not mentionable, where the author may. Embeds never notify anyone.
    """
    allowed, text = form.allowed_mentions or EVERYTHING, _text(form)
    in_guild = channel["type"] != DIRECT
    may = in_guild and Permission.MENTION_EVERYONE in world.permissions(author["id"], channel)
    open_roles = (
        {row["id"] for row in world.guilds[channel["guild_id"]]["roles"] if may or row["mentionable"]}
        if in_guild
        else set()
    )
    people = _named(text, r"<@!?(\d+)>", "users", allowed, allowed.users)
    roles = _named(text, r"<@&(\d+)>", "roles", allowed, allowed.roles)
    everyone = "everyone" in (allowed.parse or []) and bool(re.search(r"@(everyone|here)\b", text))
    return {
        "mentions": [world.users[id_] for id_ in people if id_ in world.users],
        "mention_roles": [id_ for id_ in roles if id_ in open_roles],
        "mention_everyone": everyone and may,
    }


def _text(form: MessageForm) -> str:
    rows = [part.model_dump(exclude_none=True) for part in form.components or []]
    shown = [part["content"] for part in every(rows) if part["type"] == TEXT_DISPLAY]
    return "\n".join([form.content or "", *shown])


def _named(text: str, pattern: str, kind: str, allowed: AllowedMentions, some: list[str]) -> list[str]:
    found = dict.fromkeys(re.findall(pattern, text))
    return [id_ for id_ in found if kind in (allowed.parse or []) or id_ in some]
