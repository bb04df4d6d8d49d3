"""What is news and what is not: floods, archives, windows that slide; and what an admin's word does."""

from datetime import datetime, timedelta

from handlers.watch.feed_state import AS_NEWS, AS_READ, decided
from tests.site import Newsroom, Page, titles

HOUR = timedelta(hours=1)


def hourly(at: datetime, names: list[str]) -> dict[str, datetime]:
    """Dates an hour apart, the first name's the newest."""
    return {name: at - HOUR * n for n, name in enumerate(names)}


async def say(room: Newsroom, how: str, name: str = "a") -> None:
    feed = await room.feed(name)
    await room.store.wire.change_feed(name, decided(feed, how, room.clock()))


async def test_a_flood_is_held_and_told_and_the_feed_goes_on(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8)))
    await room.poll()
    room.site.pages["/a"].titles = titles(101, 108)
    assert await room.poll(hours=1) == []
    room.restart()
    assert await room.poll(hours=1) == []
    feed = await room.feed("a")
    assert (feed.state, feed.held) == ("held", 8)
    assert feed.error == "8 of 8 entries are new at once: held back until an admin decides"
    room.site.pages["/a"].titles = titles(103, 110)
    assert await room.poll(hours=1) == ["n109", "n110"]
    assert (await room.feed("a")).state == "held"
    assert room.told == [("a", "held")]


async def test_what_was_held_is_handed_over_without_a_request(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8), headers={"Cache-Control": "max-age=18000"}))
    await room.poll()
    room.site.pages["/a"].titles = titles(101, 108)
    await room.poll(hours=5)
    await say(room, AS_NEWS)
    room.site.pages["/a"].titles = titles(201, 208)
    assert await room.poll(minutes=1) == [f"n{n}" for n in range(101, 109)]
    assert room.site.counts["/a"] == 2
    feed = await room.feed("a")
    assert (feed.state, feed.held, feed.error) == ("healthy", 0, None)
    assert feed.next_due == room.clock() - timedelta(minutes=1) + 5 * HOUR
    assert len(await room.poll(hours=5)) == 8, "a feed that may bring eight at once has brought eight at once"
    assert await room.poll(hours=5) == []


async def test_what_was_held_is_read_where_an_admin_says_so(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8)))
    await room.poll()
    room.site.pages["/a"].titles = titles(101, 108)
    await room.poll(hours=1)
    room.site.pages["/a"].status = 500
    await room.poll(hours=1)
    assert (await room.feed("a")).state == "failing"
    await say(room, AS_READ)
    assert await room.poll(minutes=1) == []
    assert (await room.feed("a")).state == "failing"
    room.site.pages["/a"] = Page(titles(102, 109))
    assert await room.poll(hours=2) == ["n109"]
    room.site.pages["/a"].titles = titles(301, 308)
    assert await room.poll(hours=1) == []
    assert room.told == [("a", "held"), ("a", "held")]


async def test_half_of_a_feed_and_fewer_than_five_are_news(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 10)))
    await room.add("b", Page(titles(1, 4)))
    await room.poll()
    room.site.pages["/a"].titles = titles(6, 15)
    room.site.pages["/b"].titles = titles(21, 24)
    assert len(await room.poll(hours=1)) == 5 + 4
    assert room.told == []


async def test_a_feed_brings_what_its_rhythm_lets_expect(room: Newsroom) -> None:
    """After ten hours ten hourly entries are news; an archive with new names and dates of today is not."""
    page = Page(titles(1, 12), headers={"Cache-Control": "max-age=36000"})
    page.dates = hourly(room.clock(), titles(1, 12))
    await room.add("a", page)
    await room.poll()
    page.titles, page.dates = titles(11, 22), hourly(room.clock() + 10 * HOUR, titles(11, 22))
    page.headers = {}
    assert len(await room.poll(hours=10)) == 10
    page.titles, page.dates = titles(41, 52), dict.fromkeys(titles(41, 52), room.clock() + HOUR)
    assert await room.poll(hours=1) == []
    assert (await room.feed("a")).held == 12


async def test_a_feed_without_dates_has_the_rhythm_in_which_it_was_seen(room: Newsroom) -> None:
    page = Page(titles(1, 30), headers={"Cache-Control": "max-age=86400"})
    await room.add("a", page)
    await room.poll()
    for day in range(1, 6):
        page.titles = titles(1 + 20 * day, 30 + 20 * day)
        assert len(await room.poll(days=1)) == 20
    page.titles = titles(301, 330)
    assert await room.poll(days=1) == []
    assert room.told == [("a", "held")]


async def test_news_beside_an_archive_with_new_names_is_handed_over(room: Newsroom) -> None:
    page = Page(titles(1, 8), dates=hourly(room.clock(), titles(1, 8)))
    await room.add("a", page)
    await room.poll()
    moved = Page(titles(2, 9), guid="urn:new:{}", link="http://new.example/{}")
    moved.dates = hourly(room.clock() + HOUR / 2, titles(2, 9))
    room.site.pages["/a"] = moved
    assert await room.poll(hours=1) == ["n9"]
    assert (await room.feed("a")).held == 7


async def test_a_weekend_without_the_bot_holds_nothing_that_is_dated(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8), at=room.clock() - timedelta(days=1)))
    await room.poll()
    room.site.pages["/a"] = Page(titles(101, 108), at=room.clock() + timedelta(hours=30))
    assert len(await room.poll(days=2)) == 8


async def test_a_feed_that_was_empty_brings_news(room: Newsroom) -> None:
    await room.add("a", Page())
    await room.poll()
    room.site.pages["/a"] = Page(titles(1, 6), at=room.clock() + HOUR / 2)
    assert len(await room.poll(hours=1)) == 6


async def test_a_window_that_slides_back_shows_nothing_old(room: Newsroom) -> None:
    days = {f"n{n}": room.clock() - timedelta(days=10 - n) for n in range(1, 10)}
    await room.add("a", Page(titles(5, 9), dates=days))
    await room.poll()
    room.site.pages["/a"].titles = titles(3, 7)
    assert await room.poll(hours=7) == []
    room.site.pages["/a"].titles = ["late", *titles(3, 9)]
    room.site.pages["/a"].dates["late"] = room.clock() - timedelta(days=3)
    assert await room.poll(hours=7) == ["late"]
    assert room.told == []


async def test_a_window_of_undated_entries_that_slides_back_asks_a_person(room: Newsroom) -> None:
    await room.add("a", Page(titles(5, 9)))
    await room.poll()
    room.site.pages["/a"].titles = titles(3, 7)
    assert await room.poll(hours=1) == []
    assert (await room.feed("a")).error == (
        "entries without a date appeared below older ones (2): held back until an admin decides"
    )
    await say(room, AS_NEWS)
    assert await room.poll(minutes=1) == ["n3", "n4"]
    room.site.pages["/a"].titles = titles(1, 7)
    assert len(await room.poll(hours=1)) == 2


async def test_more_than_can_be_held_is_left_where_it_is(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8)))
    await room.poll()
    for start in (1000, 2000):
        room.site.pages["/a"].titles = titles(start, start + 599)
        assert await room.poll(hours=1) == []
    feed = await room.feed("a")
    assert (feed.held, feed.error) == (
        600,
        "600 entries, and 600 more that are left in the feed: held back until an admin decides",
    )
    await say(room, AS_READ)
    assert await room.poll(minutes=1) == []
    assert (await room.feed("a")).held == 0
    await room.poll(hours=1)
    assert (await room.feed("a")).held == 600
    await room.store.wire.remove_feed("a")
    assert await room.store.wire.held("a") == []
