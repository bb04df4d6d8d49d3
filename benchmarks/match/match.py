"""The matcher against a synthetic register, beside its peers in the same run: ``make bench-match``.

Peers are asked for the title most alike: RapidFuzz ``token_set_ratio`` over all titles and within fourteen days, and
TF-IDF cosine within fourteen days (scikit-learn, in an environment of its own that this script makes). The last line
is JSON. ``python -m benchmarks.match 100000`` takes a smaller register.
"""

import argparse
import gc
import json
import random
import subprocess
import tempfile
import time
import venv
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.table import Table

from benchmarks.match.register import Question, events
from facts.matching.features import features_of
from facts.matching.index import EventIndex
from facts.matching.match import match

HERE = Path(__file__).parent
ENVIRONMENT = HERE / "peers-env"
KEYS = ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms", "right")
WINDOW = 14
ASKED = 600
ASKED_BRUTE = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What the peers search: titles in order of their days, with the events' names."""

    days: list[int]
    titles: list[str]
    names: list[str]


def resident() -> float:
    """Megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def built(count: int, titles: TextIO) -> tuple[EventIndex, list[Question], float, float]:
    """The index, questions picked evenly, megabytes and seconds that it took; ``titles`` gets what peers search."""
    gc.collect()
    before, begun, index, asked = resident(), time.perf_counter(), EventIndex(), []
    chance = random.Random(7)
    for profile, question in events(count):
        index.add(profile)
        text = profile.texts[0]
        titles.write(
            f"{text.published.toordinal() if text.published else 0}\t{text.title}\t{profile.event}\n"
        )
        if chance.random() < ASKED / count:
            asked.append(question)
    gc.collect()
    return index, asked, resident() - before, time.perf_counter() - begun


def read_known(titles: TextIO) -> Known:
    titles.seek(0)
    rows = [line.rstrip("\n").split("\t") for line in titles]
    return Known(
        [int(day) for day, _, _ in rows], [title for _, title, _ in rows], [name for _, _, name in rows]
    )


def timed(ask: Callable[[Question], bool], questions: Sequence[Question]) -> dict[str, float]:
    """Milliseconds of the clock and of the processor (median and 99th percentile; on a busy machine they differ) and
    the share of questions answered with their event."""
    clock, processor, right = [], [], 0
    for question in questions:
        begun, worked = time.perf_counter(), time.thread_time()
        right += ask(question)
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
    return {
        "p50_ms": percentile(clock, 0.5),
        "p99_ms": percentile(clock, 0.99),
        "cpu_p50_ms": percentile(processor, 0.5),
        "cpu_p99_ms": percentile(processor, 0.99),
        "right": round(right / len(questions), 4),
    }


def percentile(values: Sequence[float], part: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * part))], 3)


def ours(index: EventIndex) -> Callable[[Question], bool]:
    def ask(question: Question) -> bool:
        verdict = match(question.article, question.reading, index)
        return getattr(verdict, "event", None) == question.event

    return ask


def among_candidates(index: EventIndex, questions: Sequence[Question]) -> float:
    """How often the true event is among the candidates."""
    found = 0
    for question in questions:
        probe = features_of(question.reading, question.article.title, "")
        found += question.event in [candidate.event for candidate in index.candidates(probe)]
    return round(found / len(questions), 4)


def brute(known: Known) -> Callable[[Question], bool]:
    def ask(question: Question) -> bool:
        best = process.extractOne(question.article.title, known.titles, scorer=fuzz.token_set_ratio)
        return known.names[best[2]] == question.event

    return ask


def in_window(known: Known) -> Callable[[Question], bool]:
    def ask(question: Question) -> bool:
        low, high = window(known.days, question)
        best = process.extractOne(question.article.title, known.titles[low:high], scorer=fuzz.token_set_ratio)
        return best is not None and known.names[low + best[2]] == question.event

    return ask


def window(days: list[int], question: Question) -> tuple[int, int]:
    told = question.reading.published
    day = told.toordinal() if told else 0
    return bisect_left(days, day - WINDOW), bisect_right(days, day + WINDOW)


def tfidf(known: Known, questions: Sequence[Question]) -> dict[str, float]:
    """The figures of ``benchmarks/match/tfidf.py``, run by an environment that has scikit-learn."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "scikit-learn"], check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        places = {name: at for at, name in enumerate(known.names)}
        asked = [
            {"title": q.article.title, "window": window(known.days, q), "at": places[q.event]}
            for q in questions
        ]
        json.dump({"titles": known.titles, "asked": asked}, file)
        file.flush()
        done = subprocess.run(
            [python, HERE / "tfidf.py", file.name], check=True, capture_output=True, text=True
        )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    count = parser.parse_args().count
    with tempfile.TemporaryFile("w+") as titles:
        index, questions, megabytes, seconds = built(count, titles)
        rows = {"entente": timed(ours(index), questions)}
        candidates = among_candidates(index, questions)
        del index
        known = read_known(titles)
    rows["rapidfuzz token_set, all titles"] = timed(brute(known), questions[:ASKED_BRUTE])
    rows["rapidfuzz token_set, 14 days"] = timed(in_window(known), questions)
    rows["tf-idf cosine, 14 days"] = tfidf(known, questions)
    table = Table(
        "",
        "p50 ms",
        "p99 ms",
        "p50 ms of CPU",
        "p99 ms of CPU",
        "right",
        title=f"{len(questions)} questions to a register of {count:,} events",
    )
    for name, figures in rows.items():
        table.add_row(name, *(f"{figures[key]:g}" for key in KEYS))
    Console(width=110).print(table)
    print(
        f"true event among the candidates {candidates:.1%}, index {megabytes:.0f} MB, built in {seconds:.0f} s"
    )
    whole = {
        "events": count,
        "candidates": candidates,
        "megabytes": round(megabytes),
        "build_seconds": round(seconds),
    }
    print(json.dumps({"date": datetime.now(UTC).date().isoformat(), **whole, "rows": rows}))
