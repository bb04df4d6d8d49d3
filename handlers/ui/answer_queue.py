"""Answers are made a few at a time, and acknowledgements go before them: two hundred commands that are worked at together
take the processor from each other's first words, for which Discord waits three seconds and no longer."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

PLACES = 3
"""Answers that are made at a time: as many as the database has readers (``store/database/database.py``)."""
HOLD = 2.0
"""Seconds after which whoever is not ready holds up nobody any more: some commands wait for a publisher."""
FIRST_WORDS = 0.5
"""Seconds for which an answer is not begun while acknowledgements are under way."""
AT_A_TURN = 12
"""Commands that begin at one turn of the event loop: two hundred first words, each a request, take 40 ms to make."""
RESTS = 3
"""Answers of which the other pages are bound while others are begun: each keeps what it is made of in memory."""
STANDS_BACK, LOOKS = 0.5, 0.005
"""Seconds for which the other pages of an answer wait for the first pages of others in all, and between two looks."""
IN_TURN = "turn"
"""Where an interaction keeps its turn."""
Acknowledge = Callable[[], "asyncio.Task[None] | None"]
"""Begins an acknowledgement and returns its task; None where there is nothing to acknowledge any more."""


class AnswerQueue:
    """First come, first served."""

    def __init__(self, places: int = PLACES, hold: float = HOLD, first_words: float = FIRST_WORDS) -> None:
        self._places = asyncio.Semaphore(places)
        self._hold, self._first_words = hold, first_words
        self._speaking: set[asyncio.Task[None]] = set()
        self._heard = asyncio.Event()
        self._heard.set()
        self._beginning = 0
        self.making = 0
        """First pages that are being made."""
        self.resting = 0
        """Answers whose first page is shown, and the others bound."""

    async def enter(self, acknowledge: Acknowledge) -> "AnswerTurn":
        """Returns when it is the caller's turn, which lasts until its task ends, or until it has shown its first page.
        Whoever has to wait is acknowledged at once, and nobody's answer begins before."""
        await self._begin()
        if self._places.locked():
            self._speak(acknowledge())
        await self._places.acquire()
        turn = AnswerTurn(self, self._hold)
        with suppress(TimeoutError):
            async with asyncio.timeout(self._first_words):
                await self._heard.wait()
        return turn

    def leave(self) -> None:
        """A place is free."""
        self.making -= 1
        self._places.release()

    async def _begin(self) -> None:
        """What came in the same moment is heard first; of many a few go on at a time, and whatever else the loop has to do
        comes between them."""
        turns = 1 + self._beginning // AT_A_TURN
        self._beginning += 1
        try:
            for _ in range(turns):
                await asyncio.sleep(0)
        finally:
            self._beginning -= 1

    def _speak(self, acknowledging: "asyncio.Task[None] | None") -> None:
        if acknowledging is not None:
            self._speaking.add(acknowledging)
            self._heard.clear()
            acknowledging.add_done_callback(self._spoken)

    def _spoken(self, acknowledging: "asyncio.Task[None]") -> None:
        self._speaking.discard(acknowledging)
        if not self._speaking:
            self._heard.set()


class AnswerTurn:
    """The turn of the running task. Its place is given back once: when the first page is shown, when the task ends, or when
    it has taken too long."""

    def __init__(self, queue: AnswerQueue, hold: float) -> None:
        self._queue = queue
        self._is_over = self._rests = False
        self._stood_back = 0.0
        self._timer = asyncio.get_running_loop().call_later(hold, self._leave)
        queue.making += 1
        if (task := asyncio.current_task()) is not None:
            task.add_done_callback(self._end)

    def shown(self) -> None:
        """What is read first is shown: who waits goes on, unless the rest of too many answers is bound already."""
        if self._queue.resting < RESTS and not self._rests:
            self._rests = True
            self._queue.resting += 1
            self._leave()

    def stand_back(self) -> None:
        """Between two pages of the rest, in the thread that binds it: the first pages of others go before, for a while."""
        while self._rests and self._queue.making and self._stood_back < STANDS_BACK:
            time.sleep(LOOKS)
            self._stood_back += LOOKS

    def _leave(self) -> None:
        if not self._is_over:
            self._is_over = True
            self._timer.cancel()
            self._queue.leave()

    def _end(self, _task: object) -> None:
        self._leave()
        if self._rests:
            self._rests = False
            self._queue.resting -= 1
