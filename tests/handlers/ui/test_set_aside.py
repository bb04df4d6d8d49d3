"""That nothing is known is said once what was set aside was asked, too; what only that has is told, and as what it is."""

import pytest

from sandbox.control import Sandbox
from store.nouns.decisions import Decision
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import running
from tests.handlers.rows import article, event, file

NEWS = {
    "skiff": ("Skiff race off Paramaribo", "The harbour master Ulrike Dannenberg fired the starting gun."),
    "relay": ("Relay run in Kestrup", "Torokul Asanov of the Ala-Too club held the QX-77 torch."),
    "chess": ("Dannenberg memorial: chess in Kestrup", "Twelve boards, one winner."),
}
OFF_BEAT = "set aside as off the beat"


@pytest.fixture
async def read(memory_store: Store, clock: Clock) -> Store:
    await file(memory_store, event("drill", title="China and Pakistan drill at Karachi"), clock())
    news = [
        Decision(article(name, "wire", clock(), title=title, lead=lead, verdict="irrelevant"))
        for name, (title, lead) in NEWS.items()
    ]
    await memory_store.wire.record(news)
    return memory_store


@pytest.mark.parametrize(
    ("command", "asked", "held"),
    [
        (command, asked, held)
        for command in ("/brief topic:", "/event name:", "/timeline topic:", "/recent query:")
        for asked, held in (("Torokul Asanov", "relay"), ("QX-77", "relay"), ("Ulrike Dannenberg", "skiff"))
    ],
)
async def test_what_only_a_text_set_aside_tells_is_told(
    sandbox: Sandbox, read: Store, clock: Clock, command: str, asked: str, held: str
) -> None:
    async with running(sandbox, read, clock):
        told = (await sandbox.invoke(f"{command}{asked}")).text()
    assert "beyond what one text tells:" in told
    assert NEWS[held][0] in told
    assert OFF_BEAT in told
    assert "Nothing that is filed mentions" not in told


async def test_words_that_one_text_set_aside_brings_together(
    sandbox: Sandbox, read: Store, clock: Clock
) -> None:
    """Each of the two is in two texts, one in both."""
    async with running(sandbox, read, clock):
        told = (await sandbox.invoke("/brief topic:Dannenberg Kestrup")).text()
    assert "beyond what one text tells:" in told
    assert NEWS["chess"][0] in told


async def test_a_search_shows_them_under_a_heading_of_their_own(
    sandbox: Sandbox, read: Store, clock: Clock
) -> None:
    async with running(sandbox, read, clock):
        for query, held in (("Torokul Asanov", "relay"), ("starting gun", "skiff"), ("qx-77", "relay")):
            told = (await sandbox.invoke(f"/search query:{query}")).text()
            assert "Texts set aside" in told
            assert f"Nothing that is filed holds “{query}”; one text does that was {OFF_BEAT}." in told
            assert NEWS[held][0] in told
        told = (await sandbox.invoke("/search query:Dannenberg")).text()
        assert f"2 texts do that were {OFF_BEAT}." in told


async def test_a_search_tells_what_is_filed_and_comes_close_behind_them(
    sandbox: Sandbox, read: Store, clock: Clock
) -> None:
    async with running(sandbox, read, clock):
        await file(read, event("run", title="Marathon in Kestrup of two armies"), clock())
        told = (await sandbox.invoke("/search query:Kestrup relay")).text()
        assert (
            f"Nothing that is filed holds all of “Kestrup relay”; one text does that was {OFF_BEAT}" in told
        )
        assert NEWS["relay"][0] in told
        assert "Marathon in Kestrup" in told


async def test_what_is_filed_comes_alone(sandbox: Sandbox, read: Store, clock: Clock) -> None:
    async with running(sandbox, read, clock):
        await file(read, event("yard", title="Dannenberg yard delivers a tanker to Pakistan"), clock())
        for asked in ("/search query:Dannenberg", "/brief topic:Dannenberg", "/event name:Dannenberg"):
            told = (await sandbox.invoke(asked)).text()
            assert OFF_BEAT not in told
            assert "tanker" in told


async def test_what_no_text_has_is_said_to_be_nowhere(sandbox: Sandbox, read: Store, clock: Clock) -> None:
    async with running(sandbox, read, clock):
        assert "Nothing that is known holds" in (await sandbox.invoke("/search query:Zxwvut")).text()
        assert "Nothing that is filed mentions" in (await sandbox.invoke("/brief topic:Zxwvut")).text()


async def test_a_text_set_aside_is_found_by_words_of_its_lead(
    sandbox: Sandbox, read: Store, clock: Clock
) -> None:
    async with running(sandbox, read, clock):
        told = (await sandbox.invoke("/source text:harbour master Dannenberg")).text()
        assert NEWS["skiff"][0] in told
        assert f"it was read and {OFF_BEAT}" in told
        assert NEWS["skiff"][0] in (await sandbox.invoke("/why item:harbour master Dannenberg")).text()
