"""The order of what a search found, and the words for it. Pure: texts in, hits out, alike for both databases."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from rapidfuzz.distance import Prefix

from store.database.index import ASIDE, SEPARATOR, SearchDocument
from store.nouns.words import search_words

EXCERPT = 160
"""Characters of an excerpt."""
IN_TITLE, ELSEWHERE, OTHER_FORM = 1.0, 0.8, 0.9
"""How much a word counts by where it stands, and times that where it is another form of the word asked for."""
WHOLE_NAME = 0.15
"""What is added where the query is the whole title or one of the other names."""
ARTICLE = 0.1
"""What is taken off a text: what is registered goes before the texts that tell it."""
TEXTS = ("article", ASIDE)
ORDER = ("event", "agreement", "actor", "claim", *TEXTS)
HAVE_ALIASES = ("agreement", "actor")

Meant = Mapping[str, tuple[str, ...]]
"""For each word as typed the words that it was taken for; itself, if it is known."""


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
class _Text:
    """One document in words: its names (title first) and how strongly it holds each word of the query."""

    row: SearchDocument
    rank: float
    names: tuple[list[str], ...]
    held: Mapping[str, float]


def hits(found: Iterable[tuple[SearchDocument, float]], meant: Meant, most: int) -> list[Hit]:
    """At most so many of the documents, given with the database's rank, best first: by the share of the query that they hold
    (a word that few of them hold counts more), in the title before elsewhere, a name asked for as a whole before all. What
    is quoted is looked for in these alone."""
    texts = [_text(row, rank, meant) for row, rank in found]
    texts = [
        text for text in texts if any(text.held.values())
    ]  # a database's stemming may be wider than ours
    weights = {word: _rarity(word, texts) for word in meant}
    scored = [(_score(text, weights, meant), text) for text in texts]
    scored.sort(key=lambda one: (-one[0], ORDER.index(one[1].row.kind), one[1].row.ref))
    return [_hit(text, score, meant) for score, text in scored[:most]]


def _text(row: SearchDocument, rank: float, meant: Meant) -> _Text:
    title, body = search_words(row.title), search_words(row.body)
    held = {word: _holding(others, title, body) for word, others in meant.items()}
    others = row.body.split(SEPARATOR) if row.kind in HAVE_ALIASES else []
    return _Text(row, rank, (title, *map(search_words, others)), held)


def _rarity(word: str, texts: Sequence[_Text]) -> float:
    """The inverse document frequency among the documents found."""
    return math.log(1 + (1 + len(texts)) / (1 + sum(text.held[word] > 0 for text in texts)))


def _score(text: _Text, weights: Mapping[str, float], meant: Meant) -> float:
    share = sum(weights[word] * strength for word, strength in text.held.items()) / sum(weights.values())
    whole = max(_fitting(name, meant) for name in text.names)
    score = share + WHOLE_NAME * whole - ARTICLE * (text.row.kind in TEXTS)
    return score + text.rank / (1 + abs(text.rank)) / 100  # settles what is equal otherwise


def _hit(text: _Text, score: float, meant: Meant) -> Hit:
    matched = tuple(word for word, strength in text.held.items() if strength)
    missing = tuple(word for word, strength in text.held.items() if not strength)
    excerpt = _excerpt(text.row.body, matched, meant)
    return Hit(text.row.kind, text.row.ref, text.row.title, excerpt, matched, missing, score)


def _fitting(name: Sequence[str], meant: Meant) -> float:
    """1 where the query is the whole name; less by the words that only one of them has."""
    asked = sum(any(word in name for word in others) for others in meant.values())
    of_name = {other for others in meant.values() for other in others}
    return (asked / len(meant)) * (sum(word in of_name for word in name) / max(1, len(name)))


def _holding(any_of: tuple[str, ...], title: list[str], body: list[str]) -> float:
    for place, strength in ((title, IN_TITLE), (body, ELSEWHERE)):
        if any(word in place for word in any_of):
            return strength
        if any(_same_word(word, other) for word in any_of for other in place):
            return strength * OTHER_FORM
    return 0.0


def _same_word(word: str, other: str) -> bool:
    """Whether two words are forms of one: ``sign`` begins ``signing``, ``exercises`` and ``exercise`` share a stem."""
    if not word.isascii():
        return word in other
    common = Prefix.similarity(word, other)
    rest = max(len(word), len(other)) - common
    return len(word) > 2 and (common == len(word) or (common >= 4 and rest <= 3))


def _excerpt(body: str, matched: Iterable[str], meant: Meant) -> str:
    """The part of the body that holds most of the words, cut at a word."""
    wanted = [other for word in matched for other in meant[word]]
    parts = [part for part in body.split(SEPARATOR) if part]
    best = max(parts, key=lambda part: sum(word in search_words(part) for word in wanted), default="")
    return shorten(best, EXCERPT, placeholder=" …")
