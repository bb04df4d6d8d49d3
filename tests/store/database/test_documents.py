"""Columns of documents cost what they hold: a statement that names one is compiled once, and a row is made without parsing."""

from inspect import isfunction
from itertools import combinations

from sqlalchemy import select
from sqlmodel import SQLModel

from store.database.schema import METADATA
from store.nouns.models import Event
from store.nouns.types import JsonDocument

COLUMNS = [
    column
    for table in METADATA.tables.values()
    for column in table.columns
    if isinstance(column.type, JsonDocument)
]


def test_a_statement_that_names_documents_is_kept() -> None:
    assert COLUMNS
    assert [str(column) for column in COLUMNS if select(column)._generate_cache_key() is None] == []


def test_documents_of_two_types_are_not_taken_for_each_other() -> None:
    types = {str(of): JsonDocument(of) for of in (list[str], dict[str, float], list[int])}
    keys = [one._static_cache_key for one in types.values()]
    assert all(one != other for one, other in combinations(keys, 2))
    assert JsonDocument(list[str])._static_cache_key == keys[0]


def test_what_makes_an_empty_document_is_a_function() -> None:
    """Pydantic reads its signature at each row; that of a type is parsed from text."""
    tables = [mapper.class_ for mapper in SQLModel._sa_registry.mappers]
    made = [field.default_factory for table in tables for field in table.model_fields.values()]
    assert [factory for factory in made if factory and not isfunction(factory)] == []
    one, other = Event(id="a", kind="order", title="A"), Event(id="b", kind="order", title="B")
    assert one.actors == []
    assert one.actors is not other.actors
