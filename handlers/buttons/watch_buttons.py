"""*Watch* under the message of an event and under an answer that found nothing: a watch of the person who presses."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from handlers.buttons.watching import MOST, Watchable, WatchKind, watchables, watched_name
from handlers.delivery.reports import event_of
from handlers.render.words.text import cut, safe
from handlers.ui.buttons import WATCH_WORD, DynamicButton, Interaction, button, guarded, menu, tell, view_of
from handlers.ui.deferral import say
from store.nouns.models import Event
from store.nouns.subscriptions import Watch, WatchFacts
from store.store import Store

GONE = "This event is not known any more."
FULL = f"You watch {MOST} things already; `/watch remove` makes room."
SORTS = {"country": "state", "actor": "actor", "agreement": "agreement", "story": "story"}


class WatchButtons:
    """One press watches for what tells the event best; a menu offers its states and actors beside it."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self.watch: type[DynamicButton] = button("watch", "Watch", self._watch)
        self.undo: type[DynamicButton] = button("unwatch-one", "Undo", self._undo)
        self.more = menu("watch-more", "Watch more of it", self._more)
        self.word = _word_button(self._word)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.watch, self.undo, self.more, self.word]

    async def _watch(self, interaction: Interaction, number: int) -> None:
        event = await self._event(number)
        if event is None:
            await tell(interaction, GONE)
            return
        first, *others = await watchables(self.store, event)
        said, row = await self._add(interaction, first)
        await self._answer(interaction, said, row, number, others)

    async def _more(self, interaction: Interaction, number: int, value: str) -> None:
        """What was chosen has to be one of the things that the event names."""
        event = await self._event(number)
        offered = {one.value: one for one in await watchables(self.store, event)} if event else {}
        if value not in offered:
            await tell(interaction, GONE)
            return
        said, row = await self._add(interaction, offered[value])
        await self._answer(interaction, said, row)

    async def _word(self, interaction: Interaction, word: str) -> None:
        said, row = await self._add(interaction, Watchable("word", word, f"the word “{word}”"))
        await self._answer(interaction, said, row)

    async def _undo(self, interaction: Interaction, number: int) -> None:
        rows = {row.id: row for row in await self.store.subscriptions.watches(interaction.user.id)}
        if number not in rows:
            await tell(interaction, "You do not watch that any more.")
            return
        name = await watched_name(self.store, rows[number])
        await self.store.subscriptions.unwatch(interaction.user.id, number)
        await tell(interaction, f"Undone: you do not watch **{safe(cut(name, 200))}** any more.")

    async def _add(self, interaction: Interaction, wanted: Watchable) -> tuple[str, Watch | None]:
        """What was done, in a sentence, and the watch that there is now."""
        mine = await self.store.subscriptions.watches(interaction.user.id)
        name = f"**{safe(cut(wanted.name, 200))}**"
        if same := next((row for row in mine if (row.kind, row.what) == (wanted.kind, wanted.what)), None):
            return f"You watch {name} already.", same
        if len(mine) >= MOST:
            return FULL, None
        row = await self.store.subscriptions.watch(_facts(interaction, wanted), None, self.now())
        return f"You are told by direct message of {_meant(wanted.kind)}{name}.", row

    async def _answer(
        self,
        interaction: Interaction,
        said: str,
        row: Watch | None,
        number: int = 0,
        others: list[Watchable] | None = None,
    ) -> None:
        items: list[Any] = []
        if others:
            items.append(self.more(number, [_option(one) for one in others]))  # type: ignore[call-arg, arg-type]
        if row is not None:
            items.append(self.undo(row.id or 0))  # type: ignore[arg-type]
        await say(interaction, content=said, view=view_of(items), ephemeral=True)

    async def _event(self, number: int) -> Event | None:
        alert = await self.store.outbox.one(number)
        return await self.store.register.event(event_of(alert)) if alert else None


def _meant(kind: WatchKind) -> str:
    return {"country": "all that concerns ", "actor": "all that names ", "word": "what comes with "}.get(
        kind, ""
    )


def _facts(interaction: Interaction, wanted: Watchable) -> WatchFacts:
    return WatchFacts(
        person=interaction.user.id,
        guild=interaction.guild_id or 0,
        channel=interaction.channel_id or 0,
        kind=wanted.kind,
        what=wanted.what,
    )


def _option(one: Watchable) -> discord.SelectOption:
    return discord.SelectOption(label=cut(one.name, 100), value=one.value, description=SORTS.get(one.kind))


def _word_button(press: Callable[[Interaction, str], Any]) -> type[Any]:
    class WordButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"{WATCH_WORD}(?P<word>.+)"):
        def __init__(self, word: str | int) -> None:
            super().__init__(discord.ui.Button(label="Watch for it", custom_id=f"{WATCH_WORD}{word}"))
            self.word = str(word)

        @classmethod
        async def from_custom_id(cls, _interaction: Interaction, _item: Any, match: Any, /) -> "WordButton":
            return cls(match["word"])

        async def callback(self, interaction: Interaction) -> None:
            await guarded(interaction, self.custom_id, press(interaction, self.word))

    return WordButton
