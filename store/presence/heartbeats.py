"""The signs of life of the bot's processes: one row each, so that one dead process of several is seen."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from store.database.database import Database, reads, writes
from store.nouns.bookkeeping import Mark
from store.presence.presence import Presence

HEARTBEAT = "heartbeat:"
"""How the names of the marks begin; the host, the process's number there, and that of its presence follow."""
FORGOTTEN = timedelta(minutes=30)
"""After so long without a sign a process is not missed any more: it was replaced on another host, or never will be."""


@dataclass(frozen=True)
class Sign:
    """What a process said last of itself, and when."""

    process: str
    said: str
    at: datetime


class Heartbeats:
    """This process's, and those of the others."""

    def __init__(self, database: Database, presence: Presence, now: Callable[[], datetime]) -> None:
        self.database, self.presence, self.now = database, presence, now
        self.process = f"{platform.node() or 'host'}/{os.getpid()}"
        self._name = f"{HEARTBEAT}{self.process}/{presence.number}"
        self._has_begun = False

    async def beat(self, said: str) -> None:
        """A sign of life. The first one takes away those of processes of this host that are dead, which this one follows."""
        await self._beat(said)
        self._has_begun = True

    @writes
    def _beat(self, session: Session, said: str) -> None:
        session.merge(Mark(name=self._name, value=said, at=self.now()))
        living = self.presence.living(session)
        dead = (mark for mark in _marks(session) if _number(mark.name) not in living)
        over = [mark.name for mark in dead if self._is_over(mark)]
        if over:
            session.connection().execute(delete(Mark).where(col(Mark.name).in_(over)))

    @writes
    def end(self, session: Session) -> None:
        """A process that ends by itself is not missed."""
        session.connection().execute(delete(Mark).where(col(Mark.name) == self._name))

    @reads
    def signs(self, session: Session) -> list[Sign]:
        """Of every process that lives, or died without a word."""
        return [Sign(_process(mark.name), mark.value, mark.at) for mark in _marks(session)]

    @reads
    def others(self, session: Session) -> list[Sign]:
        """Of every process but this one."""
        found = (mark for mark in _marks(session) if mark.name != self._name)
        return [Sign(_process(mark.name), mark.value, mark.at) for mark in found]

    def _is_over(self, mark: Mark) -> bool:
        if abs(self.now() - mark.at) > FORGOTTEN:
            return True
        same = self.database.is_sqlite or _process(mark.name).split("/")[0] == self.process.split("/")[0]
        return same and not self._has_begun


def _marks(session: Session) -> list[Mark]:
    begins = col(Mark.name).startswith(HEARTBEAT, autoescape=True)
    return list(session.exec(select(Mark).where(begins).order_by(col(Mark.name))))


def _process(name: str) -> str:
    return name.removeprefix(HEARTBEAT).rpartition("/")[0]


def _number(name: str) -> int:
    number = name.rpartition("/")[2]
    return int(number) if number.isdigit() else -1
