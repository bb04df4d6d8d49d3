"""The names and words that are recognised, and the one pass over a text that finds them."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from facts.names.concepts import marks_of_forms
from facts.names.joined import joined_forms, seas, stands_for_sea, stands_for_states, states_by_sign
from facts.names.native import rows_of_table
from facts.names.terms import NamedTerm, Rows, Term, terms_of
from facts.names.text import Words, fold, words_of
from facts.rows.patterns import word_table

LANGUAGES = (
    "en",
    "zh",
    "ur",
    "hi",
    "ru",
    "tr",
    "ar",
    "bn",
    "el",
    "fa",
    "gu",
    "ja",
    "ko",
    "mr",
    "ta",
    "te",
    "uk",
)
"""Languages whose country names (CLDR) are known."""
LATIN = ("es", "fr", "de", "it", "pt", "id", "pl", "nl", "vi", "sv", "nb", "da", "hu", "ro", "sl", "cs", "hr")
"""The same where a name is a word of English letters: matched as written."""
END = ""
SEA = "sea"
_WATERS = frozenset((water, "of") for water in ("bay", "gulf", "sea", "strait"))
"""Behind which a state is part of another name: the Gulf of Thailand, the Sea of Oman."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A term in a text: words ``start`` to ``end`` (exclusive); ``weak`` where its name is shared or a common word."""

    term: Term
    start: int
    end: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    exact: tuple[str, ...] | None
    weak: bool
    by_sign: bool = False
    spoken: tuple[str, ...] | None = None

    def fits(self, words: Words, start: int, end: int) -> bool:
        """Whether it is written there as it has to be written, where that matters."""
        if self.by_sign:
            return stands_for_states(words, start, end)
        if self.term.id == SEA:
            return stands_for_sea(words, end)
        if self.term.sort == "country" and words.folded[max(0, start - 2) : start] in _WATERS:
            return False
        if self.term.sort == "company" and end - start > 1 and _is_plain(words.raw[end - 1]):
            return False  # "two Russian helicopters" are no Russian Helicopters
        return self.exact is None or words.raw[start:end] in (self.exact, self.spoken)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


@dataclass
class _Names:
    """Terms under their names while the lexicon is built; of those with one name the first is found."""

    root: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def closed(self) -> dict[str, "_Node"]:
        """The tree when nothing more is added: where no name goes on, the entries alone."""
        return {word: _closed(node) for word, node in self.root.items()}

    def add(self, term: Term, names: Iterable[str]) -> None:
        self.terms.setdefault(term.id, term)
        for name in names:
            folded, raw = _spelled(name.lstrip("=~"))
            if folded:
                self._name(term, name, folded, raw)

    def _name(self, term: Term, name: str, folded: Sequence[str], raw: tuple[str, ...]) -> None:
        node = self.root
        for word in folded:
            node = node.setdefault(word, {})
        by_sign = term.sort == "country" and (name in states_by_sign() or _is_one_sign(raw))
        exact = raw if name[0] == "=" else None
        entry = _Entry(term, exact, name[0] == "~", by_sign, _spoken(term, exact))
        entries: list[_Entry] = node.setdefault(END, [])
        if all(e.term.id != term.id or e.exact != entry.exact for e in entries):
            entries.append(entry)


_SPOKEN = frozenset({"grouping", "agreement"})
_LEAST_SPOKEN = 4


