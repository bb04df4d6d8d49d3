"""The command line in this process: what it prints, and the code that it leaves with."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import described_settings


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one line that a command failed with."""
        assert self.code != 0
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("entente: "), self.err
        return lines[0].removeprefix("entente: ")


Entente = Callable[..., Said]


@pytest.fixture
def register(founded_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seeded register that the settings name; none of its feeds is due, because they are elsewhere."""
    for name in described_settings():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENTENTE_DATABASE", founded_sqlite_url)
    file = Path(founded_sqlite_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE feed SET next_due = '2999-01-01 00:00:00.000000'")
    return file


@pytest.fixture
def entente(
    register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Entente]:
    """Runs a command as a shell would, in this process: ``entente("feeds", "list")``."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def call(*words: str) -> Said:
        monkeypatch.setattr("sys.argv", ["entente", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        return Said(int(left.value.code or 0), shown.out, shown.err)

    yield call
    root.handlers[:] = handlers
    root.setLevel(level)
