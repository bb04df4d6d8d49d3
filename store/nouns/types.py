"""Column types: instants that know their zone, exact numbers, and validated documents stored as JSON."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, BigInteger, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL keeps no NUL in text, and a lone surrogate has no UTF-8 form; one such sign would fail a whole batch."""

NOTHING: tuple[object, ...] = ("[]", [])
"""An empty list as SQLite has it, and as PostgreSQL's driver gives it."""


def storable(value: Any) -> Any:
    """Text with U+FFFD (the replacement character) for each sign that no database keeps; other values as they are."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


class Instant(TypeDecorator[datetime]):
    """A moment in UTC. A naive datetime is refused at the door: ``ValueError``.

    SQLite keeps no zone, so what comes back is told to be UTC; PostgreSQL keeps it as ``timestamptz``.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept digit by digit, as text: SQLite has no exact number, and figures are quoted, not summed."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class JsonDocument(TypeDecorator[Any]):
    """A value of a Pydantic-known type, stored as JSON and validated on the way in and out.

    A stored document is replaced, never changed in place: SQLAlchemy sees a new value, not a changed list.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of
        """Tells it apart from others: compiled statements are kept by it (SQLAlchemy, ``ExternalType.cache_ok``)."""
        self.adapter: TypeAdapter[Any] = TypeAdapter(of)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return self.adapter.dump_python(self.adapter.validate_python(value), mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return self.adapter.validate_python(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Most documents are empty lists, which need no reading."""
        usual: Any = super().result_processor(dialect, coltype)
        return lambda value: [] if value in NOTHING else usual(value)


def documents(of: Any, **options: Any) -> Any:
    """A field holding a list (or dict) of ``of``'s type as one JSON column; empty by default.

    Pydantic asks for the factory's signature at every row that is made: that of ``list`` itself it has to parse from text, which
    takes ten times as long as a function's.
    """
    factory = options.pop("default_factory", list)
    return Field(sa_type=JsonDocument(of), default_factory=EMPTY[factory], **options)


def _new_list() -> list[Any]:
    return []


def _new_dict() -> dict[str, Any]:
    return {}


EMPTY: dict[type, Callable[[], Any]] = {list: _new_list, dict: _new_dict}


def instant(**options: Any) -> Any:
    """A field holding a moment in UTC."""
    return Field(sa_type=Instant, **options)


def exact(**options: Any) -> Any:
    """A field holding a decimal number that must come back digit by digit."""
    return Field(sa_type=Exact, **options)


def snowflake(**options: Any) -> Any:
    """A field holding a Discord id: an unsigned 64-bit number (it fits a signed one until the year 2084)."""
    return Field(sa_type=BigInteger, **options)


def word(**options: Any) -> Any:
    """A field holding one of a closed set of words (a ``Literal``), stored as text."""
    return Field(sa_type=String, **options)
