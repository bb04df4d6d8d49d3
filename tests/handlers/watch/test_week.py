"""Two simulated days of publishers of every kind, with a restart: not one request too many, not one item missed.

``make bench-week`` runs two hundred feeds for a week.
"""

from datetime import timedelta

from store.store import Store
from tests.clock import Clock
from tests.week import Plan, simulate

THIRTY = (
    "plain", "odd-bytes", "rotating", "mute-304",
    "dropped", "aged", "shared", "one-field",
    "revalidate", "two-lines", "whole-day", "expires-copy",
    "busy", "away", "fresh-304", "nights",
    "ttl", "person", "past-wish", "dropping",
    "missing", "gone", "interstitial", "loop",
    "moved", "moved-too", "elsewhere", "new-names",
    "slides", "slides-undated",
)  # fmt: skip
"""The trickier half of ``KINDS``, four on a host, without those that are asked every few minutes. The first restart falls
into the pause that two of them bring on their host."""


async def test_two_days(memory_store: Store, clock: Clock) -> None:
    plan = Plan(len(THIRTY), days=2, step=timedelta(), restarts=(0.9, 1.3), kinds=THIRTY)
    counted = await simulate(plan, memory_store, clock)
    assert counted.too_many == []
    assert counted.missed == []
    assert counted.doubled == []
    assert counted.late == []
    assert counted.wrong == []
    assert counted.crowded == []
    assert counted.handed == counted.filed > len(THIRTY)
    told = {(feed.rsplit("-", 1)[0], news) for feed, news in counted.told}
    assert told == {
        ("gone", "gone"),
        ("missing", "broken"),
        ("dropping", "broken"),
        ("dropping", "healed"),
        ("slides-undated", "held"),
    }
    assert len(told) == len(counted.told)
