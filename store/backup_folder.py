"""A folder of backups, of which the newest few are kept."""

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from store.backup import PROGRAM, back_up
from store.database.copies import UNFINISHED, CopyError
from store.database.place import sqlite_file
from store.portable.files import export_register

SQLITE, DUMP, EXPORT = "db", "dump", "jsonl.gz"
"""Of PostgreSQL where ``pg_dump`` is not installed, as in the container, the whole register as JSON Lines."""
UNSAFE = re.compile(r"[^\w-]+")
MOMENT = "%Y-%m-%d-%H%M%S"
SHAPE = r"\d{4}-\d\d-\d\d-\d{6}\.(?:db|dump|jsonl\.gz)"
"""Of what follows the register's name in a backup's; a file of any other name is not ours, and is left alone."""


class BackupFolder:
    """Backups of the register at a SQLAlchemy ``url``: ``entente-2026-03-01-020000.db``, by the moment in UTC. Of each
    register the newest ``keep`` stay. Blocks."""

    def __init__(self, url: str, folder: Path, keep: int) -> None:
        self.url, self.folder, self.keep = url, folder, keep

    def add(self, now: datetime) -> Path:
        """One more backup, checked; then those beyond the number go, and what killed processes left unfinished. Raises
        CopyError in one line, and every backup of before is still there."""
        ending = self._ending()
        target = self.folder / f"{self._name()}-{now.strftime(MOMENT)}.{ending}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for leftover in list(self._unfinished()):
                _remove(leftover)
            if ending == EXPORT:
                export_register(self.url, target)
            else:
                back_up(self.url, target)
            for old in self.kept()[self.keep :]:
                _remove(old)
        except OSError as error:
            raise CopyError(f"{self.folder} cannot be used: {error.strerror or error}.") from error
        return target

    def kept(self) -> list[Path]:
        """The backups of this register, newest first."""
        named = re.compile(f"{re.escape(self._name())}-{SHAPE}")
        return sorted(self._files(named), key=lambda file: file.stem, reverse=True)

    def _ending(self) -> str:
        if make_url(self.url).get_backend_name() == "sqlite":
            return SQLITE
        return DUMP if shutil.which(PROGRAM) else EXPORT

    def _name(self) -> str:
        file = sqlite_file(self.url)
        return UNSAFE.sub("-", file.stem if file else make_url(self.url).database or "entente")

    def _unfinished(self) -> Iterator[Path]:
        """One process keeps the schedule: what another began under such a name, it does not go on with."""
        return self._files(re.compile(rf"\.{re.escape(self._name())}-{SHAPE}\.[^/]*{UNFINISHED}(?:-\w+)?"))

    def _files(self, named: re.Pattern[str]) -> Iterator[Path]:
        with suppress(FileNotFoundError), os.scandir(self.folder) as found:
            for entry in found:
                if named.fullmatch(entry.name) and stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    yield Path(entry.path)


def _remove(file: Path) -> None:
    """What cannot be removed is only one file more."""
    with suppress(OSError):
        file.unlink()
