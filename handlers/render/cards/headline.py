"""A source's own headline as a card shows it: without its outlet's name, labels and capitals. Pure."""

import re
from collections.abc import Iterable

from facts.names.titles import plain_title
from handlers.render.cards.report import Sourcing
from handlers.render.words.text import cut, safe
from store.nouns.models import Event

MOST = 150
"""Characters of the text that a lock screen shows."""
FUNCTION_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "its",
        "nor",
        "of",
        "off",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "under",
        "up",
        "via",
        "vs",
        "with",
    ]
)
ACRONYM = 3
"""Letters: a longer word in capitals is lowered, a shorter one is more likely an acronym."""
_WORD = re.compile(r"[^\W\d_]+")


def source_headline(sourcing: Sourcing, most: int = MOST) -> str:
    """The title of an article, not yet safe for Markdown, at most ``most`` characters."""
    article = sourcing.article
    plain = plain_title(
        article.title, article.publisher or (sourcing.source.name if sourcing.source else None)
    )
    return cut(without_capitals(plain, article.lead), most)


def without_capitals(title: str, lead: str) -> str:
    """A title in capitals in ordinary letters: each word with a capital, acronyms as the ``lead`` writes them."""
    if not _shouts(title):
        return title
    written = _as_written(_WORD.findall(lead))
    first = True

    def spell(found: re.Match[str]) -> str:
        nonlocal first
        is_first, first = first, False
        return _spelled(found, title, written, is_first=is_first)

    return _WORD.sub(spell, title)


def _as_written(words: Iterable[str]) -> dict[str, str]:
    """By its letters, how a text writes a word; a sentence's first capital says nothing where it also stands without."""
    written: dict[str, str] = {}
    for word in words:
        known = written.get(word.casefold())
        if known is None or word.islower():
            written[word.casefold()] = word
    return written


def _shouts(title: str) -> bool:
    letters = [letter for letter in title if letter.isupper() or letter.islower()]
    return len(letters) >= 12 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _spelled(found: re.Match[str], title: str, written: dict[str, str], *, is_first: bool) -> str:
    word = found.group()
    beside = title[found.start() - 1 : found.start()] + title[found.end() : found.end() + 1]
    if any(sign.isdigit() or sign == "-" for sign in beside) and len(word) <= ACRONYM:
        return word
    known = written.get(word.casefold())
    if known is not None and not known.islower():
        return known
    if word.casefold() in FUNCTION_WORDS and not is_first:
        return word.lower()
    return word if len(word) <= ACRONYM and known is None else word.capitalize()


def built_headline(event: Event, most: int = MOST) -> str:
    """Our own line on an event, for what no source says in the channel's language; not yet safe for Markdown."""
    return cut(event.title, most)


def struck(text: str, event: Event) -> str:
    """``text``, safe, and struck through if the event is denied."""
    return f"~~{safe(text)}~~ (denied)" if is_denied(event) else safe(text)


def is_denied(event: Event) -> bool:
    return "denied" in (event.standing, event.phase)
