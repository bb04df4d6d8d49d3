"""Figures in Prometheus' text format: what the register says at the moment of the scrape, and what this process did since
it started."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client import Counter as Total

from bot import __version__
from handlers.health.health import Health
from handlers.ingest.judge import Judged
from handlers.upkeep.backups import MADE
from handlers.watch.visit import VisitTally
from store.nouns.errors import PASSING, is_passing
from store.nouns.models import Feed
from store.store import Store


class Work:
    """What this process did since it started."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("entente", "Which version this is", registry=registry).info({"version": __version__})
        self.items = Total("entente_items", "Items that were judged", ["verdict"], registry=registry)
        self.visits = Total("entente_visits", "Visits to feeds by how they ended", ["end"], registry=registry)
        self.refusals = Total(
            "entente_refused_messages", "Messages that Discord refused", ["kind", "then"], registry=registry
        )
        self.commands = Histogram(
            "entente_command_seconds", "From a command to its answer", ["command"], registry=registry
        )

    def passed(self, tally: VisitTally) -> None:
        """Counts a pass over the feeds: how its visits ended, and what their items became."""
        read = tally.visited - tally.unchanged - tally.failed - tally.postponed
        ends = {
            "read": read,
            "unchanged": tally.unchanged,
            "failed": tally.failed,
            "postponed": tally.postponed,
        }
        for end, count in ends.items():
            self.visits.labels(end).inc(count)
        self.read(tally.outcomes)

    def read(self, outcomes: Iterable[object]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Judged):
                self.items.labels(outcome.word).inc()

    def refused(self, kind: str, then: str) -> None:
        """A message was refused: ``then`` it was sent ``plain``, or ``dropped``."""
        self.refusals.labels(kind, then).inc()

    def answered(self, command: str, seconds: float) -> None:
        self.commands.labels(command).observe(seconds)


async def kept_figures(store: Store) -> bytes:
    """What the register says; while the database is away, only that it is."""
    registry = CollectorRegistry()
    answers = Gauge("entente_database_up", "Whether the database answers", registry=registry)
    try:
        feeds, alerts = await store.wire.feeds(), await store.outbox.counts()
        questions = await store.reviews.count() + await store.proposals.count()
        backed_up, unasked = await store.marks.marked_at(MADE), await store.reviews.unasked()
        figures = exposition(feeds, alerts, questions, backed_up, unasked)
        answers.set(1)
    except Exception as error:
        if not is_passing(error):
            raise
        figures = b""
        answers.set(0)
    return figures + generate_latest(registry)


async def work_figures(health: Health) -> bytes:
    """Whether the work is done: what ``entente check --running`` and ``/status`` say in words."""
    registry = CollectorRegistry()
    healthy = Gauge("entente_healthy", "Whether nothing is wrong with the bot's work", registry=registry)
    healthy.set(not await health.wrongs())
    ages = Gauge("entente_success_age_seconds", "Since a part last succeeded", ["part"], registry=registry)
    for part, age in health.ages().items():
        ages.labels(part).set(age)
    failures = Gauge("entente_failures", "What failed, since the start", ["what"], registry=registry)
    for what, count in health.troubles.counts.items():
        failures.labels(what).set(count)
    with suppress(*PASSING):
        waits = Gauge("entente_wait_seconds", "How long what is due has waited", ["what"], registry=registry)
        for what, wait in (await health.waits()).items():
            waits.labels(what).set(wait.total_seconds())
    return generate_latest(registry)


def exposition(
    feeds: Sequence[Feed],
    alerts: Mapping[str, int],
    reviews: int,
    backed_up: datetime | None = None,
    unasked: int = 0,
) -> bytes:
    """The figures in Prometheus' text format."""
    registry = CollectorRegistry()
    if backed_up is not None:
        backup = Gauge("entente_backup_timestamp_seconds", "When the last backup was made", registry=registry)
        backup.set(backed_up.timestamp())
    by_state = Gauge("entente_feeds", "Feeds by state", ["state"], registry=registry)
    for state, count in Counter(feed.state for feed in feeds).items():
        by_state.labels(state).set(count)
    held = Gauge("entente_held_items", "Entries of feeds that wait for a person's word", registry=registry)
    held.set(sum(feed.held for feed in feeds))
    waiting = Gauge("entente_alerts", "Alerts of the outbox by state", ["state"], registry=registry)
    for state, count in alerts.items():
        waiting.labels(state).set(count)
    checks = Gauge("entente_feed_checks", "Visits to the feeds on the list", registry=registry)
    checks.set(sum(feed.checks for feed in feeds))
    unchanged = Gauge("entente_feed_unchanged", "Visits that found nothing changed", registry=registry)
    unchanged.set(sum(feed.unchanged for feed in feeds))
    questions = Gauge("entente_open_reviews", "Questions that wait for a person", registry=registry)
    questions.set(reviews)
    left_out = Gauge("entente_unasked_reviews", "Questions beyond a day's number", registry=registry)
    left_out.set(unasked)
    return generate_latest(registry)
