"""The register as the seeds found it, without a store: for whatever needs the judges' lexicon alone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from facts.names.lexicon import Lexicon
from facts.names.terms import Rows
from seeds.load import load_seeds
from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment, Facts

FOUNDED = datetime(2020, 1, 1, tzinfo=UTC)


@cache
def founded_rows() -> Rows:
    """Every entry of the seeds as a row of its table."""
    seeds = load_seeds()
    return Rows(
        actors=_rows(Actor, seeds.actors),
        equipment=_rows(Equipment, seeds.equipment),
        agreements=_rows(Agreement, seeds.agreements),
        series=_rows(Series, seeds.series),
        places=_rows(Place, seeds.places),
    )


def _rows(table: Any, entries: Mapping[str, Facts]) -> list[Any]:
    dated = {"updated_at": FOUNDED} if "updated_at" in table.model_fields else {}
    return [table(**dict(facts), id=name, **dated) for name, facts in entries.items()]


@cache
def founded_lexicon() -> Lexicon:
    """The lexicon of a register that holds the seeds; it is read only."""
    return Lexicon(founded_rows())
