"""Discord is away for six hours while 300 events happen and a digest falls due; then everything is told once.

    python -m benchmarks.crash.outage [--events 300]

The real client and delivery, at a turned clock, against the sandbox that drops every connection. The last line of
standard output is one JSON object. Exits 1 where anything was lost, doubled or out of order, or the digest is not late.
"""

import argparse
import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta

from sqlmodel import col, select

from benchmarks.crash.names import name, slug
from benchmarks.crash.tally import Tally, posted_places, tally, wanted_letters
from bot.gateway.client import Client, speak_to
from handlers.alerts.digest import Digests
from handlers.alerts.rules import announce
from handlers.alerts.slots import next_slot
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from sandbox.control import Sandbox
from sandbox.world.faults import Fault
from store.nouns.decisions import Decision
from store.nouns.models import Article, Event, EvidenceFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import DigestFacts, SubscriptionFacts
from store.store import Store, open_store

AWAY = timedelta(hours=6)
STEP = timedelta(minutes=6)


class Turned:
    """A clock that the benchmark turns."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 6, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


async def happens(store: Store, number: int, now: datetime) -> None:
    """One event with its source and its alerts, as ingest files them."""
    event_id = f"drill-{slug(number)}"
    article = Article(
        id=f"{event_id}-report",
        source="wire",
        title=f"Exercise {name(number)} begins",
        read_at=now,
        event=event_id,
    )
    event = Event(
        id=event_id,
        kind="exercise",
        title=f"Exercise {name(number)}",
        countries=["CN", "PK"],
        first_seen=now,
        updated_at=now,
    )
    alerts = announce(event, await store.subscriptions.subscriptions(), [], now)
    evidence = EvidenceFacts(article=article.id, event=event_id)
    await store.wire.record([Decision(article, event=event, evidence=(evidence,), alerts=tuple(alerts))])


async def prepare(store: Store, sandbox: Sandbox, now: datetime) -> None:
    guild, admin = int(sandbox.guild["id"]), int(sandbox.admin["user"]["id"])
    alerts, digest = (int(sandbox.channels[name]["id"]) for name in ("alerts", "digest"))
    await store.register.add_source(Source(id="wire", name="Wire", owner="Wire", reliability="B"))
    await store.subscriptions.subscribe(
        SubscriptionFacts(guild=guild, channel=alerts, minimum="low"), admin, now
    )
    facts = DigestFacts(guild=guild, channel=digest, hour=8)
    await store.subscriptions.schedule(facts, next_slot(8, "UTC", None, now), admin, now)


async def run(events: int) -> tuple[Tally, dict[str, object]]:
    now = Turned()
    async with Sandbox.running(now=now) as sandbox:
        store = await open_store("sqlite://", now)
        await speak_to(sandbox.api_url)
        async with Client(store.marks, now) as client:
            await client.login(sandbox.token)
            letters = Composer(store, EventButtons(store, now).under)
            delivery = Delivery(store, Sender(client), letters.compose, now, pause=0)
            digests = Digests(store, now)
            await prepare(store, sandbox, now())
            sandbox.faults.add(Fault("drop", "*", ".*", times=None))
            steps = AWAY // STEP
            for step in range(steps):
                for number in range(events * step // steps, events * (step + 1) // steps):
                    await happens(store, number + 1, now())
                now.at += STEP
                await digests.tick()
                await delivery.drain()
            sandbox.faults.lift()
            now.at += timedelta(minutes=5)
            await delivery.drain()
        rows = await store.database.read(
            lambda session: list(session.exec(select(Alert).order_by(col(Alert.id))))
        )
        wanted = await wanted_letters(store, rows)
        await store.close()
        titles = [message["content"] for message in sandbox.messages("digest")]
        shown: dict[str, object] = {
            "messages": len(sandbox.messages("alerts")),
            "digest": titles,
            "limits_met": sandbox.limits.met,
        }
        found = tally(rows, posted_places(sandbox, rows), range(1, events + 1), wanted)
        found.add(
            "lost", [] if len(titles) == 1 and "(late)" in titles[0] else titles, "not one late digest:"
        )
        return found, shown


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=300)
    found, shown = asyncio.run(run(parser.parse_args().events))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    print(json.dumps({**found.counts(), **shown}))
    sys.exit(bool(found.problems))


if __name__ == "__main__":
    main()
