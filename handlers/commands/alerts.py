"""``/alerts``: which events a channel is told of, how it is told, and what that would have been last week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from facts.model.ranks import RANKS
from handlers.alerts.forecast import Expected, Forecast
from handlers.alerts.rule_text import LANGUAGES, described_rules
from handlers.commands.admins import AdminGroup, listed_channels, obstacles
from handlers.render.pages.answer import Answer, Line
from handlers.render.paging.booklet import AskedCommand
from handlers.ui.buttons import DynamicButton, Interaction, act_of, button, tell
from handlers.ui.home import Home, is_of_own_command, may_manage
from handlers.ui.known import known_names
from handlers.ui.not_found import refused
from handlers.ui.options import Listing, NotUnderstoodError, TypedWords, hours, typed_words
from handlers.ui.pager import Pager
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.kinds import read_kind_name
from handlers.ui.readers.names import read_actors
from handlers.ui.readers.rule_choices import actor_list_choices, country_list_choices, kind_list_choices
from handlers.ui.readers.zone_choices import zone_choices
from handlers.ui.readers.zones import read_zone
from store.nouns.subscriptions import SubscriptionFacts
from store.people.amending import Who
from store.store import Store

_Channel = discord.TextChannel
LEVELS = [app_commands.Choice(name=rank, value=rank) for rank in RANKS]
SNOWFLAKE = 1 << 63
"""Ids are below it: they fit into a signed 64-bit number (Discord's documentation, "Snowflakes")."""
STYLES = [
    app_commands.Choice(name="full: quotation, facts and buttons", value="full"),
    app_commands.Choice(name="compact: headline and one line", value="compact"),
]
SPOKEN = [app_commands.Choice(name=name, value=code) for code, name in LANGUAGES.items()]
EVERYTHING = "Everything at once is not offered: choose kinds, countries or actors, or a minimum above low."
NOT_ALLOWED = "Only whoever asked for this, or somebody with Manage Server, may save it."
GONE = "What was asked for here is not there any more: use the command again."


@dataclass(frozen=True)
class TypedRules:
    """The options that are read word by word."""

    kinds: str | None = None
    countries: str | None = None
    actors: str | None = None
    quiet: str | None = None
    zone: str | None = None


class AlertsCommand(AdminGroup):
    """Shows a forecast first; the rules are kept when *Save* is pressed, also after a restart."""

    def __init__(self, store: Store, home: Home, now: Callable[[], datetime], pager: Pager) -> None:
        super().__init__("alerts", "Which events are posted to a channel")
        self.store = store
        self.home = home
        self.now = now
        self.pager = pager
        self.save: type[DynamicButton] = button("save-alerts", "Save", self._save)

    @app_commands.command(
        name="set", description="What a channel is told of; shows a forecast before it is saved"
    )
    @app_commands.describe(
        channel="Where alerts are posted",
        kinds="Kinds of events, with commas between them; all when left out",
        countries="Countries, with commas between them; all when left out",
        actors="Actors, with commas between them; all when left out",
        minimum="The least important that is posted (notable when left out)",
        quiet="Local hours without alerts, like 22-7; they come in one message afterwards",
        timezone="Time zone of the quiet hours, like Asia/Karachi",
        cooldown="Minutes in which the same story is not repeated without a new fact (60 when left out)",
        ping_role="A role to ping",
        ping_from="From which importance the role is pinged (critical when left out)",
        silent_below="Below which importance no sound is made",
        publish="Publish to the followers of an announcement channel",
        style="Full cards, or a headline with one line of facts",
        language="Headlines in this language are shown first",
    )
    @app_commands.choices(
        minimum=LEVELS, ping_from=LEVELS, silent_below=LEVELS, style=STYLES, language=SPOKEN
    )
    async def set_rules(
        self,
        interaction: Interaction,
        channel: _Channel,
        kinds: Listing | None = None,
        countries: Listing | None = None,
        actors: Listing | None = None,
        minimum: str = "notable",
        quiet: TypedWords | None = None,
        timezone: TypedWords | None = None,
        cooldown: app_commands.Range[int, 0, 1440] = 60,
        ping_role: discord.Role | None = None,
        ping_from: str = "critical",
        silent_below: str | None = None,
        publish: bool = False,
        style: str = "full",
        language: str = "en",
    ) -> None:
        chosen = {
            "guild": channel.guild.id,
            "channel": channel.id,
            "minimum": minimum,
            "cooldown_minutes": cooldown,
            "ping_role": ping_role and ping_role.id,
            "ping_minimum": ping_from,
            "silent_below": silent_below,
            "publish": publish,
            "style": style,
            "language": language,
        }
        try:
            rules = await self.rules(chosen, TypedRules(kinds, countries, actors, quiet, timezone))
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        await self.store.marks.set_mark(_draft(interaction.id), rules.model_dump_json(), self.now())
        expected = await Forecast(self.store, self.now).of(rules)
        answer = forecast(rules, expected, obstacles(channel), self.save(interaction.id))  # type: ignore[arg-type]
        await self.pager.send(interaction, AskedCommand("alerts_set", ()), answer)

    @app_commands.command(name="list", description="What each channel of this server is told of")
    async def list_rules(self, interaction: Interaction) -> None:
        question = AskedCommand("alerts_list", ())
        await self.pager.send(interaction, question, await self.asked_list(interaction))

    async def asked_list(self, interaction: Interaction) -> Answer:
        rows = await self.store.subscriptions.subscriptions(interaction.guild_id)
        lines = tuple(Line(f"<#{row.channel}>: {described_rules(row)}") for row in rows)
        return listed_channels("Alerts", lines, "told of events", "`/alerts set`")

    @app_commands.command(name="off", description="Ends the alerts of a channel")
    async def off(self, interaction: Interaction, channel: _Channel) -> None:
        ended = await self.store.subscriptions.unsubscribe(channel.id, interaction.user.id, self.now())
        said = (
            "No more alerts are posted there."
            if ended
            else "it had none; `/alerts list` shows where they are posted."
        )
        await self.pager.confirm(interaction, Answer("Alerts", (Line(f"<#{channel.id}>: {said}"),)))

    @app_commands.command(name="drop", description="Gives up what waits for a channel that takes no messages")
    async def drop(self, interaction: Interaction, channel: TypedWords) -> None:
        if not channel.isdecimal() or int(channel) >= SNOWFLAKE:
            await self.pager.confirm(interaction, refused(f"“{channel}” is not a channel's number."))
            return
        who = f"discord:{interaction.user.id}"
        guild = interaction.guild_id or 0
        count = await self.store.outbox.drop_channel(int(channel), who, guild, self.now())
        await self.pager.confirm(
            interaction, Answer("Alerts", (Line(f"{count} waiting message(s) dropped, on record."),))
        )

    @app_commands.command(name="analysts", description="The role that may mark events and decide questions")
    @app_commands.describe(role="A role of this server; without one only those with Manage Server may")
    async def analysts(self, interaction: Interaction, role: discord.Role | None = None) -> None:
        guild = interaction.guild_id or 0
        if refusal := await self.home.refusal(guild):
            await self.pager.confirm(interaction, Answer("Nothing was changed", (Line(refusal),)))
            return
        who = Who(f"discord:{interaction.user.id}", guild, self.now())
        await self.store.guilds.set_analysts(guild, role.id if role else None, who)
        await self.pager.confirm(interaction, Answer("Analysts", analyst_lines(role)))

    @drop.autocomplete("channel")
    async def held(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        rows = [row for row in await self.store.outbox.held_channels() if row.guild == interaction.guild_id]
        return [
            app_commands.Choice(name=f"{row.channel}: {row.waiting} waiting", value=str(row.channel))
            for row in rows[:25]
        ]

    @set_rules.autocomplete("timezone")
    async def complete_zone(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(typed)

    @set_rules.autocomplete("kinds")
    async def complete_kinds(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return kind_list_choices(typed)

    @set_rules.autocomplete("countries")
    async def complete_countries(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await country_list_choices(self.store.answers, typed)

    @set_rules.autocomplete("actors")
    async def complete_actors(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return await actor_list_choices(self.store.answers, typed)

    async def rules(self, chosen: dict[str, Any], typed: TypedRules) -> SubscriptionFacts:
        """The rules that the options stand for. Raises NotUnderstoodError."""
        names = await self.store.answers.names()
        start, end = hours(typed.quiet)
        rules = SubscriptionFacts(
            **chosen,
            kinds=list(dict.fromkeys(read_kind_name(word) for word in typed_words(typed.kinds))),
            countries=read_countries(typed.countries or ""),
            actors=read_actors(typed.actors, await known_names(names)),
            zone=read_zone(typed.zone or "UTC"),
            quiet_from=start,
            quiet_until=end,
        )
        if rules.minimum == "low" and not (rules.kinds or rules.countries or rules.actors):
            raise NotUnderstoodError(EVERYTHING)
        return rules

    async def _save(self, interaction: Interaction, number: int) -> None:
        draft = await self.store.marks.mark(_draft(number))
        if not (may_manage(interaction) or is_of_own_command(interaction)):
            await tell(interaction, NOT_ALLOWED)
            return
        rules = SubscriptionFacts.model_validate_json(draft) if draft else None
        if rules is None or rules.guild != interaction.guild_id:
            await tell(interaction, GONE)
            return
        await self.store.subscriptions.subscribe(rules, interaction.user.id, self.now())
        await tell(interaction, f"Saved: <#{rules.channel}> is told of {described_rules(rules)}.")


def forecast(
    rules: SubscriptionFacts, expected: Expected, obstacles: list[str], save: DynamicButton
) -> Answer:
    """What would be saved, how much it would have posted, and the button that saves it."""
    several = (
        f" ({expected.events} events, some told together)" if expected.events > expected.messages else ""
    )
    lead = (
        Line(f"<#{rules.channel}> would be told of {described_rules(rules)}."),
        Line(f"It would have posted **{expected.messages} times last week**{several}."),
        *(Line(f"⚠ {obstacle}") for obstacle in obstacles),
    )
    said = "Nothing is saved until Save is pressed."
    return Answer("Alerts: a forecast", lead, footer=said, acts=(act_of(save),), is_private=True)


def analyst_lines(role: discord.Role | None) -> tuple[Line, ...]:
    """What the role may do now, and what only Discord can give it."""
    if role is None:
        return (Line("Only those with Manage Server mark events and decide questions now."),)
    return (
        Line(
            f"{role.mention} may use *Not relevant* and *Same as…* under messages, and the buttons of `/review`."
        ),
        Line(
            "Who may type `/review`, `/amend` and the other commands is Discord's to say: Server Settings, "
            "Integrations, this bot, the command."
        ),
    )


def _draft(number: int) -> str:
    return f"draft of alerts:{number}"
