"""The entries of the register as terms: what each is to the judges, and how its names are matched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment
from store.nouns.values import Alias

SHORT = 4
"""Names of so few letters are also words ("Xi", "Wei"): they are matched as written."""

OF_STATE = ("country", "seat", "service", "ministry", "ship", "hull")
"""Sorts of terms that stand for the state whose they are: what they do it does."""


@dataclass(frozen=True, slots=True)
class Term:
    """Something with a name. ``sort`` is country, seat, person, service, ministry, company, grouping, think-tank,
    equipment, ship, hull (the prefix of a ship that is no
    entry), exercise, agreement, dialogue, place, word or decoy. ``countries`` are those it stands for (of
    equipment: its makers). ``named``: an entry of the register has this id. A ship that has a name has an ``owner`` (a
    state) and may be ``part_of`` a class."""

    id: str
    sort: str
    name: str
    countries: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    branch: str = ""
    named: bool = False
    owner: str = ""
    part_of: str = ""


NamedTerm = tuple[Term, list[str]]
"""A term with its names: "=" before one that is matched as written, "~" before one that is a common word or shared."""


@dataclass(frozen=True)
class Rows:
    """The register's entries, as they are read from the store. ``coined`` are series that events are filed under and
    that have no entry, with the states of their first event."""

    actors: Sequence[Actor] = ()
    equipment: Sequence[Equipment] = ()
    agreements: Sequence[Agreement] = ()
    series: Sequence[Series] = ()
    places: Sequence[Place] = ()
    coined: Sequence[tuple[str, tuple[str, ...]]] = ()


def terms_of(rows: Rows) -> Iterator[NamedTerm]:
    """Every entry of the register, those first that keep a name which two have."""
    yield from (_exercise(one) for one in rows.series)
    yield from (_equipment(one, rows.actors) for one in rows.equipment)
    yield from (_actor(one) for one in rows.actors if one.kind != "person")
    yield from (_agreement(one) for one in rows.agreements)
    yield from (_actor(one) for one in rows.actors if one.kind == "person")
    yield from (_place(one) for one in rows.places)
    filed = {one.id for one in rows.series}
    for name, countries in rows.coined:
        if name not in filed:
            term = Term(name, "exercise", name, countries, _EXERCISE, named=True)
            yield term, [f"~{name.replace('-', ' ')}"]


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
_BRANCHES = frozenset({"land", "sea", "air", "forces", "office"})
_EQUIPMENT = frozenset({"weapon", "equipment-name"})
_SHIP = _EQUIPMENT | {"ship-name", "warship"}
_EXERCISE = frozenset({"exercise-name"})
_AGREEMENT = frozenset({"agreement-name"})
_ECONOMIC = "economic programme"
"""A kind of agreement of which a name alone says nothing of defence."""
_MARKS = {
    "pact": _AGREEMENT | {"military-grouping"},
    "alliance": frozenset({"military-grouping"}),
    "think tank": frozenset({"think-tank"}),
    "arms": frozenset({"arms-maker"}),
    "office": frozenset({"chief", "force"}),
    "leader": frozenset({"statesman"}),
    "diplomat": frozenset({"statesman"}),
    "industry": frozenset({"statesman"}),
}
"""What a word for an actor says besides. A defence post is a chief's if a person holds it, a ministry has none."""


def _actor(actor: Actor) -> NamedTerm:
    country = (actor.country,) if actor.country else ()
    sort = _SORT_OF_ACTOR[actor.kind]
    if actor.kind == "organisation" and actor.sort in _BRANCHES:
        sort = "service"
    ident = actor.country if sort == "country" and actor.country else actor.id
    marks = _MARKS.get(actor.sort, frozenset())
    if sort == "person" and actor.sort == "defence":
        marks = frozenset({"chief"})
    elif sort == "service":
        marks |= {"force"}
    branch = actor.sort if sort == "service" else ""
    term = Term(ident, sort, actor.name, tuple(actor.members) or country, marks, branch, named=True)
    return term, _names(actor.name, actor.aliases)


def _equipment(item: Equipment, actors: Sequence[Actor]) -> NamedTerm:
    makers = tuple(item.makers) or _home(item.maker, actors)
    sort, marks = ("ship", _SHIP) if item.afloat else ("equipment", _EQUIPMENT)
    term = Term(
        item.id, sort, item.designation, makers, marks, item.sort, named=True, owner=item.owner or "",
        part_of=item.part_of or "",
    )  # fmt: skip
    return term, _names(item.designation, item.aliases)


def _home(maker: str | None, actors: Sequence[Actor]) -> tuple[str, ...]:
    """The country of a maker that is named; looked for only where no states are given."""
    found = next((a.country for a in actors if a.id == maker), None) if maker else None
    return (found,) if found else ()


def _agreement(agreement: Agreement) -> NamedTerm:
    is_format = agreement.kind == "dialogue"
    sort, marks = ("dialogue", frozenset({"dialogue-name"})) if is_format else ("agreement", _AGREEMENT)
    marks = frozenset() if agreement.kind == _ECONOMIC else marks
    term = Term(agreement.id, sort, agreement.name, tuple(agreement.countries), marks, named=True)
    return term, _names(agreement.name, agreement.aliases)


def _exercise(series: Series) -> NamedTerm:
    term = Term(
        series.id, "exercise", series.name, tuple(series.countries), _EXERCISE, series.branch, named=True
    )
    return term, _names(series.name, series.aliases)


def _place(place: Place) -> NamedTerm:
    country = (place.country,) if place.country else ()
    return Term(place.id, "place", place.name, country, named=True), _names(place.name, place.aliases)


def _names(name: str, aliases: Iterable[Alias]) -> list[str]:
    """An entry's own name is matched in any case, unless an alias of the same letters says otherwise."""
    spelled = list(aliases)
    own = [] if any(alias.name == name for alias in spelled) else [name]
    return [*own, *map(_spelling, spelled)]


def _spelling(alias: Alias) -> str:
    short = len(alias.name) <= SHORT and alias.name.isascii() and alias.name.isalpha()
    exact = alias.exact or alias.kind == "acronym" or short
    return f"~{alias.name}" if alias.shared or alias.common else f"={alias.name}" if exact else alias.name
