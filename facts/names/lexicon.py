"""The names and words that are recognised, and the one pass over a text that finds them."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from facts.names.concepts import marks_of_forms
from facts.names.joined import joined_forms, seas, stands_for_sea, stands_for_states, states_by_sign
from facts.names.terms import Rows, Term, terms_of
from facts.names.text import Words, fold, words_of
from facts.rows.patterns import rows_of_table, word_table

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
        if self.term.sort in _IN_NUMBERS and _is_another_variant(self.term.name, words, end):
            return False
        return self.exact is None or words.raw[start:end] in (self.exact, self.spoken)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


def _is_another_variant(name: str, words: Words, end: int) -> bool:
    """Whether letters right behind the number on which a name ends make it another than the entry is of: a "Type 054B" is no
    Type 054A/P, where a "J-10CE" is a J-10."""
    number, behind = words.raw[end - 1], words.raw[end : end + 1]
    is_joined = behind and words.starts[end] == words.starts[end - 1] + len(number)
    if not is_joined or not number.isdigit() or not (behind[0].isascii() and behind[0].isupper()):
        return False
    own = re.search(rf"{number}([A-Z]+)", name)
    return own is not None and not own[1].startswith(behind[0][0])


@dataclass
class _Names:
    """Terms under their names while the lexicon is built; of those with one name the first is found."""

    root: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def closed(self) -> dict[str, "_Node"]:
        """The tree when nothing more is added: where no name goes on, what ends there alone."""
        return _all_closed(self.root)

    def speak(self, form: str, marks: frozenset[str]) -> None:
        """A word of the beat, folded already: nothing is kept of it but its marks, not even until the tree is closed, as
        there are tens of thousands."""
        *before, last = form.split(" ")
        node = self.root
        for word in before:
            node = _further(node, word)
        if last in node:
            _further(node, last).setdefault(END, []).append(marks)
        else:
            node[last] = marks

    def _ends(self, folded: Sequence[str]) -> list[Any]:
        """What has these words for its name."""
        node = self.root
        for word in folded:
            node = _further(node, word)
        ended: list[Any] = node.setdefault(END, [])
        return ended

    def add(self, term: Term, names: Iterable[str]) -> None:
        self.terms.setdefault(term.id, term)
        for name in names:
            folded, raw = _spelled(name.lstrip("=~"))
            if folded:
                self._name(term, name, folded, raw)
            if folded and term.sort in _IN_NUMBERS and (several := fold(f"{raw[-1]}s")) != folded[-1]:
                self._name(term, name, (*folded[:-1], several), (*raw[:-1], f"{raw[-1]}s"))

    def _name(self, term: Term, name: str, folded: Sequence[str], raw: tuple[str, ...]) -> None:
        by_sign = term.sort == "country" and (name in states_by_sign() or _is_one_sign(raw))
        exact = raw if name[0] == "=" else None
        entry = _Entry(term, exact, name[0] == "~", by_sign, _spoken(term, exact))
        entries: list[_Entry] = self._ends(folded)
        if all(e.term.id != term.id or e.exact != entry.exact for e in entries):
            entries.append(entry)


_IN_NUMBERS = frozenset({"equipment", "ship"})
"""What there are several of: whose plural is not the word without its s ("Apaches", "Akincis") is found by both."""
_SPOKEN = frozenset({"grouping", "agreement"})
_LEAST_SPOKEN = 4


def _spoken(term: Term, exact: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """An acronym that is spoken as a word, as British papers write it (the Guardian's and the BBC's style guides): Nato."""
    if exact is None or len(exact) != 1 or term.sort not in _SPOKEN:
        return None
    (word,) = exact
    return (word.capitalize(),) if word.isalpha() and word.isupper() and len(word) >= _LEAST_SPOKEN else None


_Several = tuple[_Entry | frozenset[str], ...]
"""Those whose name ends at a word: entries of names, and the marks of a word of the beat."""
_Node = dict[str, Any] | _Several | frozenset[str]
"""Words that a name may go on with, and under ``END`` those that end here; or these alone; or one word of the beat alone."""


def _further(node: dict[str, Any], word: str) -> dict[str, Any]:
    """Where names go on behind a word; a word of the beat that ends there is one of those that do."""
    following = node.get(word)
    if not isinstance(following, dict):
        following = node[word] = {} if following is None else {END: [following]}
    return following


def _closed(node: dict[str, Any] | frozenset[str]) -> _Node:
    if isinstance(node, frozenset):
        return node
    ended: _Several = tuple(node.pop(END, ()))
    if not node:
        return ended[0] if len(ended) == 1 and isinstance(ended[0], frozenset) else ended
    further = _all_closed(node)
    if ended:
        further[END] = ended
    return further


def _all_closed(node: dict[str, Any]) -> dict[str, _Node]:
    """In their place: a second tree beside the first would leave its size behind."""
    for word, following in node.items():
        node[word] = _closed(following)
    return node


def _joined(fixed: _Node, own: dict[str, Any]) -> _Node:
    """What is no entry of the register, with the register's names; the former is shared by all lexicons and stays as it is."""
    further: dict[str, Any] = (
        dict(fixed) if isinstance(fixed, dict) else {END: (fixed,) if isinstance(fixed, frozenset) else fixed}
    )
    ended = _in_order(further.pop(END, ()), own.get(END, ()))
    for word, node in own.items():
        if word != END:
            further[word] = _joined(further[word], node) if word in further else _closed(node)
    return further | {END: ended} if further and ended else further or ended


