"""One page as Discord shows it: a container with its texts, the menus and the buttons under them (Components V2).

What a press needs stands in its id: ``e1:act:answer:place:command:arguments``. The answer's number finds the kept pages;
where they are gone, command and arguments ask again (Discord's documentation, "Custom ID": at most 100 characters).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from handlers.render.paging.booklet import AnswerPage, AskedCommand, Booklet, Opening, PageAct, PagePlace
from handlers.render.pictures.canvas import Picture
from handlers.render.words.dates import held_together
from handlers.render.words.text import cut

LONGEST_ID = 100
OFFERED = 25
MOST_BUTTONS = 4
"""Buttons of one row: five wrap on a phone."""
PREFIX = "e1"
OPEN, BACK, PREVIOUS, NEXT, SECTIONS, NAMES, CHOOSE, SHARE, REFRESH = (
    "o",
    "b",
    "p",
    "n",
    "s",
    "m",
    "c",
    "h",
    "r",
)
MORE = "more/"
LOST = "…"
"""Stands in an id for a question that has no room in it, or no business."""
ENTRY = "entry"
"""Stands for what the entry of this number opens."""
_Text = discord.ui.TextDisplay[Any]
Items = Iterator[discord.ui.Item[Any]]


@dataclass(frozen=True)
class PageReader:
    """Whose page it is: the answer's number, the question, where it was opened from, and what may be pressed."""

    number: int
    question: AskedCommand
    has_parent: bool = False
    may_share: bool = False
    may_refresh: bool = False
    as_of: str = ""
    """Of which day it is, where that is not today's."""
    is_alone: bool = True
    """Whether nobody else reads it, and the answer was made for this person."""


def custom_id(act: str, shown: PageReader, place: PagePlace) -> str:
    """With ``LOST`` in place of arguments that do not fit: nothing else is asked than what was."""
    start = f"{PREFIX}:{act}:{shown.number:x}:{place}:{shown.question.command}:"
    arguments = packed(shown.question.arguments)
    return start + (arguments if len(start + arguments) <= LONGEST_ID else LOST)


def packed(arguments: Sequence[str]) -> str:
    return "|".join(one.replace("|", " ") for one in arguments).rstrip("|")


def opening_id(shown: PageReader, place: PagePlace, opens: str, number: int) -> str:
    """Of a button that opens something: it is what is asked, or its number on the page where that is too long."""
    start = f"{PREFIX}:{OPEN}:{shown.number:x}:{place}:"
    asked = opens.replace("/", ":", 1)
    return start + (asked if len(start + asked) <= LONGEST_ID else f"{ENTRY}:{number}")


def layout(
    booklet: Booklet, where: PagePlace, shown: PageReader, *, is_drawn: bool = False
) -> discord.ui.LayoutView:
    """The page at a place, with its picture where that ``is_drawn`` and comes with it as a file. The view is not kept by the client: the ids say everything."""
    place = booklet.at(where)
    page = booklet.chapters[place.chapter].pages[place.page]
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[Any] = discord.ui.Container()
    for item in (*_texts(page, shown, place, is_drawn=is_drawn), *_controls(booklet, place, shown, page)):
        box.add_item(item)
    view.add_item(box)
    view.stop()
    return view


def _texts(page: AnswerPage, shown: PageReader, place: PagePlace, *, is_drawn: bool) -> Items:
    yield _Text(held_together(page.head))
    plain: list[str] = []
    for number, entry in enumerate(page.entries):
        if entry.opens:
            button: discord.ui.Button[Any] = discord.ui.Button(
                label="Open", custom_id=opening_id(shown, place, entry.opens, number)
            )
            yield discord.ui.Section(_Text(held_together(entry.text)), accessory=button)
        elif place.chapter == 0:
            yield _Text(held_together(entry.text))
        else:
            plain.append(entry.text)
    if plain:
        yield _Text(held_together("\n".join(plain)))
    if is_drawn and page.picture:
        yield _gallery(page.picture)
    if feet := [foot for foot in (page.foot, f"-# {shown.as_of}" if shown.as_of else "") if foot]:
        yield _Text(held_together("\n".join(feet)))


def _gallery(picture: Picture) -> discord.ui.Item[Any]:
    """The file that comes with the message, and what it shows in words."""
    media = discord.MediaGalleryItem(f"attachment://{picture.file}", description=picture.alt)
    return discord.ui.MediaGallery(media)


