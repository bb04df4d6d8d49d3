"""``/actor name``: who somebody is, what they did, with whom, and who says so."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.directory import Directory
from facts.asking.resolve import Held, Missing, NameFinding, Several, resolve
from facts.names.phrases import folded_phrase
from handlers.render.pages.actor import MOST, events, identity, sections
from handlers.render.pages.answer import Answer, Line, Section, fitted
from handlers.render.pages.sources import sources
from handlers.render.words.cite import cited
from handlers.render.words.names import role
from handlers.render.words.text import safe
from handlers.ui.completion import actor_rows, choices
from handlers.ui.known import known_names
from handlers.ui.not_found import ambiguous, unknown
from handlers.ui.options import Words
from handlers.ui.reply import Reply
from store.nouns.views import Dossier, Library, Names
from store.search.answers import Answers

SIZES = (MOST, 16, 12, 9, 7, 5)
"""Lines of a part, until the answer fits."""
NEWEST = 3
"""Events shown of each of several holders of a position."""


class ActorCommand(commands.Cog):
    """A misspelling, an alias and a position ("COAS") find their actor, and the answer says how."""

    def __init__(self, answers: Answers, now: Callable[[], datetime], reply: Reply) -> None:
        self.answers = answers
        self.now = now
        self.reply = reply

    @app_commands.command(
        name="actor", description="Who is this, what did they do, with whom, and who says so"
    )
    @app_commands.describe(
        name="A name, an alias or a position: Gen. Bajwa, COAS", share="Show it to everybody here"
    )
    async def actor(self, interaction: discord.Interaction[Any], name: Words, share: bool = False) -> None:
        await self.reply.send(interaction, await self.answer(name), share=share)

    @actor.autocomplete("name")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choices(typed, actor_rows((await self.answers.names()).actors))

    async def answer(self, name: str) -> Answer:
        names = await self.answers.names()
        known = await known_names(names)
        match resolve(name, known, "actor"):
            case Missing() as missing:
                return unknown(name, missing, "actor", known)
            case Several() as several:
                return ambiguous(name, several, known)
            case Held() as held:
                return await self._holders(name, held, names)
            case NameFinding(id=key, how=how):
                return await self._dossier(key, "; ".join(filter(None, [how, _elsewhere(name, known)])))

    async def _dossier(self, key: str, how: str) -> Answer:
        dossier = await self.answers.dossier(key)
        if dossier is None:
            return unknown(key, Missing(()), "actor")
        return await fitted(partial(dossier_answer, dossier, self.now().date(), how), SIZES)

    async def _holders(self, asked: str, held: Held, names: Names) -> Answer:
        """Everybody who held the position, and the dossier where it was one person."""
        keys = list(dict.fromkeys(holding.actor.id for holding in held.holdings))
        dossiers = [found for key in keys if (found := await self.answers.dossier(key))]
        if len(dossiers) == 1:
            how = f"found by the position “{asked}”"
            return await fitted(partial(dossier_answer, dossiers[0], self.now().date(), how), SIZES)
        return holders_answer(asked, held, dossiers)


def _elsewhere(name: str, known: Directory) -> str:
    """What else goes by the very name, and where to ask for it."""
    others = [entry for entry in known.names.get(folded_phrase(name), ()) if entry.kind != "actor"]
    return f"“{name}” itself is known as {others[0].kind}: ask /brief topic:{name}" if others else ""


def dossier_answer(dossier: Dossier, today: date, how: str, most: int = MOST) -> Answer:
    """One actor's whole answer as of ``today``, with at most so many lines in a part."""
    library = dossier.found.library
    lead = (identity(dossier.actor, library, is_seen=bool(dossier.found.events)),)
    parts = sections(dossier, today, most)
    notes = (safe(how),) if how else ()
    return Answer(dossier.actor.name, lead, (*parts, sources(parts, lead)), notes)


def holders_answer(asked: str, held: Held, dossiers: list[Dossier]) -> Answer:
    """A position that several people held: each with the days that sources give."""
    actors = {key: row for dossier in dossiers for key, row in dossier.found.library.actors.items()}
    articles = {key: row for dossier in dossiers for key, row in dossier.found.library.articles.items()}
    library = Library(articles=articles, actors=actors)
    lines = tuple(
        Line(
            f"**{safe(h.actor.name)}** — {role(h.role, library)} (id `{h.actor.id}`)",
            cited(h.role.citations, library),
        )
        for h in held.holdings
    )
    lead = (
        Line(f"{len(dossiers)} people are known in a position like “{safe(asked)}”. Ask again with a name:"),
    )
    done = (Section(f"{d.actor.name}: newest", events(d.found, NEWEST)) for d in dossiers)
    parts = (Section("Who held it", lines), *(part for part in done if part.lines))
    return Answer(asked, lead, (*parts, sources(parts)))
