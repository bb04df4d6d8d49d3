"""Which sides of a topic are of what one state supplies to another. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from facts.asking.directory import Directory
from facts.asking.supplies import direction_of_parts
from facts.asking.themes import THEMES, theme_asked
from facts.asking.topics import Facet, Topic, country, theme_facet
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_set
from store.nouns.models import Actor

THINGS = frozenset(theme.name for theme in THEMES) & word_set("goods", "things", "facts.fitting")
"""Themes that name what is supplied."""
OTHER_THEMES = frozenset(theme.name for theme in THEMES) & word_set("goods", "others", "facts.fitting")
"""Themes of what nobody supplies."""
SUPPLIES, DEALS = "supplies", "deals"


def is_thing(facet: Facet) -> bool:
    """Whether it is something that can be supplied: a piece of equipment, a sort of it, or a name that nobody knows."""
    return (
        facet.what == "equipment"
        or not THINGS.isdisjoint(facet.label.split(" or "))
        or (facet.what == "word" and not facet.loose)
    )


def is_no_supply(facet: Facet, known: Directory) -> bool:
    """Whether it is something that nobody hands over: one of a series, a visit, an attack, an agreement in which nobody gives."""
    is_agreed = facet.what == "agreement" and facet.agreements.isdisjoint(supply_facet(known).agreements)
    return facet.what == "series" or facet.label in OTHER_THEMES or is_agreed


def any_of(codes: Iterable[str]) -> Facet:
    """Any of some states: "from China or Turkey"."""
    sides = [country(code) for code in sorted(codes)]
    links, texts = (
        frozenset[Any]().union(*parts) for parts in ([f.links for f in sides], [f.texts for f in sides])
    )
    return replace(sides[0], label=" or ".join(f.label for f in sides), links=links, texts=texts)


def party_facet(actor: Actor) -> Facet:
    """Whatever an actor is filed with; with a state, what its country is."""
    state = [("country", actor.country)] if actor.kind == "state" and actor.country else []
    return Facet(actor.name, "actor", links=frozenset([("actor", actor.id), *state]))


def akin_to(topic: Topic, known: Directory, missed: Iterable[str]) -> tuple[Topic | None, frozenset[str]]:
    """The topic with the sort of the one weapon of which nothing tells, instead of its name and of how it stands, and the states
    that make it; None of what is of no sort that is asked for."""
    gear = [facet for facet in topic.of("equipment") if facet.label in missed]
    rows = [
        row
        for facet in gear
        for kind, key in facet.links
        if kind == "equipment" and (row := known.equipment.get(key))
    ]
    words = [word for row in rows for word in (row.category, *row.category.split()[::-1])]
    sort = next((theme_facet(theme) for word in words if (theme := theme_asked(word))), None)
    makers = frozenset(code for row in rows for code in row.makers)
    if len(gear) != 1 or sort is None or not makers:
        return None, frozenset()
    return replace(topic, facets=(sort, *topic.of("country", "actor")), notes=()), makers


def supply_facet(known: Directory, table: Kinds = KINDS) -> Facet:
    """Whatever tells of a supply: its kind, or a deal with somebody who gives."""
    deals = frozenset(
        key
        for key, deal in known.agreements.items()
        if direction_of_parts(deal.parties, known.actors).suppliers
    )
    kinds = frozenset(kind.name for kind in table if kind.is_of_things)
    return Facet(SUPPLIES, "theme", kinds=kinds, agreements=deals)


def deal_facet(known: Directory, table: Kinds = KINDS) -> Facet:
    """Whatever may have a sum: what is ordered, agreed or handed over, and every agreement."""
    kinds = frozenset(kind.name for kind in table if kind.is_of_things or DEALS in kind.themes)
    return Facet(DEALS, "theme", kinds=kinds, agreements=frozenset(known.agreements))
