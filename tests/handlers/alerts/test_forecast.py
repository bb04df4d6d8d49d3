"""The forecast of ``/alerts set`` against what the same rules post when the same days happen again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from facts.model.ranks import RANKS
from handlers.alerts.announcer import Announcer
from handlers.alerts.forecast import Forecast, forecast_messages
from store.nouns.decisions import Decision, Filed
from store.nouns.models import EvidenceFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Subscription
from store.outbox.grouping import GROUP_FROM, GROUP_MOST
from store.outbox.outbox import Lane
from store.store import Store, open_store
from tests.clock import Clock
from tests.examples import share_of
from tests.handlers.rows import ADMIN, CHANNEL, alert, article, event, subscription

KINDS = ("agreement", "exercise", "statement")
HAPPENINGS = st.tuples(
    st.integers(0, 9),  # hours since the one before
    st.sampled_from((1, 1, 1, 2, GROUP_FROM)),  # how many in one transaction
    st.sampled_from(RANKS),
    st.sampled_from(KINDS),
    st.sampled_from((None, "deal", "pact")),  # the agreement that they are about
    st.booleans(),  # over long before
)
NEXT_DUE = select(func.min(Alert.due_at)).where(Alert.state == "pending", col(Alert.carried_by).is_(None))
RULES = st.fixed_dictionaries(
    {
        "minimum": st.sampled_from(RANKS),
        "kinds": st.sampled_from(([], ["statement"], ["agreement", "statement"])),
        "quiet": st.sampled_from(((None, None), (22, 7), (9, 15))),
        "cooldown_minutes": st.sampled_from((0, 45, 225)),
        "zone": st.sampled_from(("UTC", "Asia/Karachi")),
    }
)


def rules_of(quiet: tuple[int | None, int | None], **chosen: Any) -> Subscription:
    return subscription(quiet_from=quiet[0], quiet_until=quiet[1], **chosen)


@settings(max_examples=share_of(8), deadline=None)
@given(st.lists(HAPPENINGS, min_size=1, max_size=8), RULES)
@example([(1, 27, "high", "agreement", None, False)], {"minimum": "low", "quiet": (None, None)})
@example(
    [(1, 1, "high", "statement", "deal", False)] * 4,
    {"minimum": "low", "quiet": (22, 7), "cooldown_minutes": 225},
)
async def test_it_would_have_posted_what_it_posts(happenings: list[Any], chosen: dict[str, Any]) -> None:
    clock = Clock()
    store = await open_store("sqlite://", clock)
    await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    rules = rules_of(**chosen)
    await store.subscriptions.subscribe(rules, ADMIN, clock())
    posted = 0
    for number, (hours, *happening) in enumerate(happenings):
        posted += await delivered(store, clock, clock() + timedelta(hours=hours, minutes=1))
        await happens(store, clock, number, *happening)
        posted += await delivered(store, clock, clock())
    now = clock()
    posted += await delivered(store, clock, clock() + timedelta(days=9))
    clock.at = now
    expected = await Forecast(store, clock).of(rules)
    assert expected.messages == posted
    counts = await store.outbox.counts()
    assert expected.events == counts.get("sent", 0)
    await store.close()


@pytest.mark.parametrize(
    ("held", "at_once", "messages"),
    [
        (0, 0, 0),
        (2, 0, 1),
        (0, 2, 2),
        (0, GROUP_FROM - 1, GROUP_FROM - 1),
        (0, GROUP_FROM, 1),
        (GROUP_MOST, 0, 1),
        (GROUP_MOST + 1, 0, 2),
        (0, GROUP_MOST, 1),
        (0, GROUP_MOST + 2, 3),
        (0, GROUP_MOST + GROUP_FROM, 2),
        (2, 2, 3),
    ],
)
def test_what_is_held_is_told_together_and_a_burst_in_groups(held: int, at_once: int, messages: int) -> None:
    at = Clock()()
    for why in ("quiet", "cooled"):
        waiting = [alert(f"held-{number}", at, body={why: True}) for number in range(held)]
        assert (
            forecast_messages([*waiting, *(alert(f"e{number}", at) for number in range(at_once))]) == messages
        )


async def happens(
    store: Store, clock: Clock, number: int, count: int, importance: Any, kind: str, deal: Any, old: bool
) -> None:
    """So many events in one transaction, as one feed brings them."""
    decisions = []
    for place in range(count):
        day = clock().date() - timedelta(days=200 if old else 0)
        row = event(f"e{number}-{place}", clock(), kind=kind, importance=importance, agreement=deal, day=day)
        text = article(f"a{number}-{place}", "wire", clock(), event=row.id)
        alerts = [] if old else await Announcer(store, clock).new(row)
        evidence = EvidenceFacts(article=text.id, event=row.id)
        decisions.append(Decision(text, event=row, evidence=(evidence,), alerts=tuple(alerts)))
    assert all(isinstance(outcome, Filed) for outcome in await store.wire.record(decisions))


async def delivered(store: Store, clock: Clock, until: datetime) -> int:
    """Turns the clock to ``until``, stopping wherever something falls due; how many messages that made."""
    count = 0
    while True:
        due = await store.database.read(lambda session: session.exec(NEXT_DUE).one())
        clock.at = min(until, max(due or until, clock()))
        while claim := await store.outbox.claim(Lane(CHANNEL), clock()):
            count += 1
            await store.outbox.sent(claim, 1000 + count, clock())
        if clock() >= until:
            return count
