"""The first sentence of who supplied what, where one thing answers: it ends once, whatever it is."""

from typing import Any

import pytest

from facts.asking.supplies import Direction
from handlers.render.pages.supplies import supplies_of, supply_lead
from store.nouns.models import Event
from store.nouns.values import StateRole
from store.nouns.views import Findings, Told
from tests.handlers.rows import event

ASKED = Direction(frozenset(), frozenset({"PK"}))


def delivered(**values: Any) -> Event:
    roles = [StateRole(country="CN", part="supplier"), StateRole(country="PK", part="recipient")]
    return event("tanks", kind="delivery", title="China delivers tanks", roles=roles, **values)


@pytest.mark.parametrize(
    ("found", "end"),
    [
        (Findings((Told(delivered(standing="confirmed"), ()),)), "China delivers tanks. No price is given."),
        (Findings((Told(delivered(), ()),)), "China delivers tanks _(reported)_. No price is given."),
    ],
)
def test_what_alone_answers_ends_once(found: Findings, end: str) -> None:
    assert supply_lead(supplies_of(found, ASKED), ASKED).text.endswith(end)
