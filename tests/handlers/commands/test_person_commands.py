"""``/watch``, ``/review``, ``/amend``, ``/audit``, ``/why`` and ``/status`` through the real client."""

from handlers.alerts.rules import announce
from handlers.alerts.summaries import Summaries
from sandbox.control import Sandbox
from store.nouns.decisions import DayLimit, Decision
from store.nouns.models import EventFacts, FeedFacts, Source
from store.nouns.reviews import NameMention, Review
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, running
from tests.handlers.rows import article, event, file


async def test_a_watcher_is_told_by_direct_message_and_stops_with_one_tap(desk: Desk) -> None:
    member, place = desk.sandbox.member, desk.sandbox
    async with running(place, desk.store, desk.clock):
        assert "at once" in (await place.invoke("/watch add kind:country what:Pakistan")).text()
        assert "No country goes by" in (await place.invoke("/watch add kind:country what:Atlantis")).text()
        assert "has 2 to 60 letters" in (await place.invoke("/watch add kind:word what:!!")).text()
        await announced(desk, "tanks")
        (message,) = place.direct_messages(member)
        assert message["content"] == "📝 Agreement tanks signed"
        stopped = await place.press(message, button_of(message, "unwatch"), member=member)
        assert "One watch has ended" in stopped.text()
        assert "You watch nothing" in (await place.invoke("/watch list")).text()


async def test_closed_direct_messages_are_told_to_nobody_else_and_tried_again_when_asked(desk: Desk) -> None:
    place = desk.sandbox
    async with running(place, desk.store, desk.clock):
        await place.invoke("/watch add kind:word what:signed", channel="general")
        place.close_direct_messages(place.member)
        for name in ("tanks", "ships"):
            await announced(desk, name)
        assert place.messages("general") == []
        place.close_direct_messages(place.member, closed=False)
        listed = await place.invoke("/watch list")
        assert "were closed" in listed.text()
        assert listed.ephemeral
        assert "closed" not in (await place.invoke("/watch list")).text()
        await announced(desk, "planes")
        (message,) = place.direct_messages(place.member)
        assert message["content"] == "📝 Agreement planes signed"


async def test_a_daily_watch_is_one_summary_at_its_hour(desk: Desk) -> None:
    place, summaries = desk.sandbox, Summaries(desk.store, desk.clock)
    async with running(place, desk.store, desk.clock):
        await place.invoke("/watch add kind:country what:China daily:true hour:10")
        await place.invoke("/watch add kind:word what:armour daily:true hour:10")
    for name in ("tanks", "armour"):
        await announced(desk, name)
    assert place.direct_messages(place.member) == []
    desk.clock.turn(hours=1)
    assert [await summaries.tick(), await summaries.tick()] == [1, 0]
    await desk.delivery.drain()
    (message,) = place.direct_messages(place.member)
    assert "Agreement armour signed" in message["embeds"][0]["description"]
    desk.clock.turn(hours=24)
    await summaries.tick()
    await desk.delivery.drain()
    assert len(place.direct_messages(place.member)) == 1
    async with running(place, desk.store, desk.clock):
        stopped = await place.press(message, button_of(message, "unwatch"), member=place.member)
        assert "2 watches have ended" in stopped.text()


