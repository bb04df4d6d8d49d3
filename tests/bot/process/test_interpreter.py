"""What a process holds at rest."""

import subprocess
import sys
from ctypes import CDLL
from pathlib import Path

import pytest

from bot.process.interpreter import give_back

MEGABYTE = 1 << 20


def resident() -> int:
    """Bytes in memory (proc(5): statm, in pages of 4 kB here)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(not hasattr(CDLL(None), "malloc_trim"), reason="the GNU C library alone has it")
def test_what_is_free_goes_back_to_the_system() -> None:
    held = [bytes(2_000) for _ in range(32 * MEGABYTE // 2_000)]
    kept = held[-1:]  # what stays at the end would keep all before it
    held.clear()
    before = resident()
    give_back()
    assert before - resident() > 16 * MEGABYTE
    assert len(kept) == 1


def test_a_bot_loads_no_driver_before_it_speaks_to_postgresql() -> None:
    said = "import bot.app, sys; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], check=False).returncode == 0