def _spoken(term: Term, exact: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """An acronym that is spoken as a word, as British papers write it (the Guardian's and the BBC's style guides): Nato."""
    if exact is None or len(exact) != 1 or term.sort not in _SPOKEN:
        return None
    (word,) = exact
    return (word.capitalize(),) if word.isalpha() and word.isupper() and len(word) >= _LEAST_SPOKEN else None


_Node = dict[str, Any] | tuple[_Entry, ...]
"""Words that a name may go on with, and under ``END`` the entries of those that end here; or these entries alone."""


def _closed(node: dict[str, Any]) -> _Node:
    ended = tuple(node.pop(END, ()))
    if not node:
        return ended
    further: dict[str, Any] = {word: _closed(following) for word, following in node.items()}
    return further | {END: ended} if ended else further


def _is_one_sign(raw: Sequence[str]) -> bool:
    return len(raw) == len(raw[0]) == 1 and raw[0] >= "\u3400"


_HIDES_WORDS = frozenset({"decoy", "company", "exercise", "think-tank"})


class Lexicon:
    """All names and words, found in one pass. Built anew when the register's names change.

    The names are the register's, beside the countries' (which are codes, not entries); ``terms`` looks them up by id.
    """

    def __init__(self, rows: Rows = Rows()) -> None:  # noqa: B008 - it is frozen
        names = _Names()
        before, after = _fixed()
        for term, spelled in (*before, *terms_of(rows), *after):
            names.add(term, spelled)
        self._root = names.closed()
        self.terms = names.terms

    def find(self, words: Words) -> tuple[list[FoundName], list[tuple[int, int, frozenset[str]]]]:
        """Names (longest first, not overlapping) and words with their marks (start, end, marks), in order."""
        names: list[FoundName] = []
        marks: list[tuple[int, int, frozenset[str]]] = []
        root, folded, taken, hidden = self._root, words.folded, 0, 0
        for start, word in enumerate(folded):
            node = root.get(word)
            if node is None:
                continue
            entries = [
                (end, entry) for end, entry in _walk(node, folded, start) if entry.fits(words, start, end)
            ]
            if start >= hidden:
                marks += [(start, end, e.term.marks) for end, e in entries if e.term.sort == "word"]
            if start >= taken and (best := _longest_name(entries, words, start)) is not None:
                names.append(best)
                taken = best.end
                hidden = _hidden_until(best, hidden, marks)
        return names, marks


def _longest_name(entries: Sequence[tuple[int, _Entry]], words: Words, start: int) -> FoundName | None:
    """The name that reaches furthest of those that begin at one word; of two as long the first that was added."""
    best: FoundName | None = None
    for end, entry in entries:
        if entry.term.sort == "word" or (best is not None and end <= best.end):
            continue
        if entry.exact is not None or _is_a_name(entry, words.raw[start]):
            best = FoundName(entry.term, start, end, entry.weak)
    return best


def _hidden_until(found: FoundName, hidden: int, marks: list[tuple[int, int, frozenset[str]]]) -> int:
    """To where words in names are no words; those that were read within this one go."""
    if found.term.sort not in _HIDES_WORDS or found.weak:
        return hidden
    while marks and marks[-1][0] >= found.start:
        marks.pop()
    return found.end


def _is_a_name(entry: _Entry, written: str) -> bool:
    """A name is not written small: a pole is no Pole. Scripts without case know no such difference."""
    return not (written.isascii() and written.islower() and entry.term.sort in _CAPITAL)


_CAPITAL = frozenset({"country", "seat", "person", "place", "service", "company", "exercise"})


def _walk(node: _Node, folded: Sequence[str], start: int) -> Iterator[tuple[int, _Entry]]:
    end = start + 1
    while True:
        for entry in node if isinstance(node, tuple) else node.get(END, ()):
            yield end, entry
        if isinstance(node, tuple) or end >= len(folded):
            return
        following = node.get(folded[end])
        if following is None:
            return
        node = following
        end += 1


@lru_cache(maxsize=1 << 16)
def _spelled(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, folded and as written; the same names are read whenever the register's change. What is the
    same is kept once: there are tens of thousands."""
    words = words_of(name)
    raw = tuple(one if one == other else other for one, other in zip(words.folded, words.raw, strict=True))
    return words.folded, words.folded if raw == words.folded else raw


@cache
def _fixed() -> tuple[list[NamedTerm], list[NamedTerm]]:
    """What is no entry of the register: countries, whose names hold over those of their states, and words."""
    return list(_countries()), [*_decoys(), *_words()]


def _decoys() -> Iterator[tuple[Term, list[str]]]:
    yield Term("decoy", "decoy", "decoy"), word_table("countries")["decoys"]
    yield Term(SEA, "decoy", SEA), [form for name in seas() for form in joined_forms(name)]


def _countries() -> Iterator[tuple[Term, list[str]]]:
    """Their names in CLDR first, then ours."""
    yield from _of_cldr(LANGUAGES, word_table("countries")["common_words"])
    yield from _of_cldr(LATIN, None)
    yield from _in_thai()
    for code, spelled in word_table("demonyms")["names"].items():
        yield Term(code, "country", code, (code,)), [form for name in spelled for form in joined_forms(name)]
    for signs, codes in states_by_sign().items():
        yield Term("-".join(codes), "country", signs, codes), [signs]
    for code, names in word_table("countries")["names"].items():
        yield Term(code, "country", code, (code,)), names
    for code, seats in word_table("countries")["seats"].items():
        yield Term(f"seat-{code.lower()}", "seat", "|".join(seats), (code,)), seats


def _of_cldr(languages: Sequence[str], common: Container[str] | None) -> Iterator[tuple[Term, list[str]]]:
    """What countries are called in languages; names that are ``common`` words (None: all) are matched as written."""
    for language, code, name in rows_of_table("country_names.tsv"):
        plain = name.split("(")[0].strip()
        if language in languages and plain and plain not in word_table("countries")["english_words"]:
            exact = common is None or plain in common
            spelled = [f"={plain}"] if exact else list(joined_forms(plain))
            yield _state_or_territory(code, name), spelled


def _state_or_territory(code: str, name: str) -> Term:
    """Guam is a place of the United States, and no state beside them."""
    of = word_table("territories")["of"].get(code)
    return (
        Term(f"territory-{code.lower()}", "place", name, (of,))
        if of
        else Term(code, "country", name, (code,))
    )


def _in_thai() -> Iterator[tuple[Term, list[str]]]:
    """What countries are called in Thai, in whose script nothing else is written."""
    for code, name in rows_of_table("countries_abroad.tsv"):
        if _THAI.match(name):
            yield _state_or_territory(code, name), [fold(name)]


_THAI = re.compile(r"[\u0e00-\u0e7f]")


def _words() -> Iterator[tuple[Term, list[str]]]:
    """Each form once, with every concept that it speaks of."""
    for form, marks in marks_of_forms().items():
        yield Term(f"word {form}", "word", form, (), marks), [form]
