"""A kind that is one more row of the table is read, matched, filed, counted, drawn, completed and asked for."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from facts.asking.brief import compose_brief
from facts.asking.directory import Directory
from facts.asking.supplies import Direction
from facts.fitting.goods import supply_facet
from facts.matching.changes import with_quantities
from facts.reading.grade import importance
from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.alerts.rules import brings_new_fact
from handlers.commands.recent import RecentCommand
from handlers.delivery.reports import report
from handlers.ingest.ingest import Ingest
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from handlers.render.cards.alert import alert
from handlers.render.cards.digest import opening
from handlers.render.cards.palette import ARMS
from handlers.render.illustrations.partners import joint
from handlers.render.pages.supplies import supplies_of
from handlers.ui.completion import choices, kind_rows
from handlers.ui.options import NotUnderstoodError
from handlers.ui.pager import Pager
from handlers.ui.readers.kinds import read_kind_name
from handlers.ui.topic_search import Topical
from store.nouns.decisions import FeedState
from store.nouns.models import ArticleFacts, Event, EventFacts, FeedFacts, Source
from store.nouns.values import Citation, Quantity
from store.nouns.views import Findings, Told
from store.store import Store
from tests.clock import Clock
from tests.one_more_kind import REFIT, WITH_REFIT

FIRST = "China upgrades Pakistan's frigates at Karachi shipyard"
AGAIN = "China upgrades frigates of Pakistan at shipyard in Karachi"
NEXT = "China upgrades Pakistan's submarines at Ormara"
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


async def told(store: Store, clock: Clock, titles: Iterable[str]) -> list[Judged]:
    """The titles, a day apart, as an ingest that knows the kind files them."""
    await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    feed = await store.wire.add_feed("wire", FeedFacts(source="wire", url="http://127.0.0.1:8000/wire"))
    ingest = Ingest(store, Knowledge(store, WITH_REFIT), Announcer(store, clock), clock)
    items = [item(title, clock() + timedelta(days=day)) for day, title in enumerate(titles)]
    return [judged for one in items for judged in await ingest.feed(feed, (one,), FeedState())]


def item(title: str, published: datetime) -> Item:
    text = ArticleFacts(source="wire", title=title, published=published, published_precision="day")
    return Item(text, (title,))


async def test_it_is_read_matched_and_filed(memory_store: Store, clock: Clock) -> None:
    first, again, other = await told(memory_store, clock, (FIRST, AGAIN, NEXT))
    assert (first.word, first.reading.kind) == ("new", REFIT.name)
    assert again.word in ("same", "update")
    assert again.event == first.event
    assert other.word == "new"
    filed = await memory_store.register.event(first.event or "")
    assert filed is not None
    assert filed.kind == REFIT.name
    assert importance(filed, kinds=WITH_REFIT).points == importance(filed).points + 4
    [group] = compose_brief([filed], [], [], WITH_REFIT).groups
    assert group.heading == REFIT.heading


async def test_it_is_counted_and_drawn(memory_store: Store, clock: Clock) -> None:
    events = [judged.event or "" for judged in await told(memory_store, clock, (FIRST, NEXT))]
    found = {name: one for name in events if (one := await report(memory_store, name))}
    card = alert(found[events[0]], "mark", kinds=WITH_REFIT)
    assert card.content.startswith("🔧 China upgrades")
    assert card.embed.colour is not None
    assert card.embed.colour.value == ARMS
    day = {"from": clock().isoformat(), "until": (clock() + timedelta(days=7)).isoformat()}
    body = {**day, "new": events, "changed": [], "late": False}
    assert opening(body, found, WITH_REFIT).endswith(": 2\u00a0refits")
    assert opening(body | {"new": events[:1]}, found, WITH_REFIT).endswith(": 1\u00a0refit")


def test_it_is_corrected_alerted_and_pictured() -> None:
    """It is momentary, so that texts may count what it is of; it is cooperation, a trade in things, and no mere words."""
    held = EventFacts(
        kind=REFIT.name,
        title="China sells Pakistan a refit",
        countries=["CN", "PK"],
        day=date(2026, 3, 4),
        precision="day",
    )
    frigates = Quantity(number=4, of="frigate", citations=(Citation(article="a"),))
    counted = held.model_copy(update={"quantities": [frigates]})
    assert with_quantities(held, [frigates], [], WITH_REFIT.of(REFIT.name)) == [frigates]
    assert with_quantities(held, [frigates], [], WITH_REFIT.of("statement")) == []
    assert brings_new_fact(counted, [held], WITH_REFIT)
    event = Event(**dict(counted), id="e", first_seen=NOW, updated_at=NOW)
    assert joint([event], [], WITH_REFIT) == [event]
    told = Findings(events=(Told(event, ()),))
    asked = Direction(recipients=frozenset({"PK"}))
    assert len(supplies_of(told, asked, WITH_REFIT)) == len(supplies_of(told, asked)) + 1
    assert REFIT.name in supply_facet(Directory({}, {}), WITH_REFIT).kinds


async def test_it_is_asked_for(memory_store: Store, clock: Clock) -> None:
    await told(memory_store, clock, (FIRST,))
    topical = Topical(memory_store.answers, memory_store.search, clock)
    pager = Pager(memory_store.kept_answers, clock)
    recent = RecentCommand(memory_store.answers, topical, pager, WITH_REFIT)
    for asked in ("refit", "Refits", "overhaul", "mid-life upgrade", "refti"):
        answer = await recent.answer(kind=asked)
        assert "frigates" in str(answer.sections[0].lines[0]), asked
    assert [choice.value for choice in choices("overh", kind_rows(WITH_REFIT))] == [REFIT.name]


def test_the_shipped_table_has_none() -> None:
    with pytest.raises(NotUnderstoodError):
        read_kind_name("refit")
