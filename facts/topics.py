"""A topic in free text ("Russia arms embargo Pakistan", "China Pakistan exercises") → what has to fit, side by side."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from facts.countries import COUNTRIES, country_name
from facts.directory import Directory, Entry
from facts.phrases import REMEMBERED, STOP_WORDS, TITLES, country_phrases, fold, phrases, stem
from facts.roles import holders
from facts.themes import GENERAL, THEMES, Theme

MISSPELT = 84.0
"""RapidFuzz ratio (0–100) from which a word that nothing knows is read as a country, a name or a theme."""
What = Literal["country", "actor", "agreement", "equipment", "series", "theme", "word"]


@dataclass(frozen=True)
class Facet:
    """One thing that has to fit; any of its parts will do. ``texts`` are stemmed phrases, ``links`` (kind, key)."""

    label: str
    what: What
    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    loose: bool = False
    """A common word of the question, which may be passed over where nothing has it; a name never is."""


@dataclass(frozen=True)
class Topic:
    """What was asked for; ``notes`` say what was read as something else, ``years`` are those that it names."""

    asked: str
    facets: tuple[Facet, ...]
    notes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    def of(self, *what: What) -> tuple[Facet, ...]:
        return tuple(facet for facet in self.facets if facet.what in what)


def read_topic(text: str, known: Directory) -> Topic:
    """Takes the longest known name at each place; what is left over is looked for as a word.

    A year that is no part of a name is kept apart. A designation that nobody knows ("S-400") stays one word.
    """
    tokens = tuple(fold(text).split())
    proper = {fold(word): word for word in text.split() if _PROPER.search(word)}
    facets: dict[str, Facet] = {}
    notes: list[str] = []
    years: list[int] = []
    at = 0
    while at < len(tokens):
        end, found, note = _next(tokens, at, known, proper)
        if not found and _YEAR.fullmatch(tokens[at]):
            years.append(int(tokens[at]))
        for facet in found:
            facets.setdefault(facet.label, facet)
        notes += [note] if note else []
        at = end
    return Topic(text.strip(), tuple(facets.values()), tuple(notes), tuple(years))


def _next(
    tokens: tuple[str, ...], at: int, known: Directory, proper: Mapping[str, str]
) -> tuple[int, list[Facet], str]:
    for _, end, phrase in _starting(tokens, at):
        if facets := _named(phrase, known):
            return end, facets, ""
        if phrase in proper and _DESIGNATION.search(proper[phrase]):
            return end, [Facet(proper[phrase], "word", texts=frozenset({_stemmed(phrase)}))], ""
    word = tokens[at]
    if word in STOP_WORDS | GENERAL | TITLES or stem(word) in GENERAL or _YEAR.fullmatch(word):
        return at + 1, [], ""
    if people := _people(word, known):
        return at + 1, [_entries_facet(people, known)], ""
    if taken := _misspelt(word, known):
        return at + 1, _named(taken, known), f"“{word}” was read as “{taken}”"
    loose = word not in proper and not word.isdigit()
    return at + 1, [Facet(proper.get(word, word), "word", texts=frozenset({stem(word)}), loose=loose)], ""


def _starting(tokens: tuple[str, ...], at: int) -> Iterator[tuple[int, int, str]]:
    for start, end, phrase in phrases(tokens[at:]):
        if start:
            return
        yield at, at + end, phrase


def _named(phrase: str, known: Directory) -> list[Facet]:
    """What a phrase names, if anything: a country before the state of that name, a theme last."""
    if phrase in STOP_WORDS | GENERAL:
        return []
    named = known.names.get(phrase, ())
    entries = [entry for entry in named if not entry.shared] or list(named)
    if phrase in _COUNTRIES and all(_is_state(entry, known) for entry in entries):
        return [country(_COUNTRIES[phrase])]
    if entries:
        return [_entries_facet(entries, known)]
    if stemmed := _THEMES.get(_stemmed(phrase)):
        return [_theme(stemmed)]
    return _position(phrase, known)


def _is_state(entry: Entry, known: Directory) -> bool:
    actor = known.actors.get(entry.id) if entry.kind == "actor" else None
    return actor is not None and actor.kind == "state"


def country(code: str) -> Facet:
    """A country: by code, or by any of its names in a text."""
    names = frozenset(_stemmed(fold(name)) for name in COUNTRIES[code])
    return Facet(country_name(code), "country", links=frozenset({("country", code)}), texts=names)


def _entries_facet(entries: list[Entry], known: Directory) -> Facet:
    """One facet for everything that goes by one name (an agreement and the corridor that it builds)."""
    links = {("actor", key) for e in entries if e.kind == "actor" for key in _family(e.id, known)}
    links |= {("equipment", e.id) for e in entries if e.kind == "equipment"}
    names = {
        name
        for name, found in known.names.items()
        if {(e.kind, e.id) for e in entries if not e.shared} & {(f.kind, f.id) for f in found if not f.shared}
    }
    several = entries if len({e.id for e in entries if e.kind == "actor"}) > 1 else entries[:1]
    return Facet(
        " or ".join(dict.fromkeys(known.title(e.kind, e.id) for e in several)),
        entries[0].kind,
        links=frozenset(links),
        agreements=frozenset(e.id for e in entries if e.kind == "agreement"),
        series=frozenset(e.id for e in entries if e.kind == "series"),
        texts=frozenset(_stemmed(name) for name in names if len(name) > 2),
    )


def _family(key: str, known: Directory) -> set[str]:
    """An organisation with its parts; a person or a state alone."""
    family = {key}
    actor = known.actors.get(key)
    while actor and actor.kind != "state":
        parts = {a.id for a in known.actors.values() if a.parent in family and a.kind != "person"} - family
        if not parts:
            break
        family |= parts
    return family


def _theme(theme: Theme) -> Facet:
    return Facet(
        theme.name, "theme",
        kinds=frozenset(theme.kinds.split()),
        texts=frozenset(_stemmed(text) for text in theme.texts),
    )  # fmt: skip


def _position(phrase: str, known: Directory) -> list[Facet]:
    if " " not in phrase and phrase not in ("coas", "cjcsc"):
        return []
    held = holders(phrase, known.actors.values())
    if not held or len({holding.actor.id for holding in held}) > 3:
        return []
    names = " or ".join(dict.fromkeys(holding.actor.name for holding in held))
    links = frozenset(("actor", holding.actor.id) for holding in held)
    return [Facet(f"{phrase} ({names})", "actor", links=links)]


def _people(word: str, known: Directory) -> list[Entry]:
    """The persons with a name that holds the word; none for short words."""
    if len(word) < 3:
        return []
    entries = [
        e for name, found in known.names.items() if word in name.split() for e in found if e.kind == "actor"
    ]
    people = {e.id: e for e in entries if known.actors[e.id].kind == "person"}
    return list(people.values()) if len(people) <= 3 else []


def _misspelt(word: str, known: Directory) -> str:
    """The known single word that is spelt most like it; empty where none is near."""
    if len(word) < 5:
        return ""
    vocabulary = [*_COUNTRIES, *(name for name in known.names if " " not in name), *_THEME_WORDS]
    hit = process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=MISSPELT)
    return hit[0] if hit and hit[0][0] == word[0] else ""


@lru_cache(maxsize=REMEMBERED)
def _stemmed(phrase: str) -> str:
    return " ".join(stem(word) for word in phrase.split())


def stemmed_text(texts: Iterable[str | None]) -> str:
    """Texts as runs of stems between spaces, to look phrases up in; none reaches from one text into the next."""
    return f" {' | '.join(_stemmed(fold(text)) for text in texts if text)} "


_PROPER = re.compile(r"^[^\W\d_]*[A-ZÀ-Þ]|\d")
_DESIGNATION = re.compile(r"[^\W\d_][-./]?\d|\d[-./][^\W_]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTRIES = country_phrases()
_THEMES = {_stemmed(fold(words)): theme for theme in reversed(THEMES) for words in theme.questions}
_THEME_WORDS = tuple(words for theme in THEMES for words in theme.questions if " " not in words)
