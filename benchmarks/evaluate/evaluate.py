"""Measures reading and matching on the labelled stream and the field sample: ``make evaluate``.

The stream is read as one RSS feed by the real ``Ingest`` into a seeded store in memory. Halves are made by events; the
limits of the matcher are chosen on one half and reported on both, then the other way round. On the wire, figures by fold
and on *check* follow (``benchmarks/evaluate/wire.py``), beside the hand-set points. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.evaluate.measures import Became, Outcome, grouping_figures, reading_figures
from benchmarks.evaluate.reliability import picture
from benchmarks.evaluate.wire import lines_of, measured
from benchmarks.news.devset import SHARED, Labelled, Pair, as_rss, field, items, pairs
from benchmarks.news.known import founded_lexicon
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import LIMITS, MatchLimits, New, Unsure, match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from feeds.entries.entries import Unreadable
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from seeds.load import load_seeds
from store.nouns.models import FeedFacts, Source
from store.store import open_store

WANTED = {
    "relevance_f1": "≥ 0.95", "kind_right": "≥ 0.90", "countries_f1": "≥ 0.95", "stated_day_right": "≥ 0.90",
    "b3_f1": "≥ 0.93", "pairs_right": "≥ 0.90", "wrong_merges": "0", "asked": "≤ 0.15", "items_a_second": "≥ 1000",
}  # fmt: skip
GRID = [MatchLimits(same, unsure) for same, unsure in product((0.6, 0.8, 1.0, 1.2, 1.5), (0.3, 0.5, 0.7))]


async def by_ingest(stream: Sequence[Labelled]) -> Outcome:
    """What each item became on the real way in."""
    end = max(item.article.published for item in stream if item.article.published) + timedelta(days=1)

    def now() -> datetime:
        return end

    store = await open_store("sqlite://", now)
    await store.register.seed(load_seeds())
    await store.register.add_source(Source(id="stream", name="Stream", owner="stream", reliability="C"))
    feed = await store.wire.add_feed("stream", FeedFacts(source="stream", url="http://127.0.0.1/stream"))
    ingest = Ingest(store, Knowledge(store), Announcer(store, now), now)
    read = parse(as_rss(list(stream)), "application/rss+xml", feed, now())
    if isinstance(read, Unreadable):
        raise SystemExit(f"the stream is not read as a feed: {read.reason}")
    judged = await ingest.feed(feed, read.items)
    await store.close()
    named = {item.article.url: item.id for item in stream}
    return {
        named[one.article.url]: Became(one.word, None if one.word == "unsure" else one.event, one.reading)
        for one in judged
    }


def directly(
    stream: Sequence[Labelled], lexicon: Lexicon, limits: MatchLimits, readings: dict[str, Reading]
) -> Outcome:
    """The same without a store: for the choice of limits."""
    index, outcome = EventIndex(), {}
    for item in stream:
        reading = readings[item.id]
        if reading.relevance == "irrelevant":
            outcome[item.id] = Became("irrelevant", None, reading)
            continue
        verdict = match(item.article, reading, index, limits)
        text = ProfileText(item.article.title, item.article.lead, reading.published, reading)
        if isinstance(verdict, New):
            index.add(Profile(item.id, draft(item.article, reading, lexicon), (text,)))
        elif not isinstance(verdict, Unsure):
            index.add_text(verdict.event, text)
        event = (
            item.id if isinstance(verdict, New) else None if isinstance(verdict, Unsure) else verdict.event
        )
        outcome[item.id] = Became(type(verdict).__name__.lower(), event, reading)
    return outcome


def halves(stream: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Two halves without a common event: events are dealt in order of their first item."""
    order = {
        event: n % 2 for n, event in enumerate(dict.fromkeys(item.event for item in stream if item.event))
    }
    sides: tuple[list[Labelled], list[Labelled]] = ([], [])
    for n, item in enumerate(stream):
        sides[order.get(item.event or "", n % 2)].append(item)
    return sides


