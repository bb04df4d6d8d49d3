"""One deployment is one team: from another server nothing that all share is changed, and nothing of home is seen."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from discord import app_commands
from sqlmodel import Session

from bot.gateway.client import Client
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import open_parsers
from handlers.alerts.announcer import Announcer
from handlers.alerts.rules import announce
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.ui.home import ELSEWHERE, REGISTER_WIDE, UNSET
from handlers.watch.hosts import Hosts
from handlers.watch.probe import FeedProbe
from sandbox.control import NotTypedError, Sandbox
from sandbox.world.neighbours import Neighbour, found
from sandbox.world.objects import Document
from store.database.schema import METADATA
from store.nouns.decisions import Decision
from store.nouns.models import EventFacts, FeedFacts, Source
from store.nouns.reviews import Review
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.connected import as_before, button_of, custom_ids, running
from tests.handlers.rows import article, event, file, subscription

SHARED = (
    "event",
    "evidence",
    "article",
    "review",
    "agreement",
    "claim",
    "source",
    "feed",
    "helditem",
    "guild",
    "proposedname",
    "teamweights",
)
"""Tables that all servers share; marks and the audit log are looked at apart."""
SECRETS = ("paid.example", "HOMEKEY", "paid-feed", "Karachi at home")
"""Words that stand only in what is the home server's own."""
LINES = {
    "recent": "/recent",
    "brief": "/brief topic:China",
    "timeline": "/timeline topic:China",
    "actor": "/actor name:China",
    "agreement": "/agreement name:none",
    "agreements": "/agreements",
    "event": "/event name:tanks",
    "search": "/search query:signed",
    "source": "/source text:tanks-wire-1",
    "compare": "/compare topic:China",
    "why": "/why item:tanks-wire-1",
    "status": "/status share:true",
    "help": "/help",
    "audit": "/audit",
    "review": "/review",
    "setup home": "/setup home",
    "alerts analysts": "/alerts analysts role:@Analysts",
    "alerts set": "/alerts set channel:#alerts minimum:high",
    "alerts list": "/alerts list",
    "alerts drop": "/alerts drop channel:1000000000000000102",
    "alerts off": "/alerts off channel:#digest",
    "amend merge": "/amend merge event:tanks into:armour",
    "amend split": "/amend split event:tanks articles:tanks-wire-1 title:Another",
    "amend edit": "/amend edit event:tanks field:place value:the Moon",
    "amend undo": "/amend undo entry:1",
    "watch add": "/watch add kind:country what:Pakistan",
    "watch list": "/watch list",
    "watch remove": "/watch remove watch:1",
    "watch stop": "/watch stop",
    "digest set": "/digest set channel:#digest hour:8",
    "digest list": "/digest list",
    "digest now": "/digest now channel:#digest",
    "digest off": "/digest off channel:#digest",
    "feed add": "/feed add address:http://127.0.0.1:1/rss",
    "feed edit": "/feed edit feed:paid-feed name:Mine owner:Mine",
    "feed remove": "/feed remove feed:paid-feed",
    "feed list": "/feed list",
    "feed test": "/feed test feed:paid-feed",
    "feed release": "/feed release feed:paid-feed how:news",
}


@pytest.fixture
async def probe(memory_store: Store, clock: Clock) -> AsyncIterator[FeedProbe]:
    async with open_fetcher("", clock, []) as fetcher, open_parsers(workers=1, seconds=60) as parsers:
        ingest = Ingest(memory_store, Knowledge(memory_store), Announcer(memory_store, clock), clock)
        yield FeedProbe(fetcher, parsers, ingest.look, Hosts(clock, gap=0), clock)


@pytest.fixture
async def strangers(desk: Desk) -> Neighbour:
    """A server that invited the bot and subscribes, beside a home with feeds, questions and an audit log."""
    await furnished(desk)
    there = found(desk.sandbox.world, "Strangers")
    rules = subscription(int(there.channel("alerts")))
    rules.guild = int(there.id)
    for name in ("ships", "boats"):
        happened = event(name, desk.clock())
        alerts = announce(happened, [rules], [], desk.clock())
        await file(desk.store, happened, desk.clock(), "wire", *alerts)
    await desk.store.subscriptions.subscribe(rules, int(there.admin["user"]["id"]), desk.clock())
    await desk.delivery.drain()
    return there


