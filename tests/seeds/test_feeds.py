"""The default feeds: enough of them, one address each, and state media that never corroborate each other."""

from urllib.parse import urlsplit

import pytest

from seeds.load import load_seeds
from seeds.rows import Seeds

STATE_OWNED = {
    "xinhua", "global-times", "china-daily", "china-news-service", "cgtn", "tass", "anadolu-agency",
    "associated-press-of-pakistan", "pib-india", "us-department-of-defense", "uk-ministry-of-defence",
}  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    return load_seeds()


def test_there_are_feeds_of_every_side(seeds: Seeds) -> None:
    assert len(seeds.feeds) >= 40
    countries = {seeds.sources[feed.source].country for feed in seeds.feeds.values()}
    assert countries >= {"CN", "PK", "IN", "NP", "BD", "RU", "US", "GB"}


def test_every_address_is_whole_and_stands_once(seeds: Seeds) -> None:
    addresses = [feed.url for feed in seeds.feeds.values()]
    assert len(set(addresses)) == len(addresses)
    for address in map(urlsplit, addresses):
        assert address.scheme in {"http", "https"}
        assert "." in (address.hostname or "")
        assert address.path.strip("/")


def test_every_source_of_a_feed_has_a_homepage(seeds: Seeds) -> None:
    assert [feed.source for feed in seeds.feeds.values() if not seeds.sources[feed.source].homepage] == []


def test_state_media_say_so(seeds: Seeds) -> None:
    assert {id_ for id_ in STATE_OWNED if "State-owned" not in seeds.sources[id_].bias} == set()


def test_chinese_state_media_have_one_owner(seeds: Seeds) -> None:
    chinese = {seeds.sources[id_].owner for id_ in STATE_OWNED if seeds.sources[id_].country == "CN"}
    assert len(chinese) == 1
