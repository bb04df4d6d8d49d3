"""How many small faults of the judges and of delivery the tests find: ``make mutants``.

    python -m benchmarks.mutants.run [--most 400] [--seed 1] [--rooms vetoes,guard,outbox,alerts,delivery]
                                     [--kept] [--left] [--seconds 25] [--only TEXT] [--until 12:00]

Each mutant is met by the tests that run the changed function, quickest first, until one fails, in a fork of a process
that has everything imported and collected (``benchmarks/mutants/warm.py``; for tables ``benchmarks/mutants/afresh.py``).
Tests on PostgreSQL are left out: they are the same tests as on SQLite. Survivors are printed as they come, the figures
by room last, as JSON. A survivor that is known, and why, stands in ``benchmarks/mutants/known.toml``.
"""

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import pytest

from benchmarks.mutants.afresh import met_afresh, prepare
from benchmarks.mutants.chosen import covered, meeting_of, sampled
from benchmarks.mutants.mutate import ROOT, Broken, Mutant, Unchanged
from benchmarks.mutants.rooms import ROOMS
from benchmarks.mutants.warm import Meeting, Met, Warm

HERE = Path(__file__).parent
LOG = ROOT / "data" / "mutants-met.txt"
SECONDS = 25.0
"""So long, at most, the tests of one mutant take by themselves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a run."""

    most: int
    seed: int
    rooms: list[str]
    kept: bool
    left: bool
    seconds: float
    only: str
    until: str

    def is_over(self) -> bool:
        return bool(self.until) and f"{datetime.now():%H:%M}" >= self.until  # noqa: DTZ005 - a time of the clock at hand


def asked() -> Asked:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--most", type=int, default=400, help="size of the sample of all rooms")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rooms", type=lambda names: names.split(","), default=list(ROOMS))
    options.add_argument(
        "--kept", action="store_true", help="use what an earlier run found of which test runs what"
    )
    options.add_argument("--left", action="store_true", help="of the sample, those that no earlier run found")
    options.add_argument("--seconds", type=float, default=SECONDS, help="of tests that a mutant meets")
    options.add_argument("--only", default="", help="of the sample, those whose line holds this")
    options.add_argument("--until", default="", help="begin none after this time of day, as 12:00")
    return Asked(**vars(options.parse_args()))


def main() -> None:
    options = asked()
    os.chdir(ROOT)
    chosen = [
        (name, mutant)
        for name, mutant in sampled(options.most, options.seed)
        if name in options.rooms and options.only in str(mutant) and not (options.left and is_found(mutant))
    ]
    cover = covered(options.rooms, kept=options.kept)
    meetings = [meeting_of(name, mutant, cover, options.seconds) for name, mutant in chosen]
    known, met = known_survivors(), []
    for one in every(meetings, options):
        met.append(one)
        log(one)
        if one.fate in ("survived", "untested"):
            why = "known: " * (line_of(one.meeting.mutant) in known)
            print(f"{one.fate:9} {why}{one.meeting.room} {one.meeting.mutant}", end=" ")
            print(f"[{len(one.meeting.tests)} tests, {one.seconds:.0f} s]", flush=True)
        elif len(met) % 20 == 0:
            print(f"{len(met)} of {len(chosen)} met, {datetime.now():%H:%M:%S}", flush=True)  # noqa: DTZ005
    sys.exit(report(met, known))


def log(one: Met) -> None:
    """Of all runs: what became of each, and which test found it."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as file:
        print(one.fate, one.meeting.room, line_of(one.meeting.mutant), one.by, sep="\t", file=file)


def is_found(mutant: Mutant) -> bool:
    told = LOG.read_text(encoding="utf-8") if LOG.exists() else ""
    return any(
        f"{fate}\t{name}\t{line_of(mutant)}\t" in told for fate in ("killed", "timed out") for name in ROOMS
    )


def every(meetings: Sequence[Meeting], options: Asked) -> Iterator[Met]:
    """What becomes of each: in a process that has all imported, and what that cannot tell, in one that has not."""
    left = []
    for one in in_process(meetings, options):
        if one.fate == "not here":
            left.append(one.meeting)
        else:
            yield one
    if left:
        prepare(name for room in ROOMS.values() for name in room.files())
        proven(left[0], met_afresh)
    for meeting in left:
        if not options.is_over():
            yield met_afresh(meeting)


def in_process(meetings: Sequence[Meeting], options: Asked) -> Iterator[Met]:
    """Plays the session of ``Warm`` in a child, and gives what it tells as it comes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as telling:
            code = session(meetings, options, telling)
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        for line in told:
            at, fate, by, seconds = json.loads(line)
            yield Met(meetings[at], fate, by, seconds)
    if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(f"the tests could not be made ready, or do not notice a broken function ({code})")


def session(meetings: Sequence[Meeting], options: Asked, telling: TextIO) -> int:
    """The exit code of pytest."""
    files = sorted({name for room in ROOMS.values() for name in room.files()})
    tests = sorted({test.partition("::")[0] for meeting in meetings for test in meeting.tests})
    place = {id(meeting): at for at, meeting in enumerate(meetings)}

    def tell(met: Met) -> None:
        json.dump((place[id(met.meeting)], met.fate, met.by, met.seconds), telling)
        print(file=telling, flush=True)

    warm = Warm(meetings, files, tell, options.is_over)
    return int(
        pytest.main(
            ["-qq", "-p", "no:cacheprovider", "--timeout=0", "--hypothesis-seed=1", *tests], plugins=[warm]
        )
    )


def proven(meeting: Meeting, meet: Callable[[Meeting], Met]) -> None:
    """Ends the run where a module is not met: it has to pass as it is, and not where nothing but an error is left."""
    mutant = meeting.mutant
    for changed, fates in ((Unchanged, ("survived",)), (Broken, ("killed",))):
        other = changed(mutant.path, mutant.line, mutant.where, "", 0, 0)
        fate = meet(Meeting(meeting.room, other, meeting.tests)).fate
        if fate not in fates:
            sys.exit(f"{meeting.room}: no mutant would be met: {changed.__name__} {mutant.where} {fate}")


def known_survivors() -> dict[str, str]:
    """Mutants, without their lines, that change nothing that matters, with why."""
    rows = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))["mutant"]
    return {f"{row['path']} {row['where']}: {row['what']}": row["why"] for row in rows}


def line_of(mutant: Mutant) -> str:
    return f"{mutant.path} {mutant.where}: {mutant.what}"


def report(met: Sequence[Met], known: dict[str, str]) -> int:
    """Prints the figures; 1 where fewer than 85 % are found, or one survives where none may."""
    figures: dict[str, Any] = {}
    fine = True
    for name in dict.fromkeys(one.meeting.room for one in met):
        own = [one for one in met if one.meeting.room == name]
        alive = [one.meeting.mutant for one in own if one.fate in ("survived", "untested")]
        unknown = [mutant for mutant in alive if line_of(mutant) not in known]
        figures[name] = {
            "mutants": len(own), "killed": len(own) - len(alive), "known": len(alive) - len(unknown),
            "survived": len(unknown), "timed out": sum(one.fate == "timed out" for one in own),
        }  # fmt: skip
        fine &= not (ROOMS[name].whole and unknown)
    sizes = sum(row["mutants"] - row["known"] for row in figures.values())
    share = sum(row["killed"] for row in figures.values()) / sizes if sizes else 1.0
    print(json.dumps({**figures, "killed": round(share, 3)}))
    return 0 if fine and share >= 0.85 else 1


if __name__ == "__main__":
    main()
