"""What this process did, as a scraper reads it."""

import re
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import __version__
from bot.process.metrics import Work
from bot.process.probes import Probes, open_probes
from handlers.alerts.announcer import Announcer
from handlers.health.health import GATEWAY, LOST, WORDS, Health
from handlers.health.troubles import Troubles
from handlers.ingest.judge import judge
from handlers.ingest.knowledge import Knowledge
from handlers.upkeep.backups import MADE
from sandbox.control import Sandbox
from store.nouns.models import Article
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import running

ALARMS = Path(__file__).parents[3] / "docs" / "operate" / "alarms.yaml"


async def scraped(address: str) -> dict[tuple[str, str], float]:
    """Every sample by its name and the value of its last label."""
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.content_type == "text/plain"
        families = text_string_to_metric_families(await answer.text())
    rows = [sample for family in families for sample in family.samples]
    return {(row.name, " ".join(row.labels.values())): row.value for row in rows}


@pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
async def test_metrics_count_what_this_process_did(founded_store: Store, clock: Clock) -> None:
    knowledge, announcer = Knowledge(founded_store), Announcer(founded_store, clock)
    article = Article(
        id="rain", source="dawn", title="Rain in Hangzhou", lead="", read_at=clock(), verdict="irrelevant"
    )
    work = Work()
    await knowledge.refresh()
    work.read([*judge([article], knowledge), announcer])
    async with Sandbox.running() as sandbox, running(sandbox, founded_store, clock) as client:
        client.answered = work.answered
        await sandbox.invoke("/help")
        await client.tree.idle()
    async with open_probes(Probes(work, founded_store), 0) as address:
        assert address is not None
        found = await scraped(address)
    assert found["entente_items_total", "irrelevant"] == 1
    assert found["entente_command_seconds_count", "help"] == 1
    assert found["entente_open_reviews", ""] == 0
    assert found["entente_unasked_reviews", ""] == 0


async def told(address: str, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address.replace("/metrics", path)) as answer,
    ):
        return answer.status, await answer.text()


async def test_a_bot_without_discord_is_alive_and_not_ready(memory_store: Store, clock: Clock) -> None:
    seconds = [0.0]
    health = Health(memory_store, clock, Troubles(), time=lambda: seconds[0])
    async with open_probes(Probes(Work(), memory_store, health), 0) as address:
        assert address is not None
        assert await told(address, "/ready") == (200, "ready\n")
        seconds[0] += LOST + 1
        assert await told(address, "/live") == (200, "alive\n")
        status, text = await told(address, "/ready")
        assert status == 503
        assert text.startswith(WORDS[GATEWAY])


async def test_version_and_memory_are_told(memory_store: Store) -> None:
    async with open_probes(Probes(Work(), memory_store), 0) as address:
        assert address is not None
        found = await scraped(address)
    assert found["entente_info", __version__] == 1
    assert found["process_resident_memory_bytes", ""] > 1e7


async def test_the_alarms_that_operators_are_given_name_what_is_measured(
    memory_store: Store, clock: Clock
) -> None:
    health = Health(memory_store, clock, Troubles())
    work = Work()
    work.refused("event", "plain")
    await memory_store.marks.set_mark(MADE, "entente-2026-03-01-020000.db", clock())
    async with open_probes(Probes(work, memory_store, health), 0) as address:
        assert address is not None
        async with aiohttp.ClientSession() as session, session.get(address) as answer:
            measured = set(re.findall(r"^# TYPE (\w+)", await answer.text(), re.MULTILINE))
    named = set(re.findall(r"\bentente_\w+", ALARMS.read_text()))
    assert len(named) > 4
    assert named <= measured | {f"{name}_total" for name in measured}
