"""The two full-text engines behind one face: FTS5 on SQLite, ``tsvector`` on PostgreSQL (see the first revision). What is set
aside has an index of its own on both: general news makes no search among what is filed slower, and no word of it known.

A query is a list of groups of words; a document matches a group that holds one of its words, or a word that begins
with one. Words are letters and digits only (``store/search/ranking.py``), so that nothing in them is read as an operator.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from sqlalchemy import ColumnElement, TextClause, bindparam, text
from sqlmodel import Session, col, or_, select

from store.database.index import ASIDE, SearchDocument

MERGED = 64
"""Pages of four kilobytes that are put together at a time."""
SHORT = 2
"""Letters of a word that is not the beginning of others."""
Groups = Sequence[Sequence[str]]
Ranked = list[tuple[SearchDocument, float]]
"""Documents with the database's rank: greater is better."""
Hold = Literal["all", "most", "any"]
"""How many of the groups a document holds; most are all but one of three or four, all but two of more."""


@dataclass(frozen=True)
class _Engine:
    """The statements to one database, of what is filed or of what is set aside."""

    ranked: TextClause
    counted: TextClause
    run: TextClause
    texts: TextClause
    known: TextClause
    held: TextClause


def matching(session: Session, groups: Groups, hold: Hold, kinds: Collection[str], limit: int) -> Ranked:
    """At most ``limit`` documents of the ``kinds`` that hold all groups, most, or any, best ranked first. Texts set aside have an
    index of their own, and are asked for alone."""
    if not groups or not kinds:
        return []
    wanted = {"expression": _expression(session, groups, hold), "kinds": list(kinds), "limit": limit}
    found: list[tuple[int, float]] = [
        (row, rank)
        for row, rank, *_ in session.execute(_engine(session, aside=ASIDE in kinds).ranked, wanted)
    ]
    ranks = dict(found)
    rows = session.exec(select(SearchDocument).where(col(SearchDocument.id).in_(ranks)))
    return [(row, ranks[row.id or 0]) for row in rows]


def count(session: Session, groups: Groups, kinds: Collection[str]) -> int:
    """How many documents of the ``kinds`` hold all groups; texts set aside are asked for alone."""
    if not groups or not kinds:
        return 0
    wanted = {"expression": _expression(session, groups, "all"), "kinds": list(kinds)}
    return int(session.execute(_engine(session, aside=ASIDE in kinds).counted, wanted).scalar_one())


def is_known(session: Session, word: str, *, aside: bool = False) -> bool:
    """Whether any document that is filed (or set ``aside``) holds the word, or one that begins with it. The very word is looked for first: for a beginning
    FTS5 puts the lists of all its words together before it gives one."""
    if held_words(session, [word], aside=aside):
        return True
    known = _engine(session, aside=aside).known
    return session.execute(known, {"expression": _expression(session, [[word]], "any")}).first() is not None


def held_words(session: Session, words: Collection[str], *, aside: bool = False) -> frozenset[str]:
    """Those of the words that some document that is filed (or set ``aside``) holds as they are, or in another form by the database's stemming; not only in a
    longer one that begins with it. One statement for all: each costs more to put together than to answer."""
    held = _engine(session, aside=aside).held
    found = session.execute(held, {"words": json.dumps(list(words))}) if words else ()
    return frozenset(word for (word,) in found)


def run_of(
    session: Session, words: Sequence[str], typed: str, limit: int, *, aside: bool = False
) -> list[tuple[str, str]]:
    """(kind, ref) of the documents that are filed (or set ``aside``) and hold the words in a row; or else those that hold the
    text as it is typed. General news has any few letters within a word: of it that is asked for what an index of words may
    not have, signs, numbers and other scripts."""
    if not words:
        return []
    wanted = {"expression": _in_a_row(session, words), "limit": limit}
    found = [(kind, ref) for kind, ref in session.execute(_engine(session, aside=aside).run, wanted)]
    if not found and not (aside and _is_plain(typed)):
        some = SearchDocument.kind == ASIDE if aside else SearchDocument.kind != ASIDE
        columns = (SearchDocument.title, SearchDocument.body, *(() if aside else (SearchDocument.ref,)))
        held = or_(*(holds_typed(session, column, typed.strip()) for column in columns))
        rows = session.exec(select(SearchDocument.kind, SearchDocument.ref).where(some, held).limit(limit))
        found = list(rows)
    return found


def holding_runs(session: Session, runs: Sequence[Sequence[str]], kind: str, limit: int) -> list[str]:
    """The texts of one kind that hold all of the runs, each with its words in a row, the newest first."""
    if not runs:
        return []
    both = " & " if _is_postgresql(session) else " AND "
    expression = both.join(f"({_in_a_row(session, words)})" for words in runs)
    asked = _engine(session, aside=kind == ASIDE).texts
    return [
        ref for (ref,) in session.execute(asked, {"expression": expression, "kind": kind, "limit": limit})
    ]


def _is_plain(typed: str) -> bool:
    return typed.isascii() and all(sign.isalpha() or sign.isspace() for sign in typed)


def _in_a_row(session: Session, words: Sequence[str]) -> str:
    return " <-> ".join(words) if _is_postgresql(session) else f'"{" ".join(words)}"'


