"""Every command is acknowledged in time: at once by its answer, or by a deferral that the answer then fills in."""

import pytest

from sandbox.control import Sandbox
from store.store import Store
from tests.clock import Clock
from tests.desk.connected import running
from tests.desk.rows import event, file

ANSWERED, DEFERRED = 4, 5
"""Types of Discord's interaction callbacks."""
LONG = 60.0
LINES = (
    "/recent",
    "/recent share:true",
    "/status",
    "/review",
    "/alerts set channel:#alerts",
    "/watch list",
    "/digest list",
    "/audit",
)


@pytest.mark.parametrize(("patience", "kind"), [(0.0, DEFERRED), (LONG, ANSWERED)])
async def test_every_command_is_answered_once_whether_deferred_or_not(
    sandbox: Sandbox, memory_store: Store, clock: Clock, patience: float, kind: int
) -> None:
    await file(memory_store, event("tanks", clock()), clock())
    async with running(sandbox, memory_store, clock, patience) as client:
        for line in LINES:
            reply = await sandbox.invoke(line, member=sandbox.admin)
            await client.tree.idle()
            assert reply.kind == kind, line
            assert len(reply.messages) == 1, line
            assert reply.text(), line
            assert reply.ephemeral is ("share" not in line), line


async def test_a_refusal_follows_its_deferral(sandbox: Sandbox, memory_store: Store, clock: Clock) -> None:
    async with running(sandbox, memory_store, clock, 0.0):
        reply = await sandbox.invoke("/audit")
        assert "Manage Server" in reply.text()
        assert reply.ephemeral
