"""Feeds are claimed once, items are read once, and filing an item is all or nothing."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from store.database.index import EventLink
from store.nouns.decisions import AlreadyKnown, ArticleKeys, Decision, FeedVisit, Filed, Outdated
from store.nouns.models import Article, ArticleFacts, Evidence, EvidenceFacts
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.nouns.values import Step
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import agreement, article, event, feed

LEASE = timedelta(minutes=2)


def alert(key: str, clock: Clock, subject: str = "event:drill") -> Alert:
    return Alert(key=key, kind="event", subject=subject, channel=7, due_at=clock(), created_at=clock())


async def alerts(store: Store) -> list[Alert]:
    def every(session: Session) -> list[Alert]:
        return list(session.exec(select(Alert).order_by(col(Alert.id))))

    return await store.database.read(every)


async def test_a_feed_is_added_once_and_what_was_read_of_it_stays_read(store: Store) -> None:
    """Under its name nothing of another feed does: entries of two feeds may have one guid."""
    first = await store.wire.add_feed("daily", feed("rss"))
    assert (await store.wire.add_feed("other", feed("rss"))).id == first.id == "daily"
    assert (await store.wire.add_feed("daily", feed("atom"))).id == "daily-2"
    await store.wire.remember("daily", [["guid:1"]])
    assert (await store.wire.remove_feed("daily")) is not None
    assert await store.wire.remove_feed("daily") is None
    assert [row.id for row in await store.wire.feeds()] == ["daily-2"]
    assert (await store.wire.add_feed("daily", feed("json"))).id == "daily-3"
    assert await store.wire.unread("daily-3", [["guid:1"]]) == [0]
    assert (await store.wire.add_feed("daily", feed("rss"))).id == "daily"
    assert await store.wire.unread("daily", [["guid:1"]]) == []


async def test_due_feeds_are_claimed_until_the_lease_ends(store: Store, clock: Clock) -> None:
    for name in ("a", "b", "c"):
        await store.wire.add_feed(name, feed(name))
    assert [row.id for row in await store.wire.due_feeds(2, LEASE)] == ["a", "b"]
    assert [row.id for row in await store.wire.due_feeds(9, LEASE)] == ["c"]
    assert await store.wire.due_feeds(9, LEASE) == []
    clock.turn(minutes=2)
    assert len(await store.wire.due_feeds(9, LEASE)) == 3


async def test_a_visit_ends_the_claim_and_sets_the_next_one(store: Store, clock: Clock) -> None:
    await store.wire.add_feed("a", feed("a"))
    await store.wire.due_feeds(1, LEASE)
    later = clock() + timedelta(hours=1)
    await store.wire.record_fetch("a", {"next_due": later, "etag": 'W/"x"', "state": "healthy"})
    row = await store.wire.feed("a")
    assert row is not None
    assert (row.claimed_until, row.next_due, row.etag, row.state) == (None, later, 'W/"x"', "healthy")


async def test_many_visits_are_written_at_once(store: Store) -> None:
    for name in ("a", "b", "c"):
        await store.wire.add_feed(name, feed(name))
    await store.wire.due_feeds(9, LEASE)
    visits = [
        FeedVisit("a", {"checks": 1}, (("k", "l"), ("m",))),
        FeedVisit("b", {"checks": 2, "error": "404", "pacing": {"gap": 3}}),
        FeedVisit("gone", {"checks": 9}),
    ]
    await store.wire.record_visits(visits)
    rows = {row.id: row for row in await store.wire.feeds()}
    assert [(row.checks, row.error, row.claimed_until is None) for row in rows.values()] == [
        (1, None, True),
        (2, "404", True),
        (0, None, False),
    ]
    assert rows["b"].pacing == {"gap": 3}
    assert await store.wire.unread("a", [["k"], ["m"], ["n"]]) == [2]


async def test_a_feed_that_moves_to_the_address_of_another_keeps_its_own(store: Store) -> None:
    for name in ("a", "b", "c"):
        await store.wire.add_feed(name, feed(name))
    taken, free = feed("b").url, "https://example.org/new"
    visits = [
        FeedVisit("a", {"url": taken, "checks": 5}),
        FeedVisit("b", {"url": free}),
        FeedVisit("c", {"url": free}),
    ]
    await store.wire.record_visits(visits)
    rows = {row.id: (row.url, row.checks) for row in await store.wire.feeds()}
    assert rows == {"a": (feed("a").url, 5), "b": (free, 0), "c": (feed("c").url, 0)}


async def test_a_pause_set_during_a_visit_stays(store: Store, clock: Clock) -> None:
    await store.wire.add_feed("a", feed("a"))
    await store.wire.due_feeds(1, LEASE)
    await store.wire.change_feed("a", {"state": "paused"})
    await store.wire.record_fetch("a", {"state": "healthy"})
    clock.turn(days=9)
    assert await store.wire.due_feeds(9, LEASE) == []


async def test_an_entry_with_any_known_key_is_read(store: Store) -> None:
    await store.wire.remember("a", [["guid:1", "url:1"]])
    items = [["guid:new", "url:1"], ["guid:2"], ["guid:1"], []]
    assert await store.wire.unread("a", items) == [1, 3]
    assert await store.wire.unread("b", items) == [0, 1, 2, 3]


async def test_more_keys_than_one_statement_may_have(store: Store) -> None:
    items = [[f"guid:{number}", f"url:{number}"] for number in range(3_000)]
    await store.wire.remember("a", items[:2_999])
    assert await store.wire.unread("a", items) == [2_999]


async def test_an_article_is_known_by_identity(store: Store) -> None:
    filed = article("a", canonical_url="https://example.org/a", guid="1", content_hash="h")
    await store.wire.record([Decision(filed)])
    keys = [
        ArticleKeys(canonical_url="https://example.org/a"),
        ArticleKeys(guid="1", source="daily"),
        ArticleKeys(guid="1", source="weekly"),
        ArticleKeys(content_hash="h"),
        ArticleKeys(),
    ]
    found = await store.wire.known_articles(keys)
    assert [row.id if row else None for row in found] == ["a", "a", None, "a", None]


@pytest.mark.parametrize(
    ("source", "after", "found"),
    [
        ("daily", timedelta(hours=1), True),
        ("daily", timedelta(days=1), False),
        ("weekly", timedelta(days=1), True),
        ("weekly", timedelta(days=-1), True),
        ("weekly", timedelta(days=8), False),
    ],
)
async def test_the_same_words_are_the_same_text_for_a_while(
    store: Store, clock: Clock, source: str, after: timedelta, found: bool
) -> None:
    undated = article("u", content_hash="undated")
    await store.wire.record([Decision(article("a", content_hash="h", published=clock())), Decision(undated)])
    keys = [
        ArticleKeys(source=source, content_hash=words, published=clock() + after)
        for words in ("h", "undated")
    ]
    known = await store.wire.known_articles(keys)
    assert [row.id if row else None for row in known] == ["a" if found else None, "u"]


async def test_a_new_event_is_filed_with_everything_that_belongs_to_it(store: Store, clock: Clock) -> None:
    decision = Decision(
        article("a"),
        keys=("guid:1",),
        event=event("drill"),
        agreement=agreement("pact"),
        evidence=(EvidenceFacts(article="a", event="drill"), EvidenceFacts(article="a", agreement="pact")),
        alerts=(alert("drill:7", clock),),
        review=Review(article="a", created_at=clock()),
    )
    await store.wire.add_feed("f", feed("f"))
    [outcome] = await store.wire.record([decision], feed="f", state={"etag": "e"})
    assert outcome == Filed("a", ((await alerts(store))[0].id or 0,))
    assert await store.wire.unread("f", [["guid:1"]]) == []
    assert len(await store.register.evidence(event="drill")) == 1
    assert len(await store.register.evidence(agreement="pact")) == 1
    row = await store.wire.feed("f")
    assert row is not None
    assert row.etag == "e"


async def test_the_same_item_is_filed_once(store: Store, clock: Clock) -> None:
    await store.wire.record([Decision(article("a", canonical_url="u"), event=event("drill"))])
    again = Decision(article("b", canonical_url="u"), keys=("k",), alerts=(alert("x", clock),))
    [outcome] = await store.wire.record([again], feed="f")
    assert outcome == AlreadyKnown("a")
    assert await alerts(store) == []
    assert await store.wire.unread("f", [["k"]]) == []


async def test_an_alert_whose_key_is_known_is_left_out(store: Store, clock: Clock) -> None:
    both = (alert("drill:7", clock), alert("drill:7", clock))
    await store.wire.record([Decision(article("a"), event=event("drill"), alerts=both)])
    await store.wire.record([Decision(article("b"), alerts=(alert("drill:7", clock),))])
    assert [row.key for row in await alerts(store)] == ["drill:7"]


async def test_a_failure_files_nothing(store: Store, clock: Clock) -> None:
    broken = Decision(article("b", read_at=clock().replace(tzinfo=None)))
    fine = Decision(article("a"), keys=("k",), event=event("drill"), alerts=(alert("x", clock),))
    with pytest.raises(Exception, match="naive datetime"):
        await store.wire.record([fine, broken], feed="f", state={"etag": "e"})
    assert await store.wire.article("a") is None
    assert await store.register.event("drill") is None
    assert await alerts(store) == []
    assert await store.wire.unread("f", [["k"]]) == [0]


async def test_a_changed_event_makes_its_message_want_the_new_revision(store: Store, clock: Clock) -> None:
    await store.wire.record([Decision(article("a"), event=event("drill"), alerts=(alert("x", clock),))])
    changed = event("drill", title="The drill ends", revision=2)
    await store.wire.record([Decision(article("b"), event=changed)])
    assert [row.wanted for row in await alerts(store)] == [2]
    kept = await store.register.event("drill")
    assert kept is not None
    assert (kept.title, kept.amended_by) == ("The drill ends", "article:b")


async def test_an_event_that_gains_a_source_is_shown_again(store: Store, clock: Clock) -> None:
    await store.wire.record([Decision(article("a"), event=event("drill"), alerts=(alert("x", clock),))])
    evidence = (EvidenceFacts(article="b", event="drill"),)
    await store.wire.record([Decision(article("b"), evidence=evidence, touched=("drill",))])
    assert [row.wanted for row in await alerts(store)] == [2]
    assert len(await store.register.evidence(event="drill")) == 1


async def test_a_decision_on_an_outdated_event_is_not_filed(store: Store) -> None:
    await store.wire.record([Decision(article("a"), event=event("drill"))])
    await store.wire.record([Decision(article("b"), touched=("drill",))])
    stale = Decision(article("c"), keys=("k",), event=event("drill", revision=2))
    taken = Decision(article("d"), event=event("drill"))
    assert await store.wire.record([stale, taken], feed="f") == [
        Outdated("c", "drill"),
        Outdated("d", "drill"),
    ]
    assert await store.wire.unread("f", [["k"]]) == [0]


async def test_the_links_of_an_event_follow_it(store: Store) -> None:
    await store.wire.record([Decision(article("a"), event=event("drill"))])
    await store.wire.record([Decision(article("b"), event=event("drill", revision=2, countries=["TR"]))])

    def links(session: Session) -> list[tuple[str, str]]:
        return [(row.kind, row.key) for row in session.exec(select(EventLink))]

    assert await store.database.read(links) == [("country", "TR")]


async def test_evidence_on_a_merged_event_goes_to_the_one_that_it_became(store: Store) -> None:
    await store.wire.record([Decision(article("a"), event=event("old", merged_into="drill"))])
    await store.wire.record([Decision(article("b"), event=event("drill"))])
    evidence = (EvidenceFacts(article="c", event="old"),)
    await store.wire.record([Decision(article("c"), evidence=evidence)])

    def about(session: Session) -> list[str | None]:
        return [row.event for row in session.exec(select(Evidence))]

    assert await store.database.read(about) == ["drill"]
    assert (await store.register.event("old")) == (await store.register.event("drill"))


async def test_a_ledger_keeps_the_steps_that_were_filed_since_it_was_read(store: Store) -> None:
    signed, shown, built = (Step(status=word) for word in ("signed", "shown", "built"))
    for name, steps in (("a", [signed]), ("b", [signed, shown]), ("c", [signed, built])):
        await store.wire.record([Decision(article(name), agreement=agreement("pact", steps=steps))])
    row = await store.register.agreement("pact")
    assert row is not None
    assert {step.status for step in row.steps} == {"signed", "shown", "built"}
    assert len(row.steps) == 3


async def test_signs_that_no_database_keeps_cost_no_item(store: Store) -> None:
    facts = ArticleFacts(source="daily", title="Nul \x00 and half \ud83d of a sign", lead="\udfff")
    row = Article(**facts.model_dump(), id="a", read_at=store.wire.now(), verdict="irrelevant")
    [outcome] = await store.wire.record([Decision(row, keys=("guid\x00", "url\udc80"))], feed="f")
    assert outcome == Filed("a")
    assert await store.wire.unread("f", [["guid\x00"], ["url\udc80"], ["other\x00"]]) == [2]
    kept = await store.wire.article("a")
    assert kept is not None
    assert kept.title == "Nul \ufffd and half \ufffd of a sign"
