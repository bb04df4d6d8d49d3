"""Answers are made a few at a time, and acknowledgements go before them: two hundred commands that are worked at together
take the processor from each other's first words, for which Discord waits three seconds and no longer."""

import asyncio
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

    async def enter(self, acknowledge: Acknowledge) -> None:
        """Returns when it is the caller's turn, which lasts until its task ends. Whoever has to wait is acknowledged at
        once, and nobody's answer begins before."""
        await self._begin()
        if self._places.locked():
            self._speak(acknowledge())
        await self._places.acquire()
        self._leave_in_time()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._first_words):
                await self._heard.wait()

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

    def _leave_in_time(self) -> None:
        """The place is given back when the running task ends, or has taken too long; once."""
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        timer = loop.call_later(self._hold, self._places.release)

        def leave(_task: object) -> None:
            if not timer.cancelled() and timer.when() > loop.time():
                timer.cancel()
                self._places.release()

        if task is not None:
            task.add_done_callback(leave)
