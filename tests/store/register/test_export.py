"""Export rows have the promised names and carry their sources; no noun is left out, however many pages it takes."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args

from sqlmodel import Session

from store.nouns.decisions import Decision
from store.nouns.models import Claim, EvidenceFacts, Source
from store.nouns.values import Citation, Participant, Role, Step
from store.register.export import COLUMNS, NOUNS, SOURCE, Noun
from store.store import Store
from tests.store.nouns import SEEN, actor, agreement, article, event

AT = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)


async def exported(store: Store, noun: Noun, page: int = 500) -> list[dict[str, Any]]:
    return [row async for row in store.export.rows(noun, page)]


async def fill(store: Store) -> None:
    cited = Citation(article="report", paragraph="3")
    decision = Decision(
        article(
            "report",
            url="https://example.org/a",
            published=AT,
            feed="daily",
            reasons=["same day"],
            event="drill",
        ),
        event=event("drill", actors=[Participant(actor="general", part="host")]),
        agreement=agreement("pact", steps=[Step(status="signed", citations=(cited,))], citations=[cited]),
        evidence=(EvidenceFacts(article="report", event="drill", paragraph="2", score=0.8),),
    )
    await store.wire.record([decision, Decision(article("other"), event=event("gone", merged_into="drill"))])

    def add(session: Session) -> None:
        session.add(Source(id="daily", name="The Daily", owner="Group"))
        session.add(actor("general", roles=[Role(position="Chief", citations=(cited,))], citations=[cited]))
        session.add(
            Claim(
                id="five",
                kind="figure",
                text="Five",
                value=Decimal("5.50"),
                updated_at=SEEN,
                citations=[cited],
            )
        )

    await store.database.write(add)


async def test_every_noun_has_the_promised_names_and_is_json(store: Store) -> None:
    await fill(store)
    assert get_args(Noun) == NOUNS == tuple(COLUMNS)
    for noun in NOUNS:
        rows = await exported(store, noun)
        assert rows
        assert {tuple(row) for row in rows} == {COLUMNS[noun]}
        json.dumps(rows)


async def test_an_event_carries_its_sources(store: Store) -> None:
    await fill(store)
    [row] = await exported(store, "events")
    assert row["id"] == "drill"
    assert (row["status"], row["day"], row["actors"]) == ("reported", "2026-03-01", ["general"])
    [source] = row["sources"]
    assert tuple(source) == SOURCE
    assert source == {
        "url": "https://example.org/a",
        "title": "Title of report",
        "publisher": "The Daily",
        "published": "2026-03-01T06:30:00+00:00",
        "paragraph": "2",
        "score": 0.8,
        "decided_by": "rule",
    }


async def test_an_article_says_what_became_of_it(store: Store) -> None:
    await fill(store)
    rows = await exported(store, "articles")
    [row] = [row for row in rows if row["url"]]
    assert (row["verdict"], row["event"], row["reasons"], row["publisher"]) == (
        "new",
        "drill",
        ["same day"],
        "The Daily",
    )


async def test_parts_carry_their_own_sources_and_figures_their_digits(store: Store) -> None:
    await fill(store)
    [pact] = await exported(store, "agreements")
    [general] = await exported(store, "actors")
    [claim] = await exported(store, "claims")
    parts = (pact["steps"][0], general["roles"][0], pact, general, claim)
    assert [part["sources"][0]["paragraph"] for part in parts] == ["3"] * 5
    assert (pact["status"], claim["value"]) == ("signed", "5.50")


async def test_pages_are_joined_without_a_gap_or_a_double(store: Store) -> None:
    await store.wire.record(
        [Decision(article(f"a{number}"), event=event(f"e{number}")) for number in range(25)]
    )
    for page in (1, 7, 25, 100):
        ids = [row["id"] for row in await exported(store, "events", page)]
        assert ids == sorted({f"e{number}" for number in range(25)})
