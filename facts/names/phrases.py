"""How free text is compared: folded words, without titles, marks and accents."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from facts.names.countries import COUNTRIES

REMEMBERED = 16_384
"""Texts whose folded form is remembered: the same names and statements are compared for every question."""
TITLES = frozenset(
    [
        "gen",
        "general",
        "lt",
        "lieutenant",
        "maj",
        "major",
        "col",
        "colonel",
        "sr",
        "senior",
        "capt",
        "captain",
        "adm",
        "admiral",
        "vice",
        "air",
        "chief",
        "marshal",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "professor",
        "president",
        "premier",
        "pm",
        "sir",
        "hon",
    ]
)
"""Words before a name that do not identify; a name keeps them where nothing else is left."""
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "and",
        "any",
        "anything",
        "are",
        "as",
        "at",
        "between",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "know",
        "known",
        "latest",
        "me",
        "news",
        "of",
        "on",
        "or",
        "over",
        "s",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "there",
        "these",
        "they",
        "this",
        "to",
        "under",
        "up",
        "vs",
        "versus",
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
        "with",
        "within",
        "would",
        "whether",
        "happened",
        "happen",
        "can",
        "could",
    ]
)


@lru_cache(maxsize=REMEMBERED)
def folded_phrase(text: str) -> str:
    """Case folded, accents and marks taken off, words parted by one space: ``Türkiye's JF-17`` → ``turkiye jf 17``."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(\w)['’]s\b", r"\1", plain).replace("'", "").replace("’", "")
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda found: found.group().replace(".", ""), plain)
    return " ".join(re.findall(r"[^\W_]+", plain))


def words(text: str) -> tuple[str, ...]:
    return tuple(folded_phrase(text).split())


def untitled(folded: str) -> str:
    """A folded name without the titles before it; unchanged where only titles are there."""
    kept = folded.split()
    while len(kept) > 1 and kept[0] in TITLES:
        kept = kept[1:]
    return " ".join(kept)


IRREGULAR = dict(
    pair.split(":")
    for pair in [
        "sold:sell",
        "bought:buy",
        "met:meet",
        "held:hold",
        "said:say",
        "built:build",
        "gave:give",
        "given:give",
        "took:take",
        "taken:take",
        "withdrew:withdraw",
        "withdrawn:withdraw",
        "sent:send",
        "won:win",
        "led:lead",
        "made:make",
        "became:become",
        "went:go",
        "spoke:speak",
        "flew:fly",
        "flown:fly",
        "told:tell",
        "got:get",
        "left:leave",
        "paid:pay",
        "brought:bring",
    ]
)
"""Past forms that no ending shows."""


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A crude English stem that joins "exercises" and "exercise", "supplying" and "supplies", "sold" and "sell"."""
    word = IRREGULAR.get(word, word)
    for ending, least in (("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = _single(word[: -len(ending)])
            break
    if word.endswith("e") and len(word) >= 4:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 4 else word


@lru_cache(maxsize=REMEMBERED)
def pieces(phrase: str) -> tuple[str, ...]:
    """Of a stemmed phrase, what every folded text that holds it holds as well: one of these runs of signs.

    They are of the phrase's longest word: what no ending changes of it, or a past form that no ending shows.
    """
    word = max(phrase.split(), key=len, default="")
    kept = word[:-1] if word.endswith("i") else word
    return (kept, *(past for past in IRREGULAR if stem(past) == word and kept not in past))


def _single(word: str) -> str:
    """Without the doubling that an ending brought: "planned" is of "plan", "selling" of "sell"."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz"
    return word[:-1] if doubled else word


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words that carry meaning."""
    return frozenset(stem(word) for word in folded_phrase(text).split() if word not in STOP_WORDS)


def country_phrases() -> dict[str, str]:
    """Folded name, adjective or capital → country code."""
    return {folded_phrase(phrase): code for code, row in COUNTRIES.items() for phrase in row}


def phrases(tokens: tuple[str, ...], longest: int = 8) -> Iterable[tuple[int, int, str]]:
    """Every run of tokens as (start, end, text), longest first at each start."""
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + longest), start, -1):
            yield start, end, " ".join(tokens[start:end])
