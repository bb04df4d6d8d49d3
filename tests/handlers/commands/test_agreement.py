"""What is said not to be known of an agreement is not known from its events either."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from handlers.commands.agreement import unknown_of
from store.nouns.models import Agreement, Event, Evidence
from store.nouns.values import Amount, Citation
from store.nouns.views import AgreementSheet, Findings, Told
from tests.handlers.rows import event

SUM = Amount(amount=Decimal(5), currency="USD", citations=(Citation(article="a"),))


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (event("e", day=None, precision="unknown"), ["No value is known.", "No date is known."]),
        (event("e", day=date(2026, 3, 1)), ["No value is known."]),
        (event("e", day=None, precision="unknown", amounts=[SUM]), ["No date is known."]),
        (event("e", day=date(2026, 3, 1), amounts=[SUM]), []),
    ],
    ids=["neither", "a day", "a value", "both"],
)
def test_what_an_event_tells_is_known(happened: Event, said: list[str]) -> None:
    deal = Agreement(id="d", kind="arms sale", name="Sale", updated_at=datetime(2026, 3, 1, tzinfo=UTC))
    told = Told(happened, (Evidence(article="a", event=happened.id),))
    sheet = AgreementSheet(deal, (), Findings((told,)))
    assert [line.text for line in unknown_of(sheet)] == said
