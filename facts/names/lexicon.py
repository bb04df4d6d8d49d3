"""The names and words that are recognised, and the one pass over a text that finds them."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale

from facts.names.text import Words, words_of
from facts.rows.agreements import AGREEMENTS, DIALOGUES
from facts.rows.aircraft import AIRCRAFT
from facts.rows.arms import ARMS
from facts.rows.countries import COMMON_WORDS, COUNTRIES, DECOYS, NOT_COUNTRIES
from facts.rows.exercises import EXERCISES
from facts.rows.foreign import ACTORS, FOREIGN
from facts.rows.organisations import COMPANIES, GROUPINGS, MINISTRIES, PACTS, SERVICES, THINK_TANKS
from facts.rows.people import PEOPLE
from facts.rows.places import PLACES
from facts.rows.ships import HULLS, SHIPS
from facts.rows.words import WORDS
from store.nouns.models import Actor, Agreement, Equipment, Event
from store.nouns.values import Alias

SHORT = 4
"""Names of so few letters are also numbers and words ("Xi", "Wei"): they are matched as written."""
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
LATIN = ("es", "fr", "de", "it", "pt", "id", "pl", "nl", "vi")
"""The same where a name is a word of English letters: matched as written."""
END = ""


@dataclass(frozen=True, slots=True)
class Term:
    """Something with a name. ``sort`` is country, seat, person, service, ministry, company, grouping, think-tank,
    equipment, ship, exercise, agreement, dialogue, place, word or decoy. ``countries`` are those it stands for (of
    equipment: its makers). ``known``: the id is the register's. A ship that has a name has an ``owner`` (a state) and is
    ``part_of`` a class."""

    id: str
    sort: str
    name: str
    countries: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    branch: str = ""
    known: bool = False
    owner: str = ""
    part_of: str = ""


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


@dataclass
class _Names:
    """Terms under their names while the lexicon is built; the first to claim a name keeps it."""

    by_name: dict[tuple[str, ...], Term] = field(default_factory=dict)
    root: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def add(self, term: Term, names: Iterable[str]) -> None:
        spelled = [(name, _words_of(name.lstrip("=~"))) for name in names if name.strip("=~ ")]
        same = next(
            (self.by_name[w.folded] for _, w in spelled if _merges(self.by_name.get(w.folded), term)), term
        )
        self.terms.setdefault(same.id, same)
        for name, words in spelled:
            if words.folded:
                self._name(same, name, words)

    def _name(self, term: Term, name: str, words: Words) -> None:
        self.by_name.setdefault(words.folded, term)
        node = self.root
        for word in words.folded:
            node = node.setdefault(word, {})
        entry = _Entry(term, words.raw if name[0] == "=" else None, name[0] == "~")
        entries: list[_Entry] = node.setdefault(END, [])
        if all(e.term.id != term.id or e.exact != entry.exact for e in entries):
            entries.append(entry)


def _merges(known: Term | None, term: Term) -> bool:
    """Whether a row of ours names what the register already knows."""
    return known is not None and known.known and not term.known and _FAMILY[known.sort] == _FAMILY[term.sort]


_FAMILY = {
    **dict.fromkeys(("service", "ministry", "company", "grouping", "think-tank"), "organisation"),
    **dict.fromkeys(("equipment", "ship"), "equipment"),
    **{
        sort: sort
        for sort in (
            "country",
            "seat",
            "person",
            "exercise",
            "agreement",
            "dialogue",
            "place",
            "word",
            "decoy",
        )
    },
}
_SORT_OF_ACTOR = {
    "state": "country",
    "armed service": "service",
    "ministry": "ministry",
    "company": "company",
    "grouping": "grouping",
    "publication": "think-tank",
    "organisation": "think-tank",
    "person": "person",
}
_HIDES_WORDS = frozenset({"decoy", "company", "exercise", "think-tank"})


class Lexicon:
    """All names and words, found in one pass. Built anew when the register's names change (some tens of milliseconds).

    ``country_terms`` and the rest are looked up by id in ``terms``.
    """

    def __init__(
        self,
        actors: Sequence[Actor] = (),
        equipment: Sequence[Equipment] = (),
        agreements: Sequence[Agreement] = (),
        events: Sequence[Event] = (),
    ) -> None:
        own = _own()
        ours = {(_FAMILY[t.sort], _words_of(n.lstrip("=~")).folded): t for t, spelled in own for n in spelled}
        names = _Names()
        for term, spelled in (*_register(actors, equipment, agreements), *_series(events)):
            names.add(_enriched(term, spelled, ours), spelled)
        for term, spelled in own:
            names.add(term, spelled)
        self._root = names.root
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
            best: FoundName | None = None
            for end, entry in _walk(node, folded, start):
                if entry.exact is not None and entry.exact != words.raw[start:end]:
                    continue
                if entry.term.sort == "word":
                    if start >= hidden:
                        marks.append((start, end, entry.term.marks))
                elif (
                    start >= taken
                    and (best is None or end > best.end)
                    and _is_a_name(entry, words.raw[start])
                ):
                    best = FoundName(entry.term, start, end, entry.weak)
            if best is not None:
                names.append(best)
                taken = best.end
                if best.term.sort in _HIDES_WORDS and not best.weak:
                    hidden = best.end
                    marks = [m for m in marks if m[0] < start]
        return names, marks


def _is_a_name(entry: _Entry, written: str) -> bool:
    """A name is not written small: a pole is no Pole. Scripts without case know no such difference."""
    return not (written.isascii() and written.islower() and entry.term.sort in _CAPITAL)


_CAPITAL = frozenset({"country", "seat", "person", "place", "service", "company", "exercise"})


def _walk(node: dict[str, Any], folded: Sequence[str], start: int) -> Iterator[tuple[int, _Entry]]:
    end = start + 1
    while True:
        for entry in node.get(END, ()):
            yield end, entry
        if end >= len(folded):
            return
        following = node.get(folded[end])
        if following is None:
            return
        node = following
        end += 1


def _register(
    actors: Sequence[Actor], equipment: Sequence[Equipment], agreements: Sequence[Agreement]
) -> Iterator[tuple[Term, list[str]]]:
    makers = {actor.id: actor.country for actor in actors}
    for actor in actors:
        country = (actor.country,) if actor.country else ()
        sort = _SORT_OF_ACTOR[actor.kind]
        ident = actor.country if sort == "country" and actor.country else actor.id
        yield Term(ident, sort, actor.name, country, known=True), [actor.name, *map(_spelling, actor.aliases)]
    for item in equipment:
        maker = makers.get(item.maker or "")
        term = Term(item.id, "equipment", item.designation, (maker,) if maker else (), _EQUIPMENT, known=True)
        yield term, [item.designation, *map(_spelling, item.aliases)]
    for agreement in agreements:
        term = Term(
            agreement.id, "agreement", agreement.name, tuple(agreement.countries), _AGREEMENT, known=True
        )
        yield term, [agreement.name, *map(_spelling, agreement.aliases)]


def _series(events: Sequence[Event]) -> Iterator[tuple[Term, list[str]]]:
    for event in events:
        if event.series:
            term = Term(event.series, "exercise", event.series, tuple(event.countries), _EXERCISE, known=True)
            yield term, [f"~{event.series.replace('-', ' ')}"]


def _enriched(term: Term, names: Iterable[str], ours: dict[tuple[str, tuple[str, ...]], Term]) -> Term:
    """The register's term with what our own row of that name knows beyond it: branch, makers, owner, class."""
    found = (ours.get((_FAMILY[term.sort], _words_of(name.lstrip("=~")).folded)) for name in names)
    row = next((r for r in found if r is not None), None)
    if row is None:
        return term
    countries = (
        row.countries if term.sort in ("equipment", "ship", "exercise") and row.countries else term.countries
    )
    return replace(
        term, sort=row.sort, countries=countries or row.countries, marks=term.marks | row.marks, branch=row.branch,
        owner=row.owner, part_of=row.part_of,
    )  # fmt: skip


