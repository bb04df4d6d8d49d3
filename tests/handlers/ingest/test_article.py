"""Ids of what is read."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entries.items import Item
from handlers.ingest.article import DIGEST, article_of, digest_of, event_id, identifier
from store.nouns.models import ArticleFacts, EventFacts, Feed
from tests.handlers.rows import article

READ = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("China and Pakistan sign a deal", "2026-03-china-and-pakistan-sign-a-deal-f00d"),
        ("x" * 4000, f"2026-03-{'x' * 80}-f00d"),
        ("中巴签署协议", "2026-03-f00d"),
        (f"{'y' * 79} z", f"2026-03-{'y' * 79}-f00d"),
    ],
)
def test_an_events_id_fits_into_a_choice_of_discord(title: str, expected: str) -> None:
    facts = EventFacts(kind="agreement", title=title, day=date(2026, 3, 1), precision="day")
    assert event_id(facts, article("a-f00d", "wire", READ)) == expected
    assert len(expected) <= 100


@pytest.mark.parametrize(
    ("named", "is_one"),
    [
        ({"canonical_url": "https://paper.example/17"}, True),
        ({"guid": "paper-2026-03-02-17"}, True),
        ({}, False),
    ],
)
def test_what_two_feeds_of_a_paper_bring_is_one_article_if_it_has_a_name(
    named: dict[str, Any], is_one: bool
) -> None:
    item = Item(ArticleFacts(source="paper", title="A frigate", **named), ("guid:17",))
    feeds = [
        Feed(id=name, source="paper", url=name, added_at=READ, next_due=READ) for name in ("world", "asia")
    ]
    one, other = (article_of(item, feed, READ).id for feed in feeds)
    assert (one == other) is is_one


GUIDS = st.one_of(
    st.text(max_size=40), st.from_regex(r"https://paper\.example/\?p=[0-9]{1,9}", fullmatch=True)
)


@given(GUIDS, GUIDS)
def test_digests_tell_apart_what_their_keys_do_and_are_short(one: str, other: str) -> None:
    short = digest_of(one) or ""
    assert len(short) <= DIGEST
    assert digest_of(short) == short
    assert (short == digest_of(other)) is (one == other)


def test_an_article_keeps_digests_of_what_is_only_compared() -> None:
    guid, words = "https://paper.example/?p=1717171717", "0" * 64
    item = Item(ArticleFacts(source="paper", title="A frigate", guid=guid, content_hash=words), ("guid:17",))
    feed = Feed(id="world", source="paper", url="world", added_at=READ, next_due=READ)
    row = article_of(item, feed, READ)
    assert (row.guid, row.content_hash) == (digest_of(guid), digest_of(words))
    assert row.id == identifier("a", f"paper {guid}"), "its id is made of the whole guid, as ever"
