"""What was not ours is let go of after a while: it never is new again, and nothing else goes with it."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel import Session, col, select

from store.nouns.bookkeeping import LetGoKey
from store.nouns.decisions import AlreadyKnown, ArticleKeys, Decision, Filed
from store.nouns.models import Article, EvidenceFacts
from store.nouns.reviews import AuditEntry, NameMention, Review
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import SEEN, article, event

KEYS: dict[str, dict[str, Any]] = {
    "-".join(sorted(name for name, held in zip(("url", "guid", "words", "dated"), some, strict=True) if held)) or "none": {
        "canonical_url": f"https://daily.example/{some}" if some[0] else None,
        "guid": f"urn:{some}" if some[1] else None,
        "content_hash": f"h{some}" if some[2] else None,
        "published": SEEN if some[3] else None,
    }
    for some in product((True, False), repeat=4)
}  # fmt: skip
"""Every way in which an item may say what it is."""


def item(name: str, **said: Any) -> Article:
    """As the watcher files what is not ours."""
    return article(f"a-{name}", feed="f", verdict="irrelevant", reasons=[], reading={}, **KEYS[name] | said)


def asked(row: Article) -> ArticleKeys:
    return ArticleKeys(row.canonical_url, row.guid, row.source, row.content_hash, row.published, row.id)


async def all_let_go(store: Store, clock: Clock, most: int = 4) -> int:
    """How many turns it takes, each small."""
    turns = 1
    while await store.wire.let_go_old(clock(), most):
        turns += 1
    return turns


async def left(store: Store) -> set[str]:
    return set(await store.database.read(lambda session: session.exec(select(Article.id)).all()))


@pytest.fixture
async def filed(store: Store) -> Store:
    decisions = [Decision(item(name), (f"guid:{name}", f"link:{name}")) for name in KEYS]
    outcomes = await store.wire.record(decisions, feed="f")
    assert all(isinstance(outcome, Filed) for outcome in outcomes)
    return store


async def test_what_was_let_go_of_is_never_new_again(filed: Store, clock: Clock) -> None:
    clock.turn(days=31)
    assert await all_let_go(filed, clock) > 4
    assert await left(filed) == set()
    rows = [item(name) for name in KEYS]
    assert await filed.wire.unread("f", [[f"guid:{name}", "other"] for name in KEYS]) == []
    assert await filed.wire.let_go_of([asked(row) for row in rows]) == [True] * len(rows)
    again = await filed.wire.record([Decision(row, ("elsewhere",)) for row in rows], feed="g")
    assert again == [AlreadyKnown(row.id) for row in rows]
    assert await left(filed) == set()


@pytest.mark.parametrize("name", ["dated-guid-url-words", "guid", "dated-words", "words"])
async def test_under_another_address_it_is_the_same(filed: Store, clock: Clock, name: str) -> None:
    clock.turn(days=31)
    await all_let_go(filed, clock)
    moved = item(name, canonical_url="https://daily.example/moved").model_copy(update={"id": "a-moved"})
    assert await filed.wire.let_go_of([asked(moved)]) == [True]


async def test_what_is_something_else_is_new(filed: Store, clock: Clock) -> None:
    clock.turn(days=31)
    await all_let_go(filed, clock)
    others = [
        ArticleKeys(id="a-new"),
        ArticleKeys(guid=KEYS["guid"]["guid"], source="weekly"),
        ArticleKeys(content_hash=KEYS["dated-words"]["content_hash"], published=SEEN + timedelta(days=40)),
        ArticleKeys(),
    ]
    assert await filed.wire.let_go_of(others) == [False] * 4
    assert await filed.wire.unread("f", [["guid:never"]]) == [0]
    assert await filed.wire.unread("g", [["guid:guid"]]) == [0]


async def test_what_is_recent_stays_whole(filed: Store, clock: Clock) -> None:
    assert await filed.wire.let_go_old(SEEN, 100) == 0
    assert len(await left(filed)) == len(KEYS)


def decide_on(session: Session) -> None:
    session.add(Review(article="a-url", created_at=SEEN))
    session.add(NameMention(key="person:x", article="a-guid", name="X"))
    session.add(AuditEntry(at=SEEN, person="discord:1", action="mark", subject="article:a-words"))


async def test_what_is_ours_or_was_decided_on_stays(filed: Store, clock: Clock) -> None:
    proof = EvidenceFacts(article="ours", event="drill")
    await filed.wire.record([
        Decision(article("ours", feed="f"), event=event("drill"), evidence=(proof,)),
        Decision(article("unread", feed="f", verdict="unread")),
        Decision(article("withdrawn", feed="f", verdict="irrelevant", event="drill")),
        Decision(article("document", verdict="irrelevant")),
    ])  # fmt: skip
    await filed.database.write(decide_on)
    clock.turn(days=4000)
    await all_let_go(filed, clock)
    kept = {"ours", "unread", "withdrawn", "document", "a-url", "a-guid", "a-words"}
    assert await left(filed) == kept


async def test_a_hash_takes_few_bytes(filed: Store, clock: Clock) -> None:
    """Of each item its id, its guid and its words, and of each key of its entry one."""
    clock.turn(days=31)
    await all_let_go(filed, clock)
    count = len(await filed.database.read(lambda session: session.exec(select(col(LetGoKey.key))).all()))
    assert count == sum(1 + bool(keys["guid"]) + bool(keys["content_hash"]) for keys in KEYS.values()) + 32
