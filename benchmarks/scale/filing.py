"""How many items of general news a second of CPU files: ``python -m benchmarks.scale.filing [--known 100000]``.

The captured news beside the project (``ENTENTE_SHARED``) goes in batches of 500, as feeds bring it, through the real
``Ingest`` into a seeded SQLite file that knows so many articles already. The last line of standard output is one JSON object.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import insert, text
from sqlmodel import Session

from benchmarks.news.devset import field
from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from seeds.load import load_seeds
from store.database.index import batches
from store.nouns.bookkeeping import LetGoKey
from store.nouns.models import Article, ArticleFacts, FeedFacts, Source
from store.store import Store, open_store
from store.wire.letting_go import hash_of

NOW = datetime(2026, 11, 29, tzinfo=UTC)
BATCH = 500


def items(facts: Iterable[ArticleFacts]) -> list[Item]:
    return [
        Item(
            one.model_copy(update={"source": "wire", "guid": f"urn:{n}", "content_hash": f"h{n}", "canonical_url": one.url}),
            (f"guid:urn:{n}", f"link:{one.url}"),
        )
        for n, one in enumerate(facts)
    ]  # fmt: skip


async def know(store: Store, count: int) -> None:
    """So many articles that are not ours, and their keys."""

    def work(session: Session) -> None:
        every = (
            Article(
                source="wire", title=f"Other news {n}", guid=f"urn:old:{n}", content_hash=f"old{n}", id=f"old{n}", feed="wire",
                url=f"https://old.example/{n}", canonical_url=f"https://old.example/{n}", published=NOW, read_at=NOW,
                verdict="irrelevant", reasons=["no word of the beat"], reading={"relevance": "irrelevant"},
            ).model_dump()
            for n in range(count)
        )  # fmt: skip
        while rows := list(islice(every, 5_000)):
            session.execute(insert(Article), rows)
            keys = [
                {"key": hash_of("entry", "wire", f"guid:{row['guid']}"), "day": NOW.date()} for row in rows
            ]
            session.execute(insert(LetGoKey), keys)
        session.execute(text("ANALYZE"))

    await store.database.write(work)


async def run(known: int, news: Sequence[Item], url: str) -> dict[str, float]:
    store = await open_store(url, lambda: NOW)
    await store.register.seed(load_seeds())
    await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="C"))
    feed = await store.wire.add_feed("wire", FeedFacts(source="wire", url="http://127.0.0.1/wire"))
    await know(store, known)
    knowledge = Knowledge(store)
    ingest = Ingest(store, knowledge, Announcer(store, lambda: NOW), lambda: NOW)
    await knowledge.refresh()
    begun, wall, filed = time.process_time(), time.monotonic(), 0
    for some in batches(news, BATCH):
        filed += len(await ingest.feed(feed, some))
    seconds, wall = time.process_time() - begun, time.monotonic() - wall
    begun = time.process_time()
    for some in batches(news, BATCH):
        await ingest.feed(feed, some)
    again = time.process_time() - begun
    await store.close()
    return {
        "known": known, "items": len(news), "filed": filed, "items_a_cpu_second": round(len(news) / seconds),
        "wall_seconds": round(wall, 1), "known_items_a_cpu_second": round(len(news) / again),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--known", type=int, default=0, help="articles that are known before")
    parser.add_argument("--items", type=int, default=12_000, help="at most so many of the news")
    asked = parser.parse_args()
    news = items(field()[: asked.items])
    with tempfile.TemporaryDirectory(prefix="entente-filing-") as folder:
        print(json.dumps(asyncio.run(run(asked.known, news, f"sqlite:///{Path(folder) / 'filing.db'}"))))


if __name__ == "__main__":
    main()
