"""A simulated week of feeds of ten kinds: every request counted, no item missed, none handed over twice."""

from collections import Counter
from datetime import timedelta
from email.utils import format_datetime

from store.store import Store
from tests.clock import Clock
from tests.feeds.site import Newsroom, Page, open_newsroom

FEEDS = 10
STEP = timedelta(hours=1)
DAYS = 7
GROUPS = ("plain", "fresh", "ttl", "skip", "quiet", "expires", "gone", "dead", "busy", "moved")


def page(kind: str) -> Page:
    pages = {
        "plain": Page(),
        "fresh": Page(headers={"Cache-Control": "max-age=10800"}),
        "ttl": Page(channel="<ttl>240</ttl>"),
        "skip": Page(channel="<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"),
        "quiet": Page(),
        "expires": Page(),
        "gone": Page(status=410),
        "dead": Page(status=503),
        "busy": Page(status=429, headers={"Retry-After": "172800"}),
        "moved": Page(status=301),
    }
    return pages[kind]


MOST = {
    "plain": 7 * 24,
    "fresh": 7 * 8,
    "ttl": 7 * 6,
    "skip": 5 * 24,
    "quiet": 7 * 24,
    "expires": 7 * 12,
    "gone": 1,
    "dead": 12,
    "busy": 4,
    "moved": 7 * 24,
}
"""Requests that a feed of each kind may cost in seven days."""


async def test_a_week(memory_store: Store, clock: Clock) -> None:
    async with open_newsroom(memory_store, clock, jitter=0.5) as room:
        for n in range(FEEDS):
            kind = GROUPS[n % len(GROUPS)]
            await room.add(f"{kind}{n}", page(kind), host=f"127.0.1.{n + 1}")
            if kind == "moved":
                room.site.pages[f"/{kind}{n}"].headers["Location"] = f"/to{n}"
                room.site.pages[f"/to{n}"] = Page()
        written = await a_week_of_news(room)
        assert Counter(room.posted) == Counter(written)
        check_requests(room)
        assert room.told.count(("gone6", "gone")) == 1
        assert room.told.count(("dead7", "broken")) == 1


async def a_week_of_news(room: Newsroom) -> list[str]:
    """Publishes and polls; the titles that were published after each feed's first sight."""
    written: list[str] = []
    await room.poll()
    for step in range(int(timedelta(days=DAYS) / STEP) - 1):
        for n in range(FEEDS):
            kind = GROUPS[n % len(GROUPS)]
            room.site.pages[f"/{kind}{n}"].headers |= expiry(room, kind)
            living = kind not in ("quiet", "gone", "dead", "busy") and step < DAYS * 24 - 40
            if living and (step + n) % 6 == 0:
                target = room.site.pages.get(f"/to{n}", room.site.pages[f"/{kind}{n}"])
                target.titles = [f"{kind}{n}-{step}", *target.titles][:30]
                target.at = room.clock()
                written.append(target.titles[0])
        await room.poll(minutes=STEP.total_seconds() / 60)
    return written


def expiry(room: Newsroom, kind: str) -> dict[str, str]:
    moments = {"Date": room.clock(), "Expires": room.clock() + timedelta(hours=2)}
    return (
        {name: format_datetime(at, usegmt=True) for name, at in moments.items()} if kind == "expires" else {}
    )


def check_requests(room: Newsroom) -> None:
    for n in range(FEEDS):
        kind = GROUPS[n % len(GROUPS)]
        # The turned clock stands on the half hour: a due time between two of them is met at the later one.
        assert 0 < room.site.counts[f"/{kind}{n}"] <= MOST[kind], (kind, room.site.counts[f"/{kind}{n}"])
