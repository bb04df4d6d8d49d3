"""What the team decided is learned each night, where that is switched on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from handlers.moderation.learning import BOT, Learning
from handlers.upkeep.backups import newest_night
from store.store import Store

LEARNED = "learned"
"""The mark of the last night's lesson: the number of its entry in the audit log, or nothing where none was new."""
AFTER_BACKUP = timedelta(hours=1)
"""The night's backup holds the weights as they were."""
RETRY = timedelta(hours=1)
TAKES = 1800.0
"""Seconds that one may take before it counts as standing still."""
log = structlog.get_logger("handlers.upkeep.nightly_lessons")


class NightlyLessons:
    """Learns once a night, after 03:00 UTC, in the process that keeps the schedule. A failure is tried again in an hour
    and costs nothing else: what was learned before goes on holding."""

    def __init__(self, store: Store, now: Callable[[], datetime], *, is_on: bool) -> None:
        self.store, self.now, self.is_on = store, now, is_on
        self.learning = Learning(store, now)
        self._tried_at: datetime | None = None

    async def tick(self) -> None:
        if not self.is_on or not await self.store.leadership.hold() or not await self._is_due():
            return
        self._tried_at = self.now()
        lesson = await self.learning.lesson(by_night=True)
        entry = await self.learning.keep(lesson, BOT) if lesson.is_new else None
        if entry is not None:
            log.info(
                "learned from the team", entry=entry.id, weights=len(lesson.moved), turned=len(lesson.turned)
            )
        await self.store.marks.set_mark(LEARNED, str(entry.id) if entry else "", self.now())
        self._tried_at = None

    async def _is_due(self) -> bool:
        """What lies ahead was noted by a clock that was wrong."""
        now = self.now()
        if self._tried_at is not None and now - RETRY < self._tried_at <= now:
            return False
        learned = await self.store.marks.marked_at(LEARNED)
        return learned is None or learned > now or learned < newest_night(now - AFTER_BACKUP) + AFTER_BACKUP