def forget_deleted(session: Session) -> None:
    """Puts parts of SQLite's index of texts set aside together, a little at a time: what was deleted stands in it until then, and
    what comes and goes for years would take five times its room (https://sqlite.org/fts5.html, 6.7)."""
    if not _is_postgresql(session):
        session.execute(_MERGED, {"pages": MERGED})


def holds_typed(session: Session, text: Any, typed: str) -> ColumnElement[bool]:
    """Whether a text holds what is typed, sign by sign, in any case of ASCII letters. SQLite's LIKE has that by itself (its
    documentation, "The LIKE, GLOB, REGEXP, MATCH, and extract operators"), and takes half as long without ``lower``."""
    column = col(text)
    return (column.icontains if _is_postgresql(session) else column.contains)(typed, autoescape=True)


def _engine(session: Session, *, aside: bool) -> _Engine:
    return (_ASIDE if aside else _FILED)[session.get_bind().dialect.name]


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _expression(session: Session, groups: Groups, hold: Hold) -> str:
    """In the words of FTS5 (https://sqlite.org/fts5.html, section 3) or of a ``tsquery`` (PostgreSQL's manual, 8.11.2);
    a word of one or two signs is not a beginning of others."""
    if _is_postgresql(session):
        quote, begins, either, both = "", ":*", " | ", " & "
    else:
        quote, begins, either, both = '"', "*", " OR ", " AND "
    terms = ([_term(word, quote, begins, both) for word in group] for group in groups)
    parts = [f"({either.join(some)})" for some in terms]
    if hold == "most":
        least = len(parts) - min(2, (len(parts) - 1) // 2)
        return either.join(f"({both.join(some)})" for some in combinations(parts, least))
    return (both if hold == "all" else either).join(parts)


def _term(words: str, quote: str, begins: str, both: str) -> str:
    """A word, or several, each of which may be the beginning of another; in a row where one is too short for that."""
    parts = words.split()
    if all(len(part) > SHORT for part in parts):
        terms = both.join(f"{quote}{part}{quote}{begins}" for part in parts)
        return f"({terms})" if len(parts) > 1 else terms
    more = begins if parts[-1].isdigit() and len(parts[-1]) >= SHORT else ""  # "J-10" is in "J-10C", "JF-17s"
    return f"{quote}{words}{quote}{more}" if quote else f"({' <-> '.join(parts)}{more})"


def _in_sqlite(words: str) -> _Engine:
    """Asks the FTS5 table ``words`` first, as CROSS JOIN has it: to count those of one kind SQLite would else ask it for each of them."""
    held = f"""FROM {words} CROSS JOIN search_document AS document ON document.id = {words}.rowid
        WHERE {words} MATCH :expression"""
    return _Engine(
        ranked=text(
            f"""SELECT document.id, -bm25({words}, 5.0, 1.0) AS rank {held}
            AND document.kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""
        ).bindparams(bindparam("kinds", expanding=True)),
        counted=text(f"SELECT count(*) {held} AND document.kind IN :kinds").bindparams(
            bindparam("kinds", expanding=True)
        ),
        run=text(f"SELECT document.kind, document.ref {held} ORDER BY document.id DESC LIMIT :limit"),
        texts=text(
            f"SELECT document.ref {held} AND document.kind = :kind ORDER BY document.id DESC LIMIT :limit"
        ),
        known=text(f"SELECT 1 FROM {words} WHERE {words} MATCH :expression LIMIT 1"),  # noqa: S608 - our own table
        held=text(f"""SELECT value FROM json_each(:words)
            WHERE EXISTS (SELECT 1 FROM {words} WHERE {words} MATCH '"' || value || '"')"""),  # noqa: S608 - our own table
    )


def _in_postgresql(some: str) -> _Engine:
    """Asks the index of the documents that are ``some``, in the very words of the revision that made it."""
    held = f"""FROM search_document
        WHERE search_words_stored @@ to_tsquery('english', :expression) AND {some}"""
    return _Engine(
        ranked=text(
            f"""SELECT id, ts_rank(search_words_stored, query) AS rank
            FROM search_document, to_tsquery('english', :expression) AS query
            WHERE search_words_stored @@ query AND {some} AND kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""  # noqa: S608 - our own rows
        ).bindparams(bindparam("kinds", expanding=True)),
        counted=text(f"SELECT count(*) {held} AND kind IN :kinds").bindparams(
            bindparam("kinds", expanding=True)
        ),
        run=text(f"SELECT kind, ref {held} ORDER BY id DESC LIMIT :limit"),
        texts=text(f"SELECT ref {held} AND kind = :kind ORDER BY id DESC LIMIT :limit"),
        known=text(f"SELECT 1 {held} LIMIT 1"),
        held=text(f"""SELECT value FROM json_array_elements_text(CAST(:words AS json)) AS value WHERE EXISTS (SELECT 1
            FROM search_document WHERE search_words_stored @@ to_tsquery('english', value) AND {some})"""),  # noqa: S608 - our own rows
    )


_MERGED = text("INSERT INTO search_words_aside(search_words_aside, rank) VALUES ('merge', :pages)")
_FILED = {"sqlite": _in_sqlite("search_words"), "postgresql": _in_postgresql("kind <> 'aside'")}
_ASIDE = {"sqlite": _in_sqlite("search_words_aside"), "postgresql": _in_postgresql("kind = 'aside'")}
