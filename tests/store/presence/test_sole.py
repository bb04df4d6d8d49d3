"""One bot serves a SQLite file: a second one is refused in one line, and everything else works beside it."""

import os
from pathlib import Path

import pytest

from store.presence.sole import InUseError, sole_use
from tests.bot.shell.test_bad_input import NEWS
from tests.command_line import Entente

BESIDE = (
    ("ask", "/recent limit:1"),
    ("ingest", "news.txt"),
    ("feeds", "list"),
    ("export", "events"),
    ("backup", "copy.db"),
    ("check",),
)


@pytest.mark.parametrize("command", [("run", "--sandbox"), ("poll",)], ids=" ".join)
def test_a_second_bot_is_refused_in_one_line(
    entente: Entente, register: Path, command: tuple[str, ...]
) -> None:
    with sole_use(f"sqlite:///{register}"):
        refusal = entente(*command).refusal
    assert str(register) in refusal
    assert f"process {os.getpid()}" in refusal
    assert entente("poll").code == 0, "when it has ended, another may"


def test_everything_else_works_beside_a_running_bot(entente: Entente, register: Path) -> None:
    Path("news.txt").write_text(NEWS)
    with sole_use(f"sqlite:///{register}"):
        for words in BESIDE:
            said = entente(*words)
            assert said.code == 0, (words, said.err)


def test_a_lock_is_of_the_file_and_not_of_its_name(tmp_path: Path) -> None:
    file = tmp_path / "data" / "one.db"
    with sole_use(f"sqlite:///{file}"):
        (tmp_path / "link").symlink_to(tmp_path / "data")
        with pytest.raises(InUseError), sole_use(f"sqlite:///{tmp_path}/link/../link/one.db"):
            pass
        with sole_use(f"sqlite:///{tmp_path / 'other.db'}"), sole_use("sqlite://"), sole_use("sqlite://"):
            pass
    assert (tmp_path / "data" / "one.db.lock").stat().st_mode & 0o077 == 0