def _in_order(fixed: _Several, own: Iterable[_Entry]) -> _Several:
    """Countries, the register's, decoys, and words of the beat; of names that are the same the first."""
    entries = [one for one in fixed if not isinstance(one, frozenset)]
    decoys = [one for one in entries if one.term.sort == "decoy"]
    kept: dict[tuple[str, tuple[str, ...] | None], _Entry] = {}
    for entry in (*(one for one in entries if one not in decoys), *own, *decoys):
        kept.setdefault((entry.term.id, entry.exact), entry)
    return (*kept.values(), *(one for one in fixed if isinstance(one, frozenset)))


def _is_one_sign(raw: Sequence[str]) -> bool:
    return len(raw) == len(raw[0]) == 1 and raw[0] >= "\u3400"


_HIDES_WORDS = frozenset({"decoy", "company", "exercise", "think-tank"})


class Lexicon:
    """All names and words, found in one pass. Built anew when the register's names change.

    The names are the register's, beside the countries' (which are codes, not entries); ``terms`` looks them up by id.
    """

    def __init__(self, rows: Rows = Rows()) -> None:  # noqa: B008 - it is frozen
        own = _Names()
        for term, spelled in terms_of(rows):
            own.add(term, spelled)
        fixed, countries, decoys = fixed_names()
        self._root: dict[str, _Node] = fixed | {
            word: _joined(fixed[word], node) if word in fixed else _closed(node)
            for word, node in own.root.items()
        }
        self.terms = countries | own.terms | decoys | own.terms | countries

    def find(self, words: Words) -> tuple[list[FoundName], list[tuple[int, int, frozenset[str]]]]:
        """Names (longest first, not overlapping) and words with their marks (start, end, marks), in order."""
        names: list[FoundName] = []
        marks: list[tuple[int, int, frozenset[str]]] = []
        root, folded, taken, hidden = self._root, words.folded, 0, 0
        for start, word in enumerate(folded):
            node = root.get(word)
            if node is None:
                continue
            entries, spoken = _ended_at(node, words, start)
            if start >= hidden:
                marks += spoken
            if start >= taken and (best := _longest_name(entries, words, start)) is not None:
                names.append(best)
                taken = best.end
                hidden = _hidden_until(best, hidden, marks)
        return names, marks


