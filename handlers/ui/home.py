"""One deployment is one team: its home server alone changes what all servers share, and there those who may."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import discord

from handlers.ui.buttons import Interaction
from store.people.guilds import Guilds

REGISTER_WIDE = frozenset({"amend", "feed", "review"})
"""Commands that change, or show, what belongs to the home server alone."""
UNSET = (
    "No home server is set yet, and only that one changes what all servers share: whoever owns this bot's application, or "
    "is on its team, uses `/setup home` there, or its operator sets ENTENTE_HOME."
)
ELSEWHERE = "Only this bot's home server can do that: all servers share what it changes. Here you can subscribe and ask: `/help`."
NOT_AN_ANALYST = "That is for this server's analysts (the role that `/alerts analysts` names) and for those with Manage Server."


@dataclass(frozen=True)
class Home:
    """``fixed`` is the operator's setting; without it the register knows."""

    guilds: Guilds
    fixed: int | None = None

    async def server(self) -> int | None:
        return self.fixed or await self.guilds.home()

    async def is_here(self, guild: int | None) -> bool:
        return guild is not None and guild == await self.server()

    async def refusal(self, guild: int | None) -> str | None:
        """Why nothing register-wide can be done in a server, in a sentence; None at home."""
        home = await self.server()
        if home is None:
            return UNSET
        return None if guild == home else ELSEWHERE

    async def gate(self, interaction: Interaction) -> str | None:
        """Why a command, or its completion, is not for the place where it is typed. Who may use it there is decided by
        Discord: by the command's default permissions, or as the server's admins set it."""
        typed: Any = interaction.data
        return await self.refusal(interaction.guild_id) if typed["name"] in REGISTER_WIDE else None

    async def refusal_to_press(self, interaction: Interaction) -> str | None:
        """Why somebody may not use a button that changes the register: buttons know no command permissions."""
        if refusal := await self.refusal(interaction.guild_id):
            return refusal
        if may_manage(interaction) or is_of_own_command(interaction):
            return None
        role = await self.guilds.analysts(interaction.guild_id or 0)
        return None if role is not None and role in _roles(interaction.user) else NOT_AN_ANALYST


def may_manage(interaction: Interaction) -> bool:
    return interaction.permissions.manage_guild


def is_of_own_command(interaction: Interaction) -> bool:
    """Whether the button stands under an answer to a command that this very person was allowed to use, and that nobody
    else sees."""
    message = interaction.message
    asked = message.interaction_metadata if message else None
    return (
        message is not None
        and message.flags.ephemeral
        and asked is not None
        and asked.type is discord.InteractionType.application_command
        and asked.user.id == interaction.user.id
    )


def _roles(person: discord.User | discord.Member) -> Iterable[int]:
    return [role.id for role in person.roles] if isinstance(person, discord.Member) else []


async def runs_the_application(client: Any, person: int) -> bool:
    """Whether the person owns the bot's application or has accepted to be on the team that owns it (Discord's
    documentation, "Get Current Application" and "Teams")."""
    info = await client.application_info()
    if info.team is None:
        return bool(info.owner.id == person)
    accepted = discord.TeamMembershipState.accepted
    members = {member.id for member in info.team.members if member.membership_state is accepted}
    return person in members | {info.team.owner_id}
