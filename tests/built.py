"""Lexicons built once for all registers of a process that hold the same names: every bot that starts builds one, nearly all
over the founded register, and it is read only."""

from hashlib import sha256

from facts.names.lexicon import Lexicon
from facts.names.terms import Rows
from handlers.ingest import knowledge
from store.register.plain_rows import PlainRow

MOST = 8
"""Lexicons that are kept."""


def build_once() -> None:
    """From now on, in this process."""
    built, kept = knowledge._lexicon, dict[bytes, Lexicon]()

    def of(rows: Rows) -> Lexicon:
        key = _told(rows)
        if key not in kept:
            if len(kept) == MOST:
                kept.clear()
            kept[key] = built(rows)
        return kept[key]

    knowledge._lexicon = of


def _told(rows: Rows) -> bytes:
    """What stands in them, as the database gave it."""
    every = (*rows.series, *rows.equipment, *rows.actors, *rows.agreements, *rows.places)
    told = [(type(row).__name__, tuple(row._given)) for row in every if isinstance(row, PlainRow)]
    assert len(told) == len(every), "rows are read as plain rows"
    return sha256(repr((told, rows.coined)).encode("utf-8", "surrogatepass")).digest()
