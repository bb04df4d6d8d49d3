"""A small bot on the real discord.py client, for the sandbox to play with. Nothing in it knows that it is not Discord."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from sandbox.control import Sandbox


class Buttons(discord.ui.View):
    """A persistent view: it has no time-out and its ids are fixed."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Why", custom_id="why")
    async def why(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_message("because", ephemeral=True)

    @discord.ui.button(label="Change", custom_id="change")
    async def change(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="changed", view=self)

    @discord.ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(Question())

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="later")

    @discord.ui.select(
        custom_id="pick",
        options=[discord.SelectOption(label="One", value="1"), discord.SelectOption(label="Two", value="2")],
    )
    async def pick(self, interaction: discord.Interaction[Any], select: discord.ui.Select[Any]) -> None:
        await interaction.response.send_message(f"picked {select.values[0]}")


class Question(discord.ui.Modal, title="A question"):
    text: discord.ui.TextInput[Any] = discord.ui.TextInput(label="Text", custom_id="text")

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"heard {self.text.value}")


class Bot(discord.Client):
    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True)
        super().__init__(intents=intents, guild_ready_timeout=0.05, **options)
        self.tree = app_commands.CommandTree(self)
        add_commands(self.tree)
        add_menus(self.tree)
        add_group(self.tree)

    async def setup_hook(self) -> None:
        self.add_view(Buttons())
        await self.tree.sync()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Not once it closes, as the product's client (``bot/gateway/client.py``): discord.py has no loop any more then, and
        leaves the coroutine of the event that it made."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No five seconds' pause before a second identification."""


def add_commands(tree: app_commands.CommandTree[Bot]) -> None:
    """One command for each way to answer and each type of option."""

    @tree.command(description="Says it back")
    async def echo(interaction: discord.Interaction[Bot], text: str, times: int = 1) -> None:
        await interaction.response.send_message(" ".join([text] * times))

    @tree.command(description="Takes its time")
    async def slow(interaction: discord.Interaction[Bot], more: bool = False) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(content="done", embed=discord.Embed(title="Slowly"))
        if more:
            await interaction.followup.send("and more", ephemeral=True)

    @tree.command(description="Every kind of option")
    @app_commands.choices(level=[app_commands.Choice(name="High level", value="high")])
    async def kinds(
        interaction: discord.Interaction[Bot],
        level: app_commands.Choice[str],
        share: app_commands.Range[float, 0, 1],
        channel: discord.TextChannel,
        role: discord.Role,
        who: discord.Member,
    ) -> None:
        words = (level.value, str(share), channel.name, role.name, who.name)
        await interaction.response.send_message(" ".join(words), view=Buttons())

    @tree.command(description="Never answers")
    async def silent(interaction: discord.Interaction[Bot]) -> None:
        return


def add_menus(tree: app_commands.CommandTree[Bot]) -> None:
    """Message commands: for everybody everywhere, and for who manages a server."""

    @tree.context_menu(name="Read Aloud")
    @app_commands.allowed_contexts(guilds=True, dms=True)
    async def read_aloud(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
        words = (message.content, str(message.id), message.author.name, str(len(message.components)))
        await interaction.response.send_message(" ".join(words), ephemeral=True)

    @tree.context_menu(name="Judge")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def judge(interaction: discord.Interaction[Bot], message: discord.Message) -> None:
        await interaction.response.send_message(f"judged {message.jump_url}")


def add_group(tree: app_commands.CommandTree[Bot]) -> None:
    """A subcommand whose second option completes by the first."""
    group = app_commands.Group(name="feed", description="Feeds")

    @group.command(description="Adds one")
    async def add(interaction: discord.Interaction[Bot], url: str, name: str = "") -> None:
        await interaction.response.send_message(f"added {url} as {name}")

    @add.autocomplete("name")
    async def names(interaction: discord.Interaction[Bot], typed: str) -> list[app_commands.Choice[str]]:
        url = interaction.namespace["url"]
        return [app_commands.Choice(name=f"{typed} of {url}", value=typed.upper())]

    tree.add_command(group)


@contextlib.asynccontextmanager
async def connected(sandbox: Sandbox, **options: Any) -> AsyncIterator[Bot]:
    """The bot, pointed at the sandbox as ``ENTENTE_DISCORD_API`` points the real one, and ready. ``options`` are
    discord.py's."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sandbox.api_url, yarl.URL(sandbox.gateway_url)
    bot = Bot(**options)
    running = asyncio.create_task(bot.start(sandbox.token))
    try:
        ready = asyncio.create_task(bot.wait_until_ready())
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            ready.cancel()
            running.result()
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
