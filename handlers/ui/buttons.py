"""Buttons and menus under messages. Their ids hold a number, of an alert or a question: they work after any restart."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord
import structlog

from handlers.render.pages.answer import AnswerAct
from handlers.ui.deferral import be_silent, begin, say
from store.database.interaction import ClaimedElsewhereError
from store.nouns.outbox import Alert

log = structlog.get_logger("handlers.ui.buttons")

Interaction = discord.Interaction[Any]
_Press = Callable[[Interaction, int], Awaitable[None]]
Choose = Callable[[Interaction, int, str], Awaitable[None]]
DynamicButton = discord.ui.DynamicItem[discord.ui.Button[Any]]
Menu = discord.ui.DynamicItem[discord.ui.Select[Any]]
OFFERED = 25
"""Options that a menu holds (Discord's documentation, "String Select")."""
WATCH_WORD = "entente:watch-word:"
"""How the id of a button begins that watches for a word, which follows."""
FAILED = "Something went wrong here, and it is not your fault. The operator finds it in the log."


def button(verb: str, label: str, press: _Press) -> type[DynamicButton]:
    """A kind of button: ``press`` is given the interaction and the number that the button's id ends in."""

    class NumberedButton(
        discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"entente:{verb}:(?P<number>\d+)"
    ):
        def __init__(self, number: int) -> None:
            super().__init__(discord.ui.Button(label=label, custom_id=f"entente:{verb}:{number}"))
            self.number = number

        @classmethod
        async def from_custom_id(
            cls, _interaction: Interaction, _item: Any, match: Any, /
        ) -> "NumberedButton":
            return cls(int(match["number"]))

        async def callback(self, interaction: Interaction) -> None:
            await guarded(interaction, self.custom_id, press(interaction, self.number))

    return NumberedButton


def menu(verb: str, placeholder: str, choose: Choose) -> type[Menu]:
    """A kind of menu: ``choose`` is given the interaction, the number that the menu's id ends in, and the value."""

    class NumberedMenu(
        discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"entente:{verb}:(?P<number>\d+)"
    ):
        def __init__(self, number: int, options: Sequence[discord.SelectOption]) -> None:
            name = f"entente:{verb}:{number}"
            offered = list(options[:OFFERED])
            super().__init__(discord.ui.Select(custom_id=name, placeholder=placeholder, options=offered))
            self.number = number

        @classmethod
        async def from_custom_id(cls, _interaction: Interaction, item: Any, match: Any, /) -> "NumberedMenu":
            made = cls(int(match["number"]), [])
            made.item = item
            return made

        async def callback(self, interaction: Interaction) -> None:
            await guarded(
                interaction,
                self.custom_id,
                choose(interaction, self.number, next(iter(self.item.values), "")),
            )

    return NumberedMenu


async def guarded(interaction: Interaction, custom_id: str, work: Awaitable[None]) -> None:
    """Does what was pressed for, once among all processes; a failure is logged, and the person is told in a sentence."""
    begin(interaction)
    try:
        await work
    except ClaimedElsewhereError:
        await be_silent(interaction)
    except Exception:
        log.exception("a button failed", button=custom_id)
        await tell(interaction, FAILED)


def row_of(kinds: Sequence[type[DynamicButton]], number: int) -> discord.ui.View:
    """The buttons for one message."""
    return view_of([kind(number) for kind in kinds])  # type: ignore[arg-type]


def view_of(items: Sequence[discord.ui.Item[Any]]) -> discord.ui.View:
    """What stands under one message. The view itself is not kept by the client: the ids say everything."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def act_of(item: discord.ui.Item[Any]) -> AnswerAct:
    """A button under an answer in pages, for whoever asked."""
    made: Any = item
    return AnswerAct(made.item.label, made.item.custom_id, is_private=True)


async def tell(interaction: Interaction, sentence: str) -> None:
    """One sentence that only the person sees, whether or not something was answered before."""
    await say(interaction, content=sentence, ephemeral=True)


def number_of(alert: Alert) -> int:
    """The number of an alert that is in the store. Raises ``ValueError`` for one that is not."""
    if alert.id is None:
        raise ValueError(f"{alert.key} is not in the store")
    return alert.id
