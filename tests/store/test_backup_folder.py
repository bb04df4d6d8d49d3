"""Of backups in a folder the newest few stay, nothing else there is touched, and no half one bears a backup's name."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.backup_folder import BackupFolder
from store.database.copies import CopyError

NIGHT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
OTHERS = (
    "notes.txt",
    "other-2020-01-01-020000.db",
    "founded-2020-01-01.db",
    "founded-2020-01-01-020000.db.copy",
    "my-founded-2020-01-01-020000.db",
    "founded.before-0011.db",
    ".founded-of-mine.unfinished",
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("keep", [1, 3])
def test_the_newest_are_kept_and_what_is_not_ours_is_left(
    founded_sqlite_url: str, tmp_path: Path, keep: int
) -> None:
    folder = BackupFolder(founded_sqlite_url, tmp_path / "a" / "backups", keep)
    assert folder.kept() == []
    made = [folder.add(NIGHT)]
    for other in OTHERS:
        (folder.folder / other).touch()
    (folder.folder / "founded-2020-01-01-020000.db").mkdir()
    made += [folder.add(NIGHT + timedelta(days=day)) for day in range(1, 5)]
    assert folder.kept() == made[::-1][:keep]
    kept = {"founded-2020-01-01-020000.db", *OTHERS, *(file.name for file in made[-keep:])}
    assert set(names(folder.folder)) == kept
    assert stat.S_IMODE(folder.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(made[-1].stat().st_mode) == 0o600
    with closing(sqlite3.connect(made[-1])) as copy:
        assert copy.execute("SELECT count(*) > 70 FROM event").fetchone() == (1,)


def test_what_a_killed_process_left_goes_with_the_next(founded_sqlite_url: str, tmp_path: Path) -> None:
    for end in ("", "-journal", "-wal"):
        (tmp_path / f".founded-2026-02-28-020000.db.0a1b2c3d.unfinished{end}").write_bytes(b"half")
    folder = BackupFolder(founded_sqlite_url, tmp_path, 7)
    made = folder.add(NIGHT)
    assert [name for name in names(tmp_path) if "founded-" in name] == [made.name]


def test_where_none_can_be_made_all_of_before_stay(founded_sqlite_url: str, tmp_path: Path) -> None:
    folder = BackupFolder(founded_sqlite_url, tmp_path / "backups", 1)
    made = folder.add(NIGHT)
    lost = BackupFolder(f"sqlite:///{tmp_path / 'founded.db'}", tmp_path / "backups", 1)
    (tmp_path / "founded.db").write_bytes(b"no database any more, but a text that is long enough\n" * 90)
    with pytest.raises(CopyError):
        lost.add(NIGHT + timedelta(days=1))
    with pytest.raises(CopyError, match="is there already"):
        folder.add(NIGHT)
    assert names(folder.folder) == [made.name]


def test_a_folder_that_cannot_be_is_one_sentence(founded_sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path(os.devnull)):
        with pytest.raises(CopyError, match="cannot be used") as told:
            BackupFolder(founded_sqlite_url, folder, 7).add(NIGHT)
        assert "\n" not in str(told.value)
