"""What is pressed under an answer with pages: it turns, opens, goes back, shares. A press never fails: what is kept no
more is asked again."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

import discord

from handlers.render.pages.answer import Answer
from handlers.render.paging.booklet import AskedCommand, PagePlace
from handlers.render.paging.layout import (
    BACK,
    ENTRY,
    LOST,
    MORE,
    NEXT,
    OPEN,
    PREVIOUS,
    REFRESH,
    SECTIONS,
    SHARE,
    next_place,
)
from handlers.ui.buttons import Interaction, guarded, tell
from handlers.ui.deferral import promise
from handlers.ui.pager import OpenAnswer, Pager, may_speak

Ask = Callable[[Interaction, Sequence[str]], Awaitable[Answer | None]]
"""Answers with the options in their order; ``None`` where these are not enough to ask."""
TEMPLATE = r"e1:(?P<act>[{acts}]):(?P<number>[0-9a-f]+):(?P<place>[\d.]+):(?P<command>\w+):(?P<arguments>.*)"
MUTE = "Who may not write here cannot share here."
OLD = "This answer is no longer kept: please ask `/{command}` again."


@dataclass(frozen=True)
class Press:
    """What the id of a button or a menu says, and what was chosen in the menu."""

    act: str
    number: int
    place: PagePlace
    command: str
    arguments: tuple[str, ...]
    value: str = ""

    @property
    def question(self) -> AskedCommand:
        return AskedCommand(self.command, self.arguments)


def read_press(found: Any) -> Press:
    """From the match of ``TEMPLATE``."""
    arguments = tuple(found["arguments"].split("|")) if found["arguments"] else ()
    place = PagePlace.read(found["place"])
    return Press(found["act"], int(found["number"], 16), place, found["command"], arguments)


class PageButtons:
    """Answers presses: ``asks`` are the commands that can be asked, by name; those in ``reading`` only read what is known,
    so that an answer of theirs may be compared with today's without anybody having asked."""

    def __init__(
        self, pager: Pager, asks: Mapping[str, Ask], reading: AbstractSet[str] = frozenset()
    ) -> None:
        self.pager = pager
        self.asks = asks
        self.reading = reading
        self.button, self.menu = _button(self._pressed), _menu(self._pressed)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.button, self.menu]

    async def _pressed(self, interaction: Interaction, press: Press) -> None:
        tree = interaction.client.tree
        await tree.queue.enter(promise(interaction, tree.patience, in_place=True).at_once)
        if press.act in (OPEN, "m", "c") and not press.value.startswith(MORE):
            await self._open(interaction, press)
            return
        reading = None if press.act == REFRESH else await self.pager.find(press.number)
        reading = reading or await self._again(interaction, press)
        if reading is None:
            await tell(interaction, old_line(press.command))
        elif press.act == SHARE:
            await self._share(interaction, reading, press.place)
        else:
            await self._turn(interaction, reading, press)

    async def _again(self, interaction: Interaction, press: Press) -> OpenAnswer | None:
        """Asks the question anew; None where the id had no room for it."""
        kept = await self.pager.find(press.number) if press.act == REFRESH else None
        question = kept.question if kept else press.question
        answer = await self._asked(interaction, question)
        if answer is None:
            return None
        parent, place = (kept.parent, kept.place) if kept else (None, PagePlace())
        return await self.pager.bind(interaction.id, question, answer, parent, place)

    async def _asked(self, interaction: Interaction, question: AskedCommand) -> Answer | None:
        if question.command not in self.asks or LOST in question.arguments:
            return None
        return await self.asks[question.command](interaction, question.arguments)

    async def _turn(self, interaction: Interaction, reading: OpenAnswer, press: Press) -> None:
        booklet, place = reading.booklet, reading.booklet.at(press.place)
        if press.act == BACK and not place.chapter and reading.parent is not None:
            above = await self.pager.find(reading.parent)
            reading, place = (above, reading.place) if above else (reading, PagePlace())
        elif press.act == SECTIONS:
            place = booklet.chapter_called(press.value)
        elif press.value.startswith(MORE):
            place = PagePlace(place.chapter, place.page, int(press.value.removeprefix(MORE)))
        else:
            turned = {NEXT: next_place(booklet, place), PREVIOUS: PagePlace(place.chapter, place.page - 1)}
            place = turned.get(press.act, PagePlace())
        newer = 0 if place.chapter else await self.newer(interaction, reading)
        await self._show(interaction, replace(reading, newer=newer), place)

    async def newer(self, interaction: Interaction, reading: OpenAnswer) -> int:
        """How much an answer of an earlier day would have today that it had not: the question is asked again for it,
        where asking changes nothing. It stands on the overview alone: a page of a section turns without that."""
        if reading.question.command not in self.reading or not self.pager.is_old(reading):
            return 0
        today = await self._asked(interaction, reading.question)
        known = {
            entry.opens
            for chapter in reading.booklet.chapters
            for page in chapter.pages
            for entry in page.entries
        }
        lines = [line for section in today.sections for line in section.lines] if today else []
        return len({line.opens for line in lines if line.opens} - known)

    async def _open(self, interaction: Interaction, press: Press) -> None:
        """Asks what the button or the chosen option names, and shows it with the way back."""
        asked = press.value.split("/", 1) if press.value else [press.command, "|".join(press.arguments)]
        if asked[0] == ENTRY:
            asked = await self._entry(press, int(asked[1]))
        question = AskedCommand(asked[0], tuple(asked[1].split("|"))) if len(asked) > 1 else None
        answer = await self._asked(interaction, question) if question else None
        if question is None or answer is None:
            await tell(interaction, old_line(press.command))
            return
        parent = press.number or None
        await self.pager.open(interaction, question, answer, self._show, parent, press.place)

    async def _entry(self, press: Press, number: int) -> list[str]:
        """What an entry of a kept page opens."""
        reading = await self.pager.find(press.number)
        if reading is None:
            return []
        place = reading.booklet.at(press.place)
        entries = reading.booklet.chapters[place.chapter].pages[place.page].entries
        return entries[number].opens.split("/", 1) if number < len(entries) else []

    async def _show(self, interaction: Interaction, reading: OpenAnswer, place: PagePlace) -> None:
        """In place for whoever asked; to anybody else alone."""
        message = interaction.message
        is_shared = message is not None and not message.flags.ephemeral
        if is_shared and not _asked_by(interaction):
            await self.pager.show(interaction, reading, place, is_shared=False, is_own=False)
            return
        await self.pager.turn(interaction, reading, place, is_shared=is_shared)

    async def _share(self, interaction: Interaction, reading: OpenAnswer, place: PagePlace) -> None:
        """The page for everybody here; its pages turn for who shared it."""
        if not may_speak(interaction):
            await tell(interaction, MUTE)
            return
        await self.pager.show(interaction, reading, place, is_shared=True)


