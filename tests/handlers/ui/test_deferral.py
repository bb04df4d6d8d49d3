"""Every command is acknowledged in time: at once by its answer, or by a deferral that the answer then fills in."""

import re
from pathlib import Path

import pytest

from sandbox.control import Sandbox
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import running
from tests.handlers.rows import event, file

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
    async with running(sandbox, memory_store, clock, 0.0, home=0):
        reply = await sandbox.invoke("/review", member=sandbox.admin)
        assert "No home server is set" in reply.text()
        assert reply.ephemeral


ROOT = Path(__file__).parents[3]
SPEAKS = re.compile(r"\.(followup|response)\.\w+\(|edit_original_response|original_response\(")
ANSWERS = re.compile(r"class \w+\(.*\b(View|LayoutView|Modal|DynamicItem|Button|Select)\b")


def elsewhere(pattern: re.Pattern[str], *homes: str) -> list[str]:
    files = [path for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py")]
    names = {str(path.relative_to(ROOT)): path.read_text() for path in files}
    return [name for name, source in names.items() if name not in homes and pattern.search(source)]


def test_interactions_are_spoken_to_in_one_place() -> None:
    """Two processes may hear of one: what is said elsewhere would not know who carries it out."""
    assert elsewhere(SPEAKS, "handlers/ui/deferral.py", "bot/gateway/tree.py") == []
    completions = (ROOT / "bot/gateway/tree.py").read_text()
    assert SPEAKS.findall(completions) == ["response"], "only the empty completion"
    assert SPEAKS.search("await interaction.response.send_message('hello')")


def test_what_answers_a_press_is_made_in_one_place() -> None:
    """``guarded`` claims: a view, modal or button of another make would not."""
    assert elsewhere(ANSWERS, "handlers/ui/buttons.py") == []
    assert ANSWERS.search("class Question(discord.ui.Modal, title='A question'):")
