"""Mutants met by tests that are collected once: a plugin of pytest that forks for each mutant instead of running tests.

Starting the interpreter, importing the product, collecting tests and making what they share (the lexicon, a migrated
database, a founded one) cost more than the tests that find a mutant: here they are paid once. A fork then exchanges the
body of one function (``benchmarks/mutants/swap.py``), runs the tests that run it, and ends at the first that fails. Nothing that the
function made may stand before: what ran while all this was prepared is not met here.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Literal

import pytest

from benchmarks.mutants.mutate import Broken, Mutant
from benchmarks.mutants.swap import Swap, swap_of

Fate = Literal["killed", "timed out", "survived", "untested", "not here"]
SURVIVED = "survived"
SHARED = ("lexicon", "sqlite_template", "founded_sqlite")
"""Fixtures of a session that take long and run nothing of what is changed."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A mutant of a room and the tests that run what it changes, with the seconds that each takes without it."""

    room: str
    mutant: Mutant
    tests: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Met:
    """``by`` is the test that found it, or that did not end."""

    meeting: Meeting
    fate: Fate
    by: str = ""
    seconds: float = 0.0


@dataclass
class Warm:
    """``tell`` takes what became of each, in their order."""

    meetings: Sequence[Meeting]
    files: Iterable[str]
    tell: Callable[[Met], None]
    is_over: Callable[[], bool]
    ran: set[str] = field(default_factory=set)
    """Functions that ran before the first mutant, as ``file::Class.method``."""
    found: dict[str, list[str]] = field(default_factory=dict)
    """By function, the tests that found an earlier mutant of it."""
    sound: dict[str, float] = field(default_factory=dict)
    """Tests that pass where nothing is changed, with the seconds that each takes by itself, its fixtures included."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        paths = {str(Path(name).resolve()): name for name in self.files}

        def trace(frame: FrameType, _event: str, _arg: object) -> None:
            if (
                frame.f_code.co_filename in paths and frame.f_code.co_flags & 0x2
            ):  # no body of a class or module
                self.ran.add(f"{paths[frame.f_code.co_filename]}::{frame.f_code.co_qualname}")

        sys.settrace(trace)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise session.Interrupted("not every test could be collected")
        items = {item.nodeid: item for item in session.items}
        _prepare(session)
        sys.settrace(None)
        self._prove(items)
        for meeting in self.meetings:
            if not self.is_over():
                self.tell(self._met(meeting, items))
        return True

    def _prove(self, items: dict[str, pytest.Item]) -> None:
        """Of each room the first function that can be exchanged is broken, which has to be noticed."""
        unproven = {meeting.room for meeting in self.meetings if meeting.tests}
        for meeting in self.meetings:
            mutant = meeting.mutant
            broken = Broken(mutant.path, mutant.line, mutant.where, "nothing but an error", 0, 0)
            if meeting.room in unproven and meeting.tests and swap_of(mutant) and swap_of(broken):
                unproven.discard(meeting.room)
                unchanged = {items[test]: 600.0 for test in meeting.tests if test in items}
                if _fate(None, unchanged)[0] != "survived":
                    raise pytest.UsageError(f"{meeting.room}: what is as it was fails in a fork")
                if self._met(replace(meeting, mutant=broken), items).fate == "survived":
                    raise pytest.UsageError(f"{meeting.room}: nobody notices that {mutant.where} is broken")

    def _met(self, meeting: Meeting, items: dict[str, pytest.Item]) -> Met:
        mutant, begun = meeting.mutant, time.monotonic()
        swap = swap_of(mutant)
        if swap is None or f"{mutant.path}::{swap.function.__qualname__}" in self.ran:
            return Met(meeting, "not here")
        tests = {items[test]: self._bound(test, meeting) for test in self._order(meeting) if test in items}
        if not tests:
            return Met(meeting, "untested")
        fate, by = _fate(swap, tests)
        if by and not self._is_sound(by, items):
            return self._met(meeting, items)
        if fate == "timed out" and tests[items[by]] < self._bound(by, meeting):
            return self._met(meeting, items)  # it made what others had made when it was measured
        if fate == "killed":
            known = self.found.setdefault(mutant.where, [])
            known[:] = [by, *(test for test in known if test != by)]
        return Met(meeting, fate, by, time.monotonic() - begun)

    def _is_sound(self, test: str, items: dict[str, pytest.Item]) -> bool:
        """Whether a test that found something passes by itself where nothing is changed; else it is left out."""
        begun = time.monotonic()
        if test not in self.sound and _fate(None, {items[test]: 600.0})[0] == "survived":
            self.sound[test] = time.monotonic() - begun
        if test not in self.sound:
            print(f"left out, for it fails as it is: {test}", flush=True)
            del items[test]
        return test in self.sound

    def _bound(self, test: str, meeting: Meeting) -> float:
        return bound(max(meeting.tests[test], self.sound.get(test, 0.0)))

    def _order(self, meeting: Meeting) -> list[str]:
        """What found the last mutants of the function goes first."""
        first = [test for test in self.found.get(meeting.mutant.where, ()) if test in meeting.tests][:5]
        return [*first, *(test for test in meeting.tests if test not in first)]


def _prepare(session: pytest.Session) -> None:
    """Makes the shared fixtures that a test asks for. They stay as long as the session does."""
    for name in SHARED:
        asking = next((item for item in session.items if _asks(item, name)), None)
        if asking is not None:
            _run(session, _wanting(name, asking), Nothing.from_parent(session, name="nothing"))


class Nothing(pytest.Item):
    """What comes next in a session of which nothing but the session is to stay: every fork begins there."""

    def runtest(self) -> None:
        pass


def _wanting(name: str, beside: pytest.Item) -> pytest.Item:
    """A test that does nothing but ask for a fixture."""

    @pytest.mark.usefixtures(name)
    def is_made() -> None:
        pass

    module = beside.getparent(pytest.Module)
    made: pytest.Item = pytest.Function.from_parent(module, name=f"{name}_is_made", callobj=is_made)
    return made


def _asks(item: pytest.Item, name: str) -> bool:
    """Whether a test asks for the fixture of the session, and not for its file's own of that name."""
    return isinstance(item, pytest.Function) and name in item.fixturenames and not hasattr(item.module, name)


