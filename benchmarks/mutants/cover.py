"""A plugin of pytest that writes down which lines of some modules each test runs, and how long it takes:

    COVER_OF=facts/matching/vetoes.py,… COVER_TO=file.json python -m pytest -p benchmarks.mutants.cover tests/facts

Of every thread; elsewhere only calls are traced. What a session's fixtures run counts for the test that asked for them
first.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

FILES = {str(Path(name).resolve()): name for name in os.environ.get("COVER_OF", "").split(",") if name}
FOUND: dict[str, dict[str, Any]] = {}
FAILED: set[str] = set()
OFTEN = 100
"""Tests between two times that what was found is written down."""
_RUNNING: set[tuple[CodeType, int]] = set()
_SHARED: dict[str, set[tuple[CodeType, int]]] = {}
"""What the fixtures of a file ran, which may be made once for all of its tests."""


def _trace(frame: FrameType, _event: str, _arg: object) -> Callable[..., Any] | None:
    return _line if frame.f_code.co_filename in FILES else None


def _line(frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
    if event == "line":
        _RUNNING.add((frame.f_code, frame.f_lineno))
    return _line


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _RUNNING.clear()
    begun = time.perf_counter()
    threading.settrace(_trace)
    sys.settrace(_trace)
    try:
        return (yield)
    finally:
        sys.settrace(None)
        FOUND[item.nodeid] = {"seconds": time.perf_counter() - begun, "ran": {*_RUNNING}}
        if len(FOUND) % OFTEN == 0:
            pytest_sessionfinish()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    try:
        return (yield)
    finally:
        _SHARED.setdefault(item.nodeid.partition("::")[0], set()).update(_RUNNING)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed or report.skipped:
        FAILED.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """And now and then: a run that is broken off has told what it found."""
    passed = {
        test: {
            "seconds": found["seconds"],
            "runs": _by_function(found["ran"] | _SHARED.get(test.partition("::")[0], set())),
        }
        for test, found in FOUND.items()
        if test not in FAILED
    }
    Path(os.environ["COVER_TO"]).write_text(json.dumps(passed), encoding="utf-8")


def _by_function(ran: set[tuple[CodeType, int]]) -> dict[str, list[int]]:
    """The lines that were run of each function, as ``file::Class.method``."""
    found: dict[str, list[int]] = {}
    for code, line in sorted(ran, key=lambda one: one[1]):
        found.setdefault(f"{FILES[code.co_filename]}::{code.co_qualname}", []).append(line)
    return found
