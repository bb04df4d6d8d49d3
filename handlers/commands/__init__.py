"""The one list of commands. Each file holds one; each class gets what it needs in its constructor."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from inspect import signature
from typing import Any

from discord import app_commands
from discord.ext import commands

from handlers.alerts.announcer import Announcer
from handlers.alerts.digest import Digests
from handlers.buttons.digest_buttons import STORIES, STORY
from handlers.buttons.event_buttons import DETAILS, EventButtons
from handlers.buttons.message_details import TOLD, MessageDetails
from handlers.buttons.page_buttons import Ask, PageButtons
from handlers.commands.actor import ActorCommand
from handlers.commands.agreement import AgreementCommand
from handlers.commands.agreements import AgreementsCommand
from handlers.commands.alerts import AlertsCommand
from handlers.commands.amend import AmendCommand
from handlers.commands.audit import AuditCommand
from handlers.commands.brief import BriefCommand
from handlers.commands.compare import CompareCommand
from handlers.commands.details import DetailsCommand
from handlers.commands.digest import DigestCommand
from handlers.commands.event import EventCommand
from handlers.commands.feed import FeedCommand
from handlers.commands.help import HelpCommand
from handlers.commands.recent import RecentCommand
from handlers.commands.review import ReviewCommand
from handlers.commands.search import SearchCommand
from handlers.commands.setup import SetupCommand
from handlers.commands.source import SourceCommand
from handlers.commands.status import StatusCommand
from handlers.commands.timeline import TimelineCommand
from handlers.commands.watch import WatchCommand
from handlers.commands.why import WhyCommand
from handlers.dealing.staged import Staged
from handlers.drawing.rasterizer import Rasterizer
from handlers.health.health import Health
from handlers.moderation.amending import Amending
from handlers.moderation.left_out import LeftOutItems, Reread
from handlers.moderation.naming import Naming
from handlers.moderation.review_decision import Deciding
from handlers.render.pages.answer import Answer, Line
from handlers.ui.buttons import Interaction
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from handlers.ui.readers.pasted import Pasted
from handlers.ui.topic_search import Topical
from handlers.watch.probe import FeedProbe
from store.store import Store

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


@dataclass(frozen=True)
class Workplace:
    """What commands work with: the store, the time, and who is shown every answer before it leaves."""

    store: Store
    now: Callable[[], datetime]
    observe: Callable[[Answer], None] | None = None
    probe: FeedProbe | None = None
    """Looks at feeds for ``/feed``; without it there is no such command."""
    health: Health | None = None
    """What ``/status`` says of the bot's own work."""
    fixed_home: int | None = None
    """The home server that the operator set, if one is."""
    reread: Reread | None = None
    """Reads an article again that a person calls ours; without it ``/review`` offers nothing that was left out."""
    rasterizer: Rasterizer | None = None
    """What draws the pictures of answers."""

    @property
    def pager(self) -> Pager:
        return Pager(self.store.kept_answers, self.now, self.observe, self.rasterizer)

    @property
    def home(self) -> Home:
        return Home(self.store.guilds, self.fixed_home)


def every_command(place: Workplace) -> list[Command]:
    """All commands, typed ones and those in a message's menu, ready for a tree."""
    desk = DeskCommands.of(place)
    cogs: list[commands.Cog] = [*KnowledgeCommands.of(place).cogs, *desk.cogs]
    details = DetailsCommand(MessageDetails(_event_buttons(place)))
    return [*(command for cog in cogs for command in cog.get_app_commands()), *desk.groups, details.menu]


