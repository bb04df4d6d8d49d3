"""Mutants of what is copied while a module is imported (a table, a default, a field of a class): the module is imported
once more for each, with all that imports it, in a fork of a process that has everything else."""

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.mutants.mutate import ROOT, Mutant
from benchmarks.mutants.swap import module_of
from benchmarks.mutants.warm import Fate, Meeting, Met, bound

OUTSIDE = ("sqlmodel", "discord", "hypothesis", "uvloop", "babel", "structlog", "feedparser", "trafilatura")
OURS = ("bot", "facts", "feeds", "store", "seeds", "sandbox", "handlers")
IMPORTS = 60.0
"""Seconds that a test may take longer here: it imports, and makes what it shares with others, for itself."""
OPTIONS = (
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "--timeout-method=thread",
    "--hypothesis-seed=1",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
)
"""A test that does not end takes the process with it. Plugins that every fork has already are told of again: that is no
warning here."""


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module as its mutant writes it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant, self.name, self.source = mutant, module_of(mutant.path), mutant.source()

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, ROOT / self.mutant.path, loader=self)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.mutant.path, "exec"), vars(module))  # noqa: S102 - it is our own text


def met_afresh(meeting: Meeting) -> Met:
    """What becomes of a mutant, in a process of its own."""
    if not meeting.tests:
        return Met(meeting, "untested")
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _meet(meeting)
    status = os.waitpid(child, 0)[1]
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    fate: Fate = "survived" if status == 0 else "killed"
    return Met(meeting, fate, seconds=time.monotonic() - begun)


def _meet(meeting: Meeting) -> None:
    """Ends the process: 0 where all tests pass, each in its time."""
    code = 1
    most = IMPORTS + bound(max(meeting.tests.values()))
    try:
        sys.meta_path.insert(0, Planted(meeting.mutant))
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = int(pytest.main([*OPTIONS, f"--timeout={most:.0f}", *meeting.tests]))
    finally:
        os._exit(code)


def prepare(files: Iterable[str]) -> None:
    """Imports what the tests need and what does not import what is changed, so that each fork has it."""
    changed = {module_of(name) for name in files}
    for name in OUTSIDE:
        importlib.import_module(name)
    ours = {
        module_of(str(path.relative_to(ROOT))): path
        for room in OURS
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts
    }
    needs = {name: _imports(path) | _packages(name) for name, path in ours.items()}
    for name in sorted(ours):
        if not _reached(name, needs) & changed:
            importlib.import_module(name)
    if early := sorted(changed & set(sys.modules)):
        sys.exit(f"no mutant of these would be met, they are imported already: {', '.join(early)}")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found | {package for name in found for package in _packages(name)}


def _packages(name: str) -> set[str]:
    """The packages that importing ``name`` runs first."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts))}


def _reached(name: str, needs: dict[str, set[str]]) -> set[str]:
    seen, waiting = {name}, [name]
    while waiting:
        for other in needs.get(waiting.pop(), set()) - seen:
            if other in needs:
                seen.add(other)
                waiting.append(other)
    return seen
