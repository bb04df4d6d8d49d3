"""The room that runs. The version of the whole bot stands here, once: ``pyproject.toml`` and ``entente --version`` read it."""

import os
import signal

__version__ = "0.2.0"

STOPPED = 128 + signal.SIGTERM
"""What a shell calls the end by that signal."""

if os.getpid() == 1:
    # The kernel keeps signals that nobody handles from the first process of a container (Linux manual, pid_namespaces(7)).
    # This is the first of our code to run: nothing is open yet that an end at once could harm; ``bot/cli/run.py`` takes over.
    signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(STOPPED))