async def furnished(desk: Desk) -> None:
    for name in ("tanks", "armour"):
        await file(desk.store, event(name, desk.clock()), desk.clock())
    home = Who("discord:7", int(desk.sandbox.guild["id"]), desk.clock())
    await desk.store.amendments.edit("tanks", {"place": "Karachi at home"}, home)
    await desk.store.amendments.undo(1, home)
    await desk.store.register.add_source(Source(id="paid", name="Paid", owner="paid", reliability="B"))
    facts = FeedFacts(source="paid", url="https://paid.example/rss?apikey=HOMEKEY")
    feed = await desk.store.wire.add_feed("paid-feed", facts)
    await desk.store.wire.change_feed(feed.id, {"state": "held", "held": 3, "error": "paid.example is away"})
    proposal = EventFacts(kind="visit", title="Visit", countries=["CN", "PK"]).model_dump(mode="json")
    review = Review(article="open", event="tanks", score=0.6, proposal=proposal, created_at=desk.clock())
    await desk.store.wire.record(
        [Decision(article("open", "wire", desk.clock(), verdict="unsure"), review=review)]
    )


async def shared(store: Store) -> dict[str, list[Any]]:
    """All rows that all servers share, with what the register's audit log has of them."""

    def every(session: Session) -> dict[str, list[Any]]:
        rows = {name: sorted(map(repr, session.execute(METADATA.tables[name].select()))) for name in SHARED}
        entries = session.execute(METADATA.tables["auditentry"].select()).mappings()
        rows["audit"] = [row["id"] for row in entries if not row["subject"].startswith("channel:")]
        marks = session.execute(METADATA.tables["mark"].select()).mappings()
        return rows | {"home": [row["value"] for row in marks if row["name"] == "home server"]}

    return await store.database.read(every)


def leaves(client: Client) -> set[str]:
    tree = client.tree.walk_commands()
    return {command.qualified_name for command in tree if isinstance(command, app_commands.Command)}


async def test_no_command_of_another_server_changes_or_shows_what_is_homes(
    desk: Desk, strangers: Neighbour, probe: FeedProbe
) -> None:
    before = await shared(desk.store)
    async with running(desk.sandbox, desk.store, desk.clock, probe=probe) as client:
        assert leaves(client) == set(LINES)
        for person in (strangers.owner, strangers.admin):
            for name, line in LINES.items():
                place = strangers.channel("general")
                reply = await desk.sandbox.invoke(line, member=person, channel=place)
                await client.tree.idle()
                said = str(reply.payloads)
                assert [word for word in SECRETS if word in said] == [], line
                if name.split()[0] in REGISTER_WIDE or name == "alerts analysts":
                    assert ELSEWHERE in reply.text(), line
                if name == "audit":
                    assert "discord:7" not in said
                    assert "<@7>" not in said
    assert await shared(desk.store) == before


async def test_no_completion_elsewhere_shows_what_is_homes(
    desk: Desk, strangers: Neighbour, probe: FeedProbe
) -> None:
    async with running(desk.sandbox, desk.store, desk.clock, probe=probe):
        asked = 0
        for path, option in completing(desk.sandbox.commands):
            place, admin = strangers.channel("general"), strangers.admin
            offered = await desk.sandbox.autocomplete(f"/{path}", option, member=admin, channel=place)
            assert [word for word in SECRETS if word in str(offered)] == [], path
            if path.split()[0] in REGISTER_WIDE:
                assert offered == [], path
                asked += 1
        assert asked > 5
        home = await desk.sandbox.autocomplete("/feed remove", "feed", member=desk.sandbox.admin)
        assert [choice["value"] for choice in home] == ["paid-feed"]


def completing(rows: list[Document], path: str = "") -> list[tuple[str, str]]:
    """Every option that completes, with the words of its command."""
    found: list[tuple[str, str]] = []
    for row in rows:
        inner = f"{path} {row['name']}".strip()
        if row.get("autocomplete"):
            found.append((path, row["name"]))
        found += completing(row.get("options", []), inner)
    return found


