"""The one list of slash commands. Each file holds one; each class gets what it needs in its constructor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from discord import app_commands
from discord.ext import commands

from handlers.alerts.announcer import Announcer
from handlers.alerts.digest import Digests
from handlers.buttons.event_buttons import DETAILS, EventButtons
from handlers.buttons.page_buttons import Ask, PageButtons
from handlers.commands.actor import ActorCommand
from handlers.commands.agreement import AgreementCommand
from handlers.commands.agreements import AgreementsCommand
from handlers.commands.alerts import AlertsCommand
from handlers.commands.amend import AmendCommand
from handlers.commands.audit import AuditCommand
from handlers.commands.brief import BriefCommand
from handlers.commands.compare import CompareCommand
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
from handlers.drawing.rasterizer import Rasterizer
from handlers.health.health import Health
from handlers.moderation.amending import Amending
from handlers.moderation.naming import Naming
from handlers.moderation.review_decision import Deciding
from handlers.render.pages.answer import Answer
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from handlers.ui.readers.pasted import Pasted
from handlers.ui.reply import Reply
from handlers.ui.topic_search import Topical
from handlers.watch.probe import FeedProbe
from store.store import Store

Command = app_commands.Command[Any, ..., Any] | app_commands.Group


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
    rasterizer: Rasterizer | None = None
    """What draws the pictures of answers."""

    @property
    def pager(self) -> Pager:
        return Pager(self.store.kept_answers, self.now, self.observe, self.rasterizer)

    @property
    def home(self) -> Home:
        return Home(self.store.guilds, self.fixed_home)


def every_command(place: Workplace) -> list[Command]:
    """All slash commands, ready for a tree."""
    reply = Reply(place.observe)
    cogs: list[commands.Cog] = [
        *KnowledgeCommands.of(place).cogs,
        WhyCommand(place.store, place.home, reply),
        StatusCommand(place.store, place.home, place.now, reply, place.health),
        AuditCommand(place.store, place.home, reply),
        review_command(place),
        HelpCommand(reply),
    ]
    amending = Amending(place.store, Announcer(place.store, place.now), place.now)
    groups: list[Command] = [
        AlertsCommand(place.store, place.home, place.now, reply),
        AmendCommand(place.store, amending, place.now, reply),
        WatchCommand(place.store, place.now, reply),
        DigestCommand(place.store, Digests(place.store, place.now), place.now, reply),
        SetupCommand(place.store, place.home, place.now, reply),
    ]
    if place.probe is not None:
        groups.append(FeedCommand(place.store, place.home, place.probe, place.now, reply))
    return [*(command for cog in cogs for command in cog.get_app_commands()), *groups]


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
        brief = BriefCommand(answers, topical, pager)
        return cls(
            RecentCommand(answers, topical, pager),
            brief,
            TimelineCommand(answers, topical, pager),
            ActorCommand(answers, topical, brief.answer, pager),
            AgreementCommand(answers, pager),
            AgreementsCommand(answers, pager),
            EventCommand(answers, topical, pager, pasted),
            SearchCommand(answers, place.store.search, pager, pasted),
            SourceCommand(answers, place.store.search, place.store.activity, pager),
            CompareCommand(answers, topical, pager),
        )

    @property
    def cogs(self) -> list[commands.Cog]:
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def asks(self) -> dict[str, Ask]:
        """What a press can ask, by the name of its command; options are given in their order."""
        return {field.name: _positional(getattr(self, field.name).answer) for field in fields(self)}


def _positional(answer: Callable[..., Awaitable[Answer]]) -> Ask:
    return lambda arguments: answer(*arguments)


def review_command(place: Workplace) -> ReviewCommand:
    """``/review`` with what it decides by."""
    announcer = Announcer(place.store, place.now)
    deciding = Deciding(place.store, announcer, place.now)
    naming = Naming(place.store, place.now)
    return ReviewCommand(place.store, place.home, deciding, naming, place.now)


def every_button(place: Workplace) -> list[type[Any]]:
    """The buttons that answer after a restart, for the client to know."""
    reply = Reply(place.observe)
    kept = [FeedCommand(place.store, place.home, place.probe, place.now, reply).keep] if place.probe else []
    events = EventButtons(place.store, place.now, place.fixed_home, place.observe)
    asks = KnowledgeCommands.of(place).asks | {DETAILS: _positional(events.asked)}
    return [
        *PageButtons(place.pager, asks).items,
        *events.items,
        AlertsCommand(place.store, place.home, place.now, reply).save,
        *review_command(place).kinds,
        *kept,
    ]
