"""A position in free text ("COAS", "Chinese ambassador to Pakistan") → who held it, and when. What offices are called is data
(``facts/asking/offices.toml``)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facts.asking.nearness import near_words
from facts.names.countries import COUNTRIES
from facts.names.native import states_spoken_of
from facts.names.phrases import STOP_WORDS, TITLES, country_phrases, phrases
from facts.names.text import fold
from facts.rows.patterns import word_table
from store.nouns.models import Actor
from store.nouns.values import Role
from store.nouns.words import folded_phrase, stem, stemmed_phrase

_OFFICES = word_table("offices", "facts.asking")
_IN_ENGLISH: Mapping[str, Sequence[str]] = _OFFICES["calls"]
SYNONYMS: Mapping[str, Sequence[str]] = {
    office: (*said, *_OFFICES["abroad"].get(office, ())) for office, said in _IN_ENGLISH.items()
}
"""One word for each position; its phrases are what texts call it. Compared folded, longest phrase first."""
QUALIFIERS = frozenset(_OFFICES["words"]["qualifiers"])
"""Words that make another position of the one behind them."""
DEFENCE = frozenset(_OFFICES["words"]["defence"])
"""What a ministry of defence is also called by, beside a position: "defence spokesperson"."""
THERE = frozenset({"in", "at"})
"""Before the country to which an ambassador is sent: "Chinese ambassador in Islamabad"."""
NOBODY = frozenset({"defence-ministry"})
"""What is asked for like an office and is nobody's."""
PAST = frozenset(_OFFICES["words"]["past"])
FILLERS = frozenset(_OFFICES["words"]["fillers"])


@dataclass(frozen=True)
class Holding:
    """An actor in a role."""

    actor: Actor
    role: Role


@dataclass(frozen=True)
class Position:
    """A position taken apart: its words, its own country, and the country that it is sent to."""

    words: frozenset[str]
    home: frozenset[str]
    host: frozenset[str]


