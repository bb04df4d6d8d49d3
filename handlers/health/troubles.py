"""What goes wrong for a while: told in the log when it begins, counted while it lasts, told when it is over."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from store.nouns.errors import StoreError, is_passing, said_by

REMINDED = 600.0
"""Seconds after which what still goes wrong is told again, with how often it did."""
log = structlog.get_logger("handlers.health.troubles")


@dataclass
class _Trouble:
    since: float
    told_at: float
    met_at: float
    times: int = 0
    sentence: str = ""
    told: set[str] = field(default_factory=set)


class Troubles:
    """Troubles by a name for what they happen to. ``time`` gives seconds that only go forward.

    A fault that lasts would else fill a disk with one traceback: a tick looks every two seconds.
    """

    def __init__(self, time: Callable[[], float] = time.monotonic) -> None:
        self.time = time
        self.counts: Counter[str] = Counter()
        """How often each was met since the start."""
        self._now: dict[str, _Trouble] = {}

    def met(self, what: str, error: BaseException) -> None:
        """It went wrong once more. What passes by itself is one line; what nobody expected has its traceback, once."""
        at, sentence = self.time(), said_by(error)
        trouble = self._now.setdefault(what, _Trouble(at, at, at))
        if at - trouble.met_at > REMINDED:  # nobody said that it was over, and it was long ago
            trouble = self._now[what] = _Trouble(at, at, at)
        trouble.times, trouble.met_at, trouble.sentence = trouble.times + 1, at, sentence
        self.counts[what] += 1
        if sentence not in trouble.told:
            trouble.told.add(sentence)
            unexpected = {} if is_passing(error) or isinstance(error, StoreError) else {"exc_info": error}
            log.error("it fails, and is tried again", what=what, error=sentence, **unexpected)
        elif at - trouble.told_at >= REMINDED:
            trouble.told_at = at
            log.error("it still fails", what=what, times=trouble.times, seconds=round(at - trouble.since))

    def over(self, what: str) -> None:
        """It went well; nothing is said where nothing was wrong."""
        trouble = self._now.pop(what, None)
        if trouble is not None:
            seconds = round(self.time() - trouble.since)
            log.warning("it works again", what=what, failed=trouble.times, seconds=seconds)

    def lasting(self, seconds: float) -> list[str]:
        """In one sentence each, what has gone wrong for so long, and still did within that time."""
        at = self.time()
        return [
            f"{what} has failed {one.times} times for {at - one.since:.0f} s: {one.sentence}"
            for what, one in self._now.items()
            if at - one.since >= seconds >= at - one.met_at
        ]
