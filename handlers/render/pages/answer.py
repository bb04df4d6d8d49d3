"""An answer to a slash command: cited lines, fitted into Discord's limits, and sent."""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from handlers.render.pictures.canvas import Picture
from handlers.render.words.cite import Cited, inline, of_line
from handlers.render.words.text import cut, safe

MESSAGES = 4
"""Messages of one answer at most; what is left out is counted and said."""
EMBED_TEXT = 4_000
"""Discord allows 4096 characters in an embed's description and 6000 in all embeds of a message."""
MESSAGE_TEXT = 5_700
TITLE = 256
FOOTER = 2_048
LINE = 1_200
COLOUR = 0x2F6F4F


@dataclass(frozen=True)
class Line:
    """One statement in safe markdown, with where it is said; one without a source states nothing that needs it.

    ``head`` is what a list shows of it (bold what, then when and who), ``opens`` what tells all of it, as ``kind/id``.
    """

    text: str
    sources: tuple[Cited, ...] = ()
    head: str = ""
    opens: str = ""

    def __str__(self) -> str:
        if not self.sources:
            return cut(self.text, LINE)
        where = inline(self.sources)
        return f"{cut(self.text, LINE)} — {where}"


@dataclass(frozen=True)
class Section:
    """Lines under a heading; ``of`` says how many there are where not all are here."""

    heading: str
    lines: tuple[Line, ...]
    of: int = 0
    picture: Picture | None = None


@dataclass(frozen=True)
class MetName:
    """A name that an answer meets: ``asks`` is what tells of it, as ``kind/id``; ``note`` tells it apart."""

    label: str
    asks: str
    note: str = ""


@dataclass(frozen=True)
class AnswerAct:
    """What can be done about an answer, under its first page: a button, or with ``options`` a menu. ``asks`` is the id by
    which it is answered; what ``is_private`` is for this reader alone, and is left out where others read it too."""

    label: str
    asks: str
    options: tuple[MetName, ...] = ()
    is_private: bool = False


@dataclass(frozen=True)
class Answer:
    """What a command says: the most important first. ``notes`` tell how the question was read,
    and stand before all: whoever reads the first line knows whether it was understood."""

    title: str
    lead: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    overview: tuple[Section, ...] = ()
    """What the first page says under the lead; the first lines of the sections where it is empty."""
    names: tuple[MetName, ...] = ()
    candidates: tuple[Line, ...] = ()
    """What an ambiguous name may mean, each with what it ``opens``."""
    scope: str = ""
    """The time that was asked for, in words."""
    acts: tuple[AnswerAct, ...] = ()
    picture: Picture | None = None
    """What the first page shows under its text; its sources are those of the answer."""
    is_empty: bool = False
    """It says that nothing is known, or that the question cannot be read."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.lead, *self.candidates, *(line for section in self.sections for line in section.lines))

    def citations(self) -> list[dict[str, Any]]:
        """Every citation as data: the statement, and article, outlet, date, paragraph, address and reliability."""
        return [data for line in self.lines for data in of_line(line.text, line.sources)]


async def fitted(build: Callable[[int], Answer], sizes: Sequence[int]) -> Answer:
    """The fullest answer that fits, composed off the event loop: ``build`` is asked with fewer and fewer lines for each
    part, so that no part is lost because another one is long. ``sizes`` fall."""
    return await asyncio.to_thread(_fullest, build, sizes)


def _fullest(build: Callable[[int], Answer], sizes: Sequence[int]) -> Answer:
    """Fewer lines always fit better: the first size that fits is found by halves."""
    fits = bisect_left(sizes[:-1], True, key=lambda size: len(_paged(build(size))) <= MESSAGES)
    return build(sizes[fits])


def messages(answer: Answer) -> list[list[discord.Embed]]:
    """The answer as the embeds of one or more messages, each within Discord's limits, cut between lines."""
    pages = _paged(answer)
    shown = pages[:MESSAGES]
    left = sum(f"\n{text}".count("\n• ") for page in pages[MESSAGES:] for text in page)
    embeds = [[discord.Embed(description=text, colour=COLOUR) for text in page] for page in shown] or [
        [discord.Embed(colour=COLOUR)]
    ]
    embeds[0][0].title = _title(answer)
    footer = f"… and {left} more lines: ask for less with since, until or a narrower name. " if left else ""
    if footer + answer.footer:
        embeds[-1][-1].set_footer(text=cut(footer + answer.footer, FOOTER))
    return embeds


def _title(answer: Answer) -> str:
    return cut(safe(answer.title), TITLE)


def _paged(answer: Answer) -> list[list[str]]:
    room = MESSAGE_TEXT - len(_title(answer)) - min(len(answer.footer), FOOTER)
    return list(_pages(list(_blocks(answer)), room))


def _blocks(answer: Answer) -> Iterator[str]:
    """Paragraphs that are not divided: a heading stays with its first line."""
    for note in answer.notes:
        yield f"-# {note}\n"
    for line in answer.lead:
        yield f"{line}\n"
    for section in answer.sections:
        head = f"\n**{safe(section.heading)}**\n"
        for line in section.lines:
            yield f"{head}• {line}\n" if head else f"• {line}\n"
            head = ""


def _pages(blocks: list[str], room: int) -> Iterator[list[str]]:
    """Blocks as messages of embed texts: at most ``EMBED_TEXT`` in one, ``room`` in a message."""
    page: list[str] = []
    text = ""
    for block in blocks:
        full = len(text) + len(block) > EMBED_TEXT
        over = sum(map(len, page)) + len(text) + len(block) > room
        if full or over:
            page.append(text)
            text = ""
        if over:
            yield page
            page = []
        text += block
    if text:
        page.append(text)
    if page:
        yield page