class Offices:
    """The roles of all actors, few of whom have one: every run of words in a question is looked up among them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.held = tuple(Holding(actor, role) for actor in self.actors.values() for role in actor.roles)


def holders(text: str, offices: Offices) -> tuple[Holding, ...]:
    """Everybody who is known to have held the position, best fit first, then newest; empty if it names none."""
    years = _YEAR.findall(text)
    text = _YEAR.sub(" ", text)
    asked = position(text)
    if not asked.words:
        return ()
    found = [(fit, held) for held in offices.held if (fit := _fit(asked, held, offices.actors)) > 0]
    found = [pair for pair in found if _in_years(pair[1].role, years)]
    found = [pair for pair in found if _literal(text, pair[1].role)] or found
    best = max((fit for fit, _ in found), default=0)
    kept = [holding for fit, holding in found if fit >= best * 0.99]
    return tuple(sorted(kept, key=lambda h: _newest(h.role), reverse=True))


@lru_cache(maxsize=4096)
def position(text: str) -> Position:
    """Takes a position apart. A country after "to" is where it is sent; any other is whose it is."""
    tokens = _tokens(text)
    words: set[str] = set()
    home: set[str] = set()
    host: set[str] = set()
    at = 0
    while at < len(tokens):
        end, kind, value = _next(tokens, at)
        if kind == "country":
            is_sent = at and (tokens[at - 1] == "to" or (tokens[at - 1] in THERE and "ambassador" in words))
            (host if is_sent else home).add(value)
        elif kind == "position":
            words.update(value.split())
        elif value not in STOP_WORDS | FILLERS:
            words.add(stem(value))
        at = end
    return Position(frozenset(words), frozenset(home), frozenset(host))


def _tokens(text: str) -> tuple[str, ...]:
    """The words of a question; Chinese writes an office and its state as one, Russian each in a case of its own."""
    return tuple(_JOINED.sub(r" \g<0> ", _uninflected(text)).split())


def _uninflected(text: str) -> str:
    return _without_cases(folded_phrase(text))


def _without_cases(folded: str) -> str:
    """The same object where nothing is taken off: there are ten thousand names of states."""
    if folded.isascii():
        return folded
    bare = " ".join(word if word.isascii() else fold(word) for word in folded.split())
    return folded if bare == folded else bare


def is_office_of(text: str) -> frozenset[str]:
    """The states (ISO 3166-1 alpha-2) of whose office, and of nothing else, a text is the name: "naval chief of Pakistan"."""
    tokens, at, offices = _tokens(text), 0, 0
    while at < len(tokens):
        end, kind, value = _next(tokens, at)
        if (kind == "word" and value not in STOP_WORDS | FILLERS) or value in NOBODY:
            return frozenset()
        offices += kind == "position"
        at = end
    asked = position(text)
    return asked.home or asked.host if offices else frozenset()


def office_spelt(text: str) -> str:
    """The words of an office and of its state as they are rightly written: "nepali army cheif"; empty where a word is none of
    these, nor nearly one."""
    read = [_nearly(word) for word in folded_phrase(text).split()]
    return " ".join(read) if read and all(read) else ""


def _nearly(word: str) -> str:
    if word in OFFICE_WORDS or word in STOP_WORDS | FILLERS:
        return word
    near = near_words(word, OFFICE_WORDS)
    return near[0] if len(near) == 1 else ""


def office_phrases(text: str) -> frozenset[str]:
    """The stemmed phrases by which a text tells of whoever holds the office of that state: "Pakistan's army chief". Empty
    where no state is named, of whose many holders a text may tell."""
    asked = position(text)
    homes = [name for code in asked.home for name in COUNTRIES[code]]
    ways = [way for word in asked.words for way in SYNONYMS.get(word, ())]
    said = (f"{name} {mark}{way}" for name in homes for way in ways for mark in ("", "s "))
    return frozenset(stemmed_phrase(folded_phrase(phrase)) for phrase in said)


BEFORE_OFFICE = frozenset(["of", "the", "and"])
BEFORE = 8
"""Words before a name among which its title stands."""


def is_named_so(text: str, office: Position, names: Iterable[str]) -> bool:
    """Whether a text has the office right before one of the names: "Chinese Defence Minister Dong Jun"; not a deputy's,
    and not a former one's."""
    if not office.words:
        return False
    folded = f" {folded_phrase(text)} "
    for name in map(folded_phrase, names):
        before = [part.split()[-BEFORE:] for part in folded.split(f" {name} ")[:-1]] if name else []
        if any(_ends_so(words, office) for words in before):
            return True
    return False


def called_in_text(text: str, names: Iterable[str]) -> str:
    """What a text calls somebody right before a name, as it is written: "Pakistan's army chief"; nothing where it gives no office."""
    for name in names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            run = list[str]()
            for word in reversed(text[: found.start()].split()[-BEFORE:]):
                if word[-1] in ".,;:" or _bare(word) not in OFFICE_WORDS | TITLES:
                    break
                run.insert(0, word)
            while run and run[0].casefold() in BEFORE_OFFICE:
                run.pop(0)
            if any(_bare(word) in RANKED for word in run):
                return " ".join(run)
    return ""


def _bare(word: str) -> str:
    return folded_phrase(re.sub(r"['’]s$", "", word))


def _ends_so(words: list[str], office: Position) -> bool:
    """Whether the last words are the office, with nothing between it and the name that is no rank."""
    kept = list(words)
    while kept:
        if (start := _office_at(kept, office)) is not None:
            return not {*kept[max(0, start - 2) : start], *kept[start:]} & (QUALIFIERS | PAST)
        if kept[-1] not in TITLES - set(_POSITIONS):
            return False
        kept.pop()
    return False


def _office_at(words: list[str], office: Position) -> int | None:
    """Where a run begins that is the office and ends the words."""
    for start in range(len(words)):
        found = position(" ".join(words[start:]))
        if found.words == office.words and found.home <= (office.home or found.home):
            return start
    return None


def _next(tokens: tuple[str, ...], at: int) -> tuple[int, str, str]:
    """The longest position or country that starts here, else the word itself."""
    for _, end, text in phrases(tokens[at : at + 9], 9):
        if _ != 0:
            break
        if text in _POSITIONS:
            return at + end, "position", _POSITIONS[text]
        if text in _COUNTRIES:
            return at + end, "country", _COUNTRIES[text]
    return at + 1, "word", tokens[at]


