"""How Python spends its own time: on which event loop, when it looks for garbage, and how long a thread keeps the loop
waiting."""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from ctypes import CDLL
from importlib import import_module
from typing import Any, TypeVar

YOUNG = 50_000
"""New objects between two rounds of the garbage collector. The usual few hundred are a few requests: what they hold
goes with them, and thousands of rounds find nothing."""
TURN = 0.001
"""Seconds after which a thread that works on the database gives way to the event loop (usual: 0.005)."""

Result = TypeVar("Result")


def run_on_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Runs ``work`` on an event loop of its own and returns what it returns."""
    with asyncio.Runner(loop_factory=quickest_loop()) as runner:
        return runner.run(work)


def quickest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes uvloop's loop; None, for asyncio's own, where uvloop is not to be had (``pyproject.toml``)."""
    try:
        factory: Callable[[], asyncio.AbstractEventLoop] = import_module("uvloop").new_event_loop
    except ImportError:
        return None
    return factory


def give_way() -> None:
    """To be called before what takes long is loaded beside other work: what is there already is never looked through again
    (Python documentation, ``gc.freeze``), and a thread that loads keeps nobody waiting."""
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
    sys.setswitchinterval(TURN)


def settle() -> None:
    """To be called when all that stays is loaded, off the event loop, which serves already: giving back takes 40 ms where
    much is free. No round of the collector goes before: it stops all threads."""
    gc.freeze()
    give_back()


def give_back() -> None:
    """What was loaded by the way goes back to the system: a millisecond and a half, and seven megabytes at 100,000 events
    (malloc_trim(3); other systems than Linux with the GNU C library have none)."""
    trim = getattr(CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
