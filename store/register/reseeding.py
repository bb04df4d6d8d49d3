"""What a changed seed changes on its row, and what others added to it stays. Pure.

News adds steps to an agreement; the watcher follows a feed that moved; a merger or split puts a claim to another event.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import SQLModel

from store.nouns.models import Agreement, Claim, Facts, Feed
from store.nouns.values import Step

OTHERS_MOVE: Mapping[type[SQLModel], frozenset[str]] = {
    Feed: frozenset({"url", "title"}),
    Claim: frozenset({"event"}),
}
"""Fields that others change as well, by table: what they were filed as is remembered beside the entry's fingerprint."""


def base_of(table: type[SQLModel], facts: Facts) -> str:
    """What a mark remembers of an entry beside its fingerprint; nothing where only seeds change its row."""
    moved = sorted(OTHERS_MOVE.get(table, ()))
    return json.dumps({name: getattr(facts, name) for name in moved}, ensure_ascii=False) if moved else ""


def changed_values(row: Any, facts: Facts, base: str, founding: Iterable[str]) -> dict[str, Any]:
    """The values that the row takes. ``base`` is what was remembered when it was filed, ``founding`` are the ids of the
    seeds' articles. A field that others changed since stays, unless the seeds changed that very field."""
    values = {name: getattr(facts, name) for name in type(facts).model_fields}
    was: dict[str, Any] = json.loads(base) if base else {}
    theirs = {name for name, value in was.items() if getattr(row, name) != value and values[name] == value}
    if isinstance(row, Agreement):
        values["steps"] = with_steps_of_news(values["steps"], row.steps, frozenset(founding))
    return {name: value for name, value in values.items() if name not in theirs}


def with_steps_of_news(seeded: Sequence[Step], filed: Sequence[Step], founding: frozenset[str]) -> list[Step]:
    """The seeds' steps, and between them by their days those that cite other articles alone."""
    steps = list(seeded)
    for step in filed:
        cited = {citation.article for citation in step.citations}
        if cited and cited.isdisjoint(founding) and step not in steps:
            earlier = [
                at for at, one in enumerate(steps, 1) if not (one.day and step.day and one.day > step.day)
            ]
            steps.insert(max(earlier, default=0), step)
    return steps
