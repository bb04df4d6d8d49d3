"""The one list of slash commands. Each file holds one; each class gets what it needs in its constructor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from discord import app_commands
from discord.ext import commands

from handlers.answer import Answer, Reply
from handlers.commands.actor import ActorCommand
from store.store import Store

Command = app_commands.Command[Any, ..., Any] | app_commands.Group


@dataclass(frozen=True)
class Workplace:
    """What commands work with: the store, the time, and who is shown every answer before it leaves."""

    store: Store
    now: Callable[[], datetime]
    observe: Callable[[Answer], None] | None = None


def every_command(place: Workplace) -> list[Command]:
    """All slash commands, ready for a tree."""
    reply = Reply(place.observe)
    cogs: list[commands.Cog] = [
        ActorCommand(place.store.answers, reply),
    ]
    groups: list[Command] = []
    return [*(command for cog in cogs for command in cog.get_app_commands()), *groups]
