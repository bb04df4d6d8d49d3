"""The command tree: who is served, what is synced, and the one place where a command's failure becomes a sentence."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

from handlers.ui.answer_queue import IN_TURN, AnswerQueue
from handlers.ui.deferral import PATIENCE, UNKNOWN, be_silent, begin, promise, say
from store.database.interaction import ClaimedElsewhereError

log = structlog.get_logger("bot.gateway.tree")
INVOKER = "CommandTree-invoker"
"""The name that discord.py gives to the task of each interaction with a command."""
BEGUN = "begun"
"""Where an interaction keeps the moment (``perf_counter``) at which the tree took it up."""
NOT_SERVED = "This bot does not serve this server. Its operator names the servers that it works for."
TOO_LATE = "a command came to its answer when Discord waited no longer"
Gate = Callable[[discord.Interaction[Any]], Awaitable[str | None]]
"""Says in a sentence why a command, or its completion, is not for the place where it is typed; None where it is."""


class CommandMarks(Protocol):
    """Small facts that the bot keeps about itself between two runs."""

    async def mark(self, name: str) -> str | None: ...
    async def set_mark(self, name: str, value: str, now: datetime) -> None: ...


class Tree(app_commands.CommandTree[discord.Client]):
    """Answers only in guilds that are served (all when none is named), and turns every failure into one sentence."""

    def __init__(self, client: discord.Client, guilds: tuple[int, ...], patience: float = PATIENCE) -> None:
        """``patience``: seconds after which a command that has no answer yet is acknowledged."""
        super().__init__(client, allowed_contexts=app_commands.AppCommandContext(guild=True))
        self.guilds = guilds
        self.patience = patience
        self.queue = AnswerQueue()
        self.gate: Gate | None = None

    async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
        interaction.extras[BEGUN] = perf_counter()
        begin(interaction)
        if interaction.type is discord.InteractionType.application_command and not await self._turn(
            interaction
        ):
            return False
        refusal = await self._refusal(interaction)
        if refusal is None:
            return True
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await say(interaction, content=refusal, ephemeral=True)
        return False

    async def _turn(self, interaction: discord.Interaction[discord.Client]) -> bool:
        """Waits until the command may be answered; False where Discord takes no answer any more."""
        promised = promise(interaction, self.patience)
        interaction.extras[IN_TURN] = await self.queue.enter(promised.at_once)
        if promised.is_too_late:
            log.warning(TOO_LATE, command=_name(interaction))
        return not promised.is_too_late

    async def _refusal(self, interaction: discord.Interaction[discord.Client]) -> str | None:
        is_direct = interaction.guild_id is None
        if self.guilds and not is_direct and interaction.guild_id not in self.guilds:
            return NOT_SERVED
        try:
            return await self.gate(interaction) if self.gate else None
        except Exception as error:  # such as a database that is away: told as any failure of the command
            raise app_commands.AppCommandError("it cannot be asked where this may be used") from error

    async def idle(self) -> None:
        """Until every command in hand has sent its last follow-up."""
        while tasks := [task for task in asyncio.all_tasks() if task.get_name() == INVOKER]:
            await asyncio.wait(tasks)

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError, /
    ) -> None:
        if isinstance(error.__cause__, ClaimedElsewhereError):
            await be_silent(interaction)
            return
        if getattr(error.__cause__, "code", None) == UNKNOWN:
            log.warning(TOO_LATE, command=_name(interaction))
            return
        try:
            await say(interaction, content=explain_failure(interaction, error), ephemeral=True)
        except discord.HTTPException as refusal:
            log.warning("a failure could not be told", command=_name(interaction), refusal=str(refusal))


def explain_failure(
    interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError
) -> str:
    """What a user is told. What nobody expected is logged with its traceback under the reference that the user sees."""
    match error:
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            log.warning("a command's old form was used", command=_name(interaction))
            return "This command has changed since it was announced to Discord; it will be right again in a minute."
        case app_commands.TransformerError():
            return f"“{str(error.value)[:80]}” is not a value that this option takes."
        case app_commands.CheckFailure():
            return "You may not use this command here."
    reference = hashlib.blake2s(str(interaction.id).encode(), digest_size=3).hexdigest()
    cause = error.__cause__ or error
    log.error("a command failed", command=_name(interaction), reference=reference, exc_info=cause)
    return f"Something went wrong here, and it is not your fault. The operator finds it in the log under {reference}."


async def sync_when_changed(tree: Tree, marks: CommandMarks, now: datetime) -> bool:
    """Announces the commands to Discord if their payload is not the one that was announced last. True if it did."""
    application = tree.client.application_id
    digest = hashlib.sha256(json.dumps(payload(tree), sort_keys=True).encode()).hexdigest()
    if await marks.mark(f"commands:{application}") == digest:
        return False
    await tree.sync()
    await marks.set_mark(f"commands:{application}", digest, now)
    return True


def payload(tree: Tree) -> list[dict[str, Any]]:
    """What is announced to Discord, command by command."""
    return [command.to_dict(tree) for command in tree.get_commands()]


def _name(interaction: discord.Interaction[discord.Client]) -> str:
    return interaction.command.qualified_name if interaction.command else "unknown"
