"""Full text over events, agreements, actors, claims and articles, tolerant of spelling, each hit with its reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import TextClause, bindparam, text
from sqlmodel import Session, col, or_, select

from store.database import Database, reads
from store.index import SearchDocument
from store.ranking import Hit, hits, words

KINDS = ("event", "agreement", "actor", "claim", "article")
CANDIDATES = 200
"""How many the database ranks; among them the words that match decide."""
VOCABULARY = 50_000
"""Names and titles, newest first, among which a word that nothing contains is looked for."""
ALIKE = 74
"""Least RapidFuzz ratio (0–100) at which a known word is taken for the one that was meant."""
LITTLE_WORDS = frozenset(
    words(
        "a about an and are at between by did does for from has have how in is it of on or that the their to was were"
    )
    + words("what when where which who whose why will with")
)


@dataclass(frozen=True)
class Found:
    """The hits, best first, and the words that were read as others: (as typed, as taken)."""

    hits: tuple[Hit, ...]
    spelling: tuple[tuple[str, str], ...] = ()


class Search:
    """Searches what ``store/index.py`` keeps up."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def find(self, session: Session, query: str, *, kinds: Collection[str] = KINDS, limit: int = 20) -> Found:
        """At most ``limit`` hits of the ``kinds``; best first (see ``store/ranking.py``).

        A word that nothing contains is taken for the nearest known ones (``spelling`` says so). A query without a
        word that could be searched for finds nothing.
        """
        typed = tuple(dict.fromkeys(word for word in words(query) if word not in LITTLE_WORDS))
        meant = _meant(session, typed)
        found = _ranked(session, [word for some in meant.values() for word in some], kinds)
        best = tuple(hits(found, meant)[:limit])
        used = {word for hit in best for word in hit.words}
        taken = ((word, other) for word, some in meant.items() for other in some if other != word)
        return Found(best, tuple(pair for pair in taken if pair[0] in used))


def _meant(session: Session, typed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each word as typed the words to search for: itself, or what it may stand for; none where nothing does."""
    meant: dict[str, tuple[str, ...]] = {word: (word,) for word in typed}
    unknown = [word for word in meant if not _ranked(session, [word], KINDS, 1)]
    vocabulary = _vocabulary(session) if unknown else []
    for word in unknown:
        near = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
        meant[word] = tuple(other for other, score, _ in near if score >= near[0][1] - 5)
    return meant


def _vocabulary(session: Session) -> list[str]:
    register = select(SearchDocument.title, SearchDocument.body).where(SearchDocument.kind != "article")
    newest = register.order_by(col(SearchDocument.id).desc()).limit(VOCABULARY)
    every = {word for title, body in session.exec(newest) for word in (*words(title), *words(body))}
    return sorted(word for word in every if len(word) > 2)


def _ranked(
    session: Session, any_of: list[str], kinds: Collection[str], limit: int = CANDIDATES
) -> list[tuple[SearchDocument, float]]:
    """Documents that hold a word, or a word that begins with it, by the database's rank (greater is better)."""
    if not any_of:
        return []
    statement, expression = _in_postgresql(any_of) if _is_postgresql(session) else _in_sqlite(any_of)
    wanted = {"expression": expression, "kinds": list(kinds), "limit": limit}
    found: list[tuple[int, float]] = [(row, rank) for row, rank, *_ in session.execute(statement, wanted)]
    ranks = dict(found)
    if not ranks:
        ranks = dict.fromkeys(_inside(session, any_of, kinds, limit), 0.0)
    rows = session.exec(select(SearchDocument).where(col(SearchDocument.id).in_(ranks)))
    return [(row, ranks[row.id or 0]) for row in rows]


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _in_sqlite(any_of: list[str]) -> tuple[TextClause, str]:
    """A query of FTS5 (https://sqlite.org/fts5.html, section 3); its bm25 is better the smaller it is."""
    terms = (f'"{word}"*' if len(word) > 2 else f'"{word}"' for word in any_of)
    return _SQLITE, " OR ".join(terms)


def _in_postgresql(any_of: list[str]) -> tuple[TextClause, str]:
    """A ``tsquery`` (PostgreSQL's manual, 8.11.2); ``words`` leaves nothing in a word that it would read as a sign."""
    terms = (f"{word}:*" if len(word) > 2 else word for word in any_of)
    return _POSTGRESQL, " | ".join(terms)


_SQLITE = text(
    """SELECT document.id, -bm25(search_words, 5.0, 1.0) AS rank
    FROM search_words JOIN search_document AS document ON document.id = search_words.rowid
    WHERE search_words MATCH :expression AND document.kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""
).bindparams(bindparam("kinds", expanding=True))
_POSTGRESQL = text(
    """SELECT id, ts_rank(search_words(title, body), query) AS rank
    FROM search_document, to_tsquery('english', :expression) AS query
    WHERE search_words(title, body) @@ query AND kind IN :kinds ORDER BY 2 DESC, 1 LIMIT :limit"""
).bindparams(bindparam("kinds", expanding=True))


def _inside(session: Session, any_of: list[str], kinds: Collection[str], limit: int) -> list[int]:
    """Documents that hold a foreign word anywhere: in a script without spaces both databases take a clause for a word."""
    columns = (col(SearchDocument.title), col(SearchDocument.body))
    places = [column.contains(word) for word in any_of if not word.isascii() for column in columns]
    if not places:
        return []
    found = select(SearchDocument.id).where(or_(*places), col(SearchDocument.kind).in_(kinds)).limit(limit)
    return [row for row in session.exec(found) if row is not None]
