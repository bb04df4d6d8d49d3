"""Home, analysts, deleted channels and left servers, on both backends."""

from datetime import timedelta

from store.nouns.subscriptions import DigestFacts
from store.outbox.outbox import Lane
from store.people.amending import Who
from store.people.guilds import MOST_WAITING
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, alert, subscription


async def test_home_is_looked_for_once(store: Store, clock: Clock) -> None:
    assert await store.guilds.look_for_home([1, 2], clock()) is None
    assert await store.guilds.look_for_home([1], clock()) is None
    assert await store.guilds.home() is None
    await store.guilds.make_home(1, Who("discord:7", 1, clock()))
    await store.guilds.make_home(2, Who("discord:7", 2, clock()))
    assert await store.guilds.home() == 2
    entries = await store.amendments.entries(2, 5, home=True)
    assert [(row.guild, row.before, row.after) for row in entries] == [
        (2, {"server": 1}, {"server": 2}),
        (1, {"server": None}, {"server": 1}),
    ]


async def test_the_only_server_is_home_where_it_is_looked_for_first(store: Store, clock: Clock) -> None:
    assert await store.guilds.look_for_home([1], clock()) == 1
    assert await store.guilds.look_for_home([2], clock()) is None
    assert await store.guilds.home() == 1


async def test_analysts_are_set_changed_and_taken_away(store: Store, clock: Clock) -> None:
    for role in (5, 6, None):
        await store.guilds.set_analysts(1, role, Who("discord:7", 1, clock()))
        assert await store.guilds.analysts(1) == role
    assert await store.guilds.analysts(2) is None


async def test_a_channel_ends_once_with_all_that_was_told_in_it(store: Store, clock: Clock) -> None:
    await store.subscriptions.subscribe(subscription(), ADMIN, clock())
    slot = clock() + timedelta(hours=1)
    await store.subscriptions.schedule(DigestFacts(guild=GUILD, channel=CHANNEL), slot, ADMIN + 1, clock())
    await store.outbox.queue([alert(f"a{n}", clock()) for n in range(2)])
    claim = await store.outbox.claim(Lane(CHANNEL), clock())
    assert claim is not None
    (chosen,) = await store.guilds.chosen()
    assert (chosen.alerts, chosen.digest, chosen.persons) == (True, True, frozenset({ADMIN, ADMIN + 1}))
    notice = alert("notice", clock(), ADMIN, guild=None, kind="notice")
    assert await store.guilds.end_channel(chosen, [notice], clock())
    assert not await store.guilds.end_channel(chosen, [notice], clock())
    await store.outbox.held(claim, "404 Unknown Channel", clock(), [])
    assert await store.outbox.counts(GUILD) == {"dropped": 2}
    assert await store.outbox.waiting(clock()) == [Lane(ADMIN)]
    assert await store.guilds.chosen() == []


async def test_a_left_server_is_capped_and_comes_back(store: Store, clock: Clock) -> None:
    await store.guilds.leave(GUILD, clock())
    await store.guilds.leave(GUILD, clock.turn(days=8))
    await store.outbox.queue([alert(f"a{n}", clock()) for n in range(MOST_WAITING + 1)])
    await store.outbox.queue([alert("other", clock(), CHANNEL + 1, guild=GUILD + 1)])
    assert await store.outbox.waiting(clock()) == [Lane(CHANNEL + 1)]
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    assert [await store.guilds.cap(clock()), await store.guilds.cap(clock())] == [1, 0]
    assert [await store.guilds.come_back(GUILD, clock()), await store.guilds.come_back(GUILD, clock())] == [
        True,
        False,
    ]
    claim = await store.outbox.claim(Lane(CHANNEL), clock())
    assert claim is not None
    assert (claim.alert.key, len(claim.carried)) == ("a1", MOST_WAITING - 1)
