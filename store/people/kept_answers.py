"""Answers that have pages, kept while people may still press under them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from store.database.database import Database, reads, writes
from store.database.index import insert_new
from store.database.interaction import unclaimed
from store.nouns.bookkeeping import KeptAnswer

KEPT = timedelta(days=90)


class KeptAnswers:
    """By the interaction that brought them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now
        self._expected: dict[int, asyncio.Event] = {}

    @contextmanager
    def expecting(self, number: int) -> Iterator[None]:
        """For as long as this process shows the answer of this number and keeps it, whether or not that succeeds."""
        expected = self._expected[number] = asyncio.Event()
        try:
            yield
        finally:
            del self._expected[number]
            expected.set()

    async def arrival(self, number: int) -> None:
        """Until an answer that this process shows already is kept: somebody pressed under it before. At once where none
        is expected."""
        if (expected := self._expected.get(number)) is not None:
            await expected.wait()

    async def keep(self, answer: KeptAnswer) -> None:
        """Keeps an answer, once: of two processes that hear one question both have the same. It changes nothing that
        people know of, so it does not claim the interaction."""
        with unclaimed():
            await self._keep(answer)

    @writes
    def _keep(self, session: Session, answer: KeptAnswer) -> None:
        insert = insert_new(session, KeptAnswer)
        session.connection().execute(insert.values(**answer.model_dump()).on_conflict_do_nothing())

    @reads
    def one(self, session: Session, number: int) -> KeptAnswer | None:
        return session.get(KeptAnswer, number)

    @writes
    def forget(self, session: Session) -> int:
        """Drops what is older than ninety days; returns how many."""
        old = delete(KeptAnswer).where(col(KeptAnswer.asked_at) < self.now() - KEPT)
        return session.connection().execute(old).rowcount
