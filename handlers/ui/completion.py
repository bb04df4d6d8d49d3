"""Completes a name while it is typed: what holds the typed words first, then what is spelt nearly so."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from discord import app_commands

from facts.asking.nearness import closest
from facts.model.kinds import Kinds
from facts.names.countries import COUNTRIES
from facts.names.native import names_abroad
from facts.rows.kinds import KINDS
from handlers.render.words.names import newest_role
from handlers.render.words.text import cut
from store.nouns.models import Actor, Agreement, Equipment, is_office
from store.nouns.views import Names
from store.search.answers import Answers

_Row = tuple[str, str, str]
"""Label, value, text that is searched."""
FOLLOWED = {"CN": 0, "china": 0, "PK": 1, "pakistan": 1}
CHOICES = 25
Thing = TypeVar("Thing", Actor, Agreement, Equipment)
LABEL = 100
"""Discord shows at most 25 completions, of at most 100 characters each, as label and as value."""


def choices(typed: str, rows: Iterable[tuple[str, str, str]]) -> list[app_commands.Choice[str]]:
    """``rows`` are (label, value, text that is searched)."""
    by_value = {value: (label, text) for label, value, text in rows if len(value) <= LABEL}
    best = closest(typed, {value: text for value, (_, text) in by_value.items()}, CHOICES)
    return [app_commands.Choice(name=cut(by_value[value][0], LABEL), value=value) for value in best]


def by_telling(rows: Iterable[_Row], told: Mapping[str, int]) -> list[_Row]:
    """The two states that the team follows, then what the newest events tell of most often, the rest in its own order."""
    return sorted(rows, key=lambda row: (FOLLOWED.get(row[1], len(FOLLOWED)), -told.get(row[1], 0)))


async def topic_choices(answers: Answers, typed: str) -> list[app_commands.Choice[str]]:
    """Whatever a topic may name."""
    return choices(typed, by_telling(topic_rows(await answers.names()), await answers.told_of()))


async def actor_choices(answers: Answers, typed: str) -> list[app_commands.Choice[str]]:
    rows = actor_rows((await answers.names()).actors)
    return choices(typed, by_telling(rows, await answers.told_of()))


async def country_choices(answers: Answers, typed: str) -> list[app_commands.Choice[str]]:
    """By code, in whatever language they are typed."""
    return choices(typed, by_telling(country_rows(), await answers.told_of()))


def country_rows() -> list[_Row]:
    """Countries by code, found by every name and adjective, also those of other languages."""
    native: dict[str, list[str]] = {}
    for name, code in names_abroad().items():
        native.setdefault(code, []).append(name)
    return [(row[0], code, " ".join([*row, code, *native.get(code, [])])) for code, row in COUNTRIES.items()]


def kind_rows(kinds: Kinds = KINDS) -> list[_Row]:
    """Kinds of event, found by their label and the other words for them."""
    return [(kind.name, kind.name, " ".join(kind.words)) for kind in kinds]


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
    newest = newest_role(actor)
    return f"{actor.name}, {newest.position}" if newest else actor.name


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


def _told_first(rows: Iterable[Thing]) -> list[Thing]:
    """What texts tell of before what is known by name only."""
    return sorted(rows, key=lambda row: row.basis == "reference")


def _ids(rows: Iterable[Thing]) -> list[str]:
    return [row.id for row in rows if row.basis != "reference"]
