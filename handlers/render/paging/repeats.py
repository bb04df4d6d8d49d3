"""What a line says that stands on the page already, in other words."""

import re
from collections.abc import Iterable

from facts.figures.numbers import CARDINALS
from handlers.render.paging.measure import visible_text
from store.nouns.words import search_words, stem

ENOUGH = 0.8
"""Of a line's telling words that another has: what is left is how it is put."""
TELLING = 4
"""Letters of a word that says something by itself."""
_FIRM = re.compile(r"\b(?:[A-Z\d]\w*|\w*(?:first|second|third)|\w+th)\b")
"""A name, a number or a place in an order: another one is another fact, however alike the rest is."""


def words_shown(text: str) -> frozenset[str]:
    """Its longer words as stems, and its numbers."""
    words = search_words(visible_text(text))
    return frozenset(stem(word) for word in words if len(word) >= TELLING or word[0].isdigit())


def is_repeated(text: str, shown: Iterable[frozenset[str]]) -> bool:
    """Whether one of what is ``shown``, each as its telling words, has nearly all that ``text`` says, and every name and
    number of it."""
    words = words_shown(text)
    counted = " ".join(word for word in search_words(text) if word in CARDINALS)
    firm = words_shown(" ".join([*_FIRM.findall(visible_text(text)), counted]))
    return any(firm <= there and len(words & there) >= ENOUGH * len(words) for there in shown if words)
