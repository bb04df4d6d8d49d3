"""An English text as sentences and their clauses, each where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from facts.rows.patterns import alternatives

_either = partial(alternatives, "background")


@dataclass(frozen=True, slots=True)
class Clause:
    """``text`` begins at ``begins`` of the whole; ``start`` is before the sign that parts it from what came before.
    ``is_main``: it stands by itself, and a list within it parts nothing; ``is_news``: it tells on, whatever was told before."""

    text: str
    begins: int
    start: int
    is_main: bool
    is_news: bool

    @property
    def end(self) -> int:
        return self.begins + len(self.text)


_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z\d])")
_ABBREVIATED = re.compile(
    rf"(?:^|[\s(“\"])(?:{alternatives('sentences', 'abbreviated', folder='facts.prose')}|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)
_PARTS = re.compile(r",\s(?!(?:19|20)\d\d\b)|;\s|:\s|\s[–—]\s|\s--?\s")
_OPENS = re.compile(rf"(?:{_either('opens')}|{_either('done')}|{_either('beside')})\b", re.IGNORECASE)
_OPENS_NEWS = re.compile(rf"(?:{_either('opens_news')})\b", re.IGNORECASE)


def clauses_by_sentence(text: str) -> Iterator[list[Clause]]:
    """The clauses of each sentence, without the stop that ends it."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATED.search(text[start : end.start() + 1]):
            continue
        yield list(_clauses(text, start, end.start()))
        start = end.end()
    yield list(_clauses(text, start, len(text.rstrip(" .!?"))))


def _clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """What no word of its own opens goes on with the main clause that it stands behind."""
    begins, before, sign, is_main = start, start, "", True
    for part in _PARTS.finditer(text, start, end):
        if part.group().startswith(",") and is_main and not _OPENS.match(text, part.end()):
            continue
        yield _clause(text, begins, part.start(), before, sign, is_main=is_main)
        begins, before, sign = part.end(), part.start(), part.group().strip()
        is_main = sign != "," or not _OPENS.match(text, begins)
    yield _clause(text, begins, end, before, sign, is_main=is_main)


def _clause(text: str, begins: int, end: int, start: int, sign: str, *, is_main: bool) -> Clause:
    words = text[begins:end]
    is_news = sign not in ("", ",") or _OPENS_NEWS.match(words) is not None
    return Clause(words, begins, start, is_main, is_news)
