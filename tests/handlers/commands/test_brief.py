"""The first sentence of a brief: what one of several events is among them, and what it cost by whom."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from facts.asking.directory import directory
from facts.asking.topics import Facet, Topic
from facts.asking.windows import Window
from handlers.briefing.leading import is_newest
from handlers.composing.briefed import brief_answer
from handlers.render.pages.bottom_line import bottom_line
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement, Event, Evidence
from store.nouns.values import Amount, Citation
from store.nouns.views import Findings, Library, Reference, Tally, Told
from tests.handlers.rows import event

TODAY = date(2026, 3, 10)
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
DELIVERIES = Topic("deliveries", (Facet("deliveries", "theme", kinds=frozenset({"delivery"})),))
SHARED = Topic("", ())


def on(day: int, name: str, **values: Any) -> Event:
    return event(name, day=date(2026, 3, day), **values)


def looked(topic: Topic, *events: Event, deals: tuple[Agreement, ...] = (), known: int = 0) -> Looked:
    told = tuple(Told(one, (Evidence(article=one.id, event=one.id),)) for one in events)
    texts = {
        name: Reference(name, f"Report {name}", "Wire", "C", None, None, None, "unknown", "")
        for name in (*(one.id for one in events), "price")
    }
    found = Findings(told, deals, (), Library(articles=texts), Tally({"delivery": known or len(events)}))
    return Looked(topic, Window() if topic.facets else MARCH, directory(()), found, whole=True)


NEW, OLD = (
    on(5, "new", kind="delivery", importance="low"),
    on(2, "old", kind="delivery", importance="critical"),
)
TALKS = on(7, "talks", kind="visit", importance="low")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (looked(DELIVERIES, NEW, OLD), "The newest of 2: **Report new"),
        (looked(DELIVERIES, TALKS, NEW, OLD), "**Report new"),
        (looked(DELIVERIES, NEW, OLD, known=40), "**Report new"),
        (looked(SHARED, NEW, OLD), "The most important of 2: **Report old"),
        (looked(SHARED, on(8, "last", importance="critical"), OLD), "The newest of 2: **Report last"),
        (looked(SHARED, OLD), "**Report old"),
    ],
    ids=["newest", "newer of another kind", "not all are read", "weightiest", "weightiest and newest", "one"],
)
def test_the_event_that_answers_is_called_what_it_is(asked: Looked, said: str) -> None:
    assert brief_answer(asked, TODAY).lead[0].text.startswith(said)


@pytest.mark.parametrize(
    ("other", "is_so"),
    [
        (on(4, "before"), True),
        (on(5, "the same day"), True),
        (on(6, "after"), False),
        (on(1, "some day of that month", precision="month"), False),
        (event("no day", day=None, precision="unknown"), False),
    ],
    ids=lambda one: one.id if isinstance(one, Event) else "",
)
def test_nothing_is_the_newest_where_another_may_be_newer(other: Event, is_so: bool) -> None:
    assert is_newest(NEW, [NEW, other]) is is_so


def sums(*told: tuple[int, str, str]) -> list[Amount]:
    price = (Citation(article="price"),)
    return [
        Amount(amount=Decimal(number), currency=unit, about=about, citations=price)
        for number, unit, about in told
    ]


@pytest.mark.parametrize(
    ("own", "of_deal", "said"),
    [
        ([], sums((5, "USD", "")), "Value of the deal: US$5."),
        (sums((3, "USD", "")), sums((5, "USD", "")), "Value: US$3."),
        (sums((3, "USD", ""), (4, "USD", "")), [], "Value: US$3 or US$4."),
        (
            [],
            sums((5, "USD", "lower end of an estimate")),
            "Value of the deal: US$5 (lower end of an estimate).",
        ),
        ([], sums((5, "USD", ""), (36, "CNY", "")), ""),
        ([], sums((5, "USD", "lower end"), (6, "USD", "upper end")), ""),
    ],
    ids=["the deal's", "its own", "two that differ", "what for", "two currencies", "two things"],
)
def test_a_value_is_told_of_what_it_is_and_with_its_source(
    own: list[Amount], of_deal: list[Amount], said: str
) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    deal = Agreement(
        id="deal",
        kind="arms sale",
        name="Sale of tanks",
        amounts=of_deal,
        countries=["CN", "PK"],
        updated_at=at,
    )
    handed = on(5, "new", kind="delivery", agreement="deal", amounts=own)
    line = brief_answer(looked(DELIVERIES, handed, OLD, deals=(deal,)), TODAY).lead[0]
    assert line.text.partition(" Value")[2] == said.removeprefix("Value")
    assert [source.reference.article for source in line.sources] == ["new", *(["price"] if said else [])]


def test_what_may_lie_outside_a_window_is_not_in_its_bottom_line() -> None:
    coarse = on(1, "some day of the quarter", precision="year")
    assert bottom_line(looked(SHARED, coarse).found, frozenset(), TODAY, window=MARCH) == ()
    assert bottom_line(looked(SHARED, coarse).found, frozenset(), TODAY) != ()
