"""A backup each night, by the process that keeps the schedule."""

import asyncio
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from handlers.health.troubles import Troubles
from store.backup_folder import BackupFolder
from store.nouns.errors import StoreError
from store.store import Store

MADE = "backup"
"""The mark of the last backup that was made: its file's name, and when."""
FAILED = "backup failed"
"""The mark of the last failure: its sentence, or nothing once a backup was made."""
HOUR = 2
"""Of the night, in UTC."""
RETRY = timedelta(hours=1)
"""After a failure: a full disk is not emptied by trying each minute, and a large register takes long to copy."""
TAKES = 3600.0
"""Seconds that one may take before it counts as standing still."""
log = structlog.get_logger("handlers.upkeep.backups")


class Backups:
    """Keeps ``keep`` backups in ``folder``; without one none are made, and nothing is said of it."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        folder: Path | None,
        keep: int,
        troubles: Troubles | None = None,
    ) -> None:
        self.store, self.now, self.troubles = store, now, troubles or Troubles()
        url = store.database.url.render_as_string(hide_password=False)
        self.folder = BackupFolder(url, folder, keep) if folder is not None else None
        self._tried_at: datetime | None = None

    async def tick(self) -> None:
        """Makes a backup where one is due. A failure is told in the log, the figures and ``/status``, and tried again in
        an hour; it costs nothing else."""
        if self.folder is None or not await self.store.leadership.hold() or not await self._is_due():
            return
        begun, self._tried_at = time.monotonic(), self.now()
        try:
            file = await asyncio.to_thread(self.folder.add, self._tried_at)
        except StoreError as error:
            await self._failed(error)
        else:
            await self._made(file, time.monotonic() - begun)

    async def wrongs(self) -> list[str]:
        """Why there is no backup of this night; nothing where there is one, or none is wanted."""
        failed = await self.store.marks.marked(FAILED) if self.folder else None
        if failed is None or not failed.value:
            return []
        made = await self.store.marks.marked_at(MADE)
        since = f"since {made:%Y-%m-%d %H:%M} UTC" if made else "yet"
        return [f"no backup was made {since}: {failed.value}"]

    async def _is_due(self) -> bool:
        """What lies ahead was noted by a clock that was wrong."""
        now = self.now()
        if self._tried_at is not None and now - RETRY < self._tried_at <= now:
            return False
        made = await self.store.marks.marked_at(MADE)
        return made is None or made < newest_night(now) or made > now

    async def _made(self, file: Path, seconds: float) -> None:
        size = await asyncio.to_thread(os.path.getsize, file)
        log.info("a backup was made", file=str(file), bytes=size, seconds=round(seconds, 1))
        self._tried_at = None
        self.troubles.over(MADE)
        await self.store.marks.set_mark(MADE, file.name, self.now())
        await self.store.marks.set_mark(FAILED, "", self.now())

    async def _failed(self, error: StoreError) -> None:
        self.troubles.met(MADE, error)
        await self.store.marks.set_mark(FAILED, str(error), self.now())


def newest_night(now: datetime) -> datetime:
    """The last moment at which the night's backup fell due; ``now`` in UTC."""
    tonight = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight <= now else tonight - timedelta(days=1)
