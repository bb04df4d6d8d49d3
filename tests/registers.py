"""Random registers, questions on them, and the answer of a filter over every row."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session

from facts.asking.choose import Sides
from facts.asking.directory import Directory, directory
from facts.asking.topics import Facet, read_topic
from facts.asking.windows import Window, overlaps
from store.database.index import EventLink, SearchDocument, StemmedText
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Article, Claim, Equipment, Event
from store.nouns.values import Alias, Citation, Materiel, Participant, Precision, Step

SEEN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CODES = ("CN", "PK", "IN", "TR", "US")
SAID = (
    "Pakistan’s", "PAKISTAN", "Chinese", "Tu\u0308rkiye", "TÜRKİYE", "Türkiye's", "U.S.", "Xi'an", "sold", "sells", "selling",
    "supplies", "supplying", "armies", "army", "Shaheen-IX", "JF-17", "VT-4s", "中国", "Ｐａｋｉｓｔａｎ", "Wing Loong II", "exercise",
    "drills", "met", "meeting", "taken", "submarines", "Submarine", "Karachi", "KARA\u0301CHI", "Mi-35M", "planned", "100%", "x_y",
    "2+2", "boxes", "ﬁghters", "Baǧdad", "corridor", "Ⅸ", "on", "of", "the", "with",
    "中国空军", "中国空军抵达", "پاکستان", "پاک", "فوجی", "مشقیں", "กองทัพ", "กองทัพอากาศ", "ประเทศไทย", "सेना", "Учения", "учении", "تمرين", "صناعة",
)  # fmt: skip
ASKED = (
    "Pakistan", "China", "Turkey", "United States", "Xian", "sale", "sell", "supply", "army", "Shaheen", "JF-17", "VT-4",
    "中国", "Wing Loong", "exercises", "talks", "take", "submarines", "karachi", "Mi-35M", "plans", "fighters", "bagdad",
    "Norinco", "PLA", "CPEC", "corridor", "tanks", "unheard", "S-400", "boxes", "investment",
    "空军", "中国空军", "پاکستان", "فوجی مشقیں", "กองทัพ", "กองทัพอากาศ", "सेना", "учения", "تمرين",
)  # fmt: skip
KINDS = ("exercise", "visit", "order", "delivery", "agreement", "other")
PRECISIONS: tuple[Precision, ...] = ("day", "month", "year", "approximate", "unknown")
FIRST = date(2018, 1, 1)


@dataclass(frozen=True)
class Rows:
    """A register in memory."""

    actors: list[Actor]
    agreements: list[Agreement]
    equipment: list[Equipment]
    articles: list[Article]
    events: list[Event]
    claims: list[Claim]

    def directory(self) -> Directory:
        return directory(self.actors, self.agreements, self.equipment, [Series(id="Shaheen", name="Shaheen")])

    def save(self, session: Session) -> None:
        """In place of what is there."""
        for table in (
            Event,
            Claim,
            Actor,
            Agreement,
            Equipment,
            Article,
            EventLink,
            SearchDocument,
            StemmedText,
        ):
            session.execute(delete(table))
        written = datetime.now(UTC)  # as in a register that lives: what is held of its names is read anew
        for actor in self.actors:
            actor.updated_at = written
        rows = (*self.actors, *self.agreements, *self.equipment, *self.articles, *self.events, *self.claims)
        session.add_all(
            [type(row)(**{name: getattr(row, name) for name in type(row).model_fields}) for row in rows]
        )


@dataclass(frozen=True)
class Expected:
    """What a filter over every row finds."""

    events: list[str] = field(default_factory=list)
    by_kind: dict[str, int] = field(default_factory=dict)
    deals: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.deals or self.claims)


def register(seed: int, size: int) -> Rows:
    """``size`` events, and a few of everything else."""
    chance = random.Random(seed)
    actors = [
        Actor(id="china", kind="state", name="China", country="CN", updated_at=SEEN),
        Actor(id="norinco", kind="company", name="Norinco", country="CN", updated_at=SEEN),
        Actor(id="pla", kind="armed service", name="People's Liberation Army", country="CN", updated_at=SEEN, aliases=[Alias(name="PLA")]),
        Actor(id="pla-navy", kind="armed service", name="PLA Navy", country="CN", parent="pla", updated_at=SEEN),
        Actor(id="un", kind="organisation", name="United Nations", updated_at=SEEN),
    ]  # fmt: skip
    gear = [
        Equipment(id="vt-4", designation="VT-4", category="main battle tank", updated_at=SEEN),
        Equipment(id="jf-17", designation="JF-17", category="fighter", updated_at=SEEN),
    ]
    deals = [_deal(chance, name) for name in ("cpec", "tank-deal", "pact")]
    articles = [
        Article(
            id=f"a{number}", source="daily", title="A text", read_at=SEEN, published=_moment(chance),
            published_precision=chance.choice(("day", "month", "unknown")),
        )
        for number in range(6)
    ]  # fmt: skip
    events = [_event(chance, number) for number in range(size)]
    return Rows(actors, deals, gear, articles, events, [_claim(chance, n, events) for n in range(30)])


def question(chance: random.Random) -> tuple[str, Window, tuple[Facet, ...]]:
    """A topic, a window, and sides chosen otherwise."""
    words = chance.sample(ASKED, chance.choice((0, 1, 1, 1, 2, 2, 3)))
    start = _day(chance) if chance.random() < 0.5 else None
    end = (
        (start or FIRST) + timedelta(days=chance.choice((0, 20, 200, 700))) if chance.random() < 0.5 else None
    )
    kind = chance.choice(KINDS)
    more = (Facet(f"kind {kind}", "theme", kinds=frozenset({kind})),) if chance.random() < 0.2 else ()
    return " ".join(words), Window(start, end), more


def naive(rows: Rows, facets: tuple[Facet, ...], read: Window) -> Expected:
    """Looks at every row."""
    sides = Sides(facets, rows.directory())
    all_sides = frozenset(range(len(facets)))
    told = [e for e in living(rows, read) if sides.of_event(e) == all_sides]
    deals = [
        a.id
        for a in sorted(rows.agreements, key=lambda a: a.name)
        if _agreed(a, read) and sides.of_deal(a) == all_sides
    ]
    said = [c for c in spoken(rows, read) if sides.of_claim(c, event_of(c, rows)) == all_sides]
    return Expected(
        [event.id for event in sorted(told, key=newness)],
        dict(Counter(event.kind for event in told)),
        deals,
        [claim.id for claim in sorted(said, key=newness)],
    )


def naively_closest(
    rows: Rows, facets: tuple[Facet, ...], read: Window
) -> tuple[int, list[str], tuple[str, ...]]:
    """How many sides the best events meet, which these are, and the sides that nothing meets."""
    sides = Sides(facets, rows.directory())
    met = {event.id: sides.of_event(event) for event in living(rows, read)}
    most = max(map(len, met.values()), default=0)
    best = [e.id for e in sorted(living(rows, read), key=newness) if most and len(met[e.id]) == most]
    said = [sides.of_claim(claim, event_of(claim, rows)) for claim in spoken(rows, read)]
    agreed = [sides.of_deal(deal) for deal in rows.agreements if _agreed(deal, read)]
    ever = frozenset[int]().union(*met.values(), *said, *agreed)
    return most, best, tuple(facet.label for number, facet in enumerate(facets) if number not in ever)


def facets_of(rows: Rows, text: str, more: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return (*read_topic(text, rows.directory()).facets, *more)


def living(rows: Rows, read: Window) -> list[Event]:
    return [e for e in rows.events if not e.merged_into and overlaps(read, e.day, e.until, e.precision)]


def spoken(rows: Rows, read: Window) -> list[Claim]:
    return [claim for claim in rows.claims if _said(claim, rows, read)]


def event_of(claim: Claim, rows: Rows) -> Event | None:
    return next((e for e in rows.events if e.id == claim.event and not e.merged_into), None)


def newness(row: Event | Claim) -> tuple[bool, int, str]:
    return (row.day is None, -(row.day or date.min).toordinal(), row.id)


def _agreed(deal: Agreement, read: Window) -> bool:
    return read.is_open or any(overlaps(read, step.day, None, step.precision) for step in deal.steps)


def _said(claim: Claim, rows: Rows, read: Window) -> bool:
    if read.is_open:
        return True
    if claim.day:
        return overlaps(read, claim.day, None, claim.precision)
    texts = [a for a in rows.articles if a.id in {c.article for c in claim.citations}]
    return any(
        overlaps(read, a.published.date() if a.published else None, None, a.published_precision)
        for a in texts
    )


def _day(chance: random.Random) -> date:
    day = FIRST + timedelta(days=chance.randrange(1200))
    return day.replace(month=1, day=1) if chance.random() < 0.1 else day


def _moment(chance: random.Random) -> datetime | None:
    day = _day(chance)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if chance.random() < 0.8 else None


def _words(chance: random.Random, most: int) -> str:
    return " ".join(chance.choices(SAID, k=chance.randint(1, most)))


def _event(chance: random.Random, number: int) -> Event:
    day = _day(chance) if chance.random() < 0.9 else None
    until = day + timedelta(days=chance.randrange(40)) if day and chance.random() < 0.2 else None
    return Event(
        id=f"e{number}", kind=chance.choice(KINDS), title=_words(chance, 5), summary=_words(chance, 4) if chance.random() < 0.3 else "",
        place=chance.choice((None, None, "Karachi", "Xi’an", "Baǧdad")), day=day, until=until, precision=chance.choice(PRECISIONS),
        countries=chance.sample(CODES, chance.choice((0, 1, 2))),
        actors=[Participant(actor=chance.choice(("norinco", "pla-navy", "un")))] if chance.random() < 0.2 else [],
        equipment=[Materiel(equipment=chance.choice(("vt-4", "jf-17")))] if chance.random() < 0.2 else [],
        agreement=chance.choice(("cpec", "tank-deal", "pact")) if chance.random() < 0.15 else None,
        series="Shaheen" if chance.random() < 0.1 else None, importance=chance.choice(("low", "notable", "high", "critical")),
        merged_into="e0" if number and chance.random() < 0.05 else None, first_seen=SEEN, updated_at=SEEN,
    )  # fmt: skip


def _deal(chance: random.Random, name: str) -> Agreement:
    steps = [Step(status="signed", day=_day(chance), precision=chance.choice(PRECISIONS)) for _ in range(2)]
    return Agreement(
        id=name, kind="contract", name={"cpec": "China-Pakistan Economic Corridor", "tank-deal": "Tank deal", "pact": "Türkiye pact"}[name],
        aliases=[Alias(name="CPEC")] if name == "cpec" else [], countries=chance.sample(CODES, chance.choice((0, 2))),
        steps=steps, summary=_words(chance, 4), updated_at=SEEN,
        equipment=[Materiel(equipment="vt-4")] if name == "tank-deal" else [],
    )  # fmt: skip


def _claim(chance: random.Random, number: int, events: list[Event]) -> Claim:
    return Claim(
        id=f"c{number}", kind="fact", text=_words(chance, 6), topic=chance.choice((None, "tanks", "Karachi corridor")),
        speaker=chance.choice((None, None, "norinco", "un")), actors=chance.choice(([], ["china"], ["pla-navy", "un"])),
        attribution=chance.choice((None, "Türkiye's press")), event=chance.choice(events).id if events and chance.random() < 0.5 else None,
        agreement=chance.choice((None, None, "cpec", "tank-deal")), day=_day(chance) if chance.random() < 0.5 else None,
        precision=chance.choice(PRECISIONS), citations=[Citation(article=f"a{chance.randrange(6)}")], updated_at=SEEN,
    )  # fmt: skip
