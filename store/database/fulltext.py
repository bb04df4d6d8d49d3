"""The two full-text engines behind one face: FTS5 on SQLite, ``tsvector`` on PostgreSQL (see the first revision).

A query is a list of groups of words; a document matches a group that holds one of its words, or a word that begins
with one. Words are letters and digits only (``store/search/ranking.py``), so that nothing in them is read as an operator.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, bindparam, text
from sqlmodel import Session, col, or_, select

from store.database.index import SearchDocument

Groups = Sequence[Sequence[str]]
Ranked = list[tuple[SearchDocument, float]]
"""Documents with the database's rank: greater is better."""


def matching(
    session: Session, groups: Groups, hold: Literal["all", "any"], kinds: Collection[str], limit: int
) -> Ranked:
    """At most ``limit`` documents of the ``kinds`` that hold all groups, or any, best ranked first."""
    if not groups or not kinds:
        return []
    ranked = _RANKED_IN_POSTGRESQL if _is_postgresql(session) else _RANKED_IN_SQLITE
    wanted = {"expression": _expression(session, groups, hold), "kinds": list(kinds), "limit": limit}
    found: list[tuple[int, float]] = [(row, rank) for row, rank, *_ in session.execute(ranked, wanted)]
    ranks = dict(found)
    rows = session.exec(select(SearchDocument).where(col(SearchDocument.id).in_(ranks)))
    return [(row, ranks[row.id or 0]) for row in rows]


def count(session: Session, groups: Groups, kinds: Collection[str]) -> int:
    """How many documents of the ``kinds`` hold all groups."""
    if not groups or not kinds:
        return 0
    counted = _COUNTED_IN_POSTGRESQL if _is_postgresql(session) else _COUNTED_IN_SQLITE
    wanted = {"expression": _expression(session, groups, "all"), "kinds": list(kinds)}
    return int(session.execute(counted, wanted).scalar_one())


def is_known(session: Session, word: str) -> bool:
    """Whether any document holds the word, or one that begins with it. The very word is looked for first: for a beginning
    FTS5 puts the lists of all its words together before it gives one."""
    if held_words(session, [word]):
        return True
    known = _KNOWN_IN_POSTGRESQL if _is_postgresql(session) else _KNOWN_IN_SQLITE
    return session.execute(known, {"expression": _expression(session, [[word]], "any")}).first() is not None


def held_words(session: Session, words: Collection[str]) -> frozenset[str]:
    """Those of the words that some document holds as they are, or in another form by the database's stemming; not only in a
    longer one that begins with it. One statement for all: each costs more to put together than to answer."""
    held = _HELD_IN_POSTGRESQL if _is_postgresql(session) else _HELD_IN_SQLITE
    found = session.execute(held, {"words": json.dumps(list(words))}) if words else ()
    return frozenset(word for (word,) in found)


def run_of(session: Session, words: Sequence[str], typed: str, limit: int) -> list[tuple[str, str]]:
    """(kind, ref) of the documents that hold the words in a row; or else those that hold the text as it is typed."""
    if not words:
        return []
    is_postgresql = _is_postgresql(session)
    expression = " <-> ".join(words) if is_postgresql else f'"{" ".join(words)}"'
    asked = _RUN_IN_POSTGRESQL if is_postgresql else _RUN_IN_SQLITE
    found = [(kind, ref) for kind, ref in session.execute(asked, {"expression": expression, "limit": limit})]
    if not found:
        places = (col(SearchDocument.title), col(SearchDocument.body), col(SearchDocument.ref))
        held = or_(*(holds_typed(session, place, typed.strip()) for place in places))
        rows = session.exec(select(SearchDocument.kind, SearchDocument.ref).where(held).limit(limit))
        found = list(rows)
    return found


def holds_typed(session: Session, text: Any, typed: str) -> ColumnElement[bool]:
    """Whether a text holds what is typed, sign by sign, in any case of ASCII letters. SQLite's LIKE has that by itself (its
    documentation, "The LIKE, GLOB, REGEXP, MATCH, and extract operators"), and takes half as long without ``lower``."""
    column = col(text)
    return (column.icontains if _is_postgresql(session) else column.contains)(typed, autoescape=True)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _expression(session: Session, groups: Groups, hold: Literal["all", "any"]) -> str:
    """In the words of FTS5 (https://sqlite.org/fts5.html, section 3) or of a ``tsquery`` (PostgreSQL's manual, 8.11.2);
    a word of one or two signs is not a beginning of others."""
    if _is_postgresql(session):
        quote, begins, either, both = "", ":*", " | ", " & "
    else:
        quote, begins, either, both = '"', "*", " OR ", " AND "
    terms = ([f"{quote}{word}{quote}{begins if len(word) > 2 else ''}" for word in group] for group in groups)
    parts = [f"({either.join(some)})" for some in terms]
    return (both if hold == "all" else either).join(parts)


_RANKED_IN_SQLITE = text(
    """SELECT document.id, -bm25(search_words, 5.0, 1.0) AS rank
    FROM search_words JOIN search_document AS document ON document.id = search_words.rowid
    WHERE search_words MATCH :expression AND document.kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""
).bindparams(bindparam("kinds", expanding=True))
_RANKED_IN_POSTGRESQL = text(
    """SELECT id, ts_rank(search_words_stored, query) AS rank
    FROM search_document, to_tsquery('english', :expression) AS query
    WHERE search_words_stored @@ query AND kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""
).bindparams(bindparam("kinds", expanding=True))
_COUNTED_IN_SQLITE = text(
    """SELECT count(*) FROM search_words JOIN search_document AS document ON document.id = search_words.rowid
    WHERE search_words MATCH :expression AND document.kind IN :kinds"""
).bindparams(bindparam("kinds", expanding=True))
_COUNTED_IN_POSTGRESQL = text(
    """SELECT count(*) FROM search_document
    WHERE search_words_stored @@ to_tsquery('english', :expression) AND kind IN :kinds"""
).bindparams(bindparam("kinds", expanding=True))
_RUN_IN_SQLITE = text(
    """SELECT document.kind, document.ref
    FROM search_words JOIN search_document AS document ON document.id = search_words.rowid
    WHERE search_words MATCH :expression ORDER BY document.id DESC LIMIT :limit"""
)
_RUN_IN_POSTGRESQL = text(
    """SELECT kind, ref FROM search_document
    WHERE search_words_stored @@ to_tsquery('english', :expression) ORDER BY id DESC LIMIT :limit"""
)
_KNOWN_IN_SQLITE = text("SELECT 1 FROM search_words WHERE search_words MATCH :expression LIMIT 1")
_KNOWN_IN_POSTGRESQL = text(
    """SELECT 1 FROM search_document
    WHERE search_words_stored @@ to_tsquery('english', :expression) LIMIT 1"""
)
_HELD_IN_SQLITE = text("""SELECT value FROM json_each(:words)
    WHERE EXISTS (SELECT 1 FROM search_words WHERE search_words MATCH '"' || value || '"')""")
_HELD_IN_POSTGRESQL = text("""SELECT value FROM json_array_elements_text(CAST(:words AS json)) AS value
    WHERE EXISTS (SELECT 1 FROM search_document WHERE search_words_stored @@ to_tsquery('english', value))""")
