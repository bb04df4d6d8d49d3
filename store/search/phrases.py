"""Which events and claims hold a phrase: by an index of words on either database, exactly as ``store/nouns/words.py`` compares them.

SQLite has an FTS5 table that takes whatever stands between blanks for a word (https://sqlite.org/fts5.html, 4.3.2), also what
parts two texts, so that no phrase reaches over it. PostgreSQL has a GIN index of the words as an array; the order of a
phrase's words is looked at in the rows that hold them all.
"""

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    and_,
    cast,
    column,
    false,
    func,
    literal_column,
    or_,
    table,
    union_all,
)
from sqlmodel import col, select

from store.database.index import UNPLACED, StemmedText
from store.nouns.models import Event

INDEX = "search_words_stemmed"
"""The name of the FTS5 table."""


def holding(
    kind: Literal["event", "claim"], phrases: Iterable[str], dialect: str, *, unplaced: bool = False
) -> Any:
    """A SELECT of the ids of those that hold one of the stemmed phrases; with ``unplaced`` only of events of no country."""
    wanted = sorted({phrase for phrase in phrases if phrase.strip()})
    if dialect == "postgresql":
        lists = [_told_in(kind).where(one) for one in _in_postgresql(wanted, unplaced)]
        return select(union_all(*lists).subquery().c.ref) if lists else _told_in(kind).where(false())
    # Not by the index of kinds and ids, which has all of them: a register that nobody analysed takes it.
    its_kind: ColumnElement[str] = literal_column("+stemmedtext.kind")
    return select(StemmedText.ref).where(its_kind == kind, _in_sqlite(wanted, unplaced))


def event_holds(phrases: Iterable[str], dialect: str) -> ColumnElement[bool]:
    """Whether the event of the row holds one of the stemmed phrases: one look-up an event, where few are asked."""
    wanted = sorted({phrase for phrase in phrases if phrase.strip()})
    places = _in_postgresql(wanted, False) if dialect == "postgresql" else [_in_sqlite(wanted, False)]
    its = _told_in("event").where(col(StemmedText.ref) == Event.id, or_(false(), *places))
    held: ColumnElement[bool] = its.correlate(Event).exists()
    return held


def _told_in(kind: str) -> Any:
    return select(StemmedText.ref).where(col(StemmedText.kind) == kind)


def _in_sqlite(phrases: list[str], unplaced: bool) -> ColumnElement[bool]:
    index = table(INDEX, column("rowid"))
    expression = " OR ".join(f'"{phrase}"' for phrase in phrases) or '""'
    expression = f'"{UNPLACED}" AND ({expression})' if unplaced else expression
    matched = column(INDEX, _selectable=index).op("MATCH")(expression)
    return col(StemmedText.id).in_(select(index.c.rowid).where(matched))


def _in_postgresql(phrases: list[str], unplaced: bool) -> list[ColumnElement[bool]]:
    """One condition for each run of words: of several alternatives in one PostgreSQL reads the whole table."""
    words = func.string_to_array(col(StemmedText.stems), literal_column("' '"))  # as the index has it
    single = [phrase for phrase in phrases if " " not in phrase]
    some: list[ColumnElement[bool]] = [words.op("&&")(_array(single))] if single else []
    runs = (phrase for phrase in phrases if " " in phrase)
    some.extend(
        and_(words.op("@>")(_array(run.split())), col(StemmedText.stems).contains(f" {run} ")) for run in runs
    )
    placed = [words.op("@>")(_array([UNPLACED]))] if unplaced else []
    return [and_(*placed, one) for one in some]


def _array(words: list[str]) -> ColumnElement[Any]:
    return cast(words, ARRAY(Text))
