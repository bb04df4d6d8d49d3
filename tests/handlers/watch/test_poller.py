"""The watcher's pass against a real publisher on loopback, a real store and a clock that the test turns."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from handlers.watch.visit import WITHOUT_VALIDATORS
from store.store import Store
from tests.clock import Clock
from tests.site import Newsroom, Page, open_newsroom, titles


async def test_the_first_import_is_silent_and_then_only_news_is_handed_over(
    store: Store, clock: Clock
) -> None:
    async with open_newsroom(store, clock) as room:
        await room.add("a", Page(titles(1, 5)))
        assert await room.poll() == []
        assert (await room.feed("a")).state == "healthy"
        assert await room.poll(minutes=30) == []
        assert room.site.counts["/a"] == 1
        assert await room.poll(minutes=31) == []
        room.site.pages["/a"].titles = titles(3, 7)
        assert await room.poll(hours=1) == ["n6", "n7"]
        room.site.pages["/a"].titles = titles(1, 5)
        assert await room.poll(hours=1) == []
        feed = await room.feed("a")
        assert (feed.checks, feed.unchanged, feed.title) == (4, 1, "Loopback")
        assert "If-None-Match" in room.site.requests[1].headers


async def test_the_same_body_is_not_read_again_where_a_server_has_no_validators(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 5), conditional=False))
    await room.poll()
    await room.poll(hours=1)
    feed = await room.feed("a")
    assert (feed.checks, feed.unchanged, feed.etag) == (2, 1, None)


async def test_a_site_that_changes_its_guids_does_not_repost_its_archive(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 8), guid="http://loopback/?p={}"))
    await room.poll()
    room.site.pages["/a"] = Page(titles(2, 9), guid="urn:uuid:{}")
    assert await room.poll(hours=1) == ["n9"]
    room.site.pages["/a"] = Page(titles(3, 10), guid="https://www.loopback/new/{}")
    assert await room.poll(hours=1) == ["n10"]
    assert room.told == []


async def test_a_broken_feed_is_told_once_after_a_day_and_once_when_it_heals(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 3)))
    await room.poll()
    room.site.pages["/a"].status = 500
    for _ in range(24):
        await room.poll(hours=1)
    assert room.told == []
    await room.poll(hours=1)
    assert room.told == [("a", "broken")]
    for _ in range(23):
        await room.poll(hours=1)
    feed = await room.feed("a")
    assert (feed.state, feed.error) == ("failing", "the server has an error of its own (500)")
    assert room.told == [("a", "broken")]
    assert room.site.counts["/a"] == 1 + 6
    room.site.pages["/a"] = Page(titles(1, 4))
    for _ in range(25):
        await room.poll(hours=1)
    assert room.posted == ["n4"]
    assert room.told == [("a", "broken"), ("a", "healed")]
    assert (await room.feed("a")).failures == 0


async def test_the_log_says_each_change_of_state_once_a_pass_however_many_feeds_it_took(
    room: Newsroom,
) -> None:
    for number in range(10):
        await room.add(f"f{number}", Page(titles(1, 3)))
    with capture_logs() as told:
        await room.poll()
        for page in room.site.pages.values():
            page.status = 500
        await room.poll(hours=1)
        await room.poll(hours=2)
        for page in room.site.pages.values():
            page.status, page.titles = 200, titles(1, 4)
        await room.poll(days=1)
        await room.poll(hours=1)
    lines = [entry for entry in told if entry["event"] == "feeds changed their state"]
    assert [(line["state"], line["count"]) for line in lines] == [
        ("healthy", 10),
        ("failing", 10),
        ("healthy", 10),
    ]
    assert lines[1]["feeds"] == "f0, f1, f2, f3, f4, f5, f6, f7 …"


async def test_a_page_that_is_no_feed_is_told_and_loses_nothing(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 3)))
    await room.poll()
    etag = (await room.feed("a")).etag
    room.site.pages["/a"] = Page(channel="</channel></rss><html><title>Just a moment...</title>")
    room.site.pages["/a"].body = lambda: "<html><title>Just a moment...</title></html>"  # type: ignore[method-assign]
    await room.poll(hours=1)
    feed = await room.feed("a")
    assert feed.error == "the server sent a page that asks for a person (a challenge), not the feed"
    assert feed.etag == etag


async def test_a_feed_that_is_gone_is_paused_and_told(room: Newsroom) -> None:
    await room.add("a", Page(status=410))
    await room.poll()
    await room.poll(days=30)
    assert (await room.feed("a")).state == "paused"
    assert room.told == [("a", "gone")]
    assert room.site.counts["/a"] == 1


async def test_a_permanent_redirect_is_adopted_after_three_sightings_over_a_day(room: Newsroom) -> None:
    room.site.pages["/new"] = Page(titles(1, 3))
    await room.add("a", Page(status=301, headers={"Location": "/new"}))
    for _ in range(4):
        await room.poll(hours=7)
        assert (await room.feed("a")).url.endswith("/a")
    await room.poll(hours=7)
    assert (await room.feed("a")).url.endswith("/new")
    await room.poll(hours=7)
    assert (room.site.counts["/a"], room.site.counts["/new"]) == (5, 6)


async def test_an_address_is_read_once_also_where_a_feed_moves_to_it(room: Newsroom) -> None:
    await room.add("new", Page(titles(1, 3)))
    await room.add("a", Page(status=301, headers={"Location": "/new"}))
    for _ in range(8):
        await room.poll(hours=7)
    feed = await room.feed("a")
    assert (feed.state, feed.url[-2:]) == ("paused", "/a")
    assert feed.error == "it has moved to the address of Loopback, which is watched already"
    assert room.told == [("a", "merged")]
    assert room.site.counts == {"/a": 5, "/new": 8 + 5}


async def test_a_visit_that_outlasts_its_claim_is_not_begun_again(room: Newsroom) -> None:
    room.site.slow["/slow"] = waiting = asyncio.Event()
    await room.add("slow", Page(titles(1, 3)))
    tick = asyncio.create_task(room.poll())
    await room.site.asked.wait()
    await room.add("a", Page(titles(1, 3)), host="127.0.0.2")
    assert await room.poll(minutes=11) == []
    assert room.site.counts == {"/slow": 1, "/a": 1}
    waiting.set()
    await tick
    assert (await room.feed("slow")).state == "healthy"


async def test_a_pause_is_kept_for_the_address_and_after_two_for_the_host(room: Newsroom) -> None:
    busy = {"Retry-After": str(4 * 3600)}
    for name in ("a", "b", "c"):
        await room.add(name, Page(titles(1, 3)), host="127.0.0.2")
    await room.add("elsewhere", Page(titles(1, 3)), host="127.0.0.3")
    for name in ("a", "b"):
        room.site.pages[f"/{name}"] = Page(status=429, headers=busy)
    await room.poll()
    assert room.site.counts == {"/a": 1, "/b": 1, "/elsewhere": 1}
    for _ in range(3):
        await room.poll(hours=1)
    assert room.site.counts == {"/a": 1, "/b": 1, "/elsewhere": 4}
    room.site.pages |= {"/a": Page(titles(1, 3)), "/b": Page(titles(1, 3))}
    await room.poll(hours=1, minutes=1)
    assert room.site.counts == {"/a": 2, "/b": 2, "/c": 1, "/elsewhere": 5}


async def test_a_pause_survives_a_restart(room: Newsroom) -> None:
    for name in ("a", "b"):
        await room.add(name, Page(status=503, headers={"Retry-After": str(9 * 3600)}), host="127.0.0.2")
    await room.poll()
    await room.add("c", Page(titles(1, 3)), host="127.0.0.2")
    room.restart()
    for _ in range(8):
        await room.poll(hours=1)
    assert room.site.counts == {"/a": 1, "/b": 1}
    assert list((await room.store.wire.pauses()).values()) == [room.clock() + timedelta(hours=1)] * 2
    await room.poll(hours=1)
    assert room.site.counts == {"/a": 1, "/b": 1, "/c": 1}


async def test_feeds_that_keep_being_refused_do_not_starve_the_others_of_their_host(room: Newsroom) -> None:
    day = {"Retry-After": str(24 * 3600)}
    for name in ("a", "b"):
        await room.add(name, Page(status=429, headers=day), host="127.0.0.2")
    await room.poll()
    await room.add("c", Page(titles(1, 3)), host="127.0.0.2")
    for _ in range(5 * 24):
        await room.poll(hours=1)
    assert room.site.counts["/c"] >= 4
    assert max(room.site.counts["/a"], room.site.counts["/b"]) <= 6


async def test_a_redirect_takes_its_turn_at_the_host_that_it_leads_to(
    memory_store: Store, clock: Clock
) -> None:
    gap = 0.05
    async with open_newsroom(memory_store, clock, gap=gap) as room:
        room.site.pages["/target"] = Page(titles(1, 3))
        await room.add("a", Page(status=301, headers={"Location": "/target"}))
        started = time.monotonic()
        await room.poll()
        assert time.monotonic() - started >= gap
        place = f"{room.site.address.replace('127.0.0.1', '127.0.0.2')}/busy"
        room.site.pages["/busy"] = Page(status=429, headers={"Retry-After": "36000"})
        await room.add("b", Page(status=302, headers={"Location": place}))
        await room.poll()
        assert place in await room.store.wire.pauses()
        await room.add("c", Page(status=302, headers={"Location": place}))
        await room.poll(hours=1)
        assert (room.site.counts["/b"], room.site.counts["/c"], room.site.counts["/busy"]) == (1, 1, 1)
        assert (await room.feed("c")).next_due == room.clock() + timedelta(hours=9)


async def test_a_late_visit_keeps_to_the_hours_that_a_feed_names(room: Newsroom) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(11, 24))
    await room.add("a", Page(titles(1, 3), channel=f"<skipHours>{hours}</skipHours>"))
    await room.poll()  # at nine
    await room.poll(hours=5)
    assert room.site.counts["/a"] == 1
    await room.poll(hours=10)
    assert room.site.counts["/a"] == 2


async def test_what_an_error_page_says_of_its_freshness_counts(room: Newsroom) -> None:
    await room.add("a", Page(status=404, headers={"Cache-Control": "max-age=36000"}))
    await room.add("b", Page(status=404, headers={"Cache-Control": "max-age=604800"}))
    await room.poll()
    for _ in range(24):
        await room.poll(hours=1)
    assert (room.site.counts["/a"], room.site.counts["/b"]) == (3, 2)


async def test_items_that_cannot_be_filed_are_not_lost_and_stop_nothing(room: Newsroom) -> None:
    for name in ("a", "b"):
        await room.add(name, Page([f"{name}1"]))
    await room.poll()
    room.site.pages["/a"].titles, room.site.pages["/b"].titles = ["a2", "a1"], ["b2", "b1"]
    room.breaks_on = "a2"
    assert await room.poll(hours=1) == ["b2"]
    feed = await room.feed("a")
    assert feed.error == "the bot could not file what the feed holds (its log says why)"
    room.breaks_on = None
    assert await room.poll(hours=2) == ["a2"]


async def test_an_entry_that_stands_twice_in_a_feed_is_handed_over_once(room: Newsroom) -> None:
    await room.add("a", Page(["n1"]))
    await room.poll()
    room.site.pages["/a"].titles = ["n2", "n2", "n1"]
    assert await room.poll(hours=1) == ["n2"]


async def test_a_host_gets_one_request_at_a_time_with_a_gap(memory_store: Store, clock: Clock) -> None:
    gap = 0.05
    async with open_newsroom(memory_store, clock, gap=gap) as room:
        for n in range(4):
            await room.add(f"f{n}", Page(titles(1, 3)))
        started = time.monotonic()
        await room.poll()
        assert time.monotonic() - started >= 3 * gap
        assert room.site.counts.total() == 4
        assert room.site.most_at_once == 1


async def test_no_more_whole_bodies_are_asked_for_than_can_wait(room: Newsroom) -> None:
    names = [f"f{n}" for n in range(WITHOUT_VALIDATORS + 5)]
    let_go = asyncio.Event()
    for number, name in enumerate(names, 1):
        await room.add(name, Page(titles(1, 3)), host=f"127.0.1.{number}")
        room.site.slow[f"/{name}"] = let_go
    reading = asyncio.create_task(room.poll())
    async with asyncio.timeout(60):  # however slow the machine is
        while len(room.site.requests) < WITHOUT_VALIDATORS:  # noqa: ASYNC110 - the site has no event for it
            await asyncio.sleep(0)
    for _ in range(10_000):
        await asyncio.sleep(0)
    assert len(room.site.requests) == WITHOUT_VALIDATORS
    let_go.set()
    await reading
    assert set(room.site.counts.values()) == {1}
    assert len(room.site.counts) == len(names)


async def test_a_server_that_answers_304_for_ever_is_asked_for_all_once_a_day(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 3), stuck=True))
    await room.poll()
    page = room.site.pages["/a"] = Page(titles(1, 4), stuck=True)
    for _ in range(26):
        await room.poll(hours=1)
    assert room.posted == ["n4"]
    whole = [request for request in room.site.requests if "If-None-Match" not in request.headers]
    assert len(whole) == 2
    page.titles = titles(1, 5)
    for _ in range(26):
        await room.poll(hours=1)
    assert room.posted == ["n4", "n5"]


async def test_a_feed_that_changes_is_never_asked_without_validators(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 3)))
    for last in range(3, 15):
        room.site.pages["/a"].titles = titles(1, last)
        await room.poll(hours=7)
    assert [bool(request.headers.get("If-None-Match")) for request in room.site.requests].count(False) == 1


AT = datetime(2026, 3, 1, 7, 30, 5, tzinfo=UTC)
NEWS = ["Two navies end a drill no {n} - The Port", "A yard lays keel no {n} - Sea Weekly"]


def gathered(first: int, last: int, read: int, source: str = "Sea Weekly") -> Page:
    """Entries of an aggregator: their guids and addresses are those of this one read."""
    names = [NEWS[n % 2].format(n=n) for n in range(last, first - 1, -1)]
    return Page(
        names, guid=f"CBM{read}-{{}}", link=f"http://news.example/rss/{read}/{{}}", at=AT, source=source
    )


@pytest.mark.parametrize("source", ["Sea Weekly", ""])
async def test_entries_with_new_ids_at_every_read_are_read_once(room: Newsroom, source: str) -> None:
    await room.add("a", gathered(1, 4, read=0, source=source))
    await room.poll()
    for read in range(1, 6):
        room.site.pages["/a"] = gathered(1, 5, read, source)
        await room.poll(hours=1)
    assert [title.partition(" - ")[0] for title in room.posted] == ["A yard lays keel no 5"]


async def test_a_guid_that_is_used_again_for_a_later_article_names_both(room: Newsroom) -> None:
    page = Page(titles(1, 4), at=room.clock() - timedelta(days=9))
    await room.add("a", page)
    await room.poll()
    reused = Page(["n5", *titles(1, 3)], at=page.at)
    reused.names = {"n5": "n4"}
    reused.dates = {"n5": room.clock() - timedelta(days=1)}
    room.site.pages["/a"] = reused
    assert await room.poll(hours=1) == ["n5"]
    assert await room.poll(hours=1) == []


async def test_a_corrected_address_is_no_new_article(room: Newsroom) -> None:
    page = Page(titles(1, 4), at=room.clock() - timedelta(days=9))
    await room.add("a", page)
    await room.poll()
    room.site.pages["/a"] = Page(titles(1, 4), at=page.at, link="http://news.example/corrected/{}")
    assert await room.poll(hours=1) == []
    room.site.pages["/a"] = Page(
        titles(1, 4), at=room.clock() + timedelta(minutes=20), link="http://news.example/corrected/{}"
    )
    assert await room.poll(hours=1) == []


async def test_a_pass_that_is_broken_off_gives_every_claim_back(room: Newsroom) -> None:
    for number in range(9):
        room.site.slow[f"/{number}"] = asyncio.Event()
        await room.add(str(number), Page(titles(1, 3)), host=f"127.0.0.{number + 2}")
    tick = asyncio.create_task(room.poll())
    await room.site.asked.wait()
    tick.cancel()
    with pytest.raises(asyncio.CancelledError):
        await tick
    assert [feed.claimed_until for feed in await room.store.wire.feeds()] == [None] * 9
