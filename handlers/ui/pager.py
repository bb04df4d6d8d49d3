"""Sends answers that have pages, and keeps them for whoever turns them later."""

import asyncio
import io
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

import discord
import structlog

from feeds.plain.masks import masked
from handlers.drawing.rasterizer import Rasterizer
from handlers.render.pages.answer import Answer
from handlers.render.paging.binding import Breath, bind_first, bind_pages, no_breath
from handlers.render.paging.booklet import AskedCommand, Booklet, PagePlace, read, written
from handlers.render.paging.layout import LOST, PageReader, layout
from handlers.render.words.dates import short_day
from handlers.ui.answer_queue import IN_TURN
from handlers.ui.deferral import change, say
from store.nouns.bookkeeping import KeptAnswer
from store.nouns.errors import OperationalError
from store.people.kept_answers import KeptAnswers

log = structlog.get_logger("handlers.ui.pager")
_Interaction = discord.Interaction[Any]
FIRST = PagePlace()
NO_QUESTION = AskedCommand("said", ())


@dataclass(frozen=True)
class OpenAnswer:
    """An answer that somebody reads: kept under ``number`` (0: it is not kept), opened from a page of another one."""

    number: int
    question: AskedCommand
    booklet: Booklet
    parent: int | None = None
    place: PagePlace = FIRST
    newer: int = 0
    """What today's answer would have that this one of an earlier day has not."""


_Shown = Callable[[_Interaction, OpenAnswer, PagePlace], Awaitable[None]]
"""Shows a page somewhere."""


