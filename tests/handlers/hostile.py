"""The worst that feeds, documents and people can name: long, full of markdown and of mentions, up to every limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from store.nouns.decisions import Decision, Filed
from store.nouns.gazetteer import PlaceFacts, SeriesFacts
from store.nouns.models import (
    ActorFacts,
    AgreementFacts,
    ArticleFacts,
    ClaimFacts,
    EquipmentFacts,
    Event,
    EventFacts,
    EvidenceFacts,
    FeedFacts,
    Source,
    SourceFacts,
)
from store.nouns.outbox import Alert
from store.nouns.values import Alias, Amount, Citation, Materiel, Participant, Role, Step
from store.store import Store
from tests.handlers.rows import article

WHO = 4242424242424242
PINGS = f"@everyone @here <@{WHO}> <@!{WHO}> <@&{WHO}> <#{WHO}> <id:customize>"
MARKUP = (
    "[click](https://evil.example/x) **b** __u__ ~~s~~ ||h|| `c` ```x``` # head\n> quote\n- list\n1. one \\"
)
ODD = "\u202eright to left\u202c \u200bnothing\u200b \x07bell 👩‍👩‍👧‍👦 中巴 " + "e\u0301" * 20
SHORT = f"{PINGS} {MARKUP} {ODD}"
LONG = (f"{SHORT} " * 40)[:4000]
WORD = "W" * 4000
ADDRESS = f"https://evil.example/{'a' * 340}?@everyone"
PICTURE = f"https://evil.example/{'a' * 480}?@everyone"
NAMES = (LONG, WORD, "]" * 4000, "`" * 4000, "\\" * 4000, "~~" * 2000, "中" * 4000, "@everyone " * 400)


def facts(name: str, **values: object) -> EventFacts:
    """An event as full as its source can make it."""
    given: dict[str, object] = {
        "kind": "agreement",
        "title": name,
        "summary": LONG,
        "day": date(2026, 3, 1),
        "precision": "day",
        "basis": LONG,
        "place": LONG,
        "countries": ["CN", "PK", "TR", "RU", "US", "GB", "DE", "IN", "IR", "SA"],
        "actors": [Participant(actor=f"actor-{n}", part=LONG) for n in range(12)],
        "equipment": [Materiel(equipment="unheard-of", quantity=10**9, note=LONG) for _ in range(12)],
        "amounts": [Amount(amount=Decimal(10) ** 14, currency="USD", about=LONG) for _ in range(12)],
        "importance": "high",
        "unknown": [LONG] * 12,
        "series": LONG,
        "number": 9,
    }
    return EventFacts.model_validate(given | values)


def event(number: int, at: datetime, **values: object) -> Event:
    own = facts(NAMES[number % len(NAMES)], **values)
    return Event(**dict(own), id=f"hostile-{number}", first_seen=at, updated_at=at)


async def file(store: Store, happened: Event, at: datetime, *alerts: Alert, sources: int = 8) -> None:
    """The event with many texts on it, each of a publisher as hostile as the rest."""
    for number in range(sources):
        source = Source(
            id=f"outlet-{number}", name=LONG, owner=f"owner-{number}", reliability="B", reason=LONG, bias=LONG
        )
        await store.register.add_source(source)
        text = article(
            f"{happened.id}-{number}-{happened.revision}",
            source.id,
            at,
            event=happened.id,
            title=LONG,
            lead=LONG,
            picture=PICTURE,
            url=ADDRESS,
            canonical_url=f"{ADDRESS}/{happened.id}/{number}/{happened.revision}",
            author=LONG,
            publisher=LONG,
            published_basis=LONG,
            reasons=[LONG] * 5,
            reading={"place": LONG, "denied": False, LONG: LONG},
        )
        evidence = EvidenceFacts(article=text.id, event=happened.id, reasons=[LONG] * 5, paragraph="3")
        row = happened if number == 0 else None
        told = alerts if number == 0 else ()
        filed = await store.wire.record([Decision(text, event=row, evidence=(evidence,), alerts=tuple(told))])
        assert isinstance(filed[0], Filed), filed


@dataclass(frozen=True)
class Founded:
    """Founding knowledge: names that are read word by word are no longer than ours would ever be."""

    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    feeds: Mapping[str, FeedFacts] = field(default_factory=dict)
    articles: Mapping[str, ArticleFacts] = field(default_factory=dict)
    actors: Mapping[str, ActorFacts] = field(default_factory=dict)
    equipment: Mapping[str, EquipmentFacts] = field(default_factory=dict)
    agreements: Mapping[str, AgreementFacts] = field(default_factory=dict)
    series: Mapping[str, SeriesFacts] = field(default_factory=dict)
    places: Mapping[str, PlaceFacts] = field(default_factory=dict)
    events: Mapping[str, EventFacts] = field(default_factory=dict)
    claims: Mapping[str, ClaimFacts] = field(default_factory=dict)
    evidence: Sequence[EvidenceFacts] = ()


def founded() -> Founded:
    cited = (Citation(article="page"),)
    roles = [Role(position=SHORT[:120], organisation="actor-1", citations=cited) for _ in range(2)]
    aliases = [Alias(name=f"{name[:100]} {n}") for n, name in enumerate(NAMES[:3])]
    actor = ActorFacts(
        kind="person", name=SHORT, country="PK", aliases=aliases, roles=roles, note=LONG, citations=[*cited]
    )
    deal = AgreementFacts(
        kind=LONG,
        name=SHORT,
        aliases=aliases,
        countries=["CN", "PK"],
        parties=[Participant(actor=f"actor-{n}", part=LONG) for n in range(12)],
        steps=[Step(status=LONG, text=LONG, citations=cited) for _ in range(12)],
        amounts=[Amount(amount=Decimal(10) ** 14, currency="USD", about=LONG, citations=cited)],
        summary=LONG,
        unknown=[LONG] * 5,
        citations=[*cited],
    )
    claim = ClaimFacts(kind="view", text=LONG, speaker="actor-0", attribution=LONG, citations=[*cited])
    return Founded(
        sources={"wire": SourceFacts(name=LONG, owner=LONG, reliability="F", reason=LONG, bias=LONG)},
        articles={"page": ArticleFacts(source="wire", title=LONG, url=ADDRESS, author=LONG, lead=LONG)},
        actors={f"actor-{n}": actor for n in range(4)},
        agreements={"deal": deal},
        claims={
            f"claim-{n}": claim.model_copy(update={"actors": ["actor-0"], "agreement": "deal"})
            for n in range(20)
        },
    )
