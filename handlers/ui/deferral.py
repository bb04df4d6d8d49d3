"""Discord hears of a command soon, even where its answer takes longer: it waits three seconds for the first word (its
documentation, "Responding to an Interaction"), and people look at nothing meanwhile.

Whatever is said to an interaction is said here. Several processes may hear of one; Discord takes the first word that it
gets and refuses the next (40060). Who changed something for it speaks, by whoever it was acknowledged; who changed
nothing speaks only where the first word was theirs, and nobody else has claimed it.
"""

import asyncio
from typing import Any

import discord
import structlog

from store.database.interaction import Handling
from store.nouns.errors import OperationalError

log = structlog.get_logger("handlers.ui.deferral")
_Interaction = discord.Interaction[Any]

PATIENCE = 0.1
"""Seconds after which a command without an answer is acknowledged: "the bot is thinking"."""
KEPT = "acknowledgement"
"""Where an interaction keeps what was promised to it."""
HANDLED = "handling"
"""Where an interaction keeps who carries it out."""
ACKNOWLEDGED, UNKNOWN = 40060, 10062
"""Discord's error codes for a second first word, and for one that comes too late."""


class Acknowledgement:
    """The promise of one command's acknowledgement, once ``seconds`` have passed without an answer."""

    def __init__(self, interaction: _Interaction, seconds: float, *, in_place: bool = False) -> None:
        """``in_place``: the message under the button will change; nobody is shown that the bot is thinking."""
        self.interaction = interaction
        self.in_place = in_place
        self.deferral: asyncio.Task[None] | None = None
        self.timer = asyncio.get_running_loop().call_later(seconds, self._begin)
        self.elsewhere = False
        """Another process acknowledged it first."""

    def _begin(self) -> None:
        if not self.interaction.response.is_done():
            self.deferral = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        """As visible as the answer will be: Discord keeps a deferred answer so."""
        shared = bool(getattr(self.interaction.namespace, "share", False))
        try:
            if self.in_place:
                await self.interaction.response.defer()
            else:
                await self.interaction.response.defer(ephemeral=not shared, thinking=True)
        except discord.HTTPException as refusal:
            if refusal.code != ACKNOWLEDGED:
                raise
            self.elsewhere = True

    def at_once(self) -> asyncio.Task[None] | None:
        """Begins the acknowledgement now, and waits for nothing; None where an answer was quicker."""
        self.timer.cancel()
        if self.deferral is None:
            self._begin()
        return self.deferral

    @property
    def is_too_late(self) -> bool:
        """Discord waits no longer: it refuses whatever is answered now."""
        if self.deferral is None or not self.deferral.done() or self.deferral.cancelled():
            return False
        return getattr(self.deferral.exception(), "code", None) == UNKNOWN

    async def now(self) -> None:
        """Acknowledges at once, if that did not happen yet."""
        await self.settle()
        if not self.interaction.response.is_done() and not self.elsewhere:
            await self._defer()

    async def settle(self) -> None:
        """From here on nothing is acknowledged that the caller does not acknowledge. Raises what a deferral met."""
        self.timer.cancel()
        if self.deferral is not None:
            await self.deferral


def begin(interaction: _Interaction) -> None:
    """Before anything is done for an interaction: from here on what is written claims it."""
    interactions = interaction.client.interactions
    if interactions is not None:
        interaction.extras[HANDLED] = interactions.begin(interaction.id)


def promise(
    interaction: _Interaction, seconds: float = PATIENCE, *, in_place: bool = False
) -> Acknowledgement:
    """Acknowledges a command, or (``in_place``) a press, in ``seconds``, unless it is answered before."""
    promised = Acknowledgement(interaction, seconds, in_place=in_place)
    interaction.extras[KEPT] = promised
    return promised


async def acknowledge(interaction: _Interaction) -> None:
    """Before work of which it is known that it takes long."""
    await interaction.extras[KEPT].now()


async def be_silent(interaction: _Interaction) -> None:
    """Another process carries the interaction out: nothing is said here any more."""
    if (promised := interaction.extras.get(KEPT)) is not None:
        await promised.settle()
    log.debug("an interaction was carried out elsewhere", interaction=interaction.id)


async def say(interaction: _Interaction, **message: Any) -> bool:
    """A new message: the answer, or what follows it. Nobody is pinged. False where another process answers."""
    message["allowed_mentions"] = discord.AllowedMentions.none()
    response, followup = interaction.response, interaction.followup
    if await _is_lost(interaction):
        return False
    if response.is_done():
        await followup.send(**message)
        return True
    try:
        if not _is_acknowledged_elsewhere(interaction):
            await response.send_message(**message)
            return True
    except discord.HTTPException as refusal:
        if refusal.code != ACKNOWLEDGED:
            raise
    return await _after_another(interaction, followup.send, message)


async def open_form(interaction: _Interaction, form: discord.ui.Modal) -> bool:
    """A form as the first word; what is entered comes as an interaction of its own. False where another process answers."""
    if await _is_lost(interaction):
        return False
    try:
        await interaction.response.send_modal(form)
    except discord.HTTPException as refusal:
        if refusal.code != ACKNOWLEDGED:
            raise
        return False
    return True


async def change(interaction: _Interaction, **message: Any) -> bool:
    """The message under the button that was pressed becomes another; as ``say``. One with embeds becomes one of
    components: it has no place for the others (Discord's documentation, "Components V2")."""
    before = interaction.message
    if isinstance(message.get("view"), discord.ui.LayoutView) and before and not before.flags.components_v2:
        message |= {"content": None, "embeds": []}
    message["allowed_mentions"] = discord.AllowedMentions.none()
    if await _is_lost(interaction):
        return False
    if interaction.response.is_done():
        await interaction.edit_original_response(**message)
        return True
    try:
        if _is_acknowledged_elsewhere(interaction):
            return await _after_another(interaction, interaction.edit_original_response, message)
        await interaction.response.edit_message(**message)
    except discord.HTTPException as refusal:
        if refusal.code != ACKNOWLEDGED:
            raise
        return await _after_another(interaction, interaction.edit_original_response, message)
    return True


async def _after_another(interaction: _Interaction, send: Any, message: dict[str, Any]) -> bool:
    """What is said where the first word was another process's: only what was changed here is told."""
    handling: Handling | None = interaction.extras.get(HANDLED)
    if handling is None or not handling.claimed:
        await be_silent(interaction)
        return False
    await send(**message)
    return True


async def _is_lost(interaction: _Interaction) -> bool:
    """Settles the promise, and asks whether another process carries the interaction out. While the database is away
    nobody does."""
    if (promised := interaction.extras.get(KEPT)) is not None:
        await promised.settle()
    handling: Handling | None = interaction.extras.get(HANDLED)
    if handling is None:
        return False
    try:
        lost = await interaction.client.interactions.is_lost(handling)
    except OperationalError:
        return False
    if lost:
        await be_silent(interaction)
    return bool(lost)


def _is_acknowledged_elsewhere(interaction: _Interaction) -> bool:
    promised: Acknowledgement | None = interaction.extras.get(KEPT)
    return promised is not None and promised.elsewhere
