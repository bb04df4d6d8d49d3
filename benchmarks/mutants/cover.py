"""A plugin of pytest that writes down which functions of some modules each test runs, and how long it takes:

    COVER_OF=facts/matching/vetoes.py,… COVER_TO=file.json python -m pytest -p benchmarks.mutants.cover tests/facts

Only calls are traced, of every thread. What a session's fixtures run counts for the test that asked for them first.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

FILES = {str(Path(name).resolve()): name for name in os.environ.get("COVER_OF", "").split(",") if name}
FOUND: dict[str, dict[str, Any]] = {}
FAILED: set[str] = set()
_RUNNING: set[str] = set()
_SHARED: dict[str, set[str]] = {}
"""What the fixtures of a file ran, which may be made once for all of its tests."""


def _trace(frame: FrameType, _event: str, _arg: object) -> None:
    code = frame.f_code
    if code.co_filename in FILES:
        _RUNNING.add(f"{FILES[code.co_filename]}::{code.co_qualname}")


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
        FOUND[item.nodeid] = {"seconds": time.perf_counter() - begun, "runs": sorted(_RUNNING)}


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
    """Also where the run is broken off in order."""
    for test, found in FOUND.items():
        found["runs"] = sorted({*found["runs"], *_SHARED.get(test.partition("::")[0], ())})
    passed = {test: found for test, found in FOUND.items() if test not in FAILED}
    Path(os.environ["COVER_TO"]).write_text(json.dumps(passed), encoding="utf-8")
