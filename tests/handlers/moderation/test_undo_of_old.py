"""What a person changed before ids changed is taken back afterwards, on the way that ``/amend undo`` takes."""

import pytest

from handlers.alerts.announcer import Announcer
from handlers.moderation.amending import Amending
from sandbox.control import Sandbox
from store.database.database import Database
from store.database.revise import upgrade_to
from store.nouns.models import Event
from store.nouns.reviews import AuditEntry
from store.people.amending import Who
from store.store import open_store
from tests.clock import Clock
from tests.handlers.connected import running
from tests.store.old_register import AUDITED, BEFORE, EVENTS, fill


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path: object) -> str:
    """A register of the version before, with events and audit entries."""
    url = f"sqlite:///{tmp_path}/old.db"
    if request.param == "postgres":
        url = str(request.getfixturevalue("empty_postgres_url"))
    engine = Database(url).writer
    with engine.begin() as connection:
        upgrade_to(connection, BEFORE)
        fill(connection)
    engine.dispose()
    return url


def facts(event: Event) -> tuple[object, ...]:
    who, what = [one.actor for one in event.actors], [one.equipment for one in event.equipment]
    return event.place, event.series, who, what


async def test_every_entry_of_before_is_taken_back(old_url: str, sandbox: Sandbox, clock: Clock) -> None:
    store = await open_store(old_url, clock)
    try:
        before = {event.id: facts(event) for event in await store.register.events()}
        assert len(before) == EVENTS
        amending = Amending(store, Announcer(store, clock), clock)
        async with running(sandbox, store, clock):
            done = await sandbox.invoke(f"/amend undo entry:{AUDITED}", member=sandbox.admin)
        assert "Done" in done.text()
        for number in range(1, AUDITED):
            outcome = await amending.undo(number, Who("discord:7", int(sandbox.guild["id"]), clock()))
            assert isinstance(outcome, AuditEntry), outcome
        after = {event.id: facts(event) for event in await store.register.events()}
        undone = {f"e{number}" for number in range(AUDITED)}
        assert after == {key: ("Quetta", *one[1:]) if key in undone else one for key, one in before.items()}
        parted = {"e0": ["li-keqiang"], "e1": ["li-qiang"]}
        assert {key: after[key][2] for key in parted} == parted
        assert {one[1] for one in after.values()} == {"shaheen"}
        assert {tuple(str(one[3])) for one in after.values()} == {tuple("['ah-64']")}
    finally:
        await store.close()
