"""``/setup``: which server the bot belongs to."""

from collections.abc import Callable
from datetime import datetime

from discord import app_commands

from handlers.commands.admins import AdminGroup
from handlers.render.pages.answer import Answer, Line
from handlers.ui.buttons import Interaction
from handlers.ui.deferral import acknowledge
from handlers.ui.home import Home, runs_the_application
from handlers.ui.pager import Pager
from store.people.amending import Who
from store.store import Store

FIXED = "ENTENTE_HOME names the home server; this bot's operator changes it there."
NOT_THE_OWNER = "Only whoever owns this bot's application, or is on its team, says which server is home."
ALREADY = "This server is home already."
DONE = (
    "This server is home now: feeds, corrections and reviews are its own business. "
    "`/alerts analysts` names a role that may help; other servers can subscribe and ask."
)


class SetupCommand(AdminGroup):
    """Manage Server is not enough here: anybody may invite a public bot to a server of their own."""

    def __init__(self, store: Store, home: Home, now: Callable[[], datetime], pager: Pager) -> None:
        super().__init__("setup", "Which server this bot belongs to")
        self.store = store
        self.home = home
        self.now = now
        self.pager = pager

    @app_commands.command(name="home", description="Makes this server the one that curates what all share")
    async def make_home(self, interaction: Interaction) -> None:
        await acknowledge(interaction)
        if refusal := await self._refusal(interaction):
            await self.pager.confirm(interaction, Answer("Nothing was changed", (Line(refusal),)))
            return
        guild = interaction.guild_id or 0
        who = Who(f"discord:{interaction.user.id}", guild, self.now())
        await self.store.guilds.make_home(guild, who)
        await self.pager.confirm(interaction, Answer("Home server", (Line(DONE),)))

    async def _refusal(self, interaction: Interaction) -> str | None:
        if self.home.fixed is not None:
            return FIXED
        if not await runs_the_application(interaction.client, interaction.user.id):
            return NOT_THE_OWNER
        return ALREADY if await self.home.is_here(interaction.guild_id) else None