def _spelling(alias: Alias) -> str:
    """The notation of ``facts/rows``: a shared name is weak, an acronym is matched as written."""
    exact = alias.kind == "acronym" or len(alias.name) <= SHORT
    return f"~{alias.name}" if alias.shared else f"={alias.name}" if exact else alias.name


_EQUIPMENT = frozenset({"weapon", "equipment-name"})
_EXERCISE = frozenset({"exercise-name"})
_AGREEMENT = frozenset({"agreement-name"})
_SHIP = _EQUIPMENT | {"ship-name", "warship"}
_SERVICE = frozenset({"force"})
_GROUPING = frozenset({"military-grouping"})


_words_of = lru_cache(maxsize=1 << 15)(words_of)
"""The same names are read whenever the register's change."""


@cache
def _own() -> tuple[tuple[Term, list[str]], ...]:
    return tuple(_own_rows())


def _own_rows() -> Iterator[tuple[Term, list[str]]]:
    yield from _countries()
    for code, names, seats in COUNTRIES:
        yield Term(code, "country", code, (code,)), _split(names)
        yield Term(f"seat-{code.lower()}", "seat", seats, (code,)), _split(seats)
    for code, names in ACTORS:
        yield Term(code, "country", code, (code,)), _split(names)
    yield from _exercises_and_equipment()
    yield from _bodies()
    for ident, names, country, post in PEOPLE:
        marks = frozenset({"chief"}) if post == "defence" else frozenset({"statesman"})
        yield Term(ident, "person", _first(names), tuple(country.split()), marks), _split(names)
    for ident, names, country in PLACES:
        yield Term(ident, "place", _first(names), tuple(country.split())), _split(names)
    yield Term("decoy", "decoy", "decoy"), _split(DECOYS)
    yield from _words()


