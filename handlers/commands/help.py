"""``/help``: what can be asked, read from the commands themselves."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.text import safe
from handlers.ui.reply import Reply

WRITING = (
    "Names are free text: an alias, a misspelling or a position (“COAS”) finds its actor, and the answer says how.",
    "since and until take 2020, 2020-11, 2020-11-30, 30d or “last month”; both ends are included.",
    "What is known only to the month or year is in every window that it may lie in.",
    "Only you see an answer unless you add share:True.",
    "Every statement carries its source: outlet, date, paragraph. Letters A to F grade a source's reliability (NATO Admiralty scale; F: cannot be judged).",
    "A view is told as “according to …”, a plan as a plan of its time.",
)


class HelpCommand(commands.Cog):
    """Lists every command that the tree has, so that it cannot promise another."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    @app_commands.command(name="help", description="What can be asked here, and how")
    @app_commands.describe(share="Show it to everybody here")
    async def help(self, interaction: discord.Interaction[Any], share: bool = False) -> None:
        tree = getattr(interaction.client, "tree", None)
        known = tree.get_commands() if isinstance(tree, app_commands.CommandTree) else []
        await self.reply.send(interaction, help_answer(known), share=share)


def help_answer(known: list[Any]) -> Answer:
    """One line for each command with its options."""
    lines = tuple(line for command in known for line in _lines(command))
    lead = (Line("Entente follows defence cooperation between states and answers with sources."),)
    return Answer(
        "Help", lead, (Section("Commands", lines), Section("How to ask", tuple(map(Line, WRITING))))
    )


def _lines(command: Any) -> list[Line]:
    if isinstance(command, app_commands.Group):
        return [line for part in command.commands for line in _lines(part)]
    if not isinstance(command, app_commands.Command):
        return []
    options = " ".join(p.display_name if p.required else f"[{p.display_name}]" for p in command.parameters)
    return [
        Line(f"`/{command.qualified_name} {options}` — {safe(command.description)}".replace(" `", "`", 1))
    ]
