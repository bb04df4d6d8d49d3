"""What is exported, imported and exported again is the same, byte for byte, on either database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    Table,
    UniqueConstraint,
    delete,
    insert,
)

from store.database.database import Database
from store.database.schema import METADATA
from store.nouns.types import UNSTORABLE, Exact, Instant, JsonDocument
from store.nouns.values import (
    Alias,
    Amount,
    Citation,
    Materiel,
    Participant,
    Quantity,
    Role,
    StatedDay,
    StateRole,
    Step,
)
from store.outbox.restored import restored_at
from store.portable.files import export_register, lines_in
from store.portable.lines import is_written
from store.portable.reader import read_register
from store.store import Store, open_store
from tests.clock import Clock
from tests.examples import share_of
from tests.handlers.rows import CHANNEL, GUILD, alert, event, file, subscription
from tests.store.nouns import feed
from tests.store.statistics import is_known

TABLES = [table for table in METADATA.sorted_tables if is_written(table.name)]
TEXT = st.text(max_size=12).map(lambda text: UNSTORABLE.sub("", text))
MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@pytest.fixture
def other_url(request: pytest.FixtureRequest, founded_url: str, tmp_path: Path) -> str:
    """An empty place of the other kind."""
    if founded_url.startswith("sqlite"):
        return str(request.getfixturevalue("empty_postgres_url"))
    return f"sqlite:///{tmp_path / 'there.db'}"


async def filled(url: str, clock: Clock) -> None:
    store = await open_store(url, clock)
    await store.wire.add_feed("own", feed("own"))
    await store.subscriptions.subscribe(subscription(5), 7, clock())
    for name in ("tanks", "ships"):
        await file(
            store, event(name), clock(), "wire", alert(name, clock()), lead="Panzer · 坦克 · “ٹینک” · e\u0301"
        )
    await store.outbox.drop_channel(CHANNEL, "7", GUILD, clock())
    await store.close()


async def known(store: Store) -> tuple[object, ...]:
    events = (await store.search.find("tanks", kinds=["event"], limit=5)).hits
    return (
        [(hit.kind, hit.id) for hit in events],
        [(hit.kind, hit.id) for hit in (await store.search.find("shaheen", limit=9)).hits],
        await store.outbox.counts(),
        [row.id for row in await store.wire.feeds()],
    )


async def test_there_and_back(founded_url: str, other_url: str, tmp_path: Path, clock: Clock) -> None:
    await filled(founded_url, clock)
    ending = "jsonl" if founded_url.startswith("sqlite") else "jsonl.gz"
    files = [tmp_path / f"{number}.{ending}" for number in range(3)]
    first = export_register(founded_url, files[0])
    assert first.rows["event"] > 70
    assert first.rows["alert"] == 2
    assert read_register(other_url, lines_in(files[0]), clock) == first
    assert is_known(other_url)
    assert export_register(other_url, files[1]) == first
    assert read_register(f"sqlite:///{tmp_path / 'back' / 'again.db'}", lines_in(files[1]), clock) == first
    assert export_register(f"sqlite:///{tmp_path / 'back' / 'again.db'}", files[2]) == first
    assert files[0].read_bytes() == files[1].read_bytes() == files[2].read_bytes()
    old, new = await open_store(founded_url, clock), await open_store(other_url, clock)
    assert await known(old) == await known(new)
    at = clock()
    assert await new.database.read(lambda session: restored_at(session, at)) == at, "channels are looked into"
    await file(new, event("subs"), clock(), "wire", alert("subs", clock()))
    assert (await new.search.find("subs", kinds=["event"], limit=5)).hits
    await old.close()
    await new.close()


def value_of(column: Column[Any]) -> st.SearchStrategy[Any]:
    """Anything that the column may hold; of documents one that is built below."""
    if isinstance(column.type, JsonDocument):
        return st.sampled_from(DOCUMENTS[column])
    for kind, values in (
        (Boolean, st.booleans()),
        (BigInteger, st.integers(-(1 << 63), (1 << 63) - 1)),
        (Integer, st.integers(-(1 << 31), (1 << 31) - 1)),
        (Float, st.floats(allow_nan=False, allow_infinity=False)),
        (Date, st.dates(date(1, 1, 1))),
        (Instant, MOMENT),
        (Exact, st.decimals(allow_nan=False, allow_infinity=False)),
    ):
        if isinstance(column.type, kind):
            return values | st.none() if column.nullable else values
    return TEXT | st.none() if column.nullable else TEXT


CITED = (Citation(article="paper", paragraph="12"), Citation(article="wire"))
BUILT: tuple[Any, ...] = (
    [],
    {},
    ["", "it’s “坦克” \u2028 ٹینک", 'a\\"b'],
    ["CN", "PK"],
    ["liu-wei", "pakistan-navy"],
    {"deep": [{"null": None, "yes": True, "no": -1, "much": 1 << 62, "part": 1e-9}, []], "": "e\u0301"},
    {"kind": -0.25, "much": 1e300},
    [Alias(name="坦克", kind="foreign", shared=True), Alias(name="T-80", exact=True, common=True)],
    [
        Role(
            position="Chief",
            organisation="plan",
            since="2012-03",
            attested=("2015", "2016-01-02"),
            citations=CITED,
        )
    ],
    [*CITED],
    {"actor/liu-wei": [*CITED], "unknown/1": [CITED[1]]},
    [Participant(actor="liu-wei", part="host"), Participant(actor="plan")],
    [StateRole(country="CN", part="supplier"), StateRole(country="PK", part="host")],
    [Materiel(equipment="jf-17", quantity=-3, note="of a block"), Materiel(equipment="j-10")],
    [Amount(amount=Decimal("1.50E+9"), currency="USD", about="all", citations=CITED)],
    [Quantity(number=1 << 40, of="rounds"), Quantity(number=-1, of="ships", citations=CITED)],
    [StatedDay(day=date(1, 1, 1), until=date(9999, 12, 31), precision="year", citations=CITED)],
    [
        Step(
            status="signed",
            day=date(2024, 2, 29),
            precision="day",
            text="“so”",
            citations=CITED,
            dated=CITED[:1],
        ),
        Step(status="x"),
    ],
    [{"what": "day", "before": None, "after": "“3 March”", "kind": "change", "values": [{"text": "x"}]}],
)
"""Documents of every model that a column holds, with their options and without."""


def held(column: Column[Any]) -> list[Any]:
    """Those that the column takes."""
    assert isinstance(column.type, JsonDocument)
    taken = []
    for document in BUILT:
        try:
            column.type.adapter.validate_python(document)
        except ValueError:
            continue
        taken.append(document)
    return taken


DOCUMENTS = {
    column: held(column)
    for table in TABLES
    for column in table.columns
    if isinstance(column.type, JsonDocument)
}


def test_each_column_of_documents_is_tried_with_a_filled_one() -> None:
    assert [str(column) for column, documents in DOCUMENTS.items() if not any(documents)] == []


@st.composite
def rows_of(draw: st.DrawFn, table: Table) -> list[dict[str, Any]]:
    """A few rows, which share no value that only one may have."""
    made = [
        {column.name: draw(value_of(column)) for column in table.columns}
        for _ in range(draw(st.integers(1, 2)))
    ]
    for number, row in enumerate(made):
        for column in table.columns:
            if isinstance(row[column.name], str):
                row[column.name] = f"{row[column.name]}{number}"
            elif is_alone(column) and isinstance(row[column.name], int):
                row[column.name] = row[column.name] // 2 * 2 + number
    return made


def is_alone(column: Column[Any]) -> bool:
    """Whether only one row may have a value, by its key or another index."""
    table = column.table
    assert isinstance(table, Table)
    alone = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    alone += [one.columns for one in table.indexes if one.unique]
    return column.primary_key or column.unique is True or any(column.name in columns for columns in alone)


REGISTERS = st.fixed_dictionaries({table.name: rows_of(table) for table in TABLES})


def emptied(connection: Connection) -> None:
    for table in METADATA.sorted_tables:
        connection.execute(delete(table))


@pytest.fixture
def places(sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Database, str, Path]]:
    database = Database(sqlite_url)
    yield database, sqlite_url, tmp_path
    database.writer.dispose()


@settings(
    max_examples=share_of(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=REGISTERS)
def test_whatever_its_tables_hold(
    places: tuple[Database, str, Path], rows: dict[str, list[dict[str, Any]]]
) -> None:
    """Every table that is written, by its columns' types: a new one is tried by itself."""
    database, url, folder = places
    with database.writer.connect() as connection, connection.begin():
        emptied(connection)
        for table in TABLES:
            connection.execute(insert(table), rows[table.name])
    first, again, second = folder / "first.jsonl", folder / "again.db", folder / "second.jsonl"
    head = export_register(url, first, replace=True)
    assert {name for name, count in head.rows.items() if count} >= {table.name for table in TABLES} - {"mark"}
    again.unlink(missing_ok=True)
    read_register(f"sqlite:///{again}", lines_in(first), lambda: datetime.now(UTC) - timedelta(days=1))
    export_register(f"sqlite:///{again}", second, replace=True)
    assert first.read_bytes() == second.read_bytes()
