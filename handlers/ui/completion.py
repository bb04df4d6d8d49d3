"""Completes a name while it is typed: what holds the typed words first, then what is spelt nearly so."""

from collections.abc import Iterable
from typing import TypeVar

from discord import app_commands

from facts.asking.nearness import closest
from handlers.render.words.text import cut
from store.nouns.models import Actor, Agreement, Equipment, is_office
from store.nouns.views import Names

CHOICES = 25
Row = TypeVar("Row", Actor, Agreement, Equipment)
LABEL = 100
"""Discord shows at most 25 completions, of at most 100 characters each, as label and as value."""


def choices(typed: str, rows: Iterable[tuple[str, str, str]]) -> list[app_commands.Choice[str]]:
    """``rows`` are (label, value, text that is searched)."""
    by_value = {value: (label, text) for label, value, text in rows if len(value) <= LABEL}
    best = closest(typed, {value: text for value, (_, text) in by_value.items()}, CHOICES)
    return [app_commands.Choice(name=cut(by_value[value][0], LABEL), value=value) for value in best]


def actor_rows(actors: Iterable[Actor]) -> list[tuple[str, str, str]]:
    """Actors with the newest filed position, found by every name and position."""
    return [(_label(actor), actor.id, _texts(actor)) for actor in _told_first(actors) if not is_office(actor)]


def agreement_rows(agreements: Iterable[Agreement]) -> list[tuple[str, str, str]]:
    """Agreements, found by every name."""
    return [
        (row.name, row.id, " ".join([row.name, *(a.name for a in row.aliases)]))
        for row in _told_first(agreements)
    ]


def _label(actor: Actor) -> str:
    return f"{actor.name}, {actor.roles[-1].position}" if actor.roles else actor.name


def _texts(actor: Actor) -> str:
    return " ".join([actor.name, *(a.name for a in actor.aliases), *(r.position for r in actor.roles)])


def topic_rows(names: Names) -> list[tuple[str, str, str]]:
    """Everything that a topic may name."""
    gear = [
        (row.designation, row.id, f"{row.designation} {row.category}") for row in _told_first(names.equipment)
    ]
    series = [
        (row.name, row.name, " ".join([row.name, *(a.name for a in row.aliases)])) for row in names.series
    ]
    rows = [*agreement_rows(names.agreements), *actor_rows(names.actors), *gear, *series]
    told = {*_ids(names.agreements), *_ids(names.actors), *_ids(names.equipment)}
    return sorted(rows, key=lambda row: row[1] not in told)


def _told_first(rows: Iterable[Row]) -> list[Row]:
    """What texts tell of before what is known by name only."""
    return sorted(rows, key=lambda row: row.basis == "reference")


def _ids(rows: Iterable[Row]) -> list[str]:
    return [row.id for row in rows if row.basis != "reference"]
