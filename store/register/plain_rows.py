"""Rows that are read and never changed, without the ORM: one statement, written for the driver itself, and each column made when
it is first asked for. Of the three hundred events of an answer most columns are read of a few; objects of the ORM take four times as
long to make, and ten times as long to give a column."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import Dialect, Float
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

from store.database.index import batches

_Noun = TypeVar("_Noun", bound=SQLModel)
_Reader = Callable[[Any], Any] | None


class PlainRow:
    """Has the columns of its table as attributes, as an object of the ORM has them."""

    __slots__ = ("__dict__", "_given")
    columns: ClassVar[dict[str, tuple[int, _Reader]]] = {}
    """Where each stands in what the database gave, and what makes a value of it."""

    def __init__(self, given: Sequence[Any]) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        column = self.columns.get(name)
        if column is None:
            raise AttributeError(name)
        at, read = column
        value = self._given[at]
        value = self.__dict__[name] = value if read is None else read(value)
        return value


class PlainRows(Generic[_Noun]):
    """Rows of one table by the values of one of its columns (``by``), with all columns or some (``only``), in no order or
    in that of another column."""

    def __init__(
        self, table: type[_Noun], only: Sequence[str] = (), *, by: str = "id", order: str = ""
    ) -> None:
        self.table = table
        self.names = tuple(only) or tuple(column.name for column in _columns(table))
        ordered = f" ORDER BY {order}" if order else ""
        self._all = f"SELECT {', '.join(self.names)} FROM {table.__tablename__}"  # noqa: S608 - names of our own
        self._asked = f"{self._all} WHERE {by} IN (%s){ordered}"
        self._all += ordered or " ORDER BY id"
        self._made: dict[str, type[PlainRow]] = {}

    def read(self, session: Session, values: Iterable[str | None]) -> list[_Noun]:
        """Those that have one of the values; they are to be read only, and have no other columns than these."""
        connection = session.connection()
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        make = self._maker(connection.dialect)
        wanted = sorted({value for value in values if value})
        rows = [
            make(given)
            for some in batches(wanted)
            for given in connection.exec_driver_sql(
                self._asked % ", ".join([mark] * len(some)), tuple(some)
            ).fetchall()
        ]
        return cast("list[_Noun]", rows)

    def every(self, session: Session) -> list[_Noun]:
        """All that there are, by their ids or in the order of the other column; to be read only."""
        connection = session.connection()
        make = self._maker(connection.dialect)
        found = connection.exec_driver_sql(self._all).fetchall()
        return cast("list[_Noun]", [make(given) for given in found])

    def _maker(self, dialect: Dialect) -> type[PlainRow]:
        return self._made.get(dialect.name) or self._make(dialect)

    def _make(self, dialect: Dialect) -> type[PlainRow]:
        """Reads each column as the ORM would of this database."""
        types = {column.name: column.type for column in _columns(self.table)}
        columns = {name: (at, _reader(types[name], dialect)) for at, name in enumerate(self.names)}
        made = type(f"Plain{self.table.__name__}", (PlainRow,), {"__slots__": (), "columns": columns})
        return self._made.setdefault(dialect.name, made)


def _reader(of: TypeEngine[Any], dialect: Dialect) -> _Reader:
    """What makes a value of what the driver gives; both give a floating number as Python has it."""
    return None if isinstance(of, Float) else of.dialect_impl(dialect).result_processor(dialect, None)


def _columns(table: type[SQLModel]) -> Iterable[Any]:
    columns: Iterable[Any] = SQLModel.metadata.tables[str(table.__tablename__)].columns
    return columns
