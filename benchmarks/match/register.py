"""A synthetic register of any size: events of the beat with their titles, and other wordings to ask for them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from benchmarks.news.known import founded_rows
from facts.matching.index import Profile, ProfileText
from facts.model.reading import Reading
from store.nouns.models import Actor, ArticleFacts, Equipment, EventFacts

FIRST = date(1996, 1, 1)
DAYS = 30 * 365
STATES = (
    ("CN", "China"), ("PK", "Pakistan"), ("IN", "India"), ("US", "United States"), ("RU", "Russia"), ("TR", "Turkey"), ("FR", "France"), ("GB", "Britain"),
    ("JP", "Japan"), ("KR", "South Korea"), ("AU", "Australia"), ("SA", "Saudi Arabia"), ("AE", "United Arab Emirates"), ("BD", "Bangladesh"), ("LK", "Sri Lanka"), ("NP", "Nepal"),
    ("AZ", "Azerbaijan"), ("EG", "Egypt"), ("ID", "Indonesia"), ("MY", "Malaysia"), ("TH", "Thailand"), ("PH", "Philippines"), ("VN", "Vietnam"), ("KZ", "Kazakhstan"),
    ("UZ", "Uzbekistan"), ("BY", "Belarus"), ("IR", "Iran"), ("IQ", "Iraq"), ("NG", "Nigeria"), ("ZA", "South Africa"), ("DZ", "Algeria"), ("MA", "Morocco"),
    ("DE", "Germany"), ("IT", "Italy"), ("ES", "Spain"), ("PL", "Poland"), ("GR", "Greece"), ("SE", "Sweden"), ("NO", "Norway"), ("BR", "Brazil"),
)  # fmt: skip
_SYLLABLES = [
    "ka",
    "ra",
    "mi",
    "to",
    "shan",
    "bel",
    "dor",
    "vin",
    "gar",
    "lu",
    "pen",
    "sa",
    "ti",
    "ro",
    "mar",
    "den",
    "hu",
    "zai",
    "lin",
    "po",
    "wer",
    "nas",
    "tem",
    "jo",
    "fa",
]
_TOPICS = [
    "coastal radar",
    "night flying",
    "mountain warfare",
    "naval logistics",
    "cyber defence",
    "ammunition storage",
    "flight safety",
    "mine clearance",
    "medical corps",
    "border patrols",
    "signals",
    "hydrography",
    "air refuelling",
    "shipyard works",
    "space tracking",
]
WORDINGS = {
    "order": (
        "{a} orders {n} {thing} from {b}", "{b} to sell {n} {thing} to {a} in deal on {topic}, says {who}",
    ),
    "delivery": ("{a} receives {thing} built by {b} at {place}", "{b} hands over {thing} to {a}'s forces in {place}"),
    "exercise": ("{a}, {b} begin exercise {series} {n} at {place}", "Exercise {series} {n} of {b} and {a} opens in {place}"),
    "visit": ("{a}'s {who} meets defence leaders of {b} in {place}", "{b}: {who} of {a} holds talks on {topic} at {place}"),
    "agreement": ("{a}, {b} sign defence agreement on {topic} in {place}", "Accord on {topic} signed by {b} and {a} at {place}, {who} says"),
    "training": ("Officers of {a} finish {topic} course of {b} at {place}", "{b} trains {a}'s officers in {topic} at {place}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """Another wording of a known event, told some days later."""

    event: str
    article: ArticleFacts
    reading: Reading


def name(chance: random.Random) -> str:
    """A place name that nobody has heard of."""
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize()


@cache
def _gear() -> list[Equipment]:
    return [item for item in founded_rows().equipment if not item.afloat]


@cache
def _people() -> list[Actor]:
    return [actor for actor in founded_rows().actors if actor.kind == "person"]


def events(count: int, seed: int = 1) -> Iterator[tuple[Profile, Question]]:
    """``count`` events spread evenly over thirty years, oldest first, each with a question that asks for it."""
    chance = random.Random(seed)
    for number in range(count):
        yield _event(chance, number, FIRST + timedelta(days=number * DAYS // count))


def _event(chance: random.Random, number: int, day: date) -> tuple[Profile, Question]:
    (code_a, a), (code_b, b) = chance.sample(STATES, 2)
    kind = chance.choice(tuple(WORDINGS))
    thing, series, person = (
        chance.choice(_gear()),
        chance.choice(founded_rows().series),
        chance.choice(_people()),
    )
    edition, place = chance.randint(2, 60), name(chance)
    words = {
        "a": a, "b": b, "n": edition, "thing": thing.designation, "series": series.name, "who": person.name,
        "place": place, "topic": chance.choice(_TOPICS),
    }  # fmt: skip
    first, other = (wording.format(**words) for wording in WORDINGS[kind])
    reading = Reading(
        relevance="relevant", kind=kind, countries=tuple(sorted((code_a, code_b))), firm=tuple(sorted((code_a, code_b))),
        equipment=(thing.id,) if kind in ("order", "delivery") else (), people=(person.id,) if kind == "visit" else (),
        series=series.id if kind == "exercise" else None, number=edition if kind == "exercise" else None, published=day,
    )  # fmt: skip
    ident = f"{kind}-{place.lower()}-{number}"
    facts = EventFacts(
        kind=kind,
        title=first,
        countries=list(reading.countries),
        series=reading.series,
        number=reading.number,
    )
    told = day + timedelta(days=chance.choice((0, 0, 1, 1, 2, 4)))
    return (
        Profile(ident, facts, (ProfileText(first, "", day, reading),)),
        Question(ident, article(other, told), _on(reading, told)),
    )


def _on(reading: Reading, day: date) -> Reading:
    return Reading(
        relevance="relevant", kind=reading.kind, countries=reading.countries, firm=reading.firm, people=reading.people,
        equipment=reading.equipment, series=reading.series, number=reading.number, published=day,
    )  # fmt: skip


def article(title: str, day: date) -> ArticleFacts:
    """A text of a title only, published at noon."""
    return ArticleFacts(source="synthetic", title=title, published=datetime.combine(day, time(12), UTC))