def _longest_name(entries: Sequence[tuple[int, _Entry]], words: Words, start: int) -> FoundName | None:
    """The name that reaches furthest of those that begin at one word; of two as long the first that was added."""
    best: FoundName | None = None
    for end, entry in entries:
        if best is not None and end <= best.end:
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


def _ended_at(
    node: _Node, words: Words, start: int
) -> tuple[list[tuple[int, _Entry]], list[tuple[int, int, frozenset[str]]]]:
    """The names that are written as they have to be, with their ends, and the words with their marks."""
    if isinstance(node, frozenset):
        return [], [(start, start + 1, node)]
    entries: list[tuple[int, _Entry]] = []
    spoken: list[tuple[int, int, frozenset[str]]] = []
    for end, ended in _walk(node, words.folded, start):
        for one in ended:
            if isinstance(one, frozenset):
                spoken.append((start, end, one))
            elif one.fits(words, start, end):
                entries.append((end, one))
    return entries, spoken


def _walk(node: _Node, folded: Sequence[str], start: int) -> Iterator[tuple[int, _Several]]:
    end = start + 1
    while isinstance(node, dict):
        if ended := node.get(END):
            yield end, ended
        following = node.get(folded[end]) if end < len(folded) else None
        if following is None:
            return
        node = following
        end += 1
    yield end, (node,) if isinstance(node, frozenset) else node


def _spelled(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name, folded and as written. What is the same is kept once: there are tens of thousands."""
    words = words_of(name)
    raw = tuple(one if one == other else other for one, other in zip(words.folded, words.raw, strict=True))
    return words.folded, words.folded if raw == words.folded else raw


@cache
def fixed_names() -> tuple[dict[str, _Node], dict[str, Term], dict[str, Term]]:
    """What is no entry of the register, put together once for all lexicons: the tree of its names, the terms of countries,
    whose names hold over those of their states, and those of decoys."""
    names = _Names()
    for term, spelled in _countries():
        names.add(term, spelled)
    countries = dict(names.terms)
    for term, spelled in _decoys():
        names.add(term, spelled)
    for form, marks in marks_of_forms().items():
        names.speak(form, marks)
    return names.closed(), countries, {name: names.terms[name] for name in (*names.terms,)[len(countries) :]}


def _decoys() -> Iterator[tuple[Term, list[str]]]:
    yield Term("decoy", "decoy", "decoy"), word_table("countries")["decoys"]
    yield Term(SEA, "decoy", SEA), [form for name in seas() for form in joined_forms(name)]


def _countries() -> Iterator[tuple[Term, list[str]]]:
    """Their names in CLDR first, then ours."""
    yield from _of_cldr(LANGUAGES, word_table("countries")["common_words"])
    yield from _of_cldr(LATIN, None)
    yield from _in_thai()
    for _, code, form in rows_of_table("country_forms.tsv"):
        yield _state(code), [f"={form}"]
    for code, spelled in word_table("demonyms")["names"].items():
        yield _state(code), [form for name in spelled for form in joined_forms(name)]
    for signs, codes in states_by_sign().items():
        yield Term("-".join(codes), "country", signs, codes), [signs]
    for code, names in word_table("countries")["names"].items():
        yield _state(code), names
    for code, seats in word_table("countries")["seats"].items():
        yield _seat(code), seats
    for _, code, form in rows_of_table("seats_abroad.tsv"):
        yield _seat(code), [f"={name}" for name in joined_forms(form)]


@cache
def _state(code: str) -> Term:
    """One for all its names that are no name of its own: there are nine thousand."""
    return Term(code, "country", code, (code,))


@cache
def _seat(code: str) -> Term:
    """Of all cities that stand for the government of a state."""
    return Term(f"seat-{code.lower()}", "seat", "|".join(word_table("countries")["seats"][code]), (code,))


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
