"""What every racer has in common: addresses, and a phase's figures. Standard library only."""

import json
import resource
import sys
import time
import urllib.request
from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """``feeds`` publishers at ``port``."""

    feeds: int
    port: int

    def urls(self) -> list[str]:
        """Each feed on a host of its own."""
        return [
            f"http://127.{1 + n // 62500}.{n // 250 % 250}.{1 + n % 250}:{self.port}/{n}"
            for n in range(self.feeds)
        ]

    def publish(self) -> None:
        """Every tenth feed gets one more entry."""
        urllib.request.urlopen(f"http://127.0.0.1:{self.port}/edition").read()


class Phase:
    """Wall and processor seconds of this process and of those of its children that have ended or are given."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), processor()

    def figures(self) -> dict[str, float]:
        return {"wall": round(time.perf_counter() - self.wall, 2), "cpu": round(processor() - self.cpu, 2)}


def processor() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def course() -> Course:
    return Course(int(sys.argv[1]), int(sys.argv[2]))


def tell(**figures: object) -> None:
    print(json.dumps(figures), flush=True)
