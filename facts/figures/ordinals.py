"""Ordinals in the languages that are read: words in all their forms, figures with a suffix, 第 and its like.

The forms are data (``facts/rows/ordinals.toml``). It lies in this room because facts import nothing of seeds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from facts.names.text import Words, words_of
from facts.rows.patterns import word_table
from store.nouns.words import plain_letters

_FIGURES = 99
"""The highest number that is looked for in figures."""
_CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal in words ``start`` to ``end`` (exclusive); ``value`` is None where it says "the last".
    ``may_follow``: in its language it may stand behind its noun."""

    value: int | None
    start: int
    end: int
    may_follow: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    value: int | None
    may_follow: bool
    joined: bool
    """No space stands between its words: a figure and its suffix."""


@dataclass(frozen=True, slots=True)
class _Forms:
    by_first: Mapping[str, tuple[_Form, ...]]
    tens: Mapping[str, int]
    batch: frozenset[tuple[str, ...]]
    apart: frozenset[tuple[str, ...]]
    spans: frozenset[tuple[str, ...]]


@lru_cache(maxsize=64)
def ordinals_in(text: str, words: Words) -> tuple[Ordinal, ...]:
    """Every ordinal of ``text``, whose words are ``words``, in order; of several that begin at one word the longest. The
    first "in five years" is no first."""
    said, forms = [plain_letters(word) for word in words.raw], _forms()
    found: list[Ordinal] = []
    at = 0
    while at < len(said):
        one = None if _ends_a_name(text, words, at) else _at(text, words, said, at, forms)
        if one is not None and not (one.value == 1 and _is_of_a_span(said, one, forms)):
            found.append(one)
        at = one.end if one is not None else at + 1
    return tuple(found)


def _ends_a_name(text: str, words: Words, at: int) -> bool:
    """ "JF-17A" is no 17th."""
    start = words.starts[at]
    return start > 1 and text[start - 1] in "-–" and text[start - 2].isalpha() and words.raw[at].isdigit()


_SPAN_NEAR = 6
"""Words between "first" and "in five years", at most."""


def _is_of_a_span(said: list[str], one: Ordinal, forms: "_Forms") -> bool:
    """Whether years are counted near it: the first drill in five years, the first since 2019."""
    near = range(max(0, one.start - _SPAN_NEAR), min(len(said), one.end + _SPAN_NEAR))
    return any(_fits(said[at : at + len(span)], span) for at in near for span in forms.spans)


def _fits(said: list[str], span: tuple[str, ...]) -> bool:
    return len(said) == len(span) and all(
        wanted in (ANY_WORD, word) for word, wanted in zip(said, span, strict=True)
    )


def _at(text: str, words: Words, said: list[str], at: int, forms: _Forms) -> Ordinal | None:
    fitting = [
        form
        for form in forms.by_first.get(said[at], ())
        if tuple(said[at : at + len(form.words)]) == form.words
        and (not form.joined or _joined(text, words, at, at + len(form.words)))
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda form: len(form.words))
    value = best.value
    if value is not None and value < 10 and at:
        value += forms.tens.get(said[at - 1], 0)
    may_follow = any(form.may_follow for form in fitting if form.words == best.words)
    return Ordinal(value, at, at + len(best.words), may_follow)


def _joined(text: str, words: Words, start: int, end: int) -> bool:
    """Whether no space stands between the words."""
    return not any(c.isspace() for c in text[words.starts[start] : words.starts[end - 1]])


def batch_words(words: Words) -> list[tuple[int, int]]:
    """Where a text speaks of a part of a delivery: start and end (exclusive) of each."""
    known = _forms().batch
    sizes = {len(one) for one in known}
    said = tuple(plain_letters(word) for word in words.raw)
    return [
        (at, at + size)
        for at in range(len(said))
        for size in sizes
        if at + size <= len(said) and said[at : at + size] in known
    ]


def is_apart(words: Words, at: int) -> bool:
    """Whether what begins at a word is counted for itself: the third *country*, the second *time*."""
    known = _forms().apart
    return any(run in known for run in _runs_at(words, at, {len(one) for one in known}))


def _runs_at(words: Words, at: int, sizes: Iterable[int]) -> Iterator[tuple[str, ...]]:
    """The words from one on, so many together, as far as there are as many."""
    for size in sizes:
        if at + size <= len(words.raw):
            yield tuple(plain_letters(word) for word in words.raw[at : at + size])


@cache
def _forms() -> _Forms:
    return _forms_in(word_table("ordinals"))


def _forms_in(languages: Mapping[str, Mapping[str, Any]]) -> _Forms:
    by_first: dict[str, list[_Form]] = {}
    for language in languages.values():
        for form in _forms_of(language):
            by_first.setdefault(form.words[0], []).append(form)
    return _Forms(
        {first: tuple(some) for first, some in by_first.items()},
        {
            plain_letters(word): value
            for one in languages.values()
            for word, value in one.get("tens", {}).items()
        },
        frozenset(_said(word) for one in languages.values() for word in one["batch"].split("|")),
        frozenset(_said(word) for one in languages.values() for word in one["apart"]),
        frozenset(_span_of(span) for one in languages.values() for span in one.get("spans", ())),
    )


ANY_WORD = "*"


def _span_of(written: str) -> tuple[str, ...]:
    parts = ((ANY_WORD,) if part == ANY_WORD else _said(part) for part in written.split())
    return tuple(word for part in parts for word in part)


def _forms_of(language: Mapping[str, Any]) -> Iterator[_Form]:
    endings, follows = language.get("endings", "").split("|"), language.get("after", False)
    for name, written in language.items():
        if name.isdigit() or name == "last":
            value = int(name) if name.isdigit() else None
            for form in _spelled(written.split("|"), endings):
                yield _Form(_said(form), value, follows, joined=False)
    for template in language.get("written", ()):
        for value in range(1, _FIGURES + 1):
            form = template.format(n=value, c=in_chinese(value))
            yield _Form(_said(form), value, follows, joined=" " not in template)


def _spelled(forms: Iterable[str], endings: list[str]) -> Iterator[str]:
    for form in forms:
        yield from (form[:-1] + ending for ending in endings) if form.endswith("~") else (form,)


def _said(form: str) -> tuple[str, ...]:
    return tuple(plain_letters(word) for word in words_of(form).raw)


def in_chinese(value: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, units = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十") + (
        _CHINESE[units] if units else ""
    )