async def test_a_name_is_shown_with_its_sentences_and_decided(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await name_twice(memory_store, clock)
    admin = sandbox.admin
    async with running(sandbox, memory_store, clock):
        card = (await sandbox.invoke("/review", member=admin)).message
        assert card is not None
        shown = str(card["components"])
        assert "Zahir Karvan" in shown
        assert "person · armed forces or defence · Pakistan" in shown.replace(r"\xa0", " ")
        assert "Admiral Zahir Karvan opened the drill" in shown
        assert "1 waiting" in shown
        assert "analysts" in (await sandbox.press(card, button_of(card, "name-accept"))).text()
    async with running(sandbox, memory_store, clock):  # after a restart
        done = (await sandbox.press(card, button_of(card, "name-accept"), member=admin)).message
        assert done is not None
        assert "Name 1: accepted. `/amend undo entry:1` takes it back." in str(done["components"])
        assert "## Nothing waits for a decision" in str(done["components"])
        assert "Zahir Karvan" in (await sandbox.invoke("/actor name:Zahir Karvan")).text()
        assert "name: accepted" in (await sandbox.invoke("/audit", member=admin)).text()
        assert "Done" in (await sandbox.invoke("/amend undo entry:1", member=admin)).text()
        assert "Name 1" in (await sandbox.invoke("/review", member=admin)).text()


async def test_questions_are_decided_card_by_card_and_taken_back(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await file(memory_store, event("tanks", clock()), clock())
    for name, candidate in (("first", "tanks"), ("second", None)):
        await left_open(memory_store, clock, name, candidate)
    admin = sandbox.admin
    async with running(sandbox, memory_store, clock):
        card = (await sandbox.invoke("/review", member=admin)).message
        assert card is not None
        assert "Agreement tanks signed" in str(card["components"])
        assert "analysts" in (await sandbox.press(card, button_of(card, "review-same"))).text()
        following = (await sandbox.press(card, button_of(card, "review-same"), member=admin)).message
        assert following is not None
        assert "takes it back" in str(following["components"])
        last = (await sandbox.press(following, button_of(following, "review-new"), member=admin)).message
        assert last is not None
        assert "## Nothing waits for a decision" in str(last["components"])
        assert len(await memory_store.register.events()) == 2
        assert "review: new" in (await sandbox.invoke("/audit", member=admin)).text()
        assert "Done" in (await sandbox.invoke("/amend undo entry:2", member=admin)).text()
        assert "taken back already" in (await sandbox.invoke("/amend undo entry:2", member=admin)).text()
        assert len(await memory_store.register.events()) == 1


async def test_events_are_merged_split_and_corrected_by_command(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    for name in ("tanks", "armour"):
        await file(memory_store, event(name, clock()), clock())
    admin = sandbox.admin
    said = {
        "/amend edit event:tanks field:day value:2026-02": "day: 2026-03-01 → 2026-02-01",
        "/amend edit event:tanks field:countries value:China, Turkey": "→ \\['CN', 'TR'\\]",
        "/amend edit event:tanks field:day value:whenever": "is not a day",
        "/amend edit event:tanks field:kind value:parade": "no kind of event",
        "/amend edit event:tanks field:importance value:huge": "An importance is one of",
        "/amend merge event:armour into:tanks": "not two events",
        "/amend split event:tanks articles:nothing title:Another": "None of these articles",
        "/amend split event:tanks articles:armour-wire-1 title:Another day:2026-01-15": "Done",
        "/audit event:tanks": "split",
        "/audit event:armour": "merge event:armour",
        "/audit entry:1": "merged\\_into: – → tanks",
        "/audit entry:2": "precision: day → month",
        "/audit entry:4": "event: tanks → 2026-01-another-re-1",
        "/audit entry:99": "There is no entry 99",
    }
    async with running(sandbox, memory_store, clock):
        assert "Done" in (await sandbox.invoke("/amend merge event:armour into:tanks", member=admin)).text()
        for line, words in said.items():
            assert words in (await sandbox.invoke(line, member=admin)).text()
    assert {row.title for row in await memory_store.register.events()} == {
        "Agreement tanks signed",
        "Another",
    }


async def test_the_audit_log_has_settings_too_and_no_other_servers(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    admin = sandbox.admin
    async with running(sandbox, memory_store, clock):
        for hour in (8, 9):
            await sandbox.invoke(f"/digest set channel:#digest hour:{hour}", member=admin)
        assert "hour: 8 → 9" in (await sandbox.invoke("/audit entry:2", member=admin)).text()
        await file(memory_store, event("tanks", clock()), clock())
        other = Who("discord:8", 999, clock())
        await memory_store.amendments.edit("tanks", {"place": "Karachi"}, other)
        for line in ("/audit", "/audit event:tanks", "/audit entry:3"):
            told = (await sandbox.invoke(line, member=admin)).text()
            assert "Karachi" in told, line
            assert "in the server 999" in told, line
        memory = await memory_store.amendments.entries(999, 5)
        assert [entry.id for entry in memory] == [3]


async def test_why_replays_the_decision_on_an_item_that_was_not_posted(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    reasons = ["only one of the states is named"]
    text = article(
        "cricket", "wire", clock(), title="Cricket in Lahore", verdict="irrelevant", reasons=reasons
    )
    await memory_store.wire.record([Decision(text)])
    async with running(sandbox, memory_store, clock):
        for asked in ("cricket lahore", "https://wire.example/cricket"):
            told = (await sandbox.invoke(f"/why item:{asked}")).text()
            assert "off topic" in told
            assert reasons[0] in told
        assert "No such item" in (await sandbox.invoke("/why item:football")).text()


async def test_why_tells_what_people_decided_and_why_channels_were_not_told(
    desk: Desk,
) -> None:
    place = desk.sandbox
    admin = int(place.admin["user"]["id"])
    await desk.happens("tanks", title="Tanks for Karachi")
    for channel, rules in (
        ("news", {"minimum": "critical"}),
        ("general", {"kinds": ["exercise"]}),
        ("digest", {"countries": ["TR"]}),
        ("alerts", {}),
    ):
        await desk.store.subscriptions.subscribe(desk.rules(channel, **rules), admin, desk.clock())
    await desk.delivery.drain()
    await left_open(desk.store, desk.clock, "open", "tanks")
    (case,) = await desk.store.reviews.waiting()
    who = Who("discord:9", int(place.guild["id"]), desk.clock())
    await desk.store.reviews.same(case.review.id or 0, who)
    async with running(place, desk.store, desk.clock):
        posted = (await place.invoke("/why item:tanks-wire-1")).text()
        for words in (
            f"<#{desk.place()}>: [sent]",
            "it is of high importance, below critical",
            "it is told of exercises, not of agreements",
            "none of Turkey is in it",
        ):
            assert words in posted, words
        decided = (await place.invoke("/why item:open")).text()
        assert "Question 1 (same): Is it `tanks`?" in decided
        assert "review: same" in decided
        assert "<@9>" in decided


async def test_why_knows_what_a_first_reading_only_remembered(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await memory_store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    feed = await memory_store.wire.add_feed("wire", FeedFacts(source="wire", url="https://wire.example/feed"))
    await memory_store.wire.remember(feed.id, [["link:https://wire.example/old"], ["path:/older?"]])
    async with running(sandbox, memory_store, clock):
        for address in ("https://wire.example/old", "https://wire.example/older"):
            told = (await sandbox.invoke(f"/why item:{address}")).text()
            assert "It stood in `wire`" in told
            assert "only remembered" in told


async def test_status_shows_what_waits(desk: Desk) -> None:
    desk.sandbox.deny("alerts", "send_messages")
    await desk.happens("tanks")
    await desk.delivery.drain()
    async with running(desk.sandbox, desk.store, desk.clock):
        told = (await desk.sandbox.invoke("/status")).text()
        assert "1 waiting since" in told
        line = f"/alerts drop channel:{desk.place()}"
        assert (
            "1 waiting message(s) dropped"
            in (await desk.sandbox.invoke(line, member=desk.sandbox.admin)).text()
        )
        assert "1 waiting" not in (await desk.sandbox.invoke("/status")).text()


async def announced(desk: Desk, name: str) -> None:
    happened = event(name, desk.clock())
    alerts = announce(happened, [], await desk.store.subscriptions.watches(), desk.clock())
    await file(desk.store, happened, desk.clock(), "wire", *alerts)
    await desk.delivery.drain()


async def left_open(store: Store, clock: Clock, name: str, candidate: str | None) -> None:
    proposal = EventFacts(kind="visit", title=f"Visit {name}", countries=["CN", "PK"]).model_dump(mode="json")
    review = Review(article=name, event=candidate, score=0.6, proposal=proposal, created_at=clock())
    await store.wire.record([Decision(article(name, "wire", clock(), verdict="unsure"), review=review)])


async def name_twice(store: Store, clock: Clock) -> None:
    """Two outlets give a name."""
    for outlet in ("wire", "paper"):
        await store.register.add_source(Source(id=outlet, name=outlet.title(), owner=outlet, reliability="C"))
        lead = f"Karachi, {outlet}. Admiral Zahir Karvan opened the drill."
        said = NameMention(
            key="person:zahir karvan",
            article=f"drill-{outlet}",
            name="Zahir Karvan",
            office="defence",
            country="PK",
        )
        text = article(f"drill-{outlet}", outlet, clock(), title="Drill begins", lead=lead)
        await store.wire.record([Decision(text, names=(said,))])


async def test_what_a_day_had_no_room_for_is_asked_on_request(desk: Desk) -> None:
    admin, start = desk.sandbox.admin, desk.clock()
    await file(desk.store, event("tanks", start), start)
    for number in range(7):
        proposal = EventFacts(kind="visit", title=f"Visit {number}", countries=["CN", "PK"])
        row = Review(
            article=f"visit-{number}",
            chance=0.5 + number / 100,
            proposal=proposal.model_dump(mode="json"),
            created_at=start,
        )
        left_open = Decision(article(f"visit-{number}", "wire", start, verdict="unsure"), review=row)
        await desk.store.wire.record([left_open], limit=DayLimit(5, start))
    async with running(desk.sandbox, desk.store, desk.clock):
        status = (await desk.sandbox.invoke("/status", member=admin)).text()
        assert "5 questions wait for a person; 2 left out on days that had enough: `/review`" in status
        shown = await desk.sandbox.invoke("/review", member=admin)
        for _ in range(5):
            assert shown.message is not None
            shown = await desk.sandbox.press(
                shown.message, button_of(shown.message, "review-irrelevant"), member=admin
            )
        assert "2 questions were left out on days that had enough" in shown.text()
        assert shown.message is not None
        refused = await desk.sandbox.press(shown.message, button_of(shown.message, "review-more"))
        assert "analysts" in refused.text()
    async with running(desk.sandbox, desk.store, desk.clock):  # after a restart
        shown = await desk.sandbox.press(shown.message, button_of(shown.message, "review-more"), member=admin)
        assert "visit-0" in shown.text()
        assert (await desk.store.reviews.count(), await desk.store.reviews.unasked()) == (2, 0)
