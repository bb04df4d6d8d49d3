"""``/actor name``: who somebody is, what they did, with whom, and who says so."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.directory import Directory
from facts.asking.resolve import Held, Missing, NameFinding, Resolved, Several, Vacant, obvious, resolve
from facts.asking.windows import NotADate
from facts.fitting.goods import party_facet
from facts.names.countries import COUNTRIES
from handlers.briefing.brief_parts import ENOUGH
from handlers.quoting.sentences import naming_lines
from handlers.render.illustrations.partners import partners_picture
from handlers.render.pages.actor import first_page, sections, who
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import EVER, Answer, Line, Section
from handlers.render.pages.bottom_line import FRESH, age_line, counted_tally, newest_day
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line, listed_events
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.names import flags, role
from handlers.render.words.text import listed, safe
from handlers.retrieving.named import both_named, named_answer
from handlers.retrieving.retrieval import Retrieving
from handlers.ui.completion import actor_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import ambiguous, nobody_answer, refused, telling_texts, unknown, with_topic
from handlers.ui.office import NamedSo, named_since
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Topical
from store.nouns.models import Actor
from store.nouns.views import Dossier, Findings, Library, Names
from store.nouns.words import folded_phrase
from store.search.answers import Answers

AskTopic = Callable[[str], Awaitable[Answer]]
WHAT = {"series": "a series of events", "agreement": "an agreement"}
EACH = 3
MENTIONS = 40
"""What holds a name and is looked through for texts."""
FEW = 4
"""Candidates that are looked at beside somebody else."""


class ActorCommand(commands.Cog):
    """A misspelling, an alias and a position ("COAS") find their actor, and the answer says how. What is no actor is
    asked for as a topic."""

    def __init__(self, answers: Answers, topical: Topical, ask_topic: AskTopic, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
        self.retrieving = Retrieving(topical)
        self.ask_topic = ask_topic
        self.pager = pager

    @app_commands.command(
        name="actor", description="Who is this, what did they do, with whom, and who says so"
    )
    @app_commands.rename(other="with")
    @app_commands.describe(
        name="A name, an alias or a position: Gen. Bajwa, COAS, China, Norinco",
        other="Somebody else: what the two did together",
        share="Show it to everybody here",
    )
    async def actor(
        self,
        interaction: discord.Interaction[Any],
        name: TypedWords,
        other: TypedWords = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("actor", (name, other))
        await self.pager.send(interaction, question, await self.answer(name, other), share=share)

    @actor.autocomplete("name")
    @actor.autocomplete("other")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await actor_choices(self.answers, typed)

    async def answer(self, name: str, other: str = "") -> Answer:
        names = await self.answers.names()
        known = await known_names(names)
        if not other.strip():
            return await self._alone(name, names, known)
        told = await self.answers.told_of()
        both = [(await self._one(text, known, told)) for text in (name, other)]
        for at, text in enumerate((name, other)):
            beside = both[1 - at]
            if both[at] is None and beside is not None:
                both[at] = await self._met(text, beside, known)
            if both[at] is None:
                alone = await self._alone(text, names, known)
                return await self._both_in_texts(alone, (name, other)) or alone
        return await self._together([one for one in both if one is not None], (name, other))

    async def _both_in_texts(self, answer: Answer, names: tuple[str, str]) -> Answer | None:
        """What texts say of two with whom nothing is filed."""
        found = await self.retrieving.retrieve(" ".join(names), "", "")
        return await asyncio.to_thread(both_named, answer, names, found) if found else None

    async def _met(self, text: str, beside: Actor, known: Directory) -> Actor | None:
        """Of several who go by a name the one who is filed with somebody else, if one alone is."""
        match await asyncio.to_thread(resolve, text, known, "actor"):
            case Several(candidates=candidates) if len(candidates) <= FEW:
                met = [key for _, key, _ in candidates if await self._is_met(key, beside, known)]
                return known.actors[met[0]] if len(met) == 1 else None
        return None

    async def _is_met(self, key: str, beside: Actor, known: Directory) -> bool:
        looked = await self.topical.look("", None, None, party_facet(known.actors[key]), party_facet(beside))
        return not isinstance(looked, NotADate) and looked.whole and bool(looked.found.events)

    async def _alone(self, name: str, names: Names, known: Directory) -> Answer:
        told = await self.answers.told_of()
        match await asyncio.to_thread(_obvious, name, known, told):
            case Missing() as missing:
                return await self._as_topic(name, missing, known)
            case Several() as several:
                return ambiguous(name, several, known, told)
            case Vacant(states=states):
                return await self._nobody(name, states, known, told)
            case Held() as held:
                if named := await named_since(name, held.holdings, known.actors.values(), self.answers, told):
                    return await asyncio.to_thread(
                        office_answer, name, named, held, self.topical.now().date()
                    )
                return await self._holders(name, held, names)
            case NameFinding(id=key, how=how):
                return await self._dossier(key, "; ".join(filter(None, [how, _elsewhere(name, known)])), name)

    async def _nobody(
        self, name: str, states: frozenset[str], known: Directory, told: Mapping[str, int]
    ) -> Answer:
        """Whom a text calls so, though nobody is filed in the office; else that nobody is known in it."""
        if named := await named_since(name, (), known.actors.values(), self.answers, told):
            return await asyncio.to_thread(office_answer, name, named, Held(()), self.topical.now().date())
        return nobody_answer(name, states, known)

    async def _one(self, text: str, known: Directory, told: Mapping[str, int]) -> Actor | None:
        """The one actor who is meant; of a position, the one who holds it."""
        match await asyncio.to_thread(_obvious, text, known, told):
            case NameFinding(id=key):
                return known.actors.get(key)
            case Held(holdings=holdings) if len({holding.actor.id for holding in holdings}) == 1:
                return holdings[0].actor
        return None

    async def _together(self, both: list[Actor], typed: tuple[str, str]) -> Answer:
        """What is filed with both, and where nothing is, what texts say of both, and what is newest of each."""
        looked = await self.topical.look("", None, None, *map(party_facet, both))
        if isinstance(looked, NotADate):
            return refused(looked.why)
        if looked.whole and (looked.found.events or looked.found.agreements or looked.found.claims):
            return await asyncio.to_thread(together_answer, both, looked.found, self.topical.now().date())
        dossiers = [dossier for one in both if (dossier := await self.answers.dossier(one.id))]
        apart = apart_answer(dossiers)
        return await self._both_in_texts(apart, typed) or apart

    async def _as_topic(self, name: str, missing: Missing, known: Directory) -> Answer:
        """What is known of a ship, an agreement, a series of that name; else that nobody is known, after everything that
        holds the words was asked."""
        answer = await self.ask_topic(name)
        kinds = [entry.kind for entry in known.names.get(folded_phrase(name), ())]
        if kinds and not answer.is_empty:
            note = f"no actor goes by this name: “{safe(name)}” is known as {WHAT.get(kinds[0], kinds[0])}"
            return replace(answer, notes=(note, *answer.notes))
        found = await self.retrieving.retrieve(name, "", "", least=1)
        told = await asyncio.to_thread(named_answer, name, found) if found else None
        return told or with_topic(unknown(name, missing, "actor", known), answer)

    async def _dossier(self, key: str, how: str, typed: str = "") -> Answer:
        dossier = await self.answers.dossier(key)
        if dossier is None:
            return unknown(key, Missing(()), "actor")
        today = self.topical.now().date()
        answer = await asyncio.to_thread(dossier_answer, dossier, today, how)
        return with_mentions(answer, await self._mentions(dossier, today, typed))

    async def _mentions(self, dossier: Dossier, today: date, typed: str) -> tuple[Line, ...]:
        """Texts that name somebody of whom nothing new is filed, and of which nothing is; of whom nothing is filed at all every text,
        by the name that is ``typed`` too."""
        is_untold = not (dossier.found.events or dossier.found.claims or dossier.found.agreements)
        newest = max((told.event.day or date.min for told in dossier.found.events), default=date.min)
        if dossier.actor.kind == "state" or today - newest <= FRESH:
            return ()
        names = list(dict.fromkeys([dossier.actor.name, *([typed] if is_untold and typed else [])]))
        hits = [hit for name in names for hit in await self.topical.search.mentioning(name, MENTIONS)]
        texts = list(dict.fromkeys(key for kind, key in hits if kind == "article"))
        found = await self.answers.these({"article": texts}) if texts else Findings()
        return telling_texts(found, names, newer=newest, filed=is_untold)

    async def _holders(self, asked: str, held: Held, names: Names) -> Answer:
        """Everybody who held the position, and the dossier where it was one person."""
        keys = list(dict.fromkeys(holding.actor.id for holding in held.holdings))
        dossiers = [found for key in keys if (found := await self.answers.dossier(key))]
        if len(dossiers) == 1:
            how = f"found by the position “{asked}”"
            return await asyncio.to_thread(dossier_answer, dossiers[0], self.topical.now().date(), how)
        return await asyncio.to_thread(holders_answer, asked, held, dossiers)


def _obvious(text: str, known: Directory, told: Mapping[str, int]) -> Resolved:
    return obvious(resolve(text, known, "actor"), text, known, told)


def with_mentions(answer: Answer, lines: tuple[Line, ...]) -> Answer:
    """The dossier with what texts say that nothing is filed of, first among what is told."""
    if not lines:
        return answer
    part = Section(
        "Told in texts of which nothing is filed" if lines[0].opens.startswith("source/") else "Mentioned in",
        lines,
    )
    return replace(answer, sections=(*answer.sections, part), overview=(part, *answer.overview))


def office_answer(asked: str, named: NamedSo, held: Held, today: date) -> Answer:
    """The dossier of the one whom the newest text calls so, and who is filed in the position before."""
    text = f"Called so in a text of {day(named.day, 'day')}."
    before = listed(list(dict.fromkeys(h.actor.name for h in held.holdings)))
    how = f"found by the position “{asked}”{f'; documents know {before} in it' if before else ''}"
    answer = dossier_answer(named.dossier, today, how)
    return replace(answer, lead=(Line(text, (named.source,)), *answer.lead))


def _elsewhere(name: str, known: Directory) -> str:
    """What else goes by the very name, and where to ask for it."""
    others = [entry for entry in known.names.get(folded_phrase(name), ()) if entry.kind != "actor"]
    return f"“{name}” itself is known as {others[0].kind}: ask /brief topic:{name}" if others else ""


def dossier_answer(dossier: Dossier, today: date, how: str) -> Answer:
    """One actor's whole answer as of ``today``."""
    actor, found = dossier.actor, dossier.found
    return Answer(
        _titled(actor),
        (*who(dossier, today), *_called(dossier)),
        sections(dossier, today),
        (safe(how),) if how else (),
        overview=first_page(dossier),
        names=names_met(found, actor.id),
        scope=EVER,
        picture=partners_picture(
            actor,
            [told.event for told in found.events],
            found.tally.events,
            found.agreements,
            found.library.actors,
        ),
    )


