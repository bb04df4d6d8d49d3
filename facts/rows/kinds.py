"""The kinds of events, as ``facts/rows/kinds.toml`` has them: one table each. Adding a kind is adding a table (and its cases)."""

from collections.abc import Mapping
from typing import Any

from facts.model.kinds import Kind, Kinds, Trigger
from facts.rows.patterns import word_table


def kind_in(name: str, row: Mapping[str, Any]) -> Kind:
    """A kind from its table. Raises ``TypeError`` for a property that no kind has, or one that it needs and has not."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    fields["triggers"] = tuple(Trigger(pattern, weight) for pattern, weight in row["triggers"].items())
    return Kind(name, **fields)


KINDS = Kinds(kind_in(name, row) for name, row in word_table("kinds").items())