def _exercises_and_equipment() -> Iterator[tuple[Term, list[str]]]:
    for ident, names, countries, branch in EXERCISES:
        term = Term(
            ident, "exercise", _first(names), tuple(countries.split()), frozenset({"exercise-name"}), branch
        )
        yield term, _split(names)
    for ident, names, makers, category in (*AIRCRAFT, *ARMS):
        yield (
            Term(ident, "equipment", _first(names), tuple(makers.split()), _EQUIPMENT, category),
            _split(names),
        )
    makers_of = {}
    for ident, names, makers, category in SHIPS:
        makers_of[ident] = tuple(makers.split())
        yield Term(ident, "ship", _first(names), makers_of[ident], _SHIP, category), _split(names)
    for ident, names, owner, part_of in HULLS:
        term = Term(ident, "ship", _first(names), makers_of[part_of], _SHIP, owner=owner, part_of=part_of)
        yield term, _split(names)


def _bodies() -> Iterator[tuple[Term, list[str]]]:
    for ident, names, state, branch in SERVICES:
        marks = _SERVICE | ({"chief"} if branch == "office" else set())
        yield Term(ident, "service", _first(names), (state,), marks, branch), _split(names)
    for ident, names, state in MINISTRIES:
        yield Term(ident, "ministry", _first(names), (state,)), _split(names)
    for ident, names, state in COMPANIES:
        yield (
            Term(ident, "company", _first(names), tuple(state.split()), frozenset({"arms-maker"})),
            _split(names),
        )
    for ident, names, members in GROUPINGS:
        marks = frozenset({"military-grouping"}) | (_AGREEMENT if ident in PACTS else frozenset())
        yield Term(ident.lower(), "grouping", _first(names), tuple(members.split()), marks), _split(names)
    for ident, names in THINK_TANKS:
        yield Term(ident, "think-tank", _first(names), (), frozenset({"think-tank"})), _split(names)
    for ident, names, parties in AGREEMENTS:
        yield Term(ident, "agreement", _first(names), tuple(parties.split()), _AGREEMENT), _split(names)
    for ident, names, sides in DIALOGUES:
        marks = frozenset({"dialogue-name"})
        yield Term(ident, "dialogue", _first(names), tuple(sides.split()), marks), _split(names)


def _countries() -> Iterator[tuple[Term, list[str]]]:
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code not in NOT_COUNTRIES:
                plain = name.split("(")[0].strip()
                yield Term(code, "country", name, (code,)), [f"={plain}" if plain in COMMON_WORDS else plain]
    for language in LATIN:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code not in NOT_COUNTRIES and (plain := name.split("(")[0].strip()):
                yield Term(code, "country", name, (code,)), [f"={plain}"]
    for code, names in _table("demonyms.toml")["names"].items():
        yield Term(code, "country", code, (code,)), list(names)


def _words() -> Iterator[tuple[Term, list[str]]]:
    """Each word once, with every concept that it speaks of."""
    concepts: dict[tuple[str, ...], set[str]] = {}
    for rows in (WORDS, FOREIGN):
        for concept, names in rows.items():
            for name in _split(names):
                concepts.setdefault(words_of(name).folded, set()).add(concept)
    for concept, languages in _table("speech.toml").items():
        for name in (name for names in languages.values() for name in names):
            concepts.setdefault(words_of(name).folded, set()).add(concept)
    for folded, marks in concepts.items():
        yield (
            Term("word " + " ".join(folded), "word", " ".join(folded), (), frozenset(marks)),
            [" ".join(folded)],
        )


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    """A file of ``facts/rows``."""
    return tomllib.loads(files("facts.rows").joinpath(name).read_text(encoding="utf-8"))


def _split(names: str) -> list[str]:
    return [name for name in names.split("|") if name]


def _first(names: str) -> str:
    return names.split("|", maxsplit=1)[0].lstrip("=~")
