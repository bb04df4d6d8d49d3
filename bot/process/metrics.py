"""Prometheus metrics on a local port, off by default: what the register says at the moment of the scrape, and what
this process did since it started."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client import Counter as Total
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot import __version__
from handlers.health.health import Health
from handlers.ingest.judge import Judged
from handlers.upkeep.backups import MADE
from handlers.watch.visit import VisitTally
from store.nouns.errors import PASSING, is_passing
from store.nouns.models import Feed
from store.store import Store

HOST = "127.0.0.1"
log = structlog.get_logger("bot.process.metrics")


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


@asynccontextmanager
async def open_metrics(
    store: Store, work: Work, port: int | None, health: Health | None = None, *, address: str = HOST
) -> AsyncIterator[str | None]:
    """Serves ``/metrics``, ``/live`` and ``/ready`` for as long as the context lasts; the address of the first, or None
    where no port is set or it is taken: a bot without metrics is better than none. A process that answers is alive; it
    is ready while nothing is wrong with its work (503 and the sentences else). Discord that is away is no reason to kill
    a process (Kubernetes' documentation, "Liveness, Readiness, and Startup Probes")."""
    if port is None:
        yield None
        return

    async def scrape(_request: web.Request) -> web.Response:
        body = await _kept(store) + generate_latest(work.registry)
        body += await _of_health(health) if health else b""
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def live(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def ready(_request: web.Request) -> web.Response:
        wrongs = await health.wrongs() if health else []
        return web.Response(status=503 if wrongs else 200, text="\n".join(wrongs or ["ready"]) + "\n")

    application = web.Application()
    for path, answer in {"/metrics": scrape, "/live": live, "/ready": ready}.items():
        application.router.add_get(path, answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        yield await _start(runner, address, port)
    finally:
        await runner.cleanup()


async def _kept(store: Store) -> bytes:
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


async def _of_health(health: Health) -> bytes:
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


async def _start(runner: web.AppRunner, address: str, port: int) -> str | None:
    try:
        await web.TCPSite(runner, address, port).start()
    except OSError as error:
        log.warning("the port of the metrics is taken: there are none", port=port, error=str(error))
        return None
    return f"http://{address}:{runner.addresses[0][1]}/metrics"


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