def tuned(
    on: Sequence[Labelled], pairs: Sequence[Pair], lexicon: Lexicon, readings: dict[str, Reading]
) -> MatchLimits:
    """The limits with no wrong merge, little asked and the best groups; of equals the most careful."""

    def worth(limits: MatchLimits) -> tuple[float, ...]:
        figures = grouping_figures(on, pairs, directly(on, lexicon, limits, readings))
        return (-figures["wrong_merges"], figures["asked"] <= 0.15, round(figures["b3_f1"], 3), limits.same)

    return max(GRID, key=worth)


def split(stream: list[Labelled], known: list[Pair], lexicon: Lexicon) -> list[dict[str, object]]:
    """Limits chosen on each half, with the figures of both halves."""
    readings = {item.id: assess(item.article, lexicon) for item in stream}
    rows = []
    sides = halves(stream)
    for name, on in zip("AB", sides, strict=True):
        limits = tuned(on, known, lexicon, readings)
        for other, side in zip("AB", sides, strict=True):
            outcome = directly(side, lexicon, limits, readings)
            figures = reading_figures(side, outcome) | grouping_figures(side, known, outcome)
            rows.append({"tuned_on": name, "half": other, "limits": asdict(limits), **_round(figures)})
    return rows


def over_field(lexicon: Lexicon) -> tuple[list[str], float]:
    """What would be posted of general news, and items read and matched in a second of one core."""
    articles, index, posted = field(), EventIndex(), []
    begun = time.process_time()
    for article in articles:
        reading = assess(article, lexicon)
        if reading.relevance == "irrelevant":
            continue
        verdict = match(article, reading, index)
        if isinstance(verdict, New):
            posted.append(f"{reading.kind} {'+'.join(reading.countries)}: {article.title}")
            text = ProfileText(article.title, article.lead, reading.published, reading)
            index.add(Profile(f"field-{len(posted)}", draft(article, reading, lexicon), (text,)))
    return posted, len(articles) / (time.process_time() - begun)


def _round(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}


def show(whole: dict[str, float], parts: list[dict[str, object]], posted: list[str]) -> None:
    table = Table(title="Reading and matching, on the labelled stream")
    for head in ("measure", "to reach", "all", *(f"{p['half']} (limits of {p['tuned_on']})" for p in parts)):
        table.add_column(head)
    for name, value in whole.items():
        table.add_row(name, WANTED.get(name, ""), f"{value:g}", *(f"{p.get(name, '')}" for p in parts))
    console = Console(width=150)
    console.print(table)
    console.print(f"Of the field sample these {len(posted)} would be posted:")
    for line in posted:
        console.print(f"  {line}", highlight=False, markup=False)


def main() -> None:
    asks = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asks.add_argument("--plot", type=Path, help="where to draw the reliability, as SVG")
    asked = asks.parse_args()
    if not (SHARED / "devset").is_dir():
        sys.exit(f"There is no labelled stream at {SHARED}; ENTENTE_SHARED may name its folder.")
    stream, known, lexicon = items(), pairs(), founded_lexicon()
    outcome = asyncio.run(by_ingest(stream))
    whole = _round(reading_figures(stream, outcome) | grouping_figures(stream, known, outcome))
    posted, speed = over_field(lexicon)
    whole |= {"field_posted": len(posted), "items_a_second": round(speed)}
    parts = split(stream, known, lexicon)
    show(whole, parts, posted)
    wire = measured(lexicon)
    told = [*lines_of(wire.figures), *(f"learn: {line}" for line in wire.faults)]
    print("\n".join(told))
    if asked.plot:
        asked.plot.write_text(
            picture(wire.reliability, "Reliability of what is said to be ours"), encoding="utf-8"
        )
    today = datetime.now(UTC).date().isoformat()
    print(
        json.dumps({"date": today, "limits": asdict(LIMITS), **whole, "halves": parts, "wire": wire.figures})
    )
