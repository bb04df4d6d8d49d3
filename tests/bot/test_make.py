"""``make run`` asks for the sandbox by its name, and only where there is no token."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SANDBOX = "called with --sandbox"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy that is set up already, whose ``entente`` only says how it was called."""
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "entente").write_text('#!/bin/sh\nshift\necho "called with $*"\n')
    (binaries / "entente").chmod(0o700)
    for name in ("pyvenv.cfg", ".run"):
        (tmp_path / ".venv" / name).touch()
    return tmp_path


def made(folder: Path, **settings: str) -> str:
    done = subprocess.run(
        ["make", "run"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **settings},
        text=True,
        capture_output=True,
        check=True,
    )
    assert ("entente run --sandbox" in done.stderr) == (done.stdout.strip() == SANDBOX), "it says so"
    return done.stdout.strip()


@pytest.mark.parametrize(
    "dotenv", ["", "ENTENTE_GUILDS=1\n", "# DISCORD_TOKEN=x\n", "DISCORD_TOKEN=\n", 'DISCORD_TOKEN=""\n']
)
def test_without_a_token_it_is_the_sandbox(folder: Path, dotenv: str) -> None:
    if dotenv:
        (folder / ".env").write_text(dotenv)
    assert made(folder) == made(folder, DISCORD_TOKEN="") == SANDBOX


@pytest.mark.parametrize(
    "line",
    [
        "DISCORD_TOKEN=x",
        "export DISCORD_TOKEN='x' # mine",
        'discord_token = "x"',
        "DISCORD_TOKEN_FILE=/run/secrets/t",
    ],
)
def test_with_a_token_it_is_not(folder: Path, line: str) -> None:
    assert made(folder, DISCORD_TOKEN="x") == made(folder, DISCORD_TOKEN_FILE="x") == "called with"
    (folder / ".env").write_text(f"ENTENTE_GUILDS=1\n{line}\n")
    assert made(folder) == "called with"
