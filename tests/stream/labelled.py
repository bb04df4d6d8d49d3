"""The open labelled stream: the files of this folder, in time order.

Every item is written for this project, and labelled before the judges read it. Nothing is ever fitted on it: learning
reads ``corpus/`` and the labelled sets beside the project, never this folder. What the judges still get wrong is marked
as ``known`` and stays labelled as it is right.

An ``[[event]]`` has an ``id``, a ``kind``, its ``states`` (and ``may``: states that may be read beside them) and its
``items``; an item may have a kind of its own. ``assertion`` is "happened" where it is not said; ``day`` is the event's
day where the text states one. "a|b" takes either. A ``[[none]]`` has items that are not ours.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.toml"
TOLD = frozenset({"relevance", "kind", "assertion", "states", "day", "event"})
"""What is told of an item; its event is told wrongly where it was filed with an earlier one that is another."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text with what an analyst says of it. ``event`` is None where it is not ours; ``theme`` is its file.

    ``known``: what the judges are known to get wrong of it, of ``TOLD``.
    """

    name: str
    theme: str
    title: str
    lead: str
    outlet: str
    published: datetime
    event: str | None = None
    kinds: tuple[str, ...] = ()
    assertions: tuple[str, ...] = ()
    states: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    days: tuple[date, ...] = ()
    known: frozenset[str] = frozenset()


@cache
def stream() -> tuple[Item, ...]:
    """All items in order of publication; those of one day in the order of their files."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path != FLOORS)
    found = [item for path in files for item in _items(path)]
    return tuple(sorted(found, key=lambda item: item.published))


def _items(path: Path) -> list[Item]:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    events = [*table.get("event", ()), *table.get("none", ())]
    rows = [(event, row) for event in events for row in event["items"]]
    return [_item(path.stem, number, event, row) for number, (event, row) in enumerate(rows, start=1)]


def _item(theme: str, number: int, event: dict[str, Any], row: dict[str, Any]) -> Item:
    return Item(
        name=f"{theme}-{number}",
        theme=theme,
        title=row["title"],
        lead=row.get("lead", ""),
        outlet=row["outlet"],
        published=datetime.combine(row["published"], datetime.min.time(), UTC)
        + timedelta(hours=9, minutes=number),
        event=event.get("id"),
        kinds=tuple(row.get("kind", event.get("kind", "")).split("|")),
        assertions=tuple(row.get("assertion", "happened").split("|")),
        states=frozenset(event.get("states", "").split()),
        may=frozenset(event.get("may", "").split()),
        days=_days(row.get("day")),
        known=frozenset(row.get("known", ())),
    )


def _days(written: date | str | None) -> tuple[date, ...]:
    if isinstance(written, str):
        return tuple(date.fromisoformat(one) for one in written.split("|"))
    return (written,) if written else ()
