"""What is no whole export is refused in one line, and nothing of it is kept."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, inspect

from store.database.copies import CopyError
from store.database.database import Database
from store.database.place import sqlite_file
from store.portable.files import export_register, lines_in
from store.portable.lines import read_head, read_row, tables_of
from store.portable.reader import read_register
from tests.clock import Clock

Document = dict[str, Any]


@pytest.fixture(scope="session")
def exported(founded_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """A small register: the first rows of each table of the founded one."""
    file = tmp_path_factory.mktemp("exported") / "register.jsonl"
    export_register(f"sqlite:///{founded_sqlite}", file)
    head, *lines = file.read_bytes().splitlines(keepends=True)
    few = [
        line
        for _, rows in groupby(lines, key=lambda line: json.loads(line)["table"])
        for line in islice(rows, 4)
    ]
    counts = Counter(json.loads(line)["table"] for line in few)
    return [changed(head, lambda document: document.update(rows=counts)), *few]


def changed(line: bytes, change: Callable[[Document], object]) -> bytes:
    document = json.loads(line)
    change(document)
    return json.dumps(document).encode() + b"\n"


def first_of(lines: list[bytes], table: str) -> int:
    return next(
        number for number, line in enumerate(lines) if line.startswith(f'{{"table": "{table}"'.encode())
    )


ROW = {"table": "feed", "row": {}}
SPOILT: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "nothing": (lambda _: [], "no export of a register"),
    "another file": (lambda _: [b'{"entente": "diary"}\n'], "no export of a register"),
    "no JSON": (lambda _: [b"Dear diary\n"], "no export of a register"),
    "a list": (lambda _: [b"[1]\n"], "no export of a register"),
    "only the head": (lambda lines: lines[:1], "0 of 4"),
    "a newer one": (
        lambda lines: [changed(lines[0], lambda head: head.update(revision="9999")), *lines[1:]],
        "newer version of Entente",
    ),
    "cut off": (lambda lines: [*lines[:-5], lines[-5][:40]], "Line .* cannot be taken: it is no JSON"),
    "one lost": (lambda lines: [*lines[:5], *lines[6:]], "Not as many rows"),
    "one twice": (lambda lines: [*lines[:5], lines[4], *lines[5:]], "cannot be filled: .*"),
    "another table": (
        lambda lines: [*lines, b'{"table": "diary", "row": {}}\n'],
        "Line .*: there is no table diary",
    ),
    "a column too few": (
        lambda lines: [*lines, b'{"table": "feed", "row": {"id": "x"}}\n'],
        "columns of feed",
    ),
    "something more": (
        lambda lines: [
            changed(lines[1], lambda row: row.update(more=1)) if n == 1 else line
            for n, line in enumerate(lines)
        ],
        "Line 2 .*: it is no row",
    ),
}
VALUES: dict[str, tuple[str, str, object]] = {
    "a number for a name": ("actor", "name", 5),
    "a list for a name": ("actor", "name", ["x"]),
    "a word for a number": ("event", "revision", "many"),
    "a truth for a number": ("event", "revision", True),
    "too large a number": ("event", "revision", 1 << 80),
    "no moment": ("actor", "updated_at", "yesterday"),
    "a moment without its zone": ("actor", "updated_at", "2026-03-01T00:00:00"),
    "no day": ("event", "day", "2026-02-31"),
    "a sign that no database keeps": ("actor", "name", "a\0b"),
    "half a character": ("actor", "name", "\ud800"),
}  # fmt: skip


STORED: dict[str, tuple[str, str, object]] = {
    "nothing where something has to be": ("actor", "name", None),
    "no actor's aliases": ("actor", "aliases", [{"nick": "x"}]),
    "no list": ("event", "countries", "CN"),
}


def refused(url: str, lines: list[bytes], sentence: str, clock: Clock) -> None:
    with pytest.raises(CopyError, match=sentence) as told:
        read_register(url, lines, clock)
    assert "\n" not in str(told.value)
    file = sqlite_file(url)
    if file is None:
        engine = Database(url).writer
        assert inspect(engine).get_table_names() == []
        engine.dispose()
    else:
        assert [path for path in file.parent.iterdir() if path.name.startswith((file.name, "."))] == []


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_file(tmp_path: Path, exported: list[bytes], clock: Clock, spoilt: str) -> None:
    spoil, sentence = SPOILT[spoilt]
    refused(f"sqlite:///{tmp_path / 'new.db'}", spoil(exported), sentence, clock)


@pytest.mark.parametrize("spoilt", VALUES)
def test_a_spoilt_value(tables: dict[str, Table], exported: list[bytes], spoilt: str) -> None:
    table, column, value = VALUES[spoilt]
    line = exported[first_of(exported, table)]
    assert read_row(line, tables)[0].name == table
    with pytest.raises(CopyError, match=f"{table}.{column}"):
        read_row(changed(line, lambda document: document["row"].update({column: value})), tables)


@pytest.fixture
def tables(sqlite_template: Path) -> Iterator[dict[str, Table]]:
    engine = create_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        yield {table.name: table for table in tables_of(connection)}
    engine.dispose()


@pytest.mark.parametrize("spoilt", STORED)
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_only_the_database_or_the_bot_finds(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    exported: list[bytes],
    clock: Clock,
    kind: str,
    spoilt: str,
) -> None:
    table, column, value = STORED[spoilt]
    lines = exported[:]
    number = first_of(lines, table)
    lines[number] = changed(lines[number], lambda document: document["row"].update({column: value}))
    is_file = kind == "sqlite"
    url = f"sqlite:///{tmp_path / 'new.db'}" if is_file else request.getfixturevalue("empty_postgres_url")
    refused(url, lines, "nothing was written", clock)


def test_what_is_there_is_left_alone(founded_url: str, exported: list[bytes], clock: Clock) -> None:
    with pytest.raises(CopyError, match=r"is there already|has tables already"):
        read_register(founded_url, exported, clock)


@pytest.mark.parametrize("bytes_kept", [0, 5, 2000, -9])
def test_a_damaged_file(exported: list[bytes], tmp_path: Path, bytes_kept: int) -> None:
    body = gzip.compress(b"".join(exported))
    for number, damaged in enumerate((body[:bytes_kept], body[:2000] + bytes(9) + body[2009:])):
        file = tmp_path / f"{number}.jsonl.gz"
        file.write_bytes(damaged)
        with pytest.raises(CopyError):
            read_head(b"".join(lines_in(file))[:1])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CopyError, match="cannot be read: No such file"):
        list(lines_in(tmp_path / "none"))


def test_a_file_that_is_not_there_is_called_so(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(CopyError, match=r"^\S*nowhere cannot be read: No such file or directory\.$"):
        read_register(f"sqlite:///{tmp_path / 'new.db'}", lines_in(tmp_path / "nowhere"), clock)
