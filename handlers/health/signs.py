"""What the signs of life of the bot's processes say: the same words for ``entente check --running`` and ``/status``."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from store.presence.heartbeats import Sign

ALIVE = "alive"
"""What a process says with which nothing is wrong; else a sentence a line."""
SILENCE = timedelta(minutes=2)
AHEAD = timedelta(seconds=5)
"""By so much the clock of a bot on another machine may be ahead of this one's."""


def wrongs_of(sign: Sign, now: datetime) -> list[str]:
    """What is wrong with a process, in one sentence each. A sign that lies ahead says only that a clock was wrong."""
    seconds = (now - sign.at).total_seconds()
    if now - sign.at < -AHEAD:
        return [f"the last sign of life lies {-seconds:.0f} s ahead: a clock is or was wrong"]
    if now - sign.at > SILENCE:
        return [f"last sign of life {seconds:.0f} s ago"]
    return sign.said.splitlines() if sign.said != ALIVE else []


def wrongs_beside(signs: Sequence[Sign], now: datetime) -> list[str]:
    """What is wrong with other processes; each sentence names which."""
    return [f"process {sign.process}: {wrong}" for sign in signs for wrong in wrongs_of(sign, now)]