def _controls(booklet: Booklet, place: PagePlace, shown: PageReader, page: AnswerPage) -> Items:
    rows: list[discord.ui.Item[Any]] = []
    if page.choices:
        rows.append(_menu(CHOOSE, "Which one?", _options(page.choices), shown, place))
    if len(booklet.chapters) > 1:
        rows.append(_sections(booklet, place, shown))
    if booklet.names and place.chapter == 0:
        rows.append(_names(booklet, place, shown))
    acts = [act for act in page.acts if shown.is_alone or not act.is_private]
    rows += [discord.ui.ActionRow(menu) for menu in _act_menus(acts)]
    pressed, turned = _act_buttons(acts), list(_buttons(booklet, place, shown))
    together = [[*pressed, *turned]] if len(pressed) + len(turned) <= MOST_BUTTONS else [pressed, turned]
    rows += [discord.ui.ActionRow(*buttons) for buttons in together if buttons]
    if rows:
        yield discord.ui.Separator()
        yield from rows


def _act_menus(acts: Sequence[PageAct]) -> list[discord.ui.Select[Any]]:
    return [
        discord.ui.Select(custom_id=act.asks, placeholder=act.label, options=_options(act.options))
        for act in acts
        if act.options
    ]


def _act_buttons(acts: Sequence[PageAct]) -> list[discord.ui.Button[Any]]:
    return [discord.ui.Button(label=act.label, custom_id=act.asks) for act in acts if not act.options]


def _sections(booklet: Booklet, place: PagePlace, shown: PageReader) -> discord.ui.Item[Any]:
    options = [
        discord.SelectOption(
            label=chapter.name, value=chapter.name, description=chapter.count, default=number == place.chapter
        )
        for number, chapter in enumerate(booklet.chapters[:OFFERED])
    ]
    return _menu(SECTIONS, "Open a section", options, shown, place)


def _names(booklet: Booklet, place: PagePlace, shown: PageReader) -> discord.ui.Item[Any]:
    """The names met; where there are more than a menu holds, its last options turn to the others."""
    every = booklet.names
    if len(every) <= OFFERED:
        return _menu(NAMES, "Open a name", _options(every), shown, place)
    room = OFFERED - 2
    last = (len(every) - 1) // room
    at = min(place.names, last)
    options = _options(every[at * room : (at + 1) * room])
    if at:
        options.append(discord.SelectOption(label="Earlier names …", value=f"{MORE}{at - 1}"))
    if at < last:
        left = len(every) - (at + 1) * room
        options.append(
            discord.SelectOption(label="More names …", value=f"{MORE}{at + 1}", description=f"{left} more")
        )
    return _menu(NAMES, "Open a name", options, shown, place)


def _options(openings: Sequence[Opening]) -> list[discord.SelectOption]:
    unique = {one.asks: one for one in openings if len(one.asks) <= LONGEST_ID}
    return [
        discord.SelectOption(label=cut(one.label, 100), value=asks, description=cut(one.note, 100) or None)
        for asks, one in unique.items()
    ]


def _menu(
    act: str, placeholder: str, options: list[discord.SelectOption], shown: PageReader, place: PagePlace
) -> discord.ui.Item[Any]:
    select: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=custom_id(act, shown, place), placeholder=placeholder, options=options
    )
    return discord.ui.ActionRow(select)


def _buttons(booklet: Booklet, place: PagePlace, shown: PageReader) -> Iterator[discord.ui.Button[Any]]:
    if shown.may_refresh:
        yield _button(REFRESH, "Refresh", shown, place)
    if shown.has_parent or place.chapter:
        yield _button(BACK, "Back", shown, place)
    pages = len(booklet.chapters[place.chapter].pages)
    if place.page:
        yield _button(PREVIOUS, "◀", shown, place)
    if place.page + 1 < pages:
        yield _button(NEXT, "▶ Next", shown, place)
    elif place.chapter + 1 < len(booklet.chapters):
        following = booklet.chapters[place.chapter + 1].name
        yield _button(NEXT, cut(f"Next: {following}", 26), shown, place)
    if shown.may_share:
        yield _button(SHARE, "Share", shown, place)


def _button(act: str, label: str, shown: PageReader, place: PagePlace) -> discord.ui.Button[Any]:
    return discord.ui.Button(label=label, custom_id=custom_id(act, shown, place))


def next_place(booklet: Booklet, place: PagePlace) -> PagePlace:
    """Where *Next* leads: the page after it, or the next chapter."""
    if place.page + 1 < len(booklet.chapters[place.chapter].pages):
        return PagePlace(place.chapter, place.page + 1)
    return PagePlace(min(place.chapter + 1, len(booklet.chapters) - 1))
