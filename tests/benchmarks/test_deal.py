"""The deal of labelled items: stable for ever, and no event or outlet's week on two sides."""

from collections import Counter

import pytest

from benchmarks.news.deal import key_of_item, key_of_page, outlet_of, part_of
from benchmarks.news.devset import SHARED
from benchmarks.news.labels import examples


def test_the_deal_never_changes() -> None:
    keys = [
        "event a",
        "event joint-sea",
        "event cope-india",
        "outlet cnn.com 2021-W07",
        "outlet dawn 2025-W40",
    ]
    assert [part_of(key) for key in keys] == ["lock", "learn", "check", "check", "learn"]


def test_parts_are_two_thirds_and_two_sixths() -> None:
    counts = Counter(part_of(f"event {n}") for n in range(6000))
    assert counts["learn"] == pytest.approx(4000, abs=150)
    assert counts["check"] == pytest.approx(1000, abs=100)


def test_a_page_goes_with_its_event_and_an_item_with_its_outlets_week() -> None:
    page = {"event": "aman-2025", "publisher": "Dawn", "published": "2025-02-07"}
    assert key_of_page(page) == "event aman-2025"
    assert key_of_page(page | {"event": None}) == "outlet dawn 2025-W06"
    item = {
        "event": "aman-2025",
        "source": "http://rss.cnn.com/rss/edition.rss",
        "published": "2021-01-03T04:32:23",
    }
    assert key_of_item(item) == "outlet cnn.com 2020-W53"
    assert key_of_item(item | {"published": "2021-01-04T00:00:00"}) == "outlet cnn.com 2021-W01"


@pytest.mark.parametrize(
    ("row", "outlet"),
    [
        ({"source": "https://www.theguardian.com/rss"}, "theguardian.com"),
        ({"source": "livemint.com"}, "livemint.com"),
        ({"publisher": "South China Morning Post"}, "south china morning post"),
        ({}, ""),
    ],
)
def test_outlets(row: dict[str, str], outlet: str) -> None:
    assert outlet_of(row) == outlet


@pytest.mark.skipif(not (SHARED / "wire").is_dir(), reason="the labelled sets are not beside the project")
def test_nothing_that_belongs_together_is_parted() -> None:
    dealt: dict[tuple[str, str], set[str]] = {}
    for one in examples():
        dealt.setdefault((one.set, one.group), set()).add(one.part)
    assert all(len(parts) == 1 for parts in dealt.values())
    assert {one.part for one in examples() if one.set == "devset"} == {"learn"}
