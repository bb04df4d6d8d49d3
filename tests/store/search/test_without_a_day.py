"""What has no day may lie in a window: what happened did so before it was told, what is ahead comes after."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from store.nouns.views import Findings, Question, QuestionFacet
from store.store import Store
from tests.handlers.rows import event, file

SINCE, UNTIL = date(2026, 2, 1), date(2026, 2, 28)
TOLD = {
    "long before": datetime(2024, 1, 20, tzinfo=UTC), "before": datetime(2026, 1, 20, tzinfo=UTC),
    "in": datetime(2026, 2, 10, tzinfo=UTC), "soon after": datetime(2026, 3, 5, tzinfo=UTC),
    "long after": datetime(2026, 8, 5, tzinfo=UTC),
}  # fmt: skip
PHASES = ("concluded", "announced")
CHINA = QuestionFacet(links=frozenset({("country", "CN")}))


def asked(since: date | None, until: date | None) -> Question:
    return Question((CHINA,), since, until, lambda *_: frozenset(), lambda *_: False)


def ids(found: Findings) -> set[str]:
    return {told.event.id for told in found.events}


@pytest.fixture
async def told(store: Store) -> Store:
    for (word, at), phase in product(TOLD.items(), PHASES):
        await file(store, event(f"{phase}-{word}", at, day=None, precision="unknown", phase=phase), at)
    await file(store, event("dated", TOLD["in"], day=date(2026, 2, 9)), TOLD["in"])
    await file(
        store, event("elsewhere", TOLD["in"], day=None, precision="unknown", countries=["RU"]), TOLD["in"]
    )
    return store


HAPPENED = {"concluded-in", "concluded-soon after"}
AHEAD = {"announced-before", "announced-in"}


@pytest.mark.parametrize(
    ("since", "until", "more"),
    [
        (SINCE, UNTIL, set[str]()),
        (SINCE, None, {"concluded-long after", "announced-soon after", "announced-long after"}),
        (None, UNTIL, {"concluded-before", "concluded-long before", "announced-long before"}),
    ],
)
async def test_what_may_lie_in_a_window_is_found(
    told: Store, since: date | None, until: date | None, more: set[str]
) -> None:
    found = await told.answers.without_a_day(asked(since, until))
    assert ids(found) == HAPPENED | AHEAD | more
    assert found.tally.events == len(HAPPENED | AHEAD | more)


async def test_of_many_some_are_read_and_all_counted(told: Store) -> None:
    found = await told.answers.without_a_day(asked(SINCE, UNTIL), 2)
    assert (len(found.events), found.tally.events) == (2, 4)


async def test_a_text_of_a_month_may_be_of_any_day_in_it(store: Store) -> None:
    first = datetime(2026, 2, 1, tzinfo=UTC)
    await file(
        store, event("coarse", first, day=None, precision="unknown"), first, published_precision="month"
    )
    assert ids(await store.answers.without_a_day(asked(date(2026, 2, 15), None))) == {"coarse"}
    assert ids(await store.answers.without_a_day(asked(date(2027, 2, 15), None))) == set()
