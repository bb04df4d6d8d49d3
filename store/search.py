"""Full text over events, agreements, actors, claims and articles, tolerant of spelling, each hit with its reason."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from textwrap import shorten

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix
from sqlalchemy import TextClause, bindparam, text
from sqlmodel import Session, col, or_, select

from store.database import Database, reads
from store.index import SEPARATOR, SearchDocument

CANDIDATES = 200
"""How many the database ranks; among them the words that match decide."""
VOCABULARY = 50_000
"""Names and titles, newest first, among which a word that nothing contains is looked for."""
ALIKE = 74
"""Least RapidFuzz ratio (0–100) at which a known word is taken for the one that was meant."""
EXCERPT = 160
"""Characters of an excerpt."""
KINDS = ("event", "agreement", "actor", "claim", "article")
LITTLE_WORDS = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "at",
        "between",
        "by",
        "did",
        "does",
        "do",
        "for",
        "from",
        "has",
        "have",
        "how",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "they",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
    ]
)


@dataclass(frozen=True)
class Hit:
    """One noun that matches: ``words`` are those of the query that it holds, ``excerpt`` where it holds them."""

    kind: str
    id: str
    title: str
    excerpt: str
    words: tuple[str, ...]
    missing: tuple[str, ...]
    score: float

    @property
    def why(self) -> str:
        """The reason in words, for a person."""
        held = "matches " + ", ".join(self.words)
        return held + (f" (not {', '.join(self.missing)})" if self.missing else "")


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
        """At most ``limit`` hits of the ``kinds``; most words of the query first,
        those in the title before others, what is registered before articles, then the database's own rank.

        A word that nothing contains is taken for the nearest known ones (``spelling`` says so). A query without a
        word that could be searched for finds nothing.
        """
        typed = tuple(dict.fromkeys(word for word in words(query) if word not in LITTLE_WORDS))
        meant = _meant(session, typed)
        ranked = _ranked(session, [word for some in meant.values() for word in some], kinds)
        hits = (hit for row, rank in ranked if (hit := _hit(row, rank, meant)))
        best = sorted(hits, key=lambda hit: (-hit.score, KINDS.index(hit.kind), hit.id))
        taken = tuple((word, other) for word, some in meant.items() for other in some if other != word)
        used = {word for hit in best[:limit] for word in hit.words}
        return Found(tuple(best[:limit]), tuple(pair for pair in taken if pair[0] in used))


def words(of: str) -> list[str]:
    """The words of a text as they are compared: lower case, without accents, letters and digits only."""
    plain = unicodedata.normalize("NFKD", of).casefold()
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))


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


def _hit(row: SearchDocument, rank: float, meant: Mapping[str, tuple[str, ...]]) -> Hit | None:
    """The hit with the words that it holds; None where the database's stemming was wider than ours."""
    title, body = words(row.title), words(row.body)
    held = {word: _holding(others, title, body) for word, others in meant.items()}
    matched = tuple(word for word, weight in held.items() if weight)
    if not matched:
        return None
    missing = tuple(word for word, weight in held.items() if not weight)
    score = sum(held.values()) / (2 * len(held)) + _fitting(title, meant) / 10 - (row.kind == "article") / 10
    score += rank / (1 + abs(rank)) / 100
    return Hit(row.kind, row.ref, row.title, _excerpt(row.body, matched, meant), matched, missing, score)


def _fitting(title: list[str], meant: Mapping[str, tuple[str, ...]]) -> float:
    """The share of the title's words that were asked for: 1 where the query is the whole title."""
    asked = {other for others in meant.values() for other in others}
    return sum(word in asked for word in title) / max(1, len(title))


def _holding(any_of: tuple[str, ...], title: list[str], body: list[str]) -> float:
    """2 where the title holds one of the words, 1 where the rest does, a little less for another form of it."""
    for place, weight in ((title, 2.0), (body, 1.0)):
        if any(word in place for word in any_of):
            return weight
        if any(_same_word(word, other) for word in any_of for other in place):
            return weight * 0.8
    return 0.0


def _same_word(word: str, other: str) -> bool:
    """Whether two words are forms of one: ``sign`` begins ``signing``, ``exercises`` and ``exercise`` share a stem."""
    if not word.isascii():
        return word in other
    common = Prefix.similarity(word, other)
    return len(word) > 2 and (
        common == len(word) or (common >= 4 and max(len(word), len(other)) - common <= 3)
    )


def _excerpt(body: str, matched: Iterable[str], meant: Mapping[str, tuple[str, ...]]) -> str:
    """The part of the body that holds most of the words, cut at a word."""
    wanted = [other for word in matched for other in meant[word]]
    parts = [part for part in body.split(SEPARATOR) if part]
    best = max(parts, key=lambda part: sum(word in words(part) for word in wanted), default="")
    return shorten(best, EXCERPT, placeholder=" …")