@dataclass(frozen=True)
class Pager:
    """``observe`` is shown each answer before it leaves (the command line prints its pages and citations)."""

    kept: KeptAnswers
    now: Callable[[], datetime]
    observe: Callable[[Answer], None] | None = None
    rasterizer: Rasterizer | None = None
    """Draws the pictures; without it pages go without."""

    async def send(
        self, interaction: _Interaction, question: AskedCommand, answer: Answer, *, share: bool = False
    ) -> None:
        """The first page: only the asker sees it unless ``share``; nobody is pinged."""
        if self.observe is not None:
            self.observe(answer)
        await self.open(interaction, question, answer, partial(self.show, is_shared=share))

    async def confirm(self, interaction: _Interaction, answer: Answer) -> None:
        """What was done, or why it was not: nothing that could be asked again, and for this person alone."""
        await self.send(interaction, NO_QUESTION, replace(answer, is_private=True))

    async def swap(self, interaction: _Interaction, question: AskedCommand, answer: Answer) -> None:
        """An answer in the place of the message under which somebody pressed."""
        if self.observe is not None:
            self.observe(answer)
        await self.open(interaction, question, answer, partial(self.turn, is_shared=False))

    async def show(
        self,
        interaction: _Interaction,
        reading: OpenAnswer,
        place: PagePlace,
        *,
        is_shared: bool,
        is_own: bool = True,
    ) -> None:
        """A page as a new message, for everybody here or for the presser alone."""
        send = partial(say, interaction, ephemeral=not is_shared)
        shown = partial(self.view, interaction, reading, place, is_shared=is_shared, is_own=is_own)
        await self._with_picture(interaction, reading, place, send, shown, "files")

    async def turn(
        self, interaction: _Interaction, reading: OpenAnswer, place: PagePlace, *, is_shared: bool
    ) -> None:
        """A page in the place of the one under which somebody pressed."""
        shown = partial(self.view, interaction, reading, place, is_shared=is_shared)
        await self._with_picture(
            interaction, reading, place, partial(change, interaction), shown, "attachments"
        )

    async def _with_picture(
        self,
        interaction: _Interaction,
        reading: OpenAnswer,
        place: PagePlace,
        send: Callable[..., Awaitable[bool]],
        shown: Callable[..., discord.ui.LayoutView],
        files: str,
    ) -> None:
        """With its picture where there is one; without it where files are not wanted here, after all."""
        drawn = await self._drawn(interaction, reading, place)
        try:
            await send(view=shown(is_drawn=bool(drawn)), **{files: drawn})
        except discord.HTTPException as refusal:
            if not drawn or refusal.status >= 500:
                raise
            log.info("an answer goes without its picture", why=str(refusal))
            await send(view=shown(), **{files: []})

    async def _drawn(
        self, interaction: _Interaction, reading: OpenAnswer, place: PagePlace
    ) -> list[discord.File]:
        """The picture of a page as a file; none where the bot may not attach it, or it is not drawn in time."""
        at = reading.booklet.at(place)
        picture = reading.booklet.chapters[at.chapter].pages[at.page].picture
        if picture is None or self.rasterizer is None or not interaction.app_permissions.attach_files:
            return []
        png = await self.rasterizer.png(picture)
        return [discord.File(io.BytesIO(png), picture.file, description=picture.alt)] if png else []

    async def open(
        self,
        interaction: _Interaction,
        question: AskedCommand,
        answer: Answer,
        shown: _Shown,
        parent: int | None = None,
        place: PagePlace = FIRST,
    ) -> None:
        """Shows the first page of an answer by ``shown``; the others are bound while it is read, and kept with it if there
        is anything to press. Where they cannot be kept, or the process ends before, a press asks again."""
        question, now = _without_secrets(question), self.now()
        booklet = await asyncio.to_thread(bind_first, answer, now)
        if parent is None and not booklet.has_controls:
            await shown(interaction, OpenAnswer(0, question, booklet), FIRST)
            return
        with self.kept.expecting(interaction.id):
            reading = OpenAnswer(interaction.id, question, booklet, parent, place)
            await shown(interaction, reading, FIRST)
            rest = await asyncio.to_thread(bind_pages, answer, now, _turn_over(interaction))
            await self._keep(replace(reading, booklet=rest))

    async def bind(
        self,
        number: int,
        question: AskedCommand,
        answer: Answer,
        parent: int | None = None,
        place: PagePlace = FIRST,
    ) -> OpenAnswer:
        """Binds all of an answer, for whoever goes on to another page of it, and keeps it under ``number``, if there is
        anything to press. Where it cannot be kept it is read all the same: a press then asks again."""
        question = _without_secrets(question)
        booklet = await asyncio.to_thread(bind_pages, answer, self.now())
        if parent is None and not booklet.has_controls:
            return OpenAnswer(0, question, booklet)
        reading = OpenAnswer(number, question, booklet, parent, place)
        return reading if await self._keep(reading) else OpenAnswer(0, question, booklet)

    async def _keep(self, reading: OpenAnswer) -> bool:
        """Whether it is kept."""
        row = KeptAnswer(
            id=reading.number,
            command=reading.question.command,
            arguments=list(reading.question.arguments),
            pages=await asyncio.to_thread(_packed, reading.booklet),
            parent=reading.parent,
            place=str(reading.place),
            asked_at=reading.booklet.asked_at,
        )
        try:
            await self.kept.keep(row)
        except OperationalError:
            log.warning("an answer could not be kept", command=reading.question.command)
            return False
        return True

    async def find(self, number: int) -> OpenAnswer | None:
        """A kept answer; None where it is kept no more, or was kept by a version that wrote it otherwise."""
        await self.kept.arrival(number)
        row = await self.kept.one(number) if number else None
        try:
            booklet = read(zlib.decompress(row.pages)) if row else None
        except (ValueError, zlib.error):
            booklet = None
        if row is None or booklet is None:
            return None
        question = AskedCommand(row.command, tuple(row.arguments))
        return OpenAnswer(number, question, booklet, row.parent, PagePlace.read(row.place))

    def is_old(self, reading: OpenAnswer) -> bool:
        """Whether it is of an earlier day, and can be asked again."""
        return reading.question != NO_QUESTION and reading.booklet.asked_at.date() < self.now().date()

    def view(
        self,
        interaction: _Interaction,
        reading: OpenAnswer,
        place: PagePlace,
        *,
        is_shared: bool,
        is_own: bool = True,
        is_drawn: bool = False,
    ) -> discord.ui.LayoutView:
        """The page as this person may use it; ``is_own`` where it was asked by them."""
        is_old = self.is_old(reading)
        shown = PageReader(
            reading.number,
            reading.question,
            has_parent=reading.parent is not None,
            may_share=not is_shared and not reading.booklet.is_private and may_speak(interaction),
            may_refresh=is_old,
            as_of=as_of(reading) if is_old else "",
            is_alone=is_own and not is_shared,
        )
        return layout(reading.booklet, place, shown, is_drawn=is_drawn)


def _packed(booklet: Booklet) -> bytes:
    return zlib.compress(written(booklet))


def as_of(reading: OpenAnswer) -> str:
    """``As of 28 Nov 2026; 3 newer``."""
    newer = f"; {reading.newer} newer" if reading.newer else ""
    return f"As of {short_day(reading.booklet.asked_at, 'day', date.min)}{newer}"


def _turn_over(interaction: _Interaction) -> Breath:
    """What is read first is shown: the next command's turn. Says how the rest stands back behind the first pages of others."""
    turn = interaction.extras.get(IN_TURN)
    if turn is None:
        return no_breath
    turn.shown()
    pause: Breath = turn.stand_back
    return pause


def _without_secrets(question: AskedCommand) -> AskedCommand:
    """An address with a key in it is neither kept nor written into the ids of buttons, which others may read."""
    is_plain = all(masked(one) == one for one in question.arguments)
    return question if is_plain else AskedCommand(question.command, (LOST,))


def may_speak(interaction: _Interaction) -> bool:
    """Whether the person may send messages where this happens."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    held = interaction.permissions
    return held.send_messages_in_threads if in_thread else held.send_messages
