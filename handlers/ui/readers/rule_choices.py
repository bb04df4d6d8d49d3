"""Completion of lists: what stands behind the last comma, of kinds, countries and actors."""

from discord import app_commands

from handlers.ui.completion import by_telling, choices, country_rows, kind_rows
from store.search.answers import Answers


def kind_list_choices(typed: str) -> list[app_commands.Choice[str]]:
    return _last_of(typed, kind_rows())


async def country_list_choices(answers: Answers, typed: str) -> list[app_commands.Choice[str]]:
    rows = by_telling(country_rows(), await answers.told_of())
    return _last_of(typed, [(name, name, text) for name, _, text in rows])


async def actor_list_choices(answers: Answers, typed: str) -> list[app_commands.Choice[str]]:
    rows = (await answers.names()).actors
    named = [(row.name, row.id, " ".join([row.name, *(a.name for a in row.aliases)])) for row in rows]
    return _last_of(typed, named)


def _last_of(typed: str, rows: list[tuple[str, str, str]]) -> list[app_commands.Choice[str]]:
    """Completes what stands behind the last comma, and keeps what stands before it."""
    before, comma, last = typed.rpartition(",")
    head = f"{before}{comma} " if comma else ""
    offered = choices(last.strip(), rows)
    whole = [(f"{head}{choice.name}", f"{head}{choice.value}") for choice in offered]
    return [
        app_commands.Choice(name=name, value=value) for name, value in whole if len(name) <= 100 >= len(value)
    ]
