"""Which sides of a topic are of what one state supplies to another. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from facts.asking.directory import Directory
from facts.asking.supplies import direction_of_parts
from facts.asking.themes import THEMES
from facts.asking.topics import Facet, country
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS

THINGS = frozenset(theme.name for theme in THEMES).intersection(
    ["drones", "submarines", "tanks", "helicopters", "combat aircraft", "missiles", "warships"]
)
"""Themes that name what is supplied."""
OTHER_THEMES = frozenset(
    theme.name
    for theme in THEMES
    if theme.name in ("exercises", "visits and talks", "incidents", "embargoes and sanctions", "training")
)
"""Themes of what nobody supplies."""
SUPPLIES = "supplies"


def is_thing(facet: Facet) -> bool:
    """Whether it is something that can be supplied: a piece of equipment, a sort of it, or a name that nobody knows."""
    return (
        facet.what == "equipment"
        or not THINGS.isdisjoint(facet.label.split(" or "))
        or (facet.what == "word" and not facet.loose)
    )


def is_no_supply(facet: Facet) -> bool:
    """Whether it is something that nobody hands over: one of a series, a visit, an attack."""
    return facet.what == "series" or facet.label in OTHER_THEMES


def any_of(codes: Iterable[str]) -> Facet:
    """Any of some states: "from China or Turkey"."""
    sides = [country(code) for code in sorted(codes)]
    links, texts = (
        frozenset[Any]().union(*parts) for parts in ([f.links for f in sides], [f.texts for f in sides])
    )
    return replace(sides[0], label=" or ".join(f.label for f in sides), links=links, texts=texts)


def supply_facet(known: Directory, table: Kinds = KINDS) -> Facet:
    """Whatever tells of a supply: its kind, or a deal with somebody who gives."""
    deals = frozenset(
        key
        for key, deal in known.agreements.items()
        if direction_of_parts(deal.parties, known.actors).suppliers
    )
    kinds = frozenset(kind.name for kind in table if kind.is_of_things)
    return Facet(SUPPLIES, "theme", kinds=kinds, agreements=deals)