@dataclass(frozen=True)
class DeskCommands:
    """The commands by which the bot is run, by whoever works with it."""

    why: WhyCommand
    status: StatusCommand
    audit: AuditCommand
    review: ReviewCommand
    help: HelpCommand
    alerts: AlertsCommand
    amend: AmendCommand
    watch: WatchCommand
    digest: DigestCommand
    setup: SetupCommand
    feed: FeedCommand | None
    home: Home

    @classmethod
    def of(cls, place: Workplace) -> "DeskCommands":
        store, now, pager, home = place.store, place.now, place.pager, place.home
        announcer = Announcer(store, now)
        left_out = LeftOutItems(store, place.reread, now) if place.reread else None
        return cls(
            WhyCommand(store, home, pager),
            StatusCommand(store, home, now, pager, place.health),
            AuditCommand(store, home, pager),
            ReviewCommand(
                store, home, Deciding(store, announcer, now), Naming(store, now), now, pager, left_out
            ),
            HelpCommand(pager),
            AlertsCommand(store, home, now, pager),
            AmendCommand(store, Amending(store, announcer, now), now, pager),
            WatchCommand(store, now, pager),
            DigestCommand(store, Digests(store, now), now, pager),
            SetupCommand(store, home, now, pager),
            FeedCommand(store, home, place.probe, now, pager) if place.probe else None,
            home,
        )

    @property
    def cogs(self) -> list[commands.Cog]:
        return [self.why, self.status, self.audit, self.review, self.help]

    @property
    def groups(self) -> list[Command]:
        feed = [self.feed] if self.feed else []
        return [self.alerts, self.amend, self.watch, self.digest, self.setup, *feed]

    @property
    def buttons(self) -> list[type[Any]]:
        feed = [self.feed.keep] if self.feed else []
        return [self.alerts.save, *self.review.kinds, *feed]

    @property
    def asks(self) -> dict[str, Ask]:
        """What a press can ask again, or open; what is the home server's is asked there alone."""
        anywhere: dict[str, Callable[..., Awaitable[Answer]]] = {
            "why": self.why.asked,
            "status": self.status.asked,
            "help": self.help.asked,
            "audit": self.audit.asked,
            "audit_entry": self.audit.asked_entry,
            "alerts_list": self.alerts.asked_list,
            "digest_list": self.digest.asked_list,
            "watch_list": self.watch.asked_list,
        }
        at_home: dict[str, Callable[..., Awaitable[Answer]]] = {"review": self.review.asked}
        if self.feed is not None:
            at_home |= {"feed_list": self.feed.asked_list, "feed": self.feed.asked}
        guarded = {name: self._at_home(ask) for name, ask in at_home.items()}
        return {name: _with_place(ask) for name, ask in {**anywhere, **guarded}.items()}

    def _at_home(self, ask: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Answer]]:
        async def asked(interaction: Interaction, *arguments: str) -> Answer:
            if refusal := await self.home.refusal_to_press(interaction):
                return Answer("Not here", (Line(refusal),), is_private=True)
            return await ask(interaction, *arguments)

        return asked


@dataclass(frozen=True)
class KnowledgeCommands:
    """The commands that ask what is known; what they answer is read in pages."""

    recent: RecentCommand
    brief: BriefCommand
    timeline: TimelineCommand
    actor: ActorCommand
    agreement: AgreementCommand
    agreements: AgreementsCommand
    event: EventCommand
    search: SearchCommand
    source: SourceCommand
    compare: CompareCommand

    @classmethod
    def of(cls, place: Workplace) -> "KnowledgeCommands":
        answers, pager = place.store.answers, place.pager
        topical = Topical(answers, place.store.search, place.now)
        pasted = Pasted(place.store.pointers, place.store.search)
        compare = CompareCommand(answers, topical, pager)
        brief = BriefCommand(answers, topical, pager, beside=compare.answer)
        return cls(
            RecentCommand(answers, topical, pager),
            brief,
            TimelineCommand(answers, topical, pager),
            ActorCommand(answers, topical, brief.answer, pager),
            AgreementCommand(answers, Staged(answers, topical), brief.answer, pager),
            AgreementsCommand(answers, topical, pager),
            EventCommand(answers, topical, pager, pasted),
            SearchCommand(answers, place.store.search, brief.answer, pager, pasted),
            SourceCommand(answers, place.store.search, place.store.activity, pager, place.now),
            compare,
        )

    @property
    def cogs(self) -> list[commands.Cog]:
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def asks(self) -> dict[str, Ask]:
        """What a press can ask, by the name of its command; options are given in their order."""
        return {name: _positional(answer) for name, answer in self.answers.items()}

    @property
    def answers(self) -> dict[str, Callable[..., Awaitable[Answer]]]:
        return {field.name: getattr(self, field.name).answer for field in fields(self)}


def _positional(answer: Callable[..., Awaitable[Answer]]) -> Ask:
    async def ask(_interaction: Interaction, arguments: Sequence[str]) -> Answer | None:
        return await answer(*arguments) if _suffice(answer, arguments) else None

    return ask


def _with_place(answer: Callable[..., Awaitable[Answer]]) -> Ask:
    """Of what depends on who asks, and where."""

    async def ask(interaction: Interaction, arguments: Sequence[str]) -> Answer | None:
        is_enough = _suffice(answer, (interaction, *arguments))
        return await answer(interaction, *arguments) if is_enough else None

    return ask


def _suffice(answer: Callable[..., Awaitable[Answer]], arguments: Sequence[object]) -> bool:
    """Whether these are the options that the command asks for."""
    try:
        signature(answer).bind(*arguments)
    except TypeError:
        return False
    return True


def every_button(place: Workplace) -> list[type[Any]]:
    """The buttons that answer after a restart, for the client to know."""
    desk = DeskCommands.of(place)
    events = _event_buttons(place)
    of_messages: dict[str, Callable[..., Awaitable[Answer]]] = {
        DETAILS: events.asked,
        TOLD: MessageDetails(events).asked_told,
        STORY: events.digests.asked_story,
        STORIES: events.digests.asked_stories,
    }
    known = KnowledgeCommands.of(place).asks
    asks = known | desk.asks | {name: _positional(answer) for name, answer in of_messages.items()}
    return [*PageButtons(place.pager, asks, known.keys()).items, *events.items, *desk.buttons]


def _event_buttons(place: Workplace) -> EventButtons:
    return EventButtons(place.store, place.now, place.fixed_home, place.observe)