def _run(session: pytest.Session, item: pytest.Item, then: pytest.Item | None) -> None:
    session.config.hook.pytest_runtest_protocol(item=item, nextitem=then)


def bound(seconds: float) -> float:
    """Seconds after which a test that takes so many of them will not end: it waits for what the mutant does not do, or
    goes round. That counts as found."""
    return 5 + 4 * seconds


def _fate(swap: Swap | None, tests: Mapping[pytest.Item, float]) -> tuple[Fate, str]:
    """What becomes of a mutant that meets the tests, each for so many seconds at most, in a process of its own; and which
    test found it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _meet(swap, tests, writing)
    os.close(writing)
    status = os.waitpid(child, 0)[1]
    with suppress(ProcessLookupError):  # what the tests started ends with them
        os.killpg(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8", errors="replace") as told:
        begun = told.read().split()
    if begun[-1:] == [SURVIVED]:
        return "survived", ""
    last = list(tests)[int(begun[-1])].nodeid if begun else ""
    return "timed out" if os.waitstatus_to_exitcode(status) == -signal.SIGALRM else "killed", last


def _meet(swap: Swap | None, tests: Mapping[pytest.Item, float], writing: int) -> None:
    """Ends the process, having told the number of each test as it began, and that it survived them all. A test that does
    not end is ended by the system, whatever it waits for."""
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        items = list(tests)
        plugins = items[0].config.pluginmanager
        plugins.unregister(plugins.get_plugin("terminalreporter"))
        plugins.register(Failing())
        if swap is not None:
            swap.make()
        for at, (test, seconds) in enumerate(tests.items()):
            os.write(writing, b"%d\n" % at)
            signal.setitimer(signal.ITIMER_REAL, seconds)
            _run(test.session, test, items[at + 1] if at + 1 < len(items) else None)
        os.write(writing, SURVIVED.encode())
    finally:
        os._exit(0)


class Failing:
    """Ends the process at the first test that fails."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os._exit(0)