def _called(dossier: Dossier) -> tuple[Line, ...]:
    """What news says of somebody whose position no document tells, in its own words."""
    actor, found = dossier.actor, dossier.found
    if actor.kind == "state" or actor.roles:
        return ()
    names = [actor.name, *(alias.name for alias in actor.aliases)]
    return naming_lines(found.events, found.library, names)


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


def together_answer(both: list[Actor], found: Findings, today: date) -> Answer:
    """What two actors did together, the newest first; then what was agreed and said of both."""
    library = found.library
    names = " and ".join(safe(one.name) for one in both)
    lines = listed_events(found.events, library)
    newest = f" The newest: {event_line(found.events[0], library, brief=True).text}" if lines else ""
    known = counted_tally(found.tally, found)
    did = "" if lines or found.agreements else "nothing is known that they did together; "
    lead = Line(
        f"{names}: {did}{known} known with both.{newest}",
        lines[0].sources if lines else (),
        opens=lines[0].opens if lines else "",
    )
    every = (
        Section("Events with both", lines, found.tally.events),
        Section("Agreements and deals", tuple(agreement_line(deal, library) for deal in found.agreements)),
        Section("Said of both", tuple(claim_line(claim, library) for claim in found.claims)),
    )
    age, last = age_line(found, today), newest_day(found, today)
    parts = tuple(part for part in every if part.lines)
    met = names_met(found, *(one.id for one in both))
    title = " with ".join(one.name for one in both)
    is_said = last is None or (age.startswith("The newest") and f"**{day(*last)}**" in newest)
    return Answer(
        title,
        (lead, *([] if is_said else [Line(age)])),
        parts,
        names=met,
        scope=EVER,
        enough=ENOUGH,
        overview=tuple(part for part in every[:2] if part.lines) if len(lines) > FEW else (),
    )


def apart_answer(dossiers: list[Dossier]) -> Answer:
    """That nothing is filed with both, and what is newest of each."""
    names = " and ".join(one.actor.name for one in dossiers)
    lead = Line(
        f"Nothing is known that {safe(names)} did together: no event, agreement or statement names both."
    )
    parts = tuple(
        Section(
            one.actor.name, tuple(event_line(told, one.found.library) for told in one.found.events[:EACH])
        )
        for one in dossiers
    )
    return Answer(
        " with ".join(one.actor.name for one in dossiers),
        (lead,),
        tuple(part for part in parts if part.lines),
    )
