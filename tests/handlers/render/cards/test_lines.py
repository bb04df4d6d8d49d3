"""How many tell an event, said in a line of a digest as on its card."""

from datetime import UTC, datetime

import pytest

from handlers.render.cards.alert import event_in_a_line, trust
from handlers.render.cards.report import Report, Sourcing
from handlers.render.cards.stage import stage_of
from store.nouns.models import Evidence, Source
from tests.handlers.rows import article, event

AT = datetime(2026, 3, 2, tzinfo=UTC)
QUOTES = "The frigate was handed over on Monday, Reuters reported."


def told(outlet: str, lead: str = "", owner: str = "") -> Sourcing:
    text = article(f"text-{outlet}", outlet, AT, lead=lead, publisher=outlet.title())
    source = Source(id=outlet, name=outlet.title(), owner=owner or outlet, reliability="B")
    return Sourcing(Evidence(article=text.id, event="e", decided_by="rule", decided_at=AT), text, source)


@pytest.mark.parametrize(
    ("sourcing", "said"),
    [
        ((told("harbour"), told("valley")), "two independent outlets"),
        ((told("harbour"), told("valley", owner="one"), told("gulf", owner="one")), "three outlets of two owners"),
        ((told("harbour"), told("valley", QUOTES), told("gulf", QUOTES)), "three outlets, two reports behind them"),
    ],
    ids=["independent", "of one owner", "of one report"],
)  # fmt: skip
def test_a_line_counts_outlets_as_the_card_does(sourcing: tuple[Sourcing, ...], said: str) -> None:
    report = Report(event("e"), sourcing)
    line, card = event_in_a_line(report), trust(report)[0]
    assert said in line.replace("\u00a0", " ")
    assert said in card.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("phase", "assertion", "said"),
    [("postponed", "cancelled", "Postponed"), ("cancelled", "cancelled", "Cancelled")],
)
def test_what_is_put_off_is_not_called_off(phase: str, assertion: str, said: str) -> None:
    one = told("harbour")
    one.article.reading = {"assertion": assertion}
    assert stage_of(Report(event("e", phase=phase), (one,)), "") == [f"**{said}**"]
