"""The day of a team begins at its own midnight, and the real ingest asks no more in it than is set."""

from datetime import UTC, datetime

import pytest

from handlers.ingest.questions import Questions, day_begun
from store.nouns.decisions import DayLimit, Decision
from store.nouns.reviews import Review
from store.nouns.subscriptions import DigestFacts, SubscriptionFacts
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import article

ASKS = [Decision(article("a"), review=Review(article="a", created_at=datetime(2026, 3, 2, tzinfo=UTC)))]


@pytest.mark.parametrize(
    ("at", "zone", "begun"),
    [
        ("2026-03-02T09:00+00:00", "UTC", "2026-03-02T00:00+00:00"),
        ("2026-03-02T20:30+00:00", "Asia/Karachi", "2026-03-02T19:00+00:00"),
        ("2026-03-02T18:30+00:00", "Asia/Karachi", "2026-03-01T19:00+00:00"),
        ("2026-03-29T12:00+00:00", "Europe/Berlin", "2026-03-28T23:00+00:00"),
        ("2026-10-25T23:30+00:00", "Europe/Berlin", "2026-10-25T23:00+00:00"),
        ("2026-03-02T02:00+00:00", "America/New_York", "2026-03-01T05:00+00:00"),
    ],
)
def test_the_day_begins_at_midnight_where_the_team_is(at: str, zone: str, begun: str) -> None:
    assert day_begun(datetime.fromisoformat(at), zone) == datetime.fromisoformat(begun)


async def test_the_zone_is_that_of_the_home_servers_digest_or_of_its_alerts(
    memory_store: Store, clock: Clock
) -> None:
    store, now = memory_store, clock()
    questions = Questions(store, clock, most=3, fixed_home=1)
    assert await questions.limit([Decision(article("a"))]) is None, "nothing is asked"
    assert await questions.limit(ASKS) == DayLimit(3, day_begun(now, "UTC"))
    await store.subscriptions.subscribe(SubscriptionFacts(guild=2, channel=9, zone="Asia/Tokyo"), 3, now)
    assert await questions.limit(ASKS) == DayLimit(3, day_begun(now, "UTC")), "another server's"
    await store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2, zone="Asia/Karachi"), 3, now)
    assert await questions.limit(ASKS) == DayLimit(3, day_begun(now, "Asia/Karachi"))
    digest = DigestFacts(guild=1, channel=4, zone="Asia/Dubai")
    await store.subscriptions.schedule(digest, now, 3, now)
    assert await questions.limit(ASKS) == DayLimit(3, day_begun(now, "Asia/Dubai"))
