"""Which mutants are met, and by which tests."""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.mutants.mutate import ROOT, Mutant
from benchmarks.mutants.rooms import ROOMS
from benchmarks.mutants.warm import Meeting

SLOW = 4.0
"""Seconds from which a test comes after all that are quicker."""
Cover = dict[str, dict[str, Any]]
"""By test, its ``seconds`` and which lines of which functions it ``runs``."""


def sampled(most: int, seed: int) -> list[tuple[str, Mutant]]:
    """So many mutants of all rooms, each room by its share, in an order that is the same for a seed and a text: a
    larger sample begins with the smaller one, room by room."""
    found = {name: room.mutants() for name, room in ROOMS.items()}
    total = sum(map(len, found.values()))
    print(f"{total} mutants: " + ", ".join(f"{name} {len(all_)}" for name, all_ in found.items()))
    return [
        (name, mutant)
        for name, all_ in found.items()
        for mutant in _dealt(all_, seed)[: max(1, round(most * len(all_) / total))]
    ]


def _dealt(all_: list[Mutant], seed: int) -> list[Mutant]:
    """In an order by what they are, so that a change of the text elsewhere moves few."""
    same: Counter[str] = Counter()
    places = {}
    for mutant in all_:
        text = f"{mutant.path} {mutant.where}: {mutant.what}"
        same[text] += 1
        places[mutant] = sha256(f"{seed} {text} {same[text]}".encode()).hexdigest()
    return sorted(all_, key=lambda mutant: places[mutant])


def covered(rooms: Iterable[str], *, kept: bool) -> Cover:
    """What each test runs; ``kept`` asks nothing that an earlier run found."""
    found: Cover = {}
    for tests in dict.fromkeys(ROOMS[name].tests for name in rooms):
        files = sorted({file for room in ROOMS.values() if room.tests == tests for file in room.files()})
        into = ROOT / "data" / f"mutants-{Path(files[0]).parent.name}.json"
        if not kept or not into.exists():
            _cover(tests, files, into)
        found |= json.loads(into.read_text(encoding="utf-8"))
    return found


def _cover(tests: Iterable[str], files: list[str], into: Path) -> None:
    into.parent.mkdir(exist_ok=True)
    plugins = ["-p", "benchmarks.mutants.cover", "-p", "no:cacheprovider", "--timeout=0"]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, "-k", "not postgres", *tests], cwd=ROOT, check=False,
        env={**os.environ, "COVER_OF": ",".join(files), "COVER_TO": str(into)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def meeting_of(name: str, mutant: Mutant, cover: Cover, most: float) -> Meeting:
    """With the tests that run the changed function, or one that names the changed table: so many seconds of them. Those
    first that run the very line and are not slow; of these the quickest of each file for each way through the function,
    then the next: tests of one file are more alike than those of several."""
    room, runs = ROOMS[name], {f"{mutant.path}::{mutant.where}", *_readers(mutant)}
    met: Counter[tuple[str, frozenset[int]]] = Counter()
    fitting = []
    for test in sorted(cover, key=lambda test: (cover[test]["seconds"], test)):
        found = cover[test]["runs"].items()
        way = frozenset(line for run, lines in found if _is_within(run, runs) for line in lines)
        if way and test.startswith(room.tests):
            seconds, sort = cover[test]["seconds"], (test.partition("::")[0], way)
            fitting.append((mutant.line not in way, seconds > SLOW, met[sort], seconds, test))
            met[sort] += 1
    chosen: dict[str, float] = {}
    for *_, seconds, test in sorted(fitting):
        if sum(chosen.values()) + seconds > most and chosen:
            break
        chosen[test] = seconds
    return Meeting(name, mutant, chosen)


def _is_within(run: str, names: Iterable[str]) -> bool:
    plain = run.replace(".<locals>", "")
    return any(plain == name or plain.startswith(f"{name}.") for name in names)


def _readers(mutant: Mutant) -> list[str]:
    """Functions of the module that name the changed table."""
    tree = ast.parse((ROOT / mutant.path).read_text(encoding="utf-8"))
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
