"""Full text over events, agreements, actors, claims, articles and texts set aside, tolerant of spelling, each hit with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from store.database.database import Database, reads
from store.database.fulltext import (
    Groups,
    Ranked,
    count,
    held_words,
    holding_runs,
    is_known,
    matching,
    run_of,
)
from store.database.index import ASIDE, SearchDocument
from store.nouns.reviews import Review
from store.nouns.words import is_english_word, search_words
from store.search.ranking import TEXTS, Hit, hits
from store.search.vocabulary import nearest_words

KINDS = ("event", "agreement", "actor", "claim", "article")
"""What is filed; a text set aside is found by who asks for ``ASIDE``."""
UNDECIDED = ("open", "later", "unasked", "wanted", "offered")
"""States of a question that is not answered."""
CANDIDATES = 200
"""How many the database ranks; among them the words that match decide."""
NUMERALS = tuple(
    (str(number), numeral)
    for number, numeral in enumerate(
        ["ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"], 2
    )
)
LITTLE_WORDS = frozenset(
    search_words(
        "a about an and are at between by did does for from has have how in is it of on or that the their to was were"
    )
    + search_words("what when where which who whose why will with")
)


@dataclass(frozen=True)
class SearchResult:
    """The hits, best first, and the words that were read as others: (as typed, as taken)."""

    hits: tuple[Hit, ...]
    spelling: tuple[tuple[str, str], ...] = ()
    holding: int = 0
    """How many documents hold every word, by the database's count; ``hits`` are some of them where there are more."""


class Search:
    """Searches what ``store/database/index.py`` keeps up."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def find(
        self, session: Session, query: str, *, kinds: Collection[str] = KINDS, limit: int = 20
    ) -> SearchResult:
        """At most ``limit`` hits of the ``kinds``; best first (see ``store/search/ranking.py``).

        A word that nothing contains is taken for the nearest known ones (``spelling`` says so). A query without a
        word that could be searched for finds nothing.
        """
        typed = tuple(dict.fromkeys(word for word in search_words(query) if word not in LITTLE_WORDS))
        meant = _meant(session, typed, aside=ASIDE in kinds)
        groups = [some for some in meant.values() if some]
        found = _candidates(session, groups, kinds)
        holding = (
            sum(count(session, groups, some) for some in _apart(kinds)) if len(groups) == len(meant) else 0
        )
        best = tuple(hits(found, meant, limit))
        used = {word for hit in best for word in hit.words}
        taken = ((word, other) for word, some in meant.items() for other in some if other != word)
        return SearchResult(
            best, tuple(pair for pair in taken if pair[0] in used and pair[1] not in _same(pair[0])), holding
        )

    async def set_aside(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """The texts set aside that hold every word of the query as it is typed."""
        found = await self.find(query, kinds=(ASIDE,), limit=limit)
        return () if found.spelling else tuple(hit for hit in found.hits if not hit.missing)

    @reads
    def telling(
        self, session: Session, groups: Groups, limit: int, kinds: Sequence[str] = ("article", ASIDE)
    ) -> tuple[str, ...]:
        """Ids of the texts of these kinds that hold a word, or words in a row, of most of the groups: first those that are read as
        ours, then those set aside, so many of each, best ranked first."""
        folded = [[run for one in group if (run := " ".join(search_words(one)))] for group in groups]
        asked = [some for some in folded if some]
        return tuple(row.ref for kind in kinds for row, _ in matching(session, asked, "most", [kind], limit))

    @reads
    def undecided(self, session: Session, limit: int) -> tuple[str, ...]:
        """Ids of the texts of which nobody has decided yet what they tell, the newest first."""
        asked = select(Review.article).where(col(Review.state).in_(UNDECIDED))
        return tuple(session.exec(asked.order_by(col(Review.created_at).desc()).limit(limit)))

    @reads
    def mentioning(self, session: Session, name: str, limit: int = 8) -> tuple[tuple[str, str], ...]:
        """(kind, id) of documents of any kind that hold the name as it is typed, its words in a row, the newest first.

        Everything is asked: full text first, and then each text sign by sign, so that what is not found is nowhere. Texts
        set aside, which are articles here, are found where nothing that is filed tells of the name: general news is long.
        """
        words = search_words(name)
        found = run_of(session, words, name, limit)
        if all(kind == "actor" for kind, _ in found):  # known by name alone
            found += [("article", ref) for _, ref in run_of(session, words, name, limit, aside=True)]
        return tuple(found)

    @reads
    def together(self, session: Session, names: Collection[str], limit: int = 8) -> tuple[str, ...]:
        """The ids of texts that hold all of the names, each with its words in a row: the newest that are filed, or else of
        those set aside."""
        runs = [words for name in names if (words := search_words(name))]
        return tuple(
            holding_runs(session, runs, "article", limit) or holding_runs(session, runs, ASIDE, limit)
        )

    @reads
    def known_words(self, session: Session, typed: Collection[str]) -> frozenset[str]:
        """Those of the folded words that some document that is filed holds as they are typed."""
        return held_words(session, [word for word in typed if search_words(word) == [word]])

    @reads
    def spelt_nearly(self, session: Session, typed: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """For each folded word that no document holds the nearest words that some do; only those that have any."""
        meant = _meant(session, typed)
        return {word: some for word, some in meant.items() if some and word not in some}


def _meant(session: Session, typed: Iterable[str], *, aside: bool = False) -> dict[str, tuple[str, ...]]:
    """For each word as typed the words to search for: itself, or what it may stand for; none where nothing does. That only
    a text set aside has a word makes it known to who asks for these."""
    meant: dict[str, tuple[str, ...]] = {word: (word,) for word in typed}
    strange = [word for word in meant if word.isascii() and not is_known(session, word)]
    if aside:
        strange = [word for word in strange if not is_known(session, word, aside=True)]
    for word in strange:
        meant[word] = nearest_words(session, word, edits) if (edits := _edits(word)) else ()
    return {word: _with_numerals(word, some) for word, some in meant.items()}


def _edits(word: str) -> int:
    """How many letters may be wrong: one up to six letters, two above; none of a number, a designation or a word that is
    spelt as it is meant, though no text has it."""
    return 0 if not word.isalpha() or len(word) < 4 or is_english_word(word) else 1 if len(word) <= 6 else 2


def _with_numerals(word: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """A number of a series is found however it is written: "9" and "ix"."""
    return (*others, *(one for one in _same(word) if one not in others))


def _same(number: str) -> tuple[str, ...]:
    return next((pair for pair in NUMERALS if number in pair), ())


def _apart(kinds: Collection[str]) -> tuple[list[str], list[str]]:
    """What is filed, and what is set aside."""
    return [kind for kind in kinds if kind != ASIDE], [kind for kind in kinds if kind == ASIDE]


def _candidates(session: Session, groups: Groups, kinds: Collection[str]) -> Ranked:
    """The register's by every word, then by any, unless so many hold every word that what holds fewer is of no interest.
    Texts are many and must not crowd it out, nor those set aside the others: by every word where that finds some."""
    register = [kind for kind in kinds if kind not in TEXTS]
    whole = matching(session, groups, "all", register, CANDIDATES)
    here = {row.id for row, _ in whole}
    some = matching(session, groups, "any", register, CANDIDATES) if len(whole) < CANDIDATES else []
    found = whole + [(row, rank) for row, rank in some if row.id not in here]
    for texts in (kind for kind in TEXTS if kind in kinds):
        told = matching(session, groups, "all", [texts], CANDIDATES)
        found += told or matching(session, groups, "any", [texts], CANDIDATES)
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
