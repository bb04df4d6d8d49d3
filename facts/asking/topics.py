"""A topic in free text ("Russia arms embargo Pakistan", "China Pakistan exercises") → what has to fit, side by side."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import OSA

from facts.asking.directory import Directory, NamedEntry
from facts.asking.nearness import SHORTEST, by_first_letter, near_words
from facts.asking.roles import holders, office_phrases
from facts.asking.themes import ABBREVIATED, GENERAL, PHASES, PLAIN, THEMES, TOLD_SO, Theme, is_general
from facts.names.countries import COUNTRIES, Region, country_name, regions
from facts.names.native import flags_as_names, names_abroad
from facts.names.phrases import ENGLISH_NOUNS, STOP_WORDS, TITLES, country_phrases, outer_words, phrases
from facts.wording import editions
from facts.wording.scripts import is_other_form, parted_words
from facts.wording.variants import variant_end, variant_phrases
from store.nouns.words import folded_phrase, stem, stemmed_phrase

What = Literal[
    "country", "actor", "agreement", "equipment", "series", "theme", "stage", "place", "region", "word"
]


@dataclass(frozen=True)
class Facet:
    """One thing that has to fit; any of its parts will do. ``texts`` are stemmed phrases, ``links`` (kind, key)."""

    label: str
    what: What
    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    number: int | None = None
    """Which one of ``series``: an event that has another number is another event."""
    variant: frozenset[str] = frozenset()
    """Of equipment of which a variant was named: the phrases of texts that tell of that one."""
    loose: bool = False
    """A common word of the question, which may be passed over where nothing has it; a name never is."""
    strange: bool = False
    """A word that no document holds as it is typed."""


@dataclass(frozen=True)
class Topic:
    """What was asked for; ``notes`` say what was read as something else, ``years`` are those that it names, ``near``
    are the known words that a word which nothing knows may have meant."""

    asked: str
    facets: tuple[Facet, ...]
    notes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    near: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def of(self, *what: What) -> tuple[Facet, ...]:
        return tuple(facet for facet in self.facets if facet.what in what)


MOST_LETTERS = 400
MOST_WORDS = 40
"""What is read of a question."""
LEAST_PART, LEAST_STRANGE = 6, 9
"""Letters of a word that may be a misspelling of one within a longer name, and two edits off a name no text tells of."""
LEAST_NAME, LONGEST_NAME = 8, 3
"""Letters and words of a longer name that may be misspelt as a whole."""


def read_topic(text: str, known: Directory, spelt: Collection[str] = ()) -> Topic:
    """Takes the longest known name at each place; what is left over is looked for as a word.

    A year that is no part of a name is kept apart. A designation that nobody knows ("S-400", "2+2") stays one word. A
    word of ``spelt`` is known as it is typed: it is not read as another one.
    """
    tokens, more = _beginning(text, known)
    proper = {folded_phrase(word): word.strip(_AROUND) for word in text.split() if _PROPER.search(word)}
    if tokens and tokens[0] in PLAIN:
        proper.pop(tokens[0], None)
    facets: dict[str, Facet] = {}
    notes = [f"only the first {len(tokens)} words were read"] if more else []
    years: list[int] = []
    near: dict[str, tuple[str, ...]] = {}
    at = 0
    while at < len(tokens):
        end, found, note = _next(tokens, at, known, proper, spelt)
        if not found and _YEAR.fullmatch(tokens[at]):
            years.append(int(tokens[at]))
        for facet in found:
            facets.setdefault(facet.label, facet)
        notes += [note] if note else []
        if end == at + 1 and found and found[0].what == "word" and tokens[at] not in spelt:
            near |= {found[0].label: some} if (some := _near(tokens[at], known)) else {}
        at = end
    return Topic(text.strip(), tuple(facets.values()), tuple(notes), tuple(years), tuple(near.items()))


def _beginning(text: str, known: Directory) -> tuple[tuple[str, ...], bool]:
    """The folded words that are read, and whether more was typed."""
    whole = " ".join(flags_as_names(text).split())
    folded = folded_phrase(whole[:MOST_LETTERS]).split()
    parts = (part for word in folded for part in parted_words(word, lambda run: _is_named(run, known)))
    tokens = tuple(token for part in parts for token in _hyphened(part, known))
    return tokens[:MOST_WORDS], len(whole) > MOST_LETTERS or len(tokens) > MOST_WORDS


def _hyphened(word: str, known: Directory) -> tuple[str, ...]:
    """A designation that is typed without its hyphen as names have it: "j10c" as "j 10c"."""
    found = None if word in known.names else _UNHYPHENED.fullmatch(word)
    if found is None:
        return (word,)
    run = f"{found[1]} {found[2]}"
    is_known = any(name in known.names for name in (f"{run}{found[3]}", run))
    return (found[1], f"{found[2]}{found[3]}") if is_known else (word,)


def _is_named(phrase: str, known: Directory) -> bool:
    return phrase in known.names or phrase in _COUNTRIES or phrase in _THEMES


def _next(
    tokens: tuple[str, ...], at: int, known: Directory, proper: Mapping[str, str], spelt: Collection[str]
) -> tuple[int, list[Facet], str]:
    last, edition = _numbered(tokens, at, known)
    if edition:
        return last, [edition], ""
    for _, end, phrase in _starting(tokens, at):
        if facets := _named(phrase, known) or _named(_one_of_many(phrase), known):
            return *_with_variant(tokens, at, end, facets), ""
        if phrase in proper and _DESIGNATION.search(proper[phrase]):
            return end, [Facet(proper[phrase], "word", texts=editions.designations(phrase))], ""
    end, near = _near_name(tokens, at, known)
    if near:
        return end, _named(near, known), f"“{' '.join(tokens[at:end])}” was read as “{near}”"
    return _word(tokens, at, known, proper, spelt)


def _with_variant(tokens: tuple[str, ...], at: int, end: int, facets: list[Facet]) -> tuple[int, list[Facet]]:
    """A type with the variant that is named of it, which stands in its label."""
    if facets[0].what != "equipment":
        return end, facets
    last = variant_end(tokens, end)
    phrase = " ".join(tokens[at:last])
    phrase = _one_of_many(phrase) if phrase[-2:-1].isdigit() and _one_of_many(phrase) else phrase
    return last, [replace(facets[0], variant=variant_phrases(phrase, facets[0].label)), *facets[1:]]


def _word(
    tokens: tuple[str, ...], at: int, known: Directory, proper: Mapping[str, str], spelt: Collection[str]
) -> tuple[int, list[Facet], str]:
    word = tokens[at]
    if _says_nothing(word):
        return at + 1, [], ""
    if written := ABBREVIATED.get(word):
        said = frozenset({stemmed_phrase(word), stemmed_phrase(written)})
        return at + 1, [Facet(proper.get(word, word), "word", texts=said)], ""
    is_plain = word in PLAIN and word not in proper and (not at or tokens[at - 1] not in TITLES)
    if people := [] if is_plain else _people(word, known):
        return at + 1, [_entries_facet(people, known)], ""
    near = () if word in spelt or is_plain else _near(word, known)
    if len(near) == 1 and not _is_capitals_alone(near[0], word, known):
        meant = (*tokens[:at], near[0], *tokens[at + 1 :])
        end, found, _ = _next(meant, at, known, proper, spelt)
        return end, found, "" if is_other_form(word, near[0]) else f"“{word}” was read as “{near[0]}”"
    return at + 1, [replace(_unknown(word, proper), strange=word not in spelt)], ""


def _is_capitals_alone(near: str, word: str, known: Directory) -> bool:
    """Whether a short word is only near an abbreviation ("fate", "FATF"): it is then more likely a word."""
    entries = known.names.get(near, ())
    return len(word) <= SHORTEST and bool(entries) and all(entry.name.isupper() for entry in entries)


def _says_nothing(word: str) -> bool:
    return word in STOP_WORDS | TITLES or is_general(word) or bool(_YEAR.fullmatch(word))


def _unknown(word: str, proper: Mapping[str, str]) -> Facet:
    """A word by itself; a number in every way to write it."""
    number = editions.number_in(word) if len(word) > 1 or word.isdigit() else None
    is_loose = word not in proper and (number is None or word.isalpha()) and not any(map(str.isdigit, word))
    ways = editions.spellings(number) if number else ()
    said = frozenset(stem(one) for one in ways if one not in "ivx") or frozenset({stem(word)})
    return Facet(proper.get(word, word), "word", texts=said, loose=is_loose)


def _numbered(tokens: tuple[str, ...], at: int, known: Directory) -> tuple[int, Facet | None]:
    """A series with its number, before or after its name, and where it ends."""
    number, start = editions.before(tokens, at)
    end = _series_at(tokens, start, known) if number is not None else 0
    if number is not None and end:
        return end, _edition(known.names[" ".join(tokens[start:end])], number, known)
    if end := _series_at(tokens, at, known):
        number, last = editions.after(tokens, end)
        if number is not None:
            return last, _edition(known.names[" ".join(tokens[at:end])], number, known)
    return at, None


def _series_at(tokens: tuple[str, ...], at: int, known: Directory) -> int:
    """Where the name of a series that begins at ``at`` ends; 0 where none does."""
    for _, end, phrase in _starting(tokens, at):
        if any(entry.kind == "series" for entry in known.names.get(phrase, ())):
            return end
    return 0


def _edition(entries: tuple[NamedEntry, ...], number: int, known: Directory) -> Facet:
    """One of a series, told by its number; a text that has no number filed may say it in words."""
    series = [entry for entry in entries if entry.kind == "series"]
    names = {folded_phrase(entry.name) for entry in series}
    said = frozenset(stemmed_phrase(phrase) for phrase in editions.edition_phrases(names, number))
    label = f"{known.title('series', series[0].id).title()} {number}"
    return Facet(label, "series", series=frozenset(e.id for e in series), texts=said, number=number)


def _starting(tokens: tuple[str, ...], at: int) -> Iterator[tuple[int, int, str]]:
    return ((at, at + end, phrase) for start, end, phrase in phrases(tokens[at:]) if start == 0)


def _one_of_many(phrase: str) -> str:
    """A phrase in the plural as it is in the singular ("jf 17s"); nothing where it is none."""
    is_long = len(phrase) > 3 and phrase[-2:-1] not in (" ", "s")
    return phrase[:-1] if is_long and phrase.endswith("s") else ""


def _named(phrase: str, known: Directory) -> list[Facet]:
    """What a phrase names, if anything: a country before the state of that name, a theme last; a number nothing."""
    if not phrase or phrase.isdigit() or phrase in STOP_WORDS | GENERAL:
        return []
    named = known.names.get(phrase, ())
    entries = [entry for entry in named if not entry.shared] or list(named)
    if phrase in _COUNTRIES and all(known.is_state(entry) for entry in entries):
        return [country(_COUNTRIES[phrase])]
    if entries:
        return [_entries_facet(entries, known)]
    if said := known.places.get(phrase):
        return [Facet(phrase.title(), "place", texts=said)]
    if found := regions().get(phrase):
        return [_region(found)]
    return _sort(phrase) or _position(phrase, known)


def _sort(phrase: str) -> list[Facet]:
    """A stage or a theme."""
    stemmed = stemmed_phrase(phrase)
    if stage := PHASES.get(stemmed):
        return [stage_facet(stage)]
    return [theme_facet(_THEMES[stemmed])] if stemmed in _THEMES else []


def country(code: str) -> Facet:
    """A country: by code, or by any of its names in a text."""
    names = frozenset(stemmed_phrase(folded_phrase(name)) for name in COUNTRIES[code])
    return Facet(country_name(code), "country", links=frozenset({("country", code)}), texts=names)


def _region(found: Region) -> Facet:
    """Any of its states; or its name, or theirs, in a text."""
    names = (*found.words, *map(country_name, found.states))
    links = frozenset(("country", code) for code in found.states)
    return Facet(
        found.name, "region", links=links, texts=frozenset(stemmed_phrase(folded_phrase(n)) for n in names)
    )


def _entries_facet(entries: list[NamedEntry], known: Directory) -> Facet:
    """One facet for everything that goes by one name (an agreement and the corridor that it builds)."""
    links = {("actor", key) for e in entries if e.kind == "actor" for key in _family(e.id, known)}
    links |= {("equipment", e.id) for e in entries if e.kind == "equipment"}
    names = _names_of(entries, known)
    several = entries if len({e.id for e in entries if e.kind == "actor"}) > 1 else entries[:1]
    return Facet(
        " or ".join(dict.fromkeys(known.title(e.kind, e.id) for e in several)),
        entries[0].kind,
        links=frozenset(links),
        agreements=frozenset(e.id for e in entries if e.kind == "agreement"),
        series=frozenset(e.id for e in entries if e.kind == "series"),
        texts=frozenset(stemmed_phrase(name) for name in names if len(name) > 2),
    )


def _names_of(entries: list[NamedEntry], known: Directory) -> set[str]:
    """Every name that is theirs alone; of the only thing that goes by a common word ("Hangor") its other names too."""
    alone = len({(e.kind, e.id) for e in entries}) == 1
    own = {(e.kind, e.id) for e in entries if alone or not e.shared}
    return {name for one in own for name in known.own_names.get(one, ())}


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


def theme_facet(theme: Theme) -> Facet:
    """Whatever is of a sort: by the kinds of event that tell it, or by words."""
    return Facet(
        theme.name, "theme",
        kinds=theme.kinds(),
        texts=frozenset(stemmed_phrase(text) for text in theme.texts),
    )  # fmt: skip


def stage_facet(phase: str) -> Facet:
    """Whatever is at that stage; what did not come about, or was proposed, also by its words."""
    said = frozenset(words for words, meant in PHASES.items() if meant == phase and phase in TOLD_SO)
    return Facet(phase, "stage", phases=frozenset({phase}), texts=said)


def _position(phrase: str, known: Directory) -> list[Facet]:
    words = phrase.split()
    if (not words[1:] and phrase not in ("coas", "cjcsc")) or {words[0], words[-1]} & STOP_WORDS:
        return []
    held = holders(phrase, known.offices)
    if not held or len({holding.actor.id for holding in held}) > 3:
        return []
    names = " or ".join(dict.fromkeys(holding.actor.name for holding in held))
    links = frozenset(("actor", holding.actor.id) for holding in held)
    of_any = {stemmed_phrase(phrase)} if len({holding.actor.country for holding in held}) > 1 else set()
    return [Facet(f"{phrase} ({names})", "actor", links=links, texts=office_phrases(phrase) | of_any)]


def _people(word: str, known: Directory) -> list[NamedEntry]:
    """The persons with a name that holds the word; none for short words."""
    if len(word) < 3:
        return []
    named = (found for name, found in known.names.items() if word in name and word in outer_words(name))
    entries = [entry for found in named for entry in found if entry.kind == "actor"]
    people = {e.id: e for e in entries if known.actors[e.id].kind == "person"}
    return list(people.values()) if len(people) <= 3 else []


def _near_name(tokens: tuple[str, ...], at: int, known: Directory) -> tuple[int, str]:
    """Where a name of several words ends that is one edit off ("Wing Long"), and how it is written: one that texts tell of,
    and none of whose words is a name by itself ("Iran army" is no "Iraq army")."""
    for end in range(min(len(tokens), at + LONGEST_NAME), at + 1, -1):
        words = tokens[at:end]
        phrase = " ".join(words)
        if len(phrase) < LEAST_NAME or any(_is_named(word, known) or word in STOP_WORDS for word in words):
            continue
        alike = [
            name
            for name in known.names_of_length(len(phrase) - 1, len(phrase) + 2)
            if name[:1] == phrase[:1]
            and name.count(" ") == end - at - 1
            and OSA.distance(phrase, name, score_cutoff=1) == 1
            and not any(map(str.isdigit, name))
            and any(entry.told for entry in known.names[name])
        ]
        if len(alike) == 1 and len(_named(alike[0], known)) == 1:
            return end, alike[0]
    return at, ""


def _near(word: str, known: Directory) -> tuple[str, ...]:
    """The known single words that the word may be a misspelling of; of several for one thing the nearest."""
    found: dict[str, str] = {}
    near = list(near_words(word, [*_WORDS.get(word[:1], ()), *known.words.get(word[:1], ())]))
    told = [name for name in near if any(entry.told for entry in known.names.get(name, ()))]
    sure = [name for name in near if len(word) >= LEAST_STRANGE or OSA.distance(word, name) == 1]
    sure = [name for name in sure if name not in PLAIN]
    for name in told or sure:
        facets = _named(name, known)
        found.setdefault(facets[0].label if facets else name, name)
    return tuple(found.values()) or _near_part(word, known)


def _near_part(word: str, known: Directory) -> tuple[str, ...]:
    """The words within the names of what texts tell of, of which a long word is one edit off."""
    if len(word) < LEAST_PART:
        return ()
    parts = known.parts.get(word[:1], ())
    near = near_words(word, [part for part in parts if abs(len(part) - len(word)) < 2])
    return near if near and OSA.distance(word, near[0]) == 1 else ()


_PROPER = re.compile(r"^[^\W\d_]*[A-ZÀ-Þ]|\d")
_DESIGNATION = re.compile(r"[^\W\d_][-./]?\d|\d[-./+][^\W_]|[^\W\d_]{2}[-–][IVX]{1,5}$")
_UNHYPHENED = re.compile(r"([a-z]{1,4})(\d{1,4})([a-z]{0,3})")
_AROUND = "\"'“”‘’.,;:!?()[]"
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTRIES = {
    name: code for name, code in names_abroad().items() if name not in ENGLISH_NOUNS
} | country_phrases()
_THEMES = {
    stemmed_phrase(folded_phrase(words)): theme for theme in reversed(THEMES) for words in theme.questions
}
_THEME_WORDS = (words for theme in THEMES for words in theme.questions if " " not in words)
_WORDS = by_first_letter([*_COUNTRIES, *_THEME_WORDS])
