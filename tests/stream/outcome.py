"""What became of the stream's items, and how that compares with their labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, groupby
from xml.sax.saxutils import escape, quoteattr

from facts.model.reading import Reading
from feeds.entries.entries import Unreadable
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import FeedFacts, Source
from store.store import Store
from tests.clock import Clock
from tests.stream.labelled import Item

HOST = "http://127.0.0.1/stream"


@dataclass(frozen=True, slots=True)
class Became:
    """The verdict's word, the event that it was filed with (None where a person is asked, or it is not ours) and what
    was read."""

    word: str
    event: str | None
    reading: Reading

    @property
    def ours(self) -> bool:
        return self.word != "irrelevant"


Outcome = Mapping[str, Became]


async def ingested(items: Sequence[Item], store: Store, clock: Clock) -> Outcome:
    """What each item became on the real way in: month by month, as an aggregator's feed brings them, at the turned clock."""
    feed_facts = FeedFacts(source="gatherer", url=HOST)
    outlets = sorted({item.outlet for item in items})
    names = [("gatherer", "Gatherer"), *((f"outlet-{n}", name) for n, name in enumerate(outlets))]
    for id_, name in names:
        await store.register.add_source(Source(id=id_, name=name, owner=id_, reliability="C"))
    feed = await store.wire.add_feed("stream", feed_facts)
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    judged: list[Judged] = []
    for _, month in groupby(items, key=lambda item: (item.published.year, item.published.month)):
        brought = list(month)
        clock.at = brought[-1].published + timedelta(hours=1)
        read = parse(as_rss(brought), "application/rss+xml", feed, clock())
        assert not isinstance(read, Unreadable), read
        judged += await ingest.feed(
            feed, sorted(read.items, key=lambda item: item.article.published or clock())
        )
    return {
        str(one.article.url).rpartition("/")[2]: Became(
            one.word, None if one.word == "unsure" else one.event, one.reading
        )
        for one in judged
    }


def as_rss(items: Iterable[Item]) -> bytes:
    """The items as a feed serves them that gathers several outlets."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{item.name}</guid><title>{escape(item.title)}</title>"
        f"<link>{HOST}/{item.name}</link><description>{escape(item.lead)}</description>"
        f"<source url={quoteattr(HOST)}>{escape(item.outlet)}</source>"
        f"<pubDate>{item.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for item in items
    )
    return f"<rss version='2.0'><channel><title>Gatherer</title>{entries}</channel></rss>".encode()


def wrong(item: Item, became: Became) -> frozenset[str]:
    """What is told wrongly of an item: its relevance, or else of its kind, assertion, states and day."""
    if became.ours != (item.event is not None):
        return frozenset({"relevance"})
    if not became.ours:
        return frozenset()
    reading = became.reading
    states = frozenset(reading.countries)
    found = {
        "kind": reading.kind not in item.kinds,
        "assertion": reading.assertion not in item.assertions,
        "states": not item.states <= states | item.may or not states <= item.states | item.may,
        "day": bool(item.days) and reading.day not in item.days,
    }
    return frozenset(name for name, is_wrong in found.items() if is_wrong)


def told_wrongly(items: Sequence[Item], outcome: Outcome) -> dict[Item, frozenset[str]]:
    """What is told wrongly of each item; "event": it was filed with the event of an earlier one that is another."""
    merged = {max(pair, key=lambda item: item.published) for pair in merged_wrongly(items, outcome)}
    return {
        item: wrong(item, outcome[item.name]) | ({"event"} if item in merged else frozenset())
        for item in items
    }


def relevance_f1(items: Sequence[Item], outcome: Outcome) -> float:
    ours = [item for item in items if item.event is not None]
    found = [item for item in items if outcome[item.name].ours]
    both = sum(outcome[item.name].ours for item in ours)
    return 2 * both / (len(ours) + len(found))


def merged_wrongly(items: Sequence[Item], outcome: Outcome) -> list[tuple[Item, Item]]:
    """Items of two events, or one that is not ours and one that is, that were filed as one."""
    filed = [item for item in items if outcome[item.name].event is not None]
    together = ((a, b) for a, b in combinations(filed, 2) if outcome[a.name].event == outcome[b.name].event)
    return [(a, b) for a, b in together if a.event != b.event or a.event is None]


def founding_merges(items: Sequence[Item], outcome: Outcome) -> list[Item]:
    """Items that were filed with an event that none of the stream began: the founding knowledge knows none of them."""
    begun = {became.event for became in outcome.values() if became.word == "new"}
    return [item for item in items if (event := outcome[item.name].event) and event not in begun]


def parted(items: Sequence[Item], outcome: Outcome) -> list[tuple[Item, Item]]:
    """Pairs of items of one event that were not filed as one."""
    return [
        (a, b)
        for a, b in told_twice(items)
        if outcome[a.name].event is None or outcome[a.name].event != outcome[b.name].event
    ]


def told_twice(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """All pairs of items of one event."""
    ours = [item for item in items if item.event is not None]
    return [(a, b) for a, b in combinations(ours, 2) if a.event == b.event]
