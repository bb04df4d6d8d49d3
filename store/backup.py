"""A backup of the register: one file, whole, while the bot runs and writes. It neither migrates nor seeds."""

import os
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.dialects import registry

from store.database.copies import CopyError, copy_sqlite, placed_copy
from store.database.place import sqlite_file

PROGRAM = "pg_dump"
READER = "pg_restore"
SAID = re.compile(r"(?:error|detail): (.+)")
CONNECT_SECONDS = "10"


def back_up(url: str, target: Path, *, replace: bool = False) -> None:
    """Writes the register at a SQLAlchemy ``url`` to ``target``, readable by its owner alone: a SQLite file as one, a
    PostgreSQL database in ``pg_dump``'s custom format. Blocks. Raises CopyError in one line; ``target`` is then as it
    was."""
    address, file = make_url(url), sqlite_file(url)
    if address.get_backend_name() != "sqlite":
        _dump(address, target, replace)
    elif file is None:
        raise CopyError("A register in memory cannot be backed up: it ends with its process.")
    elif not file.exists():
        raise CopyError(f"There is no register at {file} yet.")
    elif target.exists() and target.samefile(file):
        raise CopyError(f"{target} is the register itself.")
    else:
        copy_sqlite(file, target, replace=replace)


def _dump(url: URL, target: Path, replace: bool) -> None:
    """By PostgreSQL's own program: it knows every version's catalogue, and dumps one snapshot (its manual, "pg_dump")."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise CopyError(
            f"A PostgreSQL register is backed up by {PROGRAM}, which is not installed here; "
            "it comes with PostgreSQL's client programs, in the server's version or a newer one."
        )
    wanted, secrets = connection_of(url)
    with placed_copy(target, replace=replace) as unfinished:
        call(
            [program, "--format=custom", "--no-password", f"--file={unfinished}", f"--dbname={wanted}"],
            secrets,
        )
        if reader := shutil.which(READER):
            call([reader, "--list", str(unfinished)], {})


def connection_of(url: URL) -> tuple[str, dict[str, str]]:
    """libpq's connection string without a password, and the environment that has it: every user of a machine can read
    the words that a program was called with (PostgreSQL's manual, 34.15 "Environment Variables")."""
    _, given = registry.load("postgresql.psycopg")().create_connect_args(url)
    password = given.pop("password", None)
    if "sslpassword" in given:
        raise CopyError(
            f"{PROGRAM} takes no sslpassword in secret: use a key file without one, or call it yourself."
        )
    conninfo = import_module("psycopg.conninfo")  # eight megabytes that a bot on SQLite has no use for
    return str(conninfo.make_conninfo("", **given)), {"PGPASSWORD": str(password)} if password else {}


def call(words: list[str], secrets: dict[str, str]) -> None:
    """Runs one of PostgreSQL's programs. Raises CopyError with what it said."""
    around = {**os.environ, "PGCONNECT_TIMEOUT": CONNECT_SECONDS, "LC_MESSAGES": "C", **secrets}
    done = subprocess.run(  # noqa: S603 - the program found on the path, and no shell
        words,
        env=around,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.strip()] or [f"exit code {done.returncode}"]
        raise CopyError(f"{Path(words[0]).name} failed: {_reason(said)}")


def _reason(lines: list[str]) -> str:
    """Its errors with their details; hints that follow them are left out."""
    told = [match[1] for line in lines if (match := SAID.search(line))]
    return "; ".join(told or lines[:1])
