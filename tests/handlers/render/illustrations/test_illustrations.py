"""Pictures of events, deals, partners and shares: whatever is known, no label is cut off or meets another one, and their
numbers are those of what they were made of."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from facts.names.countries import COUNTRIES
from facts.rows import kinds
from handlers.render.illustrations.deals import SORTS, deals_picture, sort_of_status
from handlers.render.illustrations.line_of_time import MOST, strip_of
from handlers.render.illustrations.partners import both_picture, joint, partners_picture
from handlers.render.illustrations.periods import days_picture, periods_picture
from handlers.render.illustrations.shares import share_picture
from handlers.render.pictures.canvas import ALT, Picture
from store.nouns.models import Actor, Agreement, Claim, Event
from store.nouns.values import ActorKind, Participant, Step
from tests.looking import faults, labels, numbers

NOW = datetime(2026, 11, 28, tzinfo=UTC)
KINDS = [kind.name for kind in kinds.KINDS]
CASES = range(25)
"""Seeds of as many worlds, each of its own size, span and letters."""
TITLES = [
    "China and Pakistan sign a memorandum on defence cooperation",
    "Pakistan Army inducts its first batch of VT-4 tanks; more to follow",
    "Wei Fenghe visits Pakistan",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch naval base opened",
    "中国和巴基斯坦举行演习",
    "<b>WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW</b> & \u202e\x07\u200d📦",
    "İstanbul’da tören: “Ğ” sınıfı gemi",
    "a",
    "\u0301",
]
STATUSES = [
    "signed",
    "supply began",
    "denied",
    "delivered",
    "reported",
    "not signed",
    "部",
    "decision to sell announced",
]


def events(chance: Random, most: int = 40) -> list[Event]:
    """Events of one world."""
    codes = ["CN", "PK", "RU", "TR", "IN", *chance.sample(sorted(COUNTRIES), 12)]
    last = date(2026, 11, 28)
    span = chance.choice([1, 20, 400, 3_000, 25_000])
    return [
        one(
            number,
            kind=chance.choice(KINDS),
            title=chance.choice(TITLES),
            day=chance.choice([None, *[last - timedelta(chance.randrange(span))] * 9]),
            precision=chance.choice(["day", "day", "month", "year", "approximate", "unknown"]),
            countries=chance.sample(codes, chance.randrange(5)),
            importance=chance.choice(["low", "notable", "high", "critical"]),
            phase=chance.choice(["reported", "concluded", "announced", "denied", "refused"]),
        )
        for number in range(chance.randrange(most))
    ]


def one(number: int, **values: Any) -> Event:
    given: dict[str, Any] = {
        "kind": "visit",
        "title": f"Visit {number}",
        "day": date(2026, 11, 20),
        "precision": "day",
        "countries": ["CN", "PK"],
    }
    return Event(id=f"e-{number}", first_seen=NOW, updated_at=NOW, **(given | values))


def actor(key: str, name: str, kind: ActorKind = "state", country: str | None = None) -> Actor:
    return Actor(id=key, kind=kind, name=name, country=country, updated_at=NOW)


STATES = {
    key: actor(key, name, country=code)
    for key, name, code in [
        ("china", "China", "CN"),
        ("pakistan", "Pakistan", "PK"),
        ("russia", "Russia", "RU"),
        (
            "central-african",
            "Saint Vincent and the Grenadines and the Commonwealth of Independent States",
            "CF",
        ),
    ]
}


def looked_at(picture: Picture | None) -> None:
    if picture is not None:
        assert faults(picture) == []
        assert len(picture.alt) <= ALT


def test_events_by_month_or_year() -> None:
    for case in CASES:
        chance = Random(case)
        some = events(chance)
        picture = periods_picture(chance.choice(TITLES), some, len(some))
        looked_at(picture)
        if picture is None:
            continue
        under, *rest = [label.text for label in labels(picture)][1:]
        drawn = numbers(under)[0]
        legend = [
            text for text in rest if text.startswith(("Arms ", "Exercises ", "Visits", "Agree", "Other "))
        ]
        left = sum(numbers(text)[0] for text in rest if " more: " in text)
        assert sum(numbers(text)[-1] for text in legend) == drawn
        assert drawn + left == len(some)


def test_a_week_by_day() -> None:
    first, last = date(2026, 11, 22), date(2026, 11, 28)
    for case in CASES:
        some = events(Random(case), 60)
        counts = Counter((e.day if e.precision == "day" else None, e.kind) for e in some)
        picture = days_picture("The week", counts, first, last)
        looked_at(picture)
        if picture is None:
            continue
        drawn = numbers(labels(picture)[1].text)[0]
        assert drawn == sum(e.precision == "day" and first <= (e.day or date.min) <= last for e in some)


def test_a_crowded_month_still_has_its_numbers() -> None:
    some = [one(n, kind=KINDS[n % len(KINDS)], day=date(2026, 1 + n % 11, 3)) for n in range(1_200)]
    picture = periods_picture("Everything", some, 12_345)
    assert picture is not None
    looked_at(picture)
    texts = [label.text for label in labels(picture)]
    assert "11,145 more: less important, earlier or not dated." in texts
    assert any(text in ("109", "110") for text in texts)


def test_a_line_of_time() -> None:
    for case in CASES:
        chance = Random(case)
        some = events(chance)
        picture = strip_of(chance.choice(TITLES), some, len(some))
        looked_at(picture)
        if picture is not None and len(some) > MOST:
            assert any(f"{len(some)} events, " in one.text for one in labels(picture))


def test_a_line_of_time_of_one_day_and_of_many_years() -> None:
    for years in (0, 1, 3, 40):
        some = [one(n, day=date(2026 - years * n // 9, 11, 20), kind=KINDS[n]) for n in range(10)]
        picture = strip_of("China and Pakistan", some, 10)
        assert picture is not None
        looked_at(picture)


def test_deals_by_supplier() -> None:
    for case in CASES:
        chance = Random(case)
        deals = [
            deal(n, chance.choice([*STATES, "nobody"]), chance.choice(STATUSES))
            for n in range(chance.randrange(40))
        ]
        picture = deals_picture("Arms deals by supplier", deals, STATES)
        looked_at(picture)
        if picture is None:
            continue
        drawn, of = numbers(labels(picture)[1].text)
        assert of == len(deals)
        legend = [t.text for t in labels(picture) if any(t.text.startswith(f"{s.name} ") for s in SORTS)]
        assert sum(numbers(text)[-1] for text in legend) == drawn


def deal(number: int, supplier: str, status: str) -> Agreement:
    return Agreement(
        id=f"a-{number}",
        kind="arms sale",
        name=f"Deal {number}",
        parties=[
            Participant(actor=supplier, part="supplier"),
            Participant(actor="pakistan", part="recipient"),
        ],
        steps=[Step(status=status)],
        updated_at=NOW,
    )


def test_how_far_a_deal_is() -> None:
    said = {
        "signed": "Agreed",
        "ordered": "Agreed",
        "procured": "Agreed",
        "supply began": "Being delivered or made",
        "first batch inducted": "Being delivered or made",
        "under way": "Being delivered or made",
        "delivered": "Delivered",
        "decision to sell announced": "Announced or in talks",
        "approved by the US State Department": "Announced or in talks",
        "pending": "Announced or in talks",
        "reported": "Announced or in talks",
        "not signed": "Other words",
        "not cancelled": "Other words",
        "cancelled after delivery began": "Ended or denied",
        "stopped": "Ended or denied",
        "lifted": "Other words",
    }
    assert {status: SORTS[sort_of_status(status)].name for status in said} == said


def test_partners_of_a_state() -> None:
    for case in CASES:
        some = events(Random(case))
        picture = partners_picture(STATES["china"], some, len(some), [], STATES)
        looked_at(picture)
        if picture is None:
            continue
        assert numbers(labels(picture)[1].text)[0] == len(joint(some, []))


def test_partners_of_two_states() -> None:
    for case in CASES:
        both = events(Random(case)), events(Random(case + 1))
        looked_at(both_picture((STATES["central-african"], STATES["russia"]), both, []))


def test_persons_who_were_there() -> None:
    people = {f"p-{n}": actor(f"p-{n}", f"General Muhammad Number {n}", "person", "PK") for n in range(12)}
    some = [one(n, actors=[Participant(actor=f"p-{m}") for m in range(n + 1)]) for n in range(11)]
    picture = partners_picture(people["p-0"], some, 11, [], people)
    assert picture is not None
    looked_at(picture)
    assert "General Muhammad Number 1 10" in picture.alt


def test_what_was_denied_or_stopped_is_no_cooperation() -> None:
    stopped = deal(1, "china", "stopped")
    some = [
        one(1, phase="denied"),
        one(2, kind="sanction"),
        one(3, agreement="a-1"),
        one(4, standing="denied"),
        one(5),
    ]
    assert [event.id for event in joint(some, [stopped])] == ["e-5"]


def test_shares() -> None:
    for case in CASES:
        chance = Random(case)
        rows = [
            (
                chance.choice(["2010–14", "2015–19", "2020"]),
                Decimal(chance.randrange(1001)) / 10,
                chance.choice([*STATES]),
            )
            for _ in range(chance.randrange(14))
        ]
        claims = [share(n, period, value, ["pakistan", key]) for n, (period, value, key) in enumerate(rows)]
        picture = share_picture(claims, STATES)
        looked_at(picture)
        if picture is None:
            continue
        shown = [label.text for label in labels(picture) if label.text.endswith("%")]
        assert {Decimal(text.removesuffix("%")) for text in shown} <= {value for _, value, _ in rows}


def share(number: int, period: str, value: Decimal, actors: list[str]) -> Claim:
    return Claim(
        id=f"c-{number}",
        kind="figure",
        text="A share.",
        topic="shares of Pakistan's arms imports",
        value=value,
        unit="per cent",
        period=period,
        actors=actors,
        updated_at=NOW,
    )


def test_neither_a_change_nor_a_single_period_is_a_share_over_years() -> None:
    one_period = [share(1, "2020", Decimal(5), ["china"]), share(2, "2020", Decimal(7), ["russia"])]
    assert share_picture(one_period, STATES) is None
    fallen = [share(1, "2010–14", Decimal(-39), ["china"]), share(2, "2015–19", Decimal(7), ["china"])]
    assert share_picture(fallen, STATES) is None
