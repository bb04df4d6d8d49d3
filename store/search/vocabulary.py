"""The words that names and titles have, among which a word that nothing contains is looked for."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlmodel import Session, col, func, select

from store.database.index import SearchDocument
from store.search.ranking import search_words

NEWEST = 20_000
"""Documents that are read when the first word is looked for, the newest ones; later only what came since."""
AGAIN = 200
"""Documents before those that came since: the newest are changed most."""


class KnownWords:
    """Kept from one question to the next. Threads may ask at once: each reads what the others have not yet."""

    def __init__(self) -> None:
        self._read: tuple[int, frozenset[str]] = (0, frozenset())

    def words(self, session: Session) -> frozenset[str]:
        """Those of the newest documents, as far as nobody has read them, and all that were read before."""
        through, words = self._read
        newest = session.exec(select(func.max(SearchDocument.id))).one() or 0
        if newest < through:  # another register, or its end was deleted
            through, words = 0, frozenset()
        texts = select(SearchDocument.title, SearchDocument.body).where(
            SearchDocument.kind != "article", col(SearchDocument.id) > through - AGAIN
        )
        rows = session.exec(texts.order_by(col(SearchDocument.id).desc()).limit(NEWEST))
        words |= _alphabetic([text for row in rows for text in row])
        self._read = newest, words
        return words


def nearest_words(word: str, words: Collection[str], edits: int) -> tuple[str, ...]:
    """Those that are nearest to the word by at most so many wrong letters: three, in the order of the alphabet."""
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    best = min((distance for _, distance, _ in found), default=0)
    return tuple(sorted(other for other, distance, _ in found if distance == best))[:3]


def _alphabetic(texts: list[str]) -> frozenset[str]:
    """Of all texts at once: one by one they take four times as long. Those in plain letters need no decomposition."""
    plain = " ".join(text for text in texts if text.isascii())
    accented = " ".join(text for text in texts if not text.isascii())
    return frozenset(
        word for text in (plain, accented) for word in search_words(text) if len(word) > 2 and word.isalpha()
    )
