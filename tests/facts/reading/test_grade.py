"""Importance and credibility: two things, each explained."""

from decimal import Decimal

import pytest

from facts.reading.grade import Voice, credibility, importance
from store.nouns.models import EventFacts
from store.nouns.values import Amount


def event(kind: str = "visit", countries: str = "CN PK", dollars: int = 0) -> EventFacts:
    amounts = [Amount(amount=Decimal(dollars), currency="USD")] if dollars else []
    return EventFacts(kind=kind, title="An event", countries=countries.split(), amounts=amounts)


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (event("order", dollars=5 * 10**9), "critical"),
        (event("order"), "high"),
        (event("visit"), "notable"),
        (event("statement", "FR AU"), "low"),
        (event("order", "BR PT", 10**9), "notable"),
    ],
)
def test_importance_grows_with_kind_parties_and_sum(facts: EventFacts, word: str) -> None:
    graded = importance(facts)
    assert graded.importance == word
    assert graded.points == sum(int(reason.rsplit("(", 1)[1].rstrip(")")) for reason in graded.reasons)


def test_what_is_only_announced_or_not_the_first_weighs_less() -> None:
    announced = event().model_copy(update={"phase": "announced"})
    assert importance(announced).points == importance(event()).points - 1
    assert importance(event(), novel=True).points == importance(event()).points + 1


@pytest.mark.parametrize(
    ("voices", "mark", "standing"),
    [
        ([], "F6", "reported"),
        ([Voice("B", "one")], "B3", "reported"),
        ([Voice("E", "one")], "E6", "reported"),
        ([Voice("B", "one"), Voice("C", "one")], "B3", "reported"),
        ([Voice("C", "one"), Voice("B", "two")], "B2", "corroborated"),
        ([Voice("A", "one"), Voice("B", "two"), Voice("C", "three")], "A1", "confirmed"),
        ([Voice("A", "one"), Voice("B", "two", denies=True)], "A5", "denied"),
    ],
)
def test_credibility_counts_owner_groups_not_feeds(voices: list[Voice], mark: str, standing: str) -> None:
    graded = credibility(voices)
    assert f"{graded.letter}{graded.digit}" == mark
    assert graded.standing == standing
    assert graded.reasons
