"""Counts what the channels show against what was published and what the outbox says was posted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from handlers.courier import mark_of
from store.desk import Alert

NUMBER = re.compile(r"warrior[- ](\d+)\b", re.IGNORECASE)
Message = Mapping[str, Any]


@dataclass
class Tally:
    """``problems`` names every single thing that is wrong."""

    alerts: int = 0
    digests: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, kind: str, what: Iterable[object], sentence: str) -> None:
        found = list(what)
        setattr(self, kind, getattr(self, kind) + len(found))
        self.problems += [f"{kind}: {sentence} {one}" for one in found]

    def counts(self) -> dict[str, int]:
        names = ("alerts", "digests", "lost", "doubled", "out_of_order")
        return {name: getattr(self, name) for name in names}


def tally(rows: Sequence[Alert], texts: Mapping[str, Sequence[Message]], numbers: Iterable[int]) -> Tally:
    """``rows`` is the whole outbox by id, ``texts`` the messages of each channel, ``numbers`` the items published."""
    found = Tally()
    _items(found, texts["alerts"], list(numbers))
    _posted(found, [row for row in rows if row.kind == "event"], texts["alerts"])
    digests = [row for row in rows if row.kind == "digest"]
    _posted(found, digests, texts["digest"])
    _windows(found, digests)
    found.alerts = sum(row.kind == "event" and row.state == "sent" for row in rows)
    found.digests = sum(row.state == "sent" for row in digests)
    return found


def _items(found: Tally, messages: Sequence[Message], numbers: list[int]) -> None:
    """Every item that was published is told, in one message, whatever the outbox says."""
    told = Counter(number for message in messages for number in _numbers(message))
    found.add("lost", [number for number in numbers if not told[number]], "no message tells item")
    found.add("doubled", [number for number in told if told[number] > 1], "several messages tell item")


def _posted(found: Tally, rows: Sequence[Alert], messages: Sequence[Message]) -> None:
    """The channel holds exactly the messages of the outbox, in its order."""
    expected = [mark_of(row) for row in rows if row.carried_by is None and row.state != "dropped"]
    shown = [mark for message in messages if (mark := _mark(message)) in set(expected)]
    counts = Counter(shown)
    found.add("lost", [mark for mark in expected if not counts[mark]], "no message carries")
    found.add("doubled", [mark for mark in counts if counts[mark] > 1], "several messages carry")
    found.add("lost", [row.key for row in rows if row.state not in ("sent", "dropped")], "never sent:")
    found.add("lost", [row.key for row in rows if row.state == "dropped"], "dropped:")
    order = [expected.index(mark) for mark in dict.fromkeys(shown)]
    late = [shown[at] for at in range(1, len(order)) if order[at] < order[at - 1]]
    found.add("out_of_order", late, "after a later one:")


def _windows(found: Tally, digests: Sequence[Alert]) -> None:
    """Each digest begins where the one before ended."""
    for before, after in pairwise(digests):
        if after.body["from"] > before.body["until"]:
            found.add("lost", [after.key], "a gap before")
        elif after.body["from"] < before.body["until"]:
            found.add("doubled", [after.key], "an overlap before")
    told = Counter(name for row in digests for name in row.body["new"])
    found.add("doubled", [name for name in told if told[name] > 1], "several digests tell as new")


def _numbers(message: Message) -> set[int]:
    texts = [str(embed.get(part, "")) for embed in message["embeds"] for part in ("title", "description")]
    return {int(number) for text in texts for number in NUMBER.findall(text)}


def _mark(message: Message) -> str:
    footers = [str(embed.get("footer", {}).get("text", "")) for embed in message["embeds"]]
    return footers[-1].split()[-1] if footers and footers[-1] else ""