async def test_no_button_of_another_server_changes_what_is_shared(desk: Desk, strangers: Neighbour) -> None:
    before = await shared(desk.store)
    message = as_before(desk.sandbox.messages(strangers.channel("alerts"))[0])
    async with running(desk.sandbox, desk.store, desk.clock):
        for person in (strangers.owner, strangers.admin, strangers.analyst, strangers.reader):
            told = await desk.sandbox.apply(message, "Details", member=person)
            assert "Who says what" in told.text()
            assert [word for word in (*SECRETS, "'beat'") if word in str(told.messages)] == []
            for button in custom_ids(message):
                reply = await desk.sandbox.press(message, button, member=person)
                assert (ELSEWHERE in reply.text()) is button.startswith(
                    ("entente:irrelevant", "entente:same")
                )
    assert await shared(desk.store) == before


async def test_at_home_admins_and_analysts_curate_and_readers_do_not(desk: Desk) -> None:
    await furnished(desk)
    for name in ("one", "two", "three", "four"):
        await desk.happens(name)
    await desk.delivery.drain()
    messages, place = list(map(as_before, desk.sandbox.messages("alerts"))), desk.sandbox
    async with running(place, desk.store, desk.clock):

        async def marked(number: int, person: Document) -> bool:
            pressed = messages[number], button_of(messages[number], "irrelevant")
            return "Noted for" in (await place.press(*pressed, member=person)).text()

        assert [await marked(0, person) for person in (place.reader, place.member)] == [False, False]
        assert await marked(0, place.admin)
        named = await place.invoke("/alerts analysts role:@Analysts", member=place.admin)
        assert "Integrations" in named.text()
        assert [await marked(1, person) for person in (place.reader, place.member)] == [False, True]
        assert await marked(2, place.owner)
        await place.invoke("/alerts analysts", member=place.admin)
        assert not await marked(3, place.member)
        assert "set analysts" in (await place.invoke("/audit", member=place.admin)).text()


async def test_whom_discords_command_permissions_allow_may_review(desk: Desk) -> None:
    await furnished(desk)
    place = desk.sandbox
    reader = place.reader
    async with running(place, desk.store, desk.clock):
        with pytest.raises(NotTypedError):
            await place.invoke("/review", member=reader)
        place.server.commands.permit(place.guild["id"], "review", reader["user"]["id"])
        card = (await place.invoke("/review", member=reader)).message
        assert card is not None
        later = button_of(card, "review-later")
        assert "analysts" in (await place.press(card, later, member=place.member)).text()
        decided = (await place.press(card, later, member=reader)).message
        assert decided is not None
        assert "takes it back" in str(decided["components"])
        place.server.commands.permit(place.guild["id"], "amend", place.guild["id"])
        done = await place.invoke("/amend edit event:tanks field:place value:Lahore", member=reader)
        assert "Done" in done.text()


async def test_until_a_home_is_set_everything_register_wide_says_how(
    desk: Desk, strangers: Neighbour, probe: FeedProbe
) -> None:
    before, place = await shared(desk.store), desk.sandbox
    admins = ((place.admin, place.channels["general"]["id"]), (strangers.admin, strangers.channel("general")))
    async with running(place, desk.store, desk.clock, home=0, probe=probe) as client:
        await client.wait_until_ready()
        for name, line in LINES.items():
            for person, channel in admins:
                reply = await place.invoke(line, member=person, channel=channel)
                await client.tree.idle()
                if name.split()[0] in REGISTER_WIDE or name == "alerts analysts":
                    assert UNSET in reply.text(), line
        assert await shared(desk.store) == before


async def test_only_who_runs_the_application_says_which_server_is_home(
    desk: Desk, strangers: Neighbour
) -> None:
    place, general = desk.sandbox, strangers.channel("general")
    async with running(place, desk.store, desk.clock, home=0) as client:
        await client.wait_until_ready()
        members = ((place.admin, "general"), (strangers.owner, general), (strangers.admin, general))
        for person, channel in members:
            refused = await place.invoke("/setup home", member=person, channel=channel)
            assert "owns this bot's application" in refused.text()
            assert await desk.store.guilds.home() is None
        assert "is home now" in (await place.invoke("/setup home", member=place.owner)).text()
        assert await desk.store.guilds.home() == int(place.guild["id"])
        assert "home already" in (await place.invoke("/setup home", member=place.owner)).text()
        assert "set home server" in (await place.invoke("/audit", member=place.admin)).text()
        assert "Question 1" in str((await place.invoke("/review", member=place.admin)).payloads)


