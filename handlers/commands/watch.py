"""``/watch``: a person's own list, told by direct message, at once or once a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from discord import app_commands

from facts.names.text import words_of
from handlers.alerts.slots import next_slot
from handlers.buttons.watching import MOST, ended_line, watched_name
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import cut, safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import actor_rows, agreement_rows, by_telling, choices, country_rows
from handlers.ui.known import known_names
from handlers.ui.not_found import refused
from handlers.ui.options import NotUnderstoodError, TypedWords
from handlers.ui.pager import Pager
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.names import read_actor, read_agreement
from handlers.ui.readers.zone_choices import zone_choices
from handlers.ui.readers.zones import read_zone
from store.nouns.subscriptions import Watch, WatchFacts
from store.store import Store

LONGEST_WORD = 60
_Kind = Literal["actor", "country", "agreement", "word"]


class WatchCommand(app_commands.Group):
    """Anyone may watch; only they see their list."""

    def __init__(self, store: Store, now: Callable[[], datetime], pager: Pager) -> None:
        super().__init__(name="watch", description="What you are told of by direct message", guild_only=True)
        self.store = store
        self.now = now
        self.pager = pager

    @app_commands.command(name="add", description="Tells you by direct message of what you name")
    @app_commands.describe(
        kind="What you name",
        what="An actor, a country, an agreement, or a word of a title",
        daily="Once a day in one message, instead of at once",
        hour="Local hour of the daily message, 0 to 23 (8 when left out)",
        timezone="Time zone of that hour, like Asia/Karachi (UTC when left out)",
    )
    async def add(
        self,
        interaction: Interaction,
        kind: _Kind,
        what: TypedWords,
        daily: bool = False,
        hour: app_commands.Range[int, 0, 23] = 8,
        timezone: TypedWords | None = None,
    ) -> None:
        mine = await self.store.subscriptions.watches(interaction.user.id)
        if len(mine) >= MOST:
            await self.pager.confirm(
                interaction, refused(f"You watch {MOST} things already; `/watch remove` makes room.")
            )
            return
        try:
            meant = await self._meant(kind, what)
            place = read_zone(timezone or "UTC")
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        facts = WatchFacts(
            person=interaction.user.id,
            guild=interaction.guild_id or 0,
            channel=interaction.channel_id or 0,
            kind=kind,
            what=meant,
            daily=daily,
            hour=hour,
            zone=place,
        )
        slot = next_slot(hour, place, None, self.now()) if daily else None
        row = await self.store.subscriptions.watch(facts, slot, self.now())
        name, when = await watched_name(self.store, row), _when(row)
        said = f"You are told by direct message of **{safe(name)}**, {when}. `/watch remove watch:{row.id}` ends it."
        await self.pager.confirm(interaction, Answer("Watching", (Line(said),)))

    @app_commands.command(name="list", description="What you watch")
    async def list_watches(self, interaction: Interaction) -> None:
        question = AskedCommand("watch_list", ())
        await self.pager.send(interaction, question, await self.asked_list(interaction))

    async def asked_list(self, interaction: Interaction) -> Answer:
        since = await self.store.subscriptions.reopen_watches(interaction.user.id)
        rows = await self.store.subscriptions.watches(interaction.user.id)
        lines = tuple([Line(await self._described(row)) for row in rows])
        if not lines:
            return Answer("Watching", (Line("You watch nothing yet: `/watch add`."),), is_private=True)
        count = "You watch one thing" if len(lines) == 1 else f"You watch {len(lines)} things"
        lead = (*closed_lines(since), Line(f"{count}; `/watch remove` ends one by its number."))
        return Answer("Watching", lead, (Section("Yours", lines),), is_private=True)

    @app_commands.command(name="remove", description="Ends one watch")
    async def remove(self, interaction: Interaction, watch: int) -> None:
        mine = await self.store.subscriptions.watches(interaction.user.id)
        row = next((one for one in mine if one.id == watch), None)
        said = f"You have no watch {watch}: `/watch list` shows yours."
        if row is not None:
            said = f"You are told of **{safe(await watched_name(self.store, row))}** no more."
            await self.store.subscriptions.unwatch(interaction.user.id, watch)
        await self.pager.confirm(interaction, Answer("Watching", (Line(said),)))

    @app_commands.command(name="stop", description="Ends all of your watches")
    async def stop(self, interaction: Interaction) -> None:
        ended = await self.store.subscriptions.unwatch(interaction.user.id)
        await self.pager.confirm(interaction, Answer("Watching", (Line(ended_line(ended)),)))

    @add.autocomplete("what")
    async def complete_what(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        names = await self.store.answers.names()
        rows = {
            "actor": actor_rows(names.actors),
            "agreement": agreement_rows(names.agreements),
            "country": country_rows(),
        }
        told = await self.store.answers.told_of()
        chosen = rows.get(str(getattr(interaction.namespace, "kind", "")), [])
        return choices(typed, by_telling(chosen, told))

    @add.autocomplete("timezone")
    async def complete_zone(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(typed)

    @remove.autocomplete("watch")
    async def complete_watch(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        rows = await self.store.subscriptions.watches(interaction.user.id)
        return [
            app_commands.Choice(name=cut(await watched_name(self.store, row), 100), value=row.id or 0)
            for row in rows[:25]
        ]

    async def _described(self, row: Watch) -> str:
        name = await watched_name(self.store, row)
        if row.kind == "digest":
            return f"**{row.id}** · {safe(name)}"
        return f"**{row.id}** · {safe(name)}, {_when(row)}"

    async def _meant(self, kind: _Kind, what: str) -> str:
        """The id, code or word that is watched for. Raises NotUnderstoodError."""
        if kind == "word":
            if not words_of(what).folded or not 1 < len(what.strip()) <= LONGEST_WORD:
                raise NotUnderstoodError(f"A word to watch for has 2 to {LONGEST_WORD} letters.")
            return what.strip()
        if kind == "country":
            codes = read_countries(what)
            if len(codes) != 1:
                raise NotUnderstoodError("One country at a time: each is a watch of its own.")
            return codes[0]
        names = await self.store.answers.names()
        known = await known_names(names)
        return read_actor(what, known) if kind == "actor" else read_agreement(what, known)


def _when(row: Watch) -> str:
    """``daily at 08:00 (UTC)``."""
    return f"daily at {row.hour:02}:00 ({row.zone})" if row.daily else "at once"


def closed_lines(since: datetime | None) -> tuple[Line, ...]:
    """To somebody whose direct messages were refused: in private, because a watch is nobody else's business."""
    if since is None:
        return ()
    when = f"<t:{int(since.timestamp())}:f>"
    return (
        Line(
            f"**Your direct messages were closed** {when}: Discord refused one, and nothing was sent since."
        ),
        Line("They are tried again from now on; allow direct messages in this server's privacy settings."),
    )