def _fit(asked: Position, holding: Holding, rows: Mapping[str, Actor]) -> float:
    """0 where the role is another one, else the share of the role's words that was asked for."""
    actor, role = holding.actor, holding.role
    held = position(role.position)
    if asked.words.isdisjoint(held.words):
        return 0
    organisation = rows.get(role.organisation or "")
    around = _around(organisation) if organisation else frozenset[str]()
    home = held.home | {c for c in (actor.country, organisation.country if organisation else None) if c}
    if not asked.words <= held.words | around or not (asked.words & held.words) - around:
        return 0
    if (held.words & QUALIFIERS) - asked.words or not asked.host <= held.host or not asked.home <= home:
        return 0
    return len(asked.words & held.words) / len(held.words)


@lru_cache(maxsize=2048)
def _named(name: str) -> frozenset[str]:
    words = position(name).words
    return words | DEFENCE if "defence-ministry" in words else words


def _around(organisation: Actor) -> frozenset[str]:
    """The words that a position's organisation may be called by."""
    names = [organisation.name, *(alias.name for alias in organisation.aliases)]
    return frozenset[str]().union(*map(_named, names))


def _in_years(role: Role, years: list[str]) -> bool:
    """Whether a source sees the role held in one of the years; any role where no year is asked for."""
    since, until = (role.since or "9")[:4], (role.until or (role.since and "9") or "0")[:4]
    return not years or any(
        since <= year <= until or year in {day[:4] for day in role.attested} for year in years
    )


def with_role(text: str, offices: Offices) -> tuple[Actor, ...]:
    """Those of whom a text gives a part of the name and, with all its other words, a position: "Bajwa CPEC"."""
    rows = offices.actors
    asked = [word for word in folded_phrase(text).split() if word not in STOP_WORDS | FILLERS]
    people = {held.actor.id: held.actor for held in offices.held if held.actor.kind == "person"}
    return tuple(actor for actor in people.values() if _names_and_holds(asked, actor, rows))


def _names_and_holds(asked: list[str], actor: Actor, rows: Mapping[str, Actor]) -> bool:
    names = {
        word
        for name in (actor.name, *(a.name for a in actor.aliases))
        for word in folded_phrase(name).split()
    }
    if not set(asked) & names - TITLES:
        return False
    rest = position(" ".join(word for word in asked if word not in names))
    held: set[str] = set()
    for role in actor.roles:
        organisation = rows.get(role.organisation or "")
        held |= position(role.position).words | (_around(organisation) if organisation else frozenset())
    return (
        bool(rest.words) and rest.words <= held and rest.home | rest.host <= {actor.country, *_hosts(actor)}
    )


def _hosts(actor: Actor) -> set[str]:
    return {
        code for role in actor.roles for code in position(role.position).host | position(role.position).home
    }


def _literal(text: str, role: Role) -> bool:
    """Whether the position is written with the very words that were asked for: "COAS" is said of one army."""
    tokens = [t for t in folded_phrase(text).split() if t not in STOP_WORDS | FILLERS and t not in _COUNTRIES]
    return f" {' '.join(tokens)} " in f" {folded_phrase(role.position)} "


def _newest(role: Role) -> str:
    return max([day for day in (role.until, role.since, *role.attested) if day], default="")


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_POSITIONS = {_uninflected(phrase): word for word, row in SYNONYMS.items() for phrase in row}
_COUNTRIES = {_without_cases(name): code for name, code in states_spoken_of().items()}
_CHINESE = sorted(
    filter(re.compile(r"[\u4e00-\u9fff]+").fullmatch, (*_POSITIONS, *_COUNTRIES)), key=len, reverse=True
)
_JOINED = re.compile("|".join(_CHINESE))
_SPELT = (*(phrase for said in _IN_ENGLISH.values() for phrase in said), *country_phrases())
OFFICE_WORDS = frozenset(part for phrase in _SPELT for part in folded_phrase(phrase).split())
RANKED = OFFICE_WORDS - {part for phrase in country_phrases() for part in folded_phrase(phrase).split()}
"""Words of offices without those that only say of which state."""
