"""``/digest``: a channel's summary on a schedule, or now."""

from collections.abc import Callable
from datetime import datetime

import discord
from discord import app_commands

from facts.model.ranks import RANKS
from handlers.alerts.digest import Digests
from handlers.alerts.rule_text import WEEKDAYS, scheduled
from handlers.alerts.slots import digest_slot
from handlers.commands.admins import AdminGroup, listed_channels, obstacles
from handlers.render.pages.answer import Answer, Line
from handlers.render.paging.booklet import AskedCommand
from handlers.ui.buttons import Interaction
from handlers.ui.known import known_names
from handlers.ui.not_found import refused
from handlers.ui.options import Listing, NotUnderstoodError, TypedWords, typed_words
from handlers.ui.pager import Pager
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.kinds import read_kind_name
from handlers.ui.readers.names import read_actors
from handlers.ui.readers.rule_choices import actor_list_choices, country_list_choices, kind_list_choices
from handlers.ui.readers.zone_choices import zone_choices
from handlers.ui.readers.zones import read_zone
from store.nouns.subscriptions import Digest, DigestFacts
from store.store import Store

_Channel = discord.TextChannel
DAYS = [app_commands.Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)]
OFTEN = [
    app_commands.Choice(name="daily", value="daily"),
    app_commands.Choice(name="twice a day", value="twice"),
    app_commands.Choice(name="Monday to Friday", value="weekdays"),
    app_commands.Choice(name="weekly", value="weekly"),
]
LEVELS = [app_commands.Choice(name=name, value=name) for name in RANKS]
NONE = "it has no digest; `/digest set` starts one."


class DigestCommand(AdminGroup):
    """One digest for a channel. A changed schedule keeps the end of the last window."""

    def __init__(self, store: Store, digests: Digests, now: Callable[[], datetime], pager: Pager) -> None:
        super().__init__("digest", "A channel's summary: daily, twice a day, on weekdays or weekly")
        self.store = store
        self.digests = digests
        self.now = now
        self.pager = pager

    @app_commands.command(name="set", description="Posts a digest every day or week")
    @app_commands.describe(
        channel="Where it is posted",
        hour="Local hour, 0 to 23 (8 when left out)",
        timezone="Time zone, like Asia/Karachi (UTC when left out)",
        often="daily, twice a day, Monday to Friday, or weekly",
        weekday="The day of a weekly digest (Monday when left out)",
        when_empty="Post also when nothing happened",
        kinds="Kinds of events, with commas between them; all when left out",
        countries="Countries, with commas between them; all when left out",
        actors="Actors, with commas between them; all when left out",
        minimum="The least important that is told (low when left out)",
    )
    @app_commands.choices(minimum=LEVELS)
    @app_commands.choices(often=OFTEN)
    @app_commands.choices(weekday=DAYS)
    async def set_digest(
        self,
        interaction: Interaction,
        channel: _Channel,
        hour: app_commands.Range[int, 0, 23] = 8,
        timezone: TypedWords | None = None,
        often: str = "daily",
        weekday: int = 0,
        when_empty: bool = False,
        kinds: Listing | None = None,
        countries: Listing | None = None,
        actors: Listing | None = None,
        minimum: str = "low",
    ) -> None:
        known = await known_names(await self.store.answers.names())
        try:
            facts = DigestFacts.model_validate(
                {
                    "guild": channel.guild.id,
                    "channel": channel.id,
                    "hour": hour,
                    "zone": read_zone(timezone or "UTC"),
                    "often": often,
                    "weekday": weekday if often == "weekly" else None,
                    "when_empty": when_empty,
                    "kinds": list(dict.fromkeys(read_kind_name(word) for word in typed_words(kinds))),
                    "countries": read_countries(countries or ""),
                    "actors": read_actors(actors, known),
                    "minimum": minimum,
                }
            )
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        slot = digest_slot(facts, self.now())
        row = await self.store.subscriptions.schedule(facts, slot, interaction.user.id, self.now())
        lacking = tuple(Line(f"⚠ {obstacle}") for obstacle in obstacles(channel))
        await self.pager.confirm(interaction, Answer("Digest", (_line(row), *lacking)))

    @set_digest.autocomplete("timezone")
    async def complete_zone(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(typed)

    @set_digest.autocomplete("kinds")
    async def complete_kinds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return kind_list_choices(typed)

    @set_digest.autocomplete("countries")
    async def complete_countries(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await country_list_choices(self.store.answers, typed)

    @set_digest.autocomplete("actors")
    async def complete_actors(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await actor_list_choices(self.store.answers, typed)

    @app_commands.command(name="now", description="Posts what happened since the last digest at once")
    async def post_now(self, interaction: Interaction, channel: _Channel) -> None:
        row = await self._digest(channel)
        covered = row is not None and await self.digests.cover(row, self.now())
        said = "It is on its way, unless nothing happened." if covered else NONE
        await self.pager.confirm(interaction, Answer("Digest", (Line(f"<#{channel.id}>: {said}"),)))

    @app_commands.command(name="list", description="The digests of this server")
    async def list_digests(self, interaction: Interaction) -> None:
        question = AskedCommand("digest_list", ())
        await self.pager.send(interaction, question, await self.asked_list(interaction))

    async def asked_list(self, interaction: Interaction) -> Answer:
        lines = tuple(_line(row) for row in await self.store.subscriptions.digests(interaction.guild_id))
        return listed_channels("Digests", lines, "sent a digest", "`/digest set`")

    @app_commands.command(name="off", description="Ends the digest of a channel")
    async def off(self, interaction: Interaction, channel: _Channel) -> None:
        ended = await self.store.subscriptions.unschedule(channel.id, interaction.user.id, self.now())
        said = "It has ended." if ended else NONE
        await self.pager.confirm(interaction, Answer("Digest", (Line(f"<#{channel.id}>: {said}"),)))

    async def _digest(self, channel: _Channel) -> Digest | None:
        rows = await self.store.subscriptions.digests(channel.guild.id)
        return next((row for row in rows if row.channel == channel.id), None)


def _line(row: Digest) -> Line:
    return Line(f"<#{row.channel}>: {scheduled(row)}; next <t:{int(row.next_slot.timestamp())}:F>")
