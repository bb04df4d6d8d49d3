"""``/help``: what can be asked, read from the commands themselves."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import safe
from handlers.ui.not_found import EXAMPLES
from handlers.ui.pager import Pager

ALONE = "Only you see an answer unless you add share:True."
WRITING = (
    "Names are free text: an alias, a misspelling or a position (“COAS”) finds its actor, and the answer says how.",
    "since and until take 2020, 2020-11, 2020-11-30, 30d or “last month”; both ends are included.",
    "What is known only to the month or year is in every window that it may lie in.",
    ALONE,
    "Small numbers are sources: the section Sources has outlet, day and paragraphs. Letters A to F grade an outlet (NATO Admiralty scale; F: cannot be judged).",
    "A view is told as “according to …”, a plan as a plan of its time.",
)
SHOWN = 4
"""Examples on the first page."""


class HelpCommand(commands.Cog):
    """Lists every command that the tree has, so that it cannot promise another."""

    def __init__(self, pager: Pager) -> None:
        self.pager = pager

    @app_commands.command(name="help", description="What can be asked here, and how")
    @app_commands.describe(share="Show it to everybody here")
    async def help(self, interaction: discord.Interaction[Any], share: bool = False) -> None:
        question = AskedCommand("help", ())
        await self.pager.send(interaction, question, await self.asked(interaction), share=share)

    async def asked(self, interaction: discord.Interaction[Any]) -> Answer:
        tree = getattr(interaction.client, "tree", None)
        return help_answer(tree.get_commands() if isinstance(tree, app_commands.CommandTree) else [])


def help_answer(known: list[Any]) -> Answer:
    """Examples first; the commands by who uses them, one line each with its options."""
    asking = tuple(line for one in known if not _manages(one) for line in _lines(one))
    managing = tuple(line for one in known if _manages(one) for line in _lines(one))
    lead = Line(
        "Ask about defence cooperation between states, in your own words; answers name their sources."
    )
    first = (Section("For example", tuple(map(Line, EXAMPLES[:SHOWN]))), Section("", (Line(ALONE),)))
    parts = (
        Section("Ask", asking),
        Section("Run the bot", managing),
        Section("How to write", tuple(map(Line, WRITING))),
    )
    return Answer("Help", (lead,), tuple(part for part in parts if part.lines), overview=first)


def _manages(command: Any) -> bool:
    return getattr(command, "default_permissions", None) is not None


def _lines(command: Any) -> list[Line]:
    if isinstance(command, app_commands.Group):
        return [line for part in command.commands for line in _lines(part)]
    if isinstance(command, app_commands.ContextMenu):
        return [Line(f"*Apps* › *{command.name}* — in the menu of any message that the bot posted")]
    if not isinstance(command, app_commands.Command):
        return []
    options = " ".join(p.display_name if p.required else f"[{p.display_name}]" for p in command.parameters)
    return [
        Line(f"`/{command.qualified_name} {options}` — {safe(command.description)}".replace(" `", "`", 1))
    ]
