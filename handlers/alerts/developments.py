"""What changed in what is known in a digest's window: by texts of the wire, and by people's corrections."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from facts.model.ranks import RANKS
from handlers.alerts.corrections import corrections
from store.nouns.models import Event, EventFacts
from store.nouns.reviews import AuditEntry
from store.nouns.subscriptions import ChosenEvents
from store.people.corrections import WITHDRAWN
from store.search.activity import NotedChange
from store.store import Store

READ = 200
"""So many texts that changed something are read, those of the most important events, and so many entries of people."""
MOST = 6
"""Events whose changes a digest tells."""
GONE = "gone"
"""The kind of a change by which an event was found not relevant."""


@dataclass(frozen=True)
class Development:
    """One change on an event; ``key`` names the row that keeps it."""

    key: str
    at: datetime
    event: Event
    change: Mapping[str, Any]
    is_founded: bool = False


@dataclass(frozen=True)
class DigestWindow:
    """``known`` says which events are asked for; ``rules`` lets the database choose them. Of the events in ``begun`` the
    digest tells that they are new; the ones before told those in ``known_by``. The ``told`` keys are those of changes that
    the last one told."""

    since: datetime
    until: datetime
    known: Callable[[EventFacts], bool]
    rules: ChosenEvents | None = None
    begun: AbstractSet[str] = frozenset()
    known_by: AbstractSet[str] = frozenset()
    told: AbstractSet[str] = frozenset()


async def developments(store: Store, window: DigestWindow, recent: datetime) -> dict[str, Any]:
    """As a digest's row keeps it: an event with its changes a line, the most important first; the keys of those from
    ``recent`` on, which the next window sees again; how many lines had no room."""
    by_texts = await store.activity.changes(window.since, window.until, window.rules, READ)
    by_people = await store.amendments.of_window(window.since, window.until, READ)
    every = [*_of_texts(by_texts), *_of_people(by_people)]
    fresh = [one for one in every if one.key not in window.told and _is_worth_telling(one, window)]
    rows = told_by_event(sorted(fresh, key=lambda one: one.at))
    return {
        "developments": rows[:MOST],
        "undeveloped": len(rows[MOST:]),
        "noted": list(dict.fromkeys(one.key for one in every if one.at >= recent)),
    }


def told_by_event(found: Iterable[Development]) -> list[dict[str, Any]]:
    """The changes of each event together, in order, each thing as it was first and as it is last."""
    events: dict[str, Event] = {}
    merged: dict[str, dict[tuple[str, bool], Mapping[str, Any]]] = {}
    for one in found:
        events[one.event.id] = one.event
        changes = merged.setdefault(one.event.id, {})
        key = (one.change["what"], one.change["kind"] == "denial")
        changes[key] = _joined(changes.get(key), one.change)
    rows = [
        {"event": name, "title": events[name].title, "changes": left}
        for name, changes in merged.items()
        if (left := [change for change in changes.values() if not _is_back(change)])
    ]
    return sorted(rows, key=lambda row: _order(events[row["event"]], row["changes"]))


def _of_texts(rows: Iterable[NotedChange]) -> Iterator[Development]:
    for row in rows:
        evidence = row.evidence
        for change in evidence.changes:
            key = f"evidence:{evidence.id}"
            yield Development(key, evidence.decided_at, row.event, change, row.is_founded)


def _of_people(entries: Iterable[AuditEntry]) -> Iterator[Development]:
    for entry in entries:
        for before, after in _events_of(entry):
            for change in _by_person(before, after):
                yield Development(f"audit:{entry.id}", entry.at, before, change)


def _events_of(entry: AuditEntry) -> Iterator[tuple[Event, Event]]:
    """The events that an entry changed, as they were and as they became; none that were known already as another one."""
    for key, row in entry.before.items():
        after = entry.after.get(key)
        if key.startswith("event:") and row and after:
            was, became = Event.model_validate(row), Event.model_validate(after)
            if was.merged_into is None:
                yield was, became


def _by_person(before: Event, after: Event) -> list[dict[str, Any]]:
    if after.merged_into == WITHDRAWN:
        return [{"what": "event", "before": None, "after": "", "kind": GONE, "article": None, "values": []}]
    return [asdict(change) for change in corrections(before, after)] if after.merged_into is None else []


def _is_worth_telling(one: Development, window: DigestWindow) -> bool:
    """Of an event that is told as new, what was first told otherwise; of what founding documents tell, no more sources.
    What is taken back was told before the window, or no digest told it."""
    change = one.change
    is_unheard = one.event.first_seen >= window.since and one.event.id not in window.known_by
    if not window.known(one.event) or (change["kind"] == GONE and is_unheard):
        return False
    if change["what"] == "standing" and one.is_founded:
        return False
    if one.event.id not in window.begun:
        return True
    return change["what"] != "standing" and bool(
        change["before"] or change["values"] or change["kind"] != "change"
    )


def _joined(first: Mapping[str, Any] | None, then: Mapping[str, Any]) -> Mapping[str, Any]:
    if first is None or then["values"] or first["values"]:
        return then
    kind = first["kind"] if then["kind"] == "change" else then["kind"]
    return {**then, "before": first["before"], "kind": kind}


def _is_back(change: Mapping[str, Any]) -> bool:
    """Whether it is again what it was."""
    return not change["values"] and change["kind"] != GONE and change["before"] == change["after"]


def _order(event: Event, changes: Sequence[Mapping[str, Any]]) -> tuple[int, bool]:
    is_of_words = all(change["what"] == "standing" for change in changes)
    return -RANKS.index(event.importance), is_of_words
