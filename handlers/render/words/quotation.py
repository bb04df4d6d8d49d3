"""One sentence of an article's lead that says something its title does not. Pure."""

import re
from collections.abc import Sequence
from functools import partial

from facts.asserting.background import news_of
from facts.names.titles import without_dateline
from facts.reading.relevance import is_foreign
from facts.rows.patterns import alternatives, word_table
from handlers.render.words.text import cut
from store.nouns.models import ArticleFacts
from store.nouns.words import folded_phrase

_either = partial(alternatives, "boilerplate", folder="handlers.render.words")

MOST = 240
LEAST = 25
"""Characters: a shorter sentence is a caption or a remnant."""
NEW_WORDS = 3
NEW_SHARE = 0.34
"""Of a sentence's words so many, and such a share, stand not in the title: else it repeats it."""
_BOILERPLATE = word_table("boilerplate", "handlers.render.words")
_BEGINS = tuple(_BOILERPLATE["begins"])
_HOLDS = tuple(_BOILERPLATE["holds"])
_ABBREVIATED = frozenset(_BOILERPLATE["abbreviations"])
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)|[。！？؟۔।][”’」』）]*")
_WORDS = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_BYLINE = re.compile(r"[Bb][Yy]:?\s([A-Z][\w.'’-]*)(?:\s(?:and\s)?[A-Z][\w.'’-]*){1,4}(?:,\s[^,]{2,40})?\.?")
_TIMES = frozenset(_BOILERPLATE["times"])
_STAMP = re.compile(
    rf"^(?:\((?:{_either('revisions')})\b[^)]*\)\s*"
    rf"|\[?\d{{1,2}}[:.]\d{{2}}\s?(?:[ap]\.?m\.?\s?)?(?:{_either('clocks')})?\]?\s?[-–—:|]?\s+(?=\S))+",
    re.IGNORECASE,
)
"""What agencies and live pages write before a sentence: "(Adds details)", "11:42 GMT"."""
_PARTIAL = re.compile(r"\s?\[?(?:…|\.\.\.)\]?$")


def quotation(article: ArticleFacts) -> str:
    """A sentence as the lead has it, cut at ``MOST`` characters, of news rather than of what is recalled; empty if none adds to
    the title."""
    said = set(_words(article.title))
    found = [one for one in sentences(_story(article.lead)) if not _is_boilerplate(one) and _adds(one, said)]
    news = (one for one in found if _is_news(one, article))
    return cut(next(news, found[0] if found else ""), MOST)


def _is_news(sentence: str, article: ArticleFacts) -> bool:
    news = news_of(article.title, sentence, article.told_on, foreign=is_foreign(article))
    return any(sign.isalnum() for sign in news.text)


def sentence_holding(lead: str, words: Sequence[str]) -> str:
    """The first sentence of a lead that holds one of the words, cut at ``MOST`` characters; empty if none does."""
    asked = [f" {folded_phrase(word)} " for word in words]
    held = (
        one for one in sentences(_story(lead)) if any(word in f" {folded_phrase(one)} " for word in asked)
    )
    return cut(next(held, ""), MOST)


def told_sentences(lead: str) -> list[str]:
    """The sentences of a lead that tell something, each cut at ``MOST`` characters."""
    return [cut(one, MOST) for one in sentences(_story(lead)) if not _is_boilerplate(one)]


def _story(lead: str) -> str:
    """From the first sentence of the story on, without its dateline."""
    parts = sentences(lead)
    start = next((at for at, one in enumerate(parts) if not _is_boilerplate(one)), len(parts))
    return _STAMP.sub("", without_dateline(_STAMP.sub("", " ".join(parts[start:]))))


def _is_boilerplate(sentence: str) -> bool:
    """A byline, a credit, a call, an address, a question: what tells nothing that happened."""
    plain = sentence.casefold().lstrip("\"“‘'([ ")
    if plain.startswith((*_BEGINS, "#")) or any(phrase in plain for phrase in _HOLDS):
        return True
    is_asked = sentence.rstrip('"”’)').endswith(("?", "？", "؟"))
    return (
        is_asked or sentence.count("|") > 1 or _ADDRESS.fullmatch(plain) is not None or _is_byline(sentence)
    )


def _is_byline(sentence: str) -> bool:
    found = _BYLINE.fullmatch(sentence)
    return found is not None and found[1].casefold() not in _TIMES


def sentences(text: str) -> list[str]:
    """The sentences of a text; what is cut off in the middle at its end counts as one, with an ellipsis."""
    plain = _PARTIAL.sub("…", " ".join(text.split()))
    ends = [found.end() for found in _END.finditer(plain) if not _is_abbreviation(plain, found.start())]
    parts = [plain[start:end].strip() for start, end in zip([0, *ends], [*ends, len(plain)], strict=True)]
    whole = [part for part in parts[:-1] if part]
    rest = parts[-1].rstrip(" ,;:–—-…")
    return [*whole, *([f"{rest}…"] if rest else [])]


def _is_abbreviation(text: str, end: int) -> bool:
    """Whether the full stop at ``end`` belongs to "Gen.", an initial or a number."""
    if text[end] != ".":
        return False
    word = re.split(r"[\s(“\"]", text[:end])[-1]
    return word.casefold() in _ABBREVIATED or (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word) is not None  # fmt: skip


def _adds(sentence: str, said: set[str]) -> bool:
    if _length(sentence) < LEAST:
        return False
    words = _words(sentence)
    new = [word for word in words if word not in said]
    return len(new) >= NEW_WORDS and len(new) >= NEW_SHARE * len(words)


def _length(text: str) -> int:
    """Characters; a sign of a script without spaces counts as two."""
    return len(text) + sum(sign > "\u2e7f" for sign in text)


def _words(text: str) -> list[str]:
    """Folded, without the shortest ones; a text without spaces counts by its signs."""
    found = [word.casefold() for word in _WORDS.findall(text)]
    signs = [sign for word in found for sign in word if not word.isascii() and sign > "\u2e7f"]
    return [word for word in found if len(word) > 2 and word.isascii()] + signs or found