@pytest.mark.usefixtures("strangers")  # an only server becomes home once the client is ready, whoever asks
@pytest.mark.parametrize(("state", "allowed"), [(2, True), (1, False)])
async def test_of_a_team_only_who_accepted_says_so(desk: Desk, state: int, allowed: bool) -> None:
    place = desk.sandbox
    owned_by_a_team(place, place.admin, state)
    async with running(place, desk.store, desk.clock, home=0):
        await place.invoke("/setup home", member=place.admin)
    assert (await desk.store.guilds.home() is not None) is allowed


def owned_by_a_team(sandbox: Sandbox, person: Document, state: int) -> None:
    """``state``: 1 invited, 2 accepted. The application's owner is then a user that stands for the team."""
    team = {"id": "900", "name": "Team", "icon": None, "owner_user_id": "901"}
    row = {"membership_state": state, "team_id": "900", "user": person["user"], "role": "developer"}
    owner = sandbox.world.application["owner"] | {"id": "900", "username": "team900"}
    sandbox.world.application |= {"owner": owner, "team": team | {"members": [row]}}


async def test_the_operators_setting_is_not_changed_by_command(desk: Desk) -> None:
    place = desk.sandbox
    async with running(place, desk.store, desk.clock):
        told = await place.invoke("/setup home", member=place.owner)
        assert "ENTENTE_HOME" in told.text()
    assert await desk.store.guilds.home() is None


async def test_the_only_server_of_the_first_start_is_home_and_never_a_later_one(desk: Desk) -> None:
    place = desk.sandbox
    async with running(place, desk.store, desk.clock, home=0) as client:
        await client.wait_until_ready()
        await desk.delivery.settle()
        await client.up.wait()
    assert await desk.store.guilds.home() == int(place.guild["id"])
    (entry,) = await desk.store.amendments.entries(int(place.guild["id"]), 5)
    assert (entry.action, entry.person) == ("set home server", "bot")


@pytest.mark.parametrize("reachable", [True, False])
async def test_with_several_servers_none_becomes_home_by_itself(desk: Desk, reachable: bool) -> None:
    place = desk.sandbox
    there = found(place.world, "Strangers")
    if not reachable:
        place.world.lose(there.id)
    for _ in range(2):
        async with running(place, desk.store, desk.clock, home=0) as client:
            await client.up.wait()
        if there.id in place.world.joined and reachable:
            place.world.leave(there.id)
    assert await desk.store.guilds.home() is None


async def test_what_others_changed_before_is_seen_at_home_and_taken_back(
    desk: Desk, strangers: Neighbour
) -> None:
    """As an older version let them: the register of today's version, opened by this one."""
    who = Who("discord:66", int(strangers.id), desk.clock())
    edited = await desk.store.amendments.edit("armour", {"place": "the Moon"}, who)
    number = getattr(edited, "id", None)
    place = desk.sandbox
    async with running(place, desk.store, desk.clock) as client:
        await client.wait_until_ready()
        told = (await place.invoke("/audit", member=place.admin)).text()
        assert "in the server Strangers" in told
        assert "<@66>" in told
        undone = await place.invoke(f"/amend undo entry:{number}", member=place.admin)
        assert "Done" in undone.text()
    found = await desk.store.register.event("armour")
    assert found is not None
    assert found.place is None


async def test_where_it_cannot_be_asked_nothing_is_done_and_that_is_said(desk: Desk) -> None:
    async def failing(_interaction: object) -> str | None:
        raise OSError("the database is away")

    await furnished(desk)
    before = await shared(desk.store)
    async with running(desk.sandbox, desk.store, desk.clock) as client:
        client.tree.gate = failing
        told = await desk.sandbox.invoke(LINES["amend edit"], member=desk.sandbox.admin)
        assert "Something went wrong" in told.text()
    assert await shared(desk.store) == before


def test_every_table_is_shared_or_a_servers_own() -> None:
    """Where a new table is none of these, it is to be decided whose it is."""
    own = {"alert", "subscription", "watch", "digest", "auditentry", "mark"}
    derived = {
        "actor",
        "equipment",
        "eventfeatures",
        "eventlink",
        "featureword",
        "keptanswer",
        "letgokey",
        "namemention",
        "pause",
        "place",
        "search_document",
        "searchedword",
        "stemmedtext",
        "series",
    }
    of_processes = {"claimedinteraction", "filedfact", "lease"}
    assert set(METADATA.tables) == {*SHARED, *own, *derived, *of_processes}
