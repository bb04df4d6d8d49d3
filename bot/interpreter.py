"""How Python spends its own time: when it looks for garbage, and how long a thread keeps the event loop waiting."""

import gc
import sys

YOUNG = 50_000
"""New objects between two rounds of the garbage collector. The usual few hundred are a few requests: what they hold
goes with them, and thousands of rounds find nothing."""
TURN = 0.001
"""Seconds after which a thread that works on the database gives way to the event loop (usual: 0.005)."""


def settle() -> None:
    """To be called when all that stays is loaded: a full round over it would stop the event loop (Python documentation,
    ``gc.freeze``)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
    sys.setswitchinterval(TURN)