def _asked_by(interaction: Interaction) -> bool:
    """Whether the person who presses brought the message: by a command, or by sharing it."""
    asked = interaction.message.interaction_metadata if interaction.message else None
    return asked is not None and asked.user.id == interaction.user.id


def old_line(command: str) -> str:
    """What is said where an answer is kept no more, and its id had no room for the question."""
    return OLD.format(command=command.replace("_", " "))


Pressed = Callable[[Interaction, Press], Awaitable[None]]


def _button(pressed: Pressed) -> type[Any]:
    class PageButton(
        discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE.replace("{acts}", "obpnhr")
    ):
        def __init__(self, item: discord.ui.Button[Any], press: Press) -> None:
            super().__init__(item)
            self.press = press

        @classmethod
        async def from_custom_id(cls, _interaction: Interaction, item: Any, match: Any, /) -> "PageButton":
            return cls(item, read_press(match))

        async def callback(self, interaction: Interaction) -> None:
            await guarded(interaction, self.custom_id, pressed(interaction, self.press))

    return PageButton


def _menu(pressed: Pressed) -> type[Any]:
    class PageMenu(
        discord.ui.DynamicItem[discord.ui.Select[Any]], template=TEMPLATE.replace("{acts}", "smc")
    ):
        def __init__(self, item: discord.ui.Select[Any], press: Press) -> None:
            super().__init__(item)
            self.press = press

        @classmethod
        async def from_custom_id(cls, _interaction: Interaction, item: Any, match: Any, /) -> "PageMenu":
            return cls(item, read_press(match))

        async def callback(self, interaction: Interaction) -> None:
            chosen = Press(
                self.press.act,
                self.press.number,
                self.press.place,
                self.press.command,
                self.press.arguments,
                next(iter(self.item.values), ""),
            )
            await guarded(interaction, self.custom_id, pressed(interaction, chosen))

    return PageMenu
