"""Metrics as a scraper reads them."""

import aiohttp

from bot.process.metrics import Work
from bot.process.probes import Probes, open_probes
from handlers.watch.visit import VisitTally
from store.nouns.models import FeedFacts
from store.store import Store


async def test_metrics_are_served_on_loopback_where_a_port_is_set(memory_store: Store) -> None:
    await memory_store.wire.add_feed("x", FeedFacts(source="x", url="http://x.example/rss"))
    await memory_store.wire.change_feed("x", {"state": "failing", "checks": 9, "unchanged": 4, "held": 3})
    work = Work()
    work.passed(VisitTally(visited=9, unchanged=4, failed=2, postponed=1))
    async with open_probes(Probes(work, memory_store), 0) as address, aiohttp.ClientSession() as session:
        assert address is not None
        assert address.startswith("http://127.0.0.1:")
        async with session.get(address) as response:
            text = await response.text()
    assert 'entente_feeds{state="failing"} 1.0' in text
    assert "entente_feed_checks 9.0" in text
    assert "entente_feed_unchanged 4.0" in text
    assert "entente_held_items 3.0" in text
    for end, count in {"read": 2, "unchanged": 4, "failed": 2, "postponed": 1}.items():
        assert f'entente_visits_total{{end="{end}"}} {count}.0' in text


async def test_a_taken_port_stops_nothing(memory_store: Store) -> None:
    async with open_probes(Probes(Work(), memory_store), 0) as address:
        assert address is not None
        port = int(address.split(":")[2].split("/")[0])
        async with open_probes(Probes(Work(), memory_store), port) as second:
            assert second is None


async def test_metrics_are_off_by_default(memory_store: Store) -> None:
    async with open_probes(Probes(Work(), memory_store), None) as address:
        assert address is None
