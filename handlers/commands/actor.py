"""``/actor name``: who somebody is, what they did, with whom, and who says so."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.directory import Directory
from facts.asking.resolve import Held, Missing, NameFinding, Several, resolve
from facts.names.countries import COUNTRIES
from facts.names.phrases import folded_phrase
from handlers.render.illustrations.partners import partners_picture
from handlers.render.pages.actor import first_page, sections, who
from handlers.render.pages.answer import Answer, Line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import cited
from handlers.render.words.names import flags, role
from handlers.render.words.text import safe
from handlers.ui.completion import actor_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import ambiguous, unknown
from handlers.ui.options import Words
from handlers.ui.pager import Pager
from store.nouns.models import Actor
from store.nouns.views import Dossier, Library, Names
from store.search.answers import Answers


class ActorCommand(commands.Cog):
    """A misspelling, an alias and a position ("COAS") find their actor, and the answer says how."""

    def __init__(self, answers: Answers, now: Callable[[], datetime], pager: Pager) -> None:
        self.answers = answers
        self.now = now
        self.pager = pager

    @app_commands.command(
        name="actor", description="Who is this, what did they do, with whom, and who says so"
    )
    @app_commands.describe(
        name="A name, an alias or a position: Gen. Bajwa, COAS", share="Show it to everybody here"
    )
    async def actor(self, interaction: discord.Interaction[Any], name: Words, share: bool = False) -> None:
        question = AskedCommand("actor", (name,))
        await self.pager.send(interaction, question, await self.answer(name), share=share)

    @actor.autocomplete("name")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await actor_choices(self.answers, typed)

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
        return await asyncio.to_thread(dossier_answer, dossier, self.now().date(), how)

    async def _holders(self, asked: str, held: Held, names: Names) -> Answer:
        """Everybody who held the position, and the dossier where it was one person."""
        keys = list(dict.fromkeys(holding.actor.id for holding in held.holdings))
        dossiers = [found for key in keys if (found := await self.answers.dossier(key))]
        if len(dossiers) == 1:
            how = f"found by the position “{asked}”"
            return await asyncio.to_thread(dossier_answer, dossiers[0], self.now().date(), how)
        return holders_answer(asked, held, dossiers)


def _elsewhere(name: str, known: Directory) -> str:
    """What else goes by the very name, and where to ask for it."""
    others = [entry for entry in known.names.get(folded_phrase(name), ()) if entry.kind != "actor"]
    return f"“{name}” itself is known as {others[0].kind}: ask /brief topic:{name}" if others else ""


def dossier_answer(dossier: Dossier, today: date, how: str) -> Answer:
    """One actor's whole answer as of ``today``."""
    actor, found = dossier.actor, dossier.found
    return Answer(
        _titled(actor),
        who(dossier, today),
        sections(dossier, today),
        (safe(how),) if how else (),
        overview=first_page(dossier),
        names=names_met(found, actor.id),
        scope="all years",
        picture=partners_picture(
            actor,
            [told.event for told in found.events],
            found.tally.events,
            found.agreements,
            found.library.actors,
        ),
    )


def _titled(actor: Actor) -> str:
    flag = flags([actor.country]) if actor.country and actor.country in COUNTRIES else ""
    return f"{actor.name} {flag}".strip()


def holders_answer(asked: str, held: Held, dossiers: list[Dossier]) -> Answer:
    """A position that several people held: each with the days that sources give."""
    actors = {key: row for dossier in dossiers for key, row in dossier.found.library.actors.items()}
    articles = {key: row for dossier in dossiers for key, row in dossier.found.library.articles.items()}
    library = Library(articles=articles, actors=actors)
    events = {dossier.actor.id: dossier.found.tally.events for dossier in dossiers}
    lines = tuple(
        Line(
            f"**{safe(h.actor.name)}** — {role(h.role, library)}",
            cited(h.role.citations, library),
            f"**{safe(h.actor.name)}**\n{role(h.role, library)}\n-# {events.get(h.actor.id, 0)} events",
            f"actor/{h.actor.id}",
        )
        for h in held.holdings
    )
    lead = (Line(f"{len(dossiers)} people are known in a position like “{safe(asked)}”."),)
    return Answer(f"Which {asked}?", lead, candidates=lines)
