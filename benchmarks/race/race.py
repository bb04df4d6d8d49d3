"""``make bench-feeds``: Entente's watcher beside lemon24/reader and bare aiohttp, on the same machine in the same run.

``N=1000 make bench-feeds``, or ``python -m benchmarks.race --feeds 1000``, for a short one. The last line is the figures as one JSON object.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "benchmarks" / "feeds-env"
PEER_PYTHON = PEERS / "bin" / "python"
GOALS = {
    "cold wall / reader": (1 / 2.5, "≤"),
    "warm wall / reader": (1 / 8, "≤"),
    "warm wall / bare": (1.5, "≤"),
    "warm cpu / reader": (1 / 6, "≤"),
    "longest stall, ms": (50, "≤"),
    "stall of idle ticks, ms": (10, "≤"),
    "peak memory, MB": (150, "≤"),
}


def install_peers() -> None:
    """The peers, in an environment of their own."""
    if PEER_PYTHON.exists():
        return
    print("Setting up the peers' environment (once) ...")
    subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "reader",
        "sgmllib3k",
        "aiohttp",
    ]
    subprocess.run([str(PEER_PYTHON), *install], check=True)


@contextmanager
def publishers(feeds: int) -> Iterator[int]:
    """The publishers' port; a fresh server for each racer."""
    pipe = subprocess.PIPE
    command = [str(PEER_PYTHON), "-m", "benchmarks.race.racers.server", str(feeds)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as server:
        if server.stdin is None or server.stdout is None:
            raise RuntimeError("the publishers have no pipes")
        yield int(server.stdout.readline())
        server.stdin.close()


class Memory(threading.Thread):
    """The peak of the resident memory of a process and its descendants, in megabytes (Linux ``/proc``)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            self.peak = max(self.peak, sum(map(resident, family(self.pid))))


def family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(int(child)))]


def resident(pid: int) -> float:
    """Megabytes that are this process's own share (``Pss``: pages that several processes use count once)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def race(name: str, feeds: int, command: list[str]) -> dict[str, Any]:
    print(f"{name} ...", flush=True)
    with publishers(feeds) as port, tempfile.TemporaryDirectory() as folder:
        full = [*command, str(feeds), str(port), str(Path(folder) / "race.db")]
        started = time.perf_counter()
        with subprocess.Popen(full, stdout=subprocess.PIPE, text=True, cwd=ROOT) as racer:
            memory = Memory(racer.pid)
            memory.start()
            output, _ = racer.communicate()
            memory.ended.set()
        if racer.returncode:
            raise SystemExit(f"{name} ended with {racer.returncode}")
        took = round(time.perf_counter() - started, 1)
        told = json.loads(output.splitlines()[-1])
        print(f"  cold {told['cold']}, warm {told['warm']}", flush=True)
        return {**told, "memory": round(memory.peak, 1), "whole": took}


def compared(ours: dict[str, Any], reader: dict[str, Any], bare: dict[str, Any]) -> dict[str, float]:
    return {
        "cold wall / reader": ours["cold"]["wall"] / reader["cold"]["wall"],
        "warm wall / reader": ours["warm"]["wall"] / reader["warm"]["wall"],
        "warm wall / bare": ours["warm"]["wall"] / bare["warm"]["wall"],
        "warm cpu / reader": ours["warm"]["cpu"] / reader["warm"]["cpu"],
        "longest stall, ms": max(ours["cold"]["stall"], ours["warm"]["stall"]),
        "stall of idle ticks, ms": ours["idle_stall"],
        "peak memory, MB": ours["memory"],
    }


def show(feeds: int, results: dict[str, dict[str, Any]], figures: dict[str, float]) -> None:
    print(f"\n{feeds} feeds of 30 entries, 30-210 kB, 50-300 ms; warm: 90 % unchanged")
    print(f"{'':10}{'cold wall':>10}{'cold cpu':>10}{'warm wall':>10}{'warm cpu':>10}{'memory':>9}")
    for name, told in results.items():
        row = [
            told["cold"]["wall"],
            told["cold"]["cpu"],
            told["warm"]["wall"],
            told["warm"]["cpu"],
            told["memory"],
        ]
        print(f"{name:10}" + "".join(f"{value:>10}" for value in row[:4]) + f"{row[4]:>9}")
    print()
    for name, value in figures.items():
        goal, sign = GOALS[name]
        print(
            f"{name:26}{value:>9.3f}   to reach {sign} {goal:.3f}   {'reached' if value <= goal else 'missed'}"
        )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=os.environ.get("N", "5000"))
    feeds = parser.parse_args(arguments).feeds
    install_peers()
    results = {
        "bare": race("bare", feeds, [str(PEER_PYTHON), "-m", "benchmarks.race.racers.bare"]),
        "ours": race("ours", feeds, [sys.executable, "-m", "benchmarks.race.racers.ours"]),
        "reader": race("reader", feeds, [str(PEER_PYTHON), "-m", "benchmarks.race.racers.lemon_reader"]),
    }
    if results["ours"]["healthy"] != feeds:
        raise SystemExit(f"only {results['ours']['healthy']} of {feeds} feeds were read")
    figures = compared(results["ours"], results["reader"], results["bare"])
    show(feeds, results, figures)
    print(
        json.dumps(
            {"feeds": feeds, **results, "figures": {name: round(value, 4) for name, value in figures.items()}}
        )
    )
