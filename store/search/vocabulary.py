"""The words that names and titles have, among which a word that nothing contains is looked for."""

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlmodel import Session, col, func, select

from store.database.index import SearchedWord


def nearest_words(session: Session, word: str, edits: int) -> tuple[str, ...]:
    """Those that are nearest to the word by at most so many wrong letters: three, in the order of the alphabet. Read are
    the words of about its length, by their index, as one text: thousands of rows take five times as long."""
    length = func.length(col(SearchedWord.word))
    alike = select(func.aggregate_strings(col(SearchedWord.word), " "))
    alike = alike.where(length.between(len(word) - edits, len(word) + edits))
    words = (session.exec(alike).one() or "").split()
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    best = min((distance for _, distance, _ in found), default=0)
    return tuple(sorted(other for other, distance, _ in found if distance == best))[:3]
