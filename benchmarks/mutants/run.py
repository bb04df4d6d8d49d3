"""How many small faults of the judges and of delivery the tests find: ``make mutants``.

    python -m benchmarks.mutants.run [--most 400] [--seed 1] [--rooms vetoes,guard,alerts,delivery] [--all-of vetoes]

Each mutant takes the place of its module in a fork of this process, which has everything imported that does not import
what is changed, and is met by the tests that run the changed function, quickest first, until one fails. Tests on
PostgreSQL are left out: they are the same tests as on SQLite. The last lines are the survivors, and the figures as
JSON. A survivor that is known, and why, stands in ``benchmarks/mutants/known.toml``.
"""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

from benchmarks.mutants.mutate import Broken, Mutant, Unchanged, mutants

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Fate = Literal["killed", "timed out", "survived", "untested"]


@dataclass(frozen=True, slots=True)
class Room:
    """What is changed (files, with the names that are; all where none are given) and the tests that may meet it."""

    files: dict[str, frozenset[str]]
    tests: tuple[str, ...]
    whole: bool = False
    """Whether none of its mutants may survive."""


GUARD = frozenset(
    {"match", "_judge", "_compared", "_adding", "_alone", "_near", "_known", "_denying", "_deniable"}
)
ROOMS = {
    "vetoes": Room(
        {f"facts/matching/{name}.py": frozenset() for name in ("vetoes", "names_apart", "voices_apart")},
        ("tests/facts/matching", "tests/stream/test_rows.py"),
        whole=True,
    ),
    "guard": Room(
        {"facts/matching/match.py": GUARD, "facts/matching/weigh.py": frozenset({"weigh"})},
        ("tests/facts/matching", "tests/stream/test_rows.py"),
        whole=True,
    ),
    "alerts": Room(
        {"handlers/alerts/rules.py": frozenset(), "handlers/alerts/announcer.py": frozenset()},
        ("tests/handlers/alerts", "tests/handlers/delivery"),
    ),
    "outbox": Room(
        {f"store/outbox/{name}.py": frozenset() for name in ("outbox", "queueing", "due_times", "overdue")},
        ("tests/store/outbox", "tests/handlers/delivery"),
        whole=True,
    ),
    "delivery": Room(
        {f"handlers/delivery/{name}.py": frozenset() for name in ("delivery", "sender")},
        ("tests/handlers/delivery",),
    ),
}
IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"
"""Plugins that every fork has already are told of again."""
SECONDS = 15.0
"""So long, at most, the tests of one mutant take by themselves."""


