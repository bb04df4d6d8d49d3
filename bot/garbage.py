"""When Python looks for garbage: seldom, and never among what stays."""

import gc

YOUNG = 50_000
"""New objects between two rounds. The usual 700 are a few requests: what they hold goes with them, and thousands of
rounds find nothing. A round over so many takes a few milliseconds."""


def settle() -> None:
    """To be called when all that stays is loaded: a full round over it would stop the event loop for some 150 ms (Python
    documentation, ``gc.freeze``)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)
