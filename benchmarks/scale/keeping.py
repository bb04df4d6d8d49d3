"""How many bytes an item takes that is not ours, while it is whole and once it is let go of: ``python -m benchmarks.scale.keeping``.

Made-up general news goes through the real ``Ingest`` into a SQLite file; the clock is turned by ``ENTENTE_KEEP_DAYS`` and a
day, and what is old is let go of. The file is compacted before it is measured. The last line is one JSON object, with the
gigabytes of a year of 300 feeds that bring 40 items a day.
"""

import argparse
import asyncio
import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, create_engine, text

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.upkeep.letting_go import STEP
from seeds.load import load_seeds
from store.nouns.models import ArticleFacts, FeedFacts, Source
from store.store import open_store

FIRST = datetime(2026, 11, 29, tzinfo=UTC)
WHOLE = "SELECT pg_database_size(current_database())"
KEPT_DAYS, YEAR, A_DAY = 30, 365, 300 * 40
SUBJECTS = (
    "school roofs",
    "a flower show",
    "rents in the old town",
    "a bakery's bread",
    "the marathon",
    "a museum's lights",
)
SAID = (
    "Neighbours of {place} have waited for {what} for months, and the council met them on {day:%A} to hear what they think. "
    "A vote is to follow in spring, a clerk said."
)


def item(number: int) -> Item:
    """As a paper's feed has it: a headline, two sentences, an address, a guid."""
    day = FIRST - timedelta(minutes=number)
    what, place = SUBJECTS[number % len(SUBJECTS)], f"ward {number}"
    address = f"https://paper.example/news/2026/11/{what.replace(' ', '-')}-in-ward-{number}"
    facts = ArticleFacts(
        source="paper", title=f"Neighbours in {place} talk about {what}", url=address, canonical_url=address, guid=address,
        lead=SAID.format(place=place, what=what, day=day), published=day, content_hash=f"{number:064x}",
    )  # fmt: skip
    return Item(facts, (f"guid:{address}", f"link:{address}"))


def size(url: URL) -> int:
    """Bytes of the register, compacted. What VACUUM writes to a SQLite file stands in its log first."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    is_file = engine.dialect.name == "sqlite"
    said = ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)") if is_file else ("VACUUM FULL",)
    asked = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size" if is_file else WHOLE
    with engine.connect() as connection:
        for one in said:
            connection.execute(text(one))
        found = connection.execute(text(asked)).scalar_one()
    engine.dispose()
    return int(found)


class Turned:
    """The clock, which is turned."""

    def __init__(self) -> None:
        self.at = FIRST

    def __call__(self) -> datetime:
        return self.at


async def run(count: int, url: str) -> dict[str, float]:
    now = Turned()
    store = await open_store(url, now)
    await store.register.seed(load_seeds())
    await store.register.add_source(Source(id="paper", name="Paper", owner="paper", reliability="C"))
    feed = await store.wire.add_feed("paper", FeedFacts(source="paper", url="http://127.0.0.1/paper"))
    before = size(store.database.url)
    ingest = Ingest(store, Knowledge(store), Announcer(store, now), now)
    judged = [
        one
        for start in range(0, count, 200)
        for one in await ingest.feed(feed, [item(n) for n in range(start, start + 200)])
    ]
    assert all(one.article.verdict == "irrelevant" for one in judged), "made-up news became ours"
    whole = size(store.database.url)
    now.at += timedelta(days=KEPT_DAYS + 1)
    while await store.wire.let_go_old(now() - timedelta(days=KEPT_DAYS), STEP):
        pass
    gone = size(store.database.url)
    await store.close()
    bytes_whole, bytes_gone = (whole - before) / count, (gone - before) / count
    year = A_DAY * (KEPT_DAYS * bytes_whole + (YEAR - KEPT_DAYS) * bytes_gone) / 1e9
    return {
        "items": count,
        "bytes_whole": round(bytes_whole),
        "bytes_let_go": round(bytes_gone),
        "gigabytes_a_year": round(year, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, default=2_000)
    parser.add_argument("--database", help="an empty PostgreSQL database, in place of a SQLite file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-keeping-") as folder:
        url = asked.database or f"sqlite:///{Path(folder) / 'keeping.db'}"
        print(json.dumps(asyncio.run(run(asked.items, url))))


if __name__ == "__main__":
    main()
