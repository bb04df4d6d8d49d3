"""A register is readable by its owner alone."""

import os
import stat
from pathlib import Path

from store.store import open_store
from tests.clock import Clock


async def test_a_new_file_its_log_and_its_folder_are_private(tmp_path: Path, clock: Clock) -> None:
    before = os.umask(0o022)
    file = tmp_path / "data" / "entente.db"
    try:
        store = await open_store(f"sqlite:///{file}", clock)
    finally:
        os.umask(before)
    await store.marks.set_mark("name", "value", clock())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [file.parent, *file.parent.iterdir()]}
    await store.close()
    assert modes == {"data": 0o700, "entente.db": 0o600, "entente.db-wal": 0o600, "entente.db-shm": 0o600}


async def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "entente.db"
    file.touch()
    file.chmod(0o640)
    await (await open_store(f"sqlite:///{file}", clock)).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
