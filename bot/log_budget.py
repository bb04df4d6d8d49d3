"""How much may be logged: repeated faults are counted, so that a bad day fills no disk."""

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import TextIO

HOUR = 3600.0
MOST_BYTES = 38_000
"""Of one hour's lines: less than a megabyte a day. The first line of each kind in the hour is never left out and may come
on top."""
MOST_KINDS = 60
"""Events whose first line is never left out; beyond them everything is one kind."""
OTHERS = "others"
NUMBER = re.compile(r"\d+")
LEFT_OUT = "lines were left out: too much was said in this hour"


class BudgetHandler(logging.StreamHandler[TextIO]):
    """Writes as long as the hour's budget lasts, then only the first line of each event in the hour; the next hour begins
    with how many lines of which were left out. ``time`` gives seconds that only go forward, ``redact`` a line without its
    secrets. Debugging has no budget."""

    def __init__(
        self,
        stream: TextIO | None = None,
        time: Callable[[], float] = time.monotonic,
        redact: Callable[[str], str] = str,
    ) -> None:
        super().__init__(stream or sys.stderr)
        self.time, self.redact = time, redact
        self._ends_at = time() + HOUR
        self._bytes = 0
        self._seen: set[str] = set()
        self._left_out: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        if self.time() >= self._ends_at:
            self._begin_hour()
        kind = event_in(record, self.redact)
        if kind not in self._seen and len(self._seen) >= MOST_KINDS:
            kind = OTHERS
        if self._bytes >= MOST_BYTES and kind in self._seen and record.levelno > logging.DEBUG:
            self._left_out[kind] += 1
            return
        self._seen.add(kind)
        super().emit(record)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        self._bytes += len(line.encode("utf-8", "replace")) + 1
        return line

    def _begin_hour(self) -> None:
        left_out, self._left_out = self._left_out, Counter()
        self._ends_at, self._bytes = self.time() + HOUR, 0
        self._seen.clear()
        if left_out:
            said = ", ".join(f"{kind}: {count}" for kind, count in left_out.most_common())
            sentence = f"{LEFT_OUT} ({said})"
            super().emit(logging.makeLogRecord({"name": __name__, "levelno": logging.WARNING, "levelname": "WARNING", "msg": sentence}))  # fmt: skip


def event_in(record: logging.LogRecord, redact: Callable[[str], str] = str) -> str:
    """The event of one of our lines, the sentence of anybody else's before its values are filled in, without its numbers.
    Secrets go first: of a token without its digits nobody would know that it is one."""
    said = record.msg
    if isinstance(said, dict):
        return str(said.get("event", ""))
    first = (str(said).splitlines() or [""])[0]
    return NUMBER.sub("#", f"{record.name}: {redact(first)}")[:80]
