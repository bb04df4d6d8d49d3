"""A feed that answers and holds nothing new is told as stale, wherever feeds are told."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.render.pages.feed import all_feeds_line, feed_line, listed_feeds, wants_attention
from handlers.render.pages.feed_age import condition, staleness
from store.nouns.models import Feed
from store.wire.watched import Yield
from tests.site import Newsroom, Page, titles

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def feed(*ages: float, state: str = "healthy", added: float = 400, read: bool = True) -> Feed:
    """With entries of so many days ago."""
    dates = [int((NOW - timedelta(days=age)).timestamp()) for age in ages]
    at = NOW - timedelta(days=added)
    return Feed(
        id="a", source="a", url="https://a.example/", state=state, added_at=at, next_due=NOW,
        pacing={"dates": sorted(dates)} if dates else {}, succeeded_at=NOW if read else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (feed(3000, 3001, 3002), "its newest entry is of 14 December 2017"),
        (feed(31, 32, 33), "its newest entry is of 30 January 2026"),
        (feed(29, 30, 31), ""),
        (feed(35, 65, 95, 125), ""),
        (feed(130, 160, 190, 220), "its newest entry is of 23 October 2025"),
        (feed(0), ""),
        (feed(31), "its newest entry is of 30 January 2026"),
        (feed(), "it has brought nothing since it was added on 26 January 2025"),
        (feed(added=10), ""),
        (feed(read=False), ""),
    ],
)
def test_staleness(of: Feed, expected: str) -> None:
    assert staleness(of, NOW) == expected


def test_what_is_told_of_it() -> None:
    old, well = feed(3000, 3001, 3002), feed(1, 2, 3)
    assert condition(old, NOW) == "stale"
    assert condition(feed(3000, state="failing"), NOW) == "failing"
    assert wants_attention(old, NOW)
    assert not wants_attention(well, NOW)
    assert "stale" in feed_line(old, Yield(), NOW).text
    assert "its newest entry is of 14 December 2017" in feed_line(old, Yield(), NOW).text
    assert "1 healthy, 1 stale" in all_feeds_line([old, well], [], NOW).text
    assert listed_feeds([well, old], {}, NOW).lead[0].text == "2 feeds are watched: 1 stale, 1 healthy."


async def test_a_feed_that_stopped_years_ago_is_stale_at_its_first_sight(room: Newsroom) -> None:
    await room.add("old", Page(titles(1, 12), at=datetime(2017, 12, 12, tzinfo=UTC)))
    await room.add("well", Page(titles(1, 12), at=room.clock() - timedelta(days=1)))
    await room.poll()
    found = {name: condition(await room.feed(name), room.clock()) for name in ("old", "well")}
    assert found == {"old": "stale", "well": "healthy"}
