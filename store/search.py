"""Full text over events, agreements, actors, claims and articles, tolerant of spelling, each hit with its reason."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session, col, or_, select

from store.database import Database, reads
from store.fulltext import Groups, Ranked, is_known, matching
from store.index import SearchDocument
from store.ranking import Hit, hits, words

KINDS = ("event", "agreement", "actor", "claim", "article")
CANDIDATES = 200
"""How many the database ranks; among them the words that match decide."""
VOCABULARY = 20_000
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
        found = _candidates(session, [some for some in meant.values() if some], kinds)
        best = tuple(hits(found, meant)[:limit])
        used = {word for hit in best for word in hit.words}
        taken = ((word, other) for word, some in meant.items() for other in some if other != word)
        return Found(best, tuple(pair for pair in taken if pair[0] in used))


def _meant(session: Session, typed: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each word as typed the words to search for: itself, or what it may stand for; none where nothing does."""
    meant: dict[str, tuple[str, ...]] = {word: (word,) for word in typed}
    unknown = [word for word in meant if word.isascii() and not is_known(session, word)]
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


def _candidates(session: Session, groups: Groups, kinds: Collection[str]) -> Ranked:
    """The register's by any word. Articles are many and must not crowd it out: by every word where that finds some."""
    register = [kind for kind in kinds if kind != "article"]
    found = matching(session, groups, "any", register, CANDIDATES)
    if "article" in kinds:
        told = matching(session, groups, "all", ["article"], CANDIDATES)
        found += told or matching(session, groups, "any", ["article"], CANDIDATES)
    here = {row.id for row, _ in found}
    inside = _inside(session, [word for group in groups for word in group], kinds)
    return found + [(row, rank) for row, rank in inside if row.id not in here]


def _inside(session: Session, any_of: list[str], kinds: Collection[str]) -> Ranked:
    """Documents that hold a foreign word anywhere: in a script without spaces both databases take a clause for a word."""
    columns = (col(SearchDocument.title), col(SearchDocument.body))
    places = [column.contains(word) for word in any_of if not word.isascii() for column in columns]
    if not places:
        return []
    found = select(SearchDocument).where(or_(*places), col(SearchDocument.kind).in_(kinds)).limit(CANDIDATES)
    return [(row, 0.0) for row in session.exec(found)]
