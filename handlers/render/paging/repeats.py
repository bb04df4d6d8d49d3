"""What a line says that stands on the page already, in other words."""

from collections.abc import Iterable

from handlers.render.paging.measure import visible_text
from store.nouns.words import search_words, stem

ENOUGH = 0.8
"""Of a line's telling words that another has: what is left is how it is put."""
TELLING = 4
"""Letters of a word that says something by itself."""


def words_shown(text: str) -> frozenset[str]:
    """Its longer words as stems, and its numbers."""
    words = search_words(visible_text(text))
    return frozenset(stem(word) for word in words if len(word) >= TELLING or word[0].isdigit())


def is_repeated(text: str, shown: Iterable[frozenset[str]]) -> bool:
    """Whether one of what is ``shown``, each as its telling words, has nearly all that ``text`` says, and every number."""
    words = words_shown(text)
    numbers = {word for word in words if word[0].isdigit()}
    return any(numbers <= there and len(words & there) >= ENOUGH * len(words) for there in shown if words)