def covered(rooms: Sequence[Room]) -> dict[str, dict[str, Any]]:
    """By test, which of the functions that may be changed it runs and its seconds."""
    files = sorted({name for room in rooms for name in room.files})
    folders = sorted({name for room in rooms for name in room.tests})
    into = ROOT / "data" / "mutants-cover.json"
    into.parent.mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "benchmarks.mutants.cover",
        "-k",
        "not postgres",
        *folders,
    ]
    subprocess.run(
        command, cwd=ROOT, check=False, env={**os.environ, "COVER_OF": ",".join(files), "COVER_TO": str(into)},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = json.loads(into.read_text(encoding="utf-8"))
    return found


def tests_of(mutant: Mutant, room: Room, cover: dict[str, dict[str, Any]], most: float) -> list[str]:
    """The tests that run the changed function, or one that names the changed table; quickest first, bounded in time."""
    named = f"{mutant.path}::{mutant.where}"
    runs = {named, *_readers(mutant)}
    fitting = [
        (found["seconds"], test)
        for test, found in cover.items()
        if test.startswith(room.tests) and any(_is_within(run, runs) for run in found["runs"])
    ]
    chosen: list[str] = []
    total = 0.0
    for seconds, test in sorted(fitting):
        total += seconds
        if total > most and chosen:
            break
        chosen.append(test)
    return chosen


def _is_within(run: str, names: Iterable[str]) -> bool:
    plain = run.replace(".<locals>", "")
    return any(plain == name or plain.startswith(f"{name}.") for name in names)


def _readers(mutant: Mutant) -> list[str]:
    """Functions of the module that name the changed table."""
    tree = ast.parse(Path(mutant.path).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    reading = [
        node.name
        for node in functions
        if any(isinstance(n, ast.Name) and n.id == mutant.where for n in ast.walk(node))
    ]
    classes = {
        f.name: c.name for c in tree.body if isinstance(c, ast.ClassDef) for f in c.body if f in functions
    }
    return [f"{mutant.path}::{classes[n] + '.' if n in classes else ''}{n}" for n in reading]


class Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives one module as its mutant writes it."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant, self.name, self.source = mutant, _module(mutant.path), mutant.source()

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


def fate(mutant: Mutant, tests: Sequence[str], seconds: float) -> Fate:
    """What becomes of a mutant that meets the tests, in a process of its own."""
    if not tests:
        return "untested"
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        _meet(mutant, tests)
    end = time.monotonic() + 20 + 6 * seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timed out"


def _meet(mutant: Mutant, tests: Sequence[str]) -> None:
    """Ends the process: 0 where all tests pass."""
    sys.meta_path.insert(0, Planted(mutant))
    code = 1
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            options = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", "-W", IMPORTED]
            code = int(pytest.main([*options, *tests]))
    finally:
        os._exit(code)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def prepare(files: Iterable[str]) -> None:
    """Imports what the tests need and what does not import what is changed, so that each fork has it."""
    changed = {_module(name) for name in files}
    for name in (
        "sqlmodel",
        "discord",
        "hypothesis",
        "uvloop",
        "babel",
        "structlog",
        "feedparser",
        "trafilatura",
    ):
        importlib.import_module(name)
    ours = {
        _module(str(path.relative_to(ROOT))): path
        for room in ("bot", "facts", "feeds", "store", "seeds", "sandbox", "handlers")
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


def sampled(rooms: dict[str, Room], most: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many mutants of all rooms, each room by its share; always the same ones for a seed and a text."""
    known = {
        name: [m for file, only in room.files.items() for m in mutants(Path(file), only)]
        for name, room in rooms.items()
    }
    total = sum(map(len, known.values()))
    dice = random.Random(seed)
    chosen = []
    for name, found in known.items():
        size = min(len(found), max(1, round(most * len(found) / total)))
        chosen += [(name, found[at]) for at in sorted(dice.sample(range(len(found)), size))]
    print(f"{total} mutants: " + ", ".join(f"{name} {len(found)}" for name, found in known.items()))
    return chosen


def known_survivors() -> dict[str, str]:
    """Mutants, without their lines, that change nothing that matters, with why."""
    rows = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))["mutant"]
    return {f"{row['path']} {row['where']}: {row['what']}": row["why"] for row in rows}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=400)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rooms", default=",".join(ROOMS))
    asked.add_argument(
        "--kept", action="store_true", help="use what the last run found of which test runs what"
    )
    asked.add_argument("--seconds", type=float, default=SECONDS, help="of tests that a mutant meets")
    given = asked.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    rooms = {name: ROOMS[name] for name in given.rooms.split(",")}
    chosen = sampled(rooms, given.most, given.seed)
    kept = ROOT / "data" / "mutants-cover.json"
    cover = json.loads(kept.read_text(encoding="utf-8")) if given.kept else covered(list(rooms.values()))
    prepare(name for room in ROOMS.values() for name in room.files)
    for name, room in rooms.items():
        mutant = next(one for of, one in chosen if of == name)
        unchanged = Unchanged(mutant.path, mutant.line, mutant.where, "nothing", 0, 0)
        if (
            end := fate(unchanged, tests_of(unchanged, room, cover, given.seconds), given.seconds)
        ) != "survived":
            sys.exit(f"{name}: the tests of {mutant.where} do not pass as it is ({end})")
        broken = Broken(mutant.path, mutant.line, mutant.where, "nothing but an error", 0, 0)
        if fate(broken, tests_of(broken, room, cover, given.seconds), given.seconds) == "survived":
            sys.exit(f"{name}: no mutant of it would be met, for a module that cannot be imported is not")
    known, fates = known_survivors(), dict[str, list[tuple[Mutant, Fate]]]()
    for name, mutant in chosen:
        tests = tests_of(mutant, rooms[name], cover, given.seconds)
        begun = time.monotonic()
        told = fate(mutant, tests, sum(cover[test]["seconds"] for test in tests))
        fates.setdefault(name, []).append((mutant, told))
        if told not in ("killed", "timed out"):
            print(
                f"{told:9} {name} {mutant} [{len(tests)} tests, {time.monotonic() - begun:.0f} s]", flush=True
            )
    sys.exit(report(rooms, fates, known))


def report(rooms: dict[str, Room], fates: dict[str, list[tuple[Mutant, Fate]]], known: dict[str, str]) -> int:
    """Prints the figures; 1 where fewer than 85 % are found, or one survives where none may."""
    figures: dict[str, Any] = {}
    fine = True
    for name, told in fates.items():
        alive = [m for m, end in told if end in ("survived", "untested")]
        unknown = [m for m in alive if f"{m.path} {m.where}: {m.what}" not in known]
        figures[name] = {
            "mutants": len(told),
            "killed": len(told) - len(alive),
            "known": len(alive) - len(unknown),
        }
        fine &= not (rooms[name].whole and unknown)
    sizes = sum(row["mutants"] - row["known"] for row in figures.values())
    share = sum(row["killed"] for row in figures.values()) / sizes if sizes else 1.0
    print(json.dumps({**figures, "killed": round(share, 3)}))
    return 0 if fine and share >= 0.85 else 1


if __name__ == "__main__":
    main()
