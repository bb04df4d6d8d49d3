"""A year of made-up news beside the founding knowledge: names of the register, sentences of our own, the same at each run."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from facts.names.countries import country_name
from store.nouns.decisions import Decision
from store.nouns.models import Article, Event, EvidenceFacts, Source
from store.nouns.values import Importance
from store.store import Store

EVENTS = 240
STATES = ("CN", "PK", "RU", "TR", "IN", "BD", "SA", "NG", "TH", "US")
OUTLETS = ("Harbour Wire", "Valley Courier", "Gulf Ledger", "Plateau Times")
SENTENCES = {
    "delivery": "{a} hands over {n} {gear} to {b} at {place}",
    "order": "{b} signs for {n} {gear} from {a}",
    "exercise": "{a} and {b} begin exercise {name} near {place}",
    "visit": "{b}'s army chief holds talks in {a}'s capital on {gear}",
    "agreement": "{a} and {b} sign a memorandum on {topic}",
    "training": "Pilots of {b} finish a course on {gear} in {a}",
    "statement": "{a} says that its ties with {b} threaten nobody",
    "coproduction": "{a} and {b} open a line for {gear} at {place}",
}
GEAR = ("frigates", "drones", "radars", "trainer aircraft", "tanks", "patrol boats", "air defence missiles")
PLACES = ("Karachi", "Chattogram", "Sargodha", "Taxila", "Mersin", "Lagos")
NAMES = ("Golden Ridge", "Calm Harbour", "Long Valley", "Steady Wind")
TOPICS = ("maritime security", "military training", "satellite data", "shipyard work")


def events(now: datetime) -> Iterator[tuple[Event, Article]]:
    """``EVENTS`` events of the last year, each with a text."""
    chance = random.Random(2026)
    for number in range(EVENTS):
        kind = chance.choice(tuple(SENTENCES))
        codes = chance.sample(STATES, 2) if number % 3 else ["CN", "PK"]
        words = {
            "a": country_name(codes[0]),
            "b": country_name(codes[1]),
            "n": chance.randint(2, 24),
            "gear": chance.choice(GEAR),
            "place": chance.choice(PLACES),
            "name": chance.choice(NAMES),
            "topic": chance.choice(TOPICS),
        }
        at = now - timedelta(days=chance.randrange(365), hours=chance.randrange(24))
        yield _told(number, kind, SENTENCES[kind].format(**words), codes, at, chance)


def _told(
    number: int, kind: str, title: str, codes: list[str], at: datetime, chance: random.Random
) -> tuple[Event, Article]:
    importance: Importance = chance.choice(("low", "notable", "notable", "high"))
    day: date = at.date() - timedelta(days=chance.randrange(3))
    event = Event(
        id=f"made-up-{number}",
        kind=kind,
        title=title,
        day=day,
        precision="day",
        countries=codes,
        importance=importance,
        first_seen=at,
        updated_at=at,
    )
    outlet = chance.choice(OUTLETS)
    article = Article(
        id=f"made-up-{number}-text",
        source=outlet.split()[0].casefold(),
        title=title,
        publisher=outlet,
        url=f"https://news.example/{number}",
        published=at,
        published_precision="day",
        read_at=at,
        verdict="new",
        event=event.id,
    )
    return event, article


async def file_year(store: Store, now: datetime) -> None:
    """Files the year as ingest does."""
    for outlet in OUTLETS:
        name = outlet.split()[0].casefold()
        await store.register.add_source(Source(id=name, name=outlet, owner=outlet, reliability="C"))
    for event, article in events(now):
        evidence = EvidenceFacts(article=article.id, event=event.id)
        await store.wire.record([Decision(article, event=event, evidence=(evidence,))])
