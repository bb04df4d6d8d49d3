"""The default feeds: enough of them, one address each, and state media that never corroborate each other."""

import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from seeds.load import FOLDER, SeedError, load_seeds
from seeds.rows import Seeds

STATE_OWNED = {
    "xinhua", "global-times", "china-daily", "china-news-service", "cgtn", "tass", "anadolu-agency",
    "associated-press-of-pakistan", "pib-india", "us-department-of-defense", "uk-ministry-of-defence",
}  # fmt: skip


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


def test_every_default_was_read_by_somebody_this_year() -> None:
    """A feed that answers may be dead: what counts is that somebody found new entries in it, and said when."""
    rows = {
        id_: row
        for path in sorted((FOLDER / "feeds").glob("*.toml"))
        for id_, row in tomllib.loads(path.read_text()).get("feeds", {}).items()
    }
    assert len(rows) >= 40
    assert {id_: row["seen"] for id_, row in rows.items() if not row["seen"].startswith("2026")} == {}
    assert [id_ for id_, row in rows.items() if not row["note"].endswith(".")] == []


def test_there_are_feeds_in_the_languages_of_the_beat(seeds: Seeds) -> None:
    languages = Counter(feed.language for feed in seeds.feeds.values())
    assert languages["zh"] >= 2
    assert languages["ur"] >= 3


def test_a_feed_without_its_note_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[feeds.a]\nsource = "a"\nurl = "https://a.example/rss"\n')
    with pytest.raises(SeedError, match="seen"):
        load_seeds(tmp_path)
