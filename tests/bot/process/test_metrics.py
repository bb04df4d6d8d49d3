"""What this process did, as a scraper reads it."""

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.process.metrics import Work, open_metrics
from handlers.alerts.announcer import Announcer
from handlers.ingest.judge import judge
from handlers.ingest.knowledge import Knowledge
from sandbox.control import Sandbox
from store.nouns.models import Article
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import running


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
    async with open_metrics(founded_store, work, 0) as address:
        assert address is not None
        found = await scraped(address)
    assert found["entente_items_total", "irrelevant"] == 1
    assert found["entente_command_seconds_count", "help"] == 1
    assert found["entente_open_reviews", ""] == 0
