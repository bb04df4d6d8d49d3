"""The room that runs. The version of the whole bot stands here, once: ``pyproject.toml`` and ``entente --version`` read it."""

import os
import signal
import sys
from importlib import import_module
from typing import Any

__version__ = "0.2.0"

STOPPED = 128 + signal.SIGTERM
"""What a shell calls the end by that signal."""

if os.getpid() == 1:
    # The kernel keeps signals that nobody handles from the first process of a container (Linux manual, pid_namespaces(7)).
    # This is the first of our code to run: nothing is open yet that an end at once could harm; ``bot/cli/run.py`` takes over.
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(STOPPED))


def _without(unwanted: str, module: str) -> None:
    """Loads ``module`` as where ``unwanted`` is not installed (Python documentation, "The module cache"), which is there
    as ever afterwards."""
    loaded: dict[str, Any] = sys.modules
    if unwanted not in loaded:
        loaded[unwanted] = None
        try:
            import_module(module)
        finally:
            del loaded[unwanted]


_without("rich", "structlog")
"""It would load Rich for tracebacks that no log here shows (``bot/logs.py``): 3 MB, and sixty modules of a start."""
