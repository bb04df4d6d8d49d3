"""Every command is acknowledged in time: at once by its answer, or by a deferral that the answer then fills in."""

import ast
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
        said = sandbox.say("What a day")
        reply = await sandbox.apply(said, "Details")
        assert (reply.kind, reply.ephemeral, len(reply.messages)) == (kind, True, 1)


async def test_a_refusal_follows_its_deferral(sandbox: Sandbox, memory_store: Store, clock: Clock) -> None:
    async with running(sandbox, memory_store, clock, 0.0, home=0):
        reply = await sandbox.invoke("/review", member=sandbox.admin)
        assert "No home server is set" in reply.text()
        assert reply.ephemeral


ROOT = Path(__file__).parents[3]
SPEAKS = re.compile(r"\.(followup|response)\.\w+\(|edit_original_response|original_response\(")
ANSWERS = re.compile(r"^(View|LayoutView|Modal|DynamicItem|Button|\w*Select)$")


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


ANSWERED_BY = ("callback", "on_submit")
"""What discord.py calls when a person presses, chooses or sends (its documentation, "Bot UI Kit")."""


def unguarded(source: str) -> list[str]:
    """Classes that answer a press and do anything there but await ``guarded``, or that do not say what they answer."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    answering = [node for node in found if any(ANSWERS.search(_name(base)) for base in node.bases)]
    return [node.name for node in answering if not _is_guarded(node)]


def _name(base: ast.expr) -> str:
    """Of a class, however its module was imported, without its parameters."""
    return ast.unparse(base).partition("[")[0].rpartition(".")[2]


def _is_guarded(node: ast.ClassDef) -> bool:
    """Whether each awaits nothing but ``guarded``, at its end."""
    methods = [one for one in node.body if isinstance(one, ast.AsyncFunctionDef) and one.name in ANSWERED_BY]
    waits = [[one for one in ast.walk(method) if isinstance(one, ast.Await)] for method in methods]
    ends = [ast.unparse(method.body[-1]).startswith("await guarded(") for method in methods]
    return bool(methods) and all(ends) and all(len(one) == 1 for one in waits)


def test_whatever_answers_a_press_is_guarded() -> None:
    """``guarded`` claims: a view, form or button that answers without it would answer in two processes."""
    files = [path for room in ("bot", "handlers") for path in (ROOT / room).rglob("*.py")]
    assert {path.name: unguarded(path.read_text()) for path in files if unguarded(path.read_text())} == {}
    for base in ("discord.ui.Modal", "ui.Modal", "Modal"):
        planted = f"class Form({base}):\n    async def on_submit(self, one): await one.response.defer()"
        assert unguarded(planted) == ["Form"], base
    for base in ("discord.ui.Select[Any]", "ui.UserSelect[View]", "Button[discord.ui.View]"):
        assert unguarded(f"class Menu({base}):\n    pass") == ["Menu"], base
    kept = "class Form(discord.ui.Modal):\n    async def on_submit(self, one): await guarded(one, '', f(one))"
    assert unguarded(kept) == []
