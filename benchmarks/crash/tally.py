"""Counts what the channels show against what was published and what the outbox says was posted."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

import discord

from benchmarks.crash.names import name, slug
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.sender import OutgoingMessage
from sandbox.control import Sandbox
from store.nouns.outbox import Alert
from store.outbox.outbox import ClaimedAlert, Lane
from store.outbox.queueing import mark_of
from store.store import Store

ADDRESS = re.compile(r"https?://[^\s)>]+")
LINK = re.compile(r"https?://(?:crash|second)\.example/(?:begin/|conclude/)?([a-z0-9-]+)")
"""The address of an item, by the name in it."""
SECOND = re.compile(r"\btwo\s(?:independent\s)?outlets")
"""What a message says of an event that two outlets told."""
MOST = 2_000
SAID = (0, 19)
"""Messages and replies; the other types are Discord's own (its documentation, "Message Types")."""
CHANGES = ("reply", "change")
Message = Mapping[str, Any]
Places = Mapping[Lane, Sequence[Message]]


@dataclass
class Tally:
    """``problems`` names every single thing that is wrong; ``edits`` and ``changes`` are those that came through."""

    alerts: int = 0
    digests: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    told_wrongly: int = 0
    commands_twice: int = 0
    edits: int = 0
    changes: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, kind: str, what: Iterable[object], sentence: str) -> None:
        found = list(what)
        setattr(self, kind, getattr(self, kind) + len(found))
        self.problems += [f"{kind}: {sentence} {one}" for one in found]

    def counts(self) -> dict[str, int]:
        names = ("alerts", "digests", "lost", "doubled", "out_of_order", "told_wrongly", "commands_twice")
        return {name: getattr(self, name) for name in names}


def tally(
    rows: Sequence[Alert],
    places: Places,
    numbers: Iterable[int],
    letters: Mapping[int, OutgoingMessage | None],
) -> Tally:
    """``rows`` is the whole outbox by id, ``places`` the messages of each of its lanes, ``numbers`` the items published,
    ``letters`` what each message of an event ought to show now."""
    found = Tally()
    digests = [row for row in rows if row.kind == "digest"]
    items = list(numbers)
    for lane, messages in places.items():
        mine = [row for row in rows if Lane(row.channel, row.thread_of) == lane]
        _posted(found, mine, messages)
        if any(row.kind == "event" for row in mine):
            _items(found, messages, items)
        if not any(row.kind in ("digest", "summary") for row in mine):
            _whole(found, messages, items)
    _shown(
        found, rows, {message["id"]: message for messages in places.values() for message in messages}, letters
    )
    _windows(found, digests)
    sent = Counter(row.kind for row in rows if row.state == "sent" and not row.is_direct)
    found.alerts, found.digests = sent["event"], sent["digest"]
    found.changes = sum(sent[kind] for kind in CHANGES)
    return found


def posted_places(sandbox: Sandbox, rows: Sequence[Alert]) -> Places:
    """The messages of every lane of the outbox: channels, the threads of messages, and what persons got."""
    direct = {row.channel for row in rows if row.is_direct}
    message_of = {row.id: row.message for row in rows}

    def place(lane: Lane) -> str:
        if lane.thread_of:
            return str(message_of[lane.thread_of])
        if lane.channel in direct:
            return str(sandbox.world.open_direct_channel(str(lane.channel))["id"])
        return str(lane.channel)

    lanes = {Lane(row.channel, row.thread_of) for row in rows}
    found = {lane: sandbox.world.messages.get(place(lane), {}).values() for lane in lanes}
    return {lane: [message for message in some if message["type"] in SAID] for lane, some in found.items()}


async def wanted_letters(store: Store, rows: Sequence[Alert]) -> dict[int, OutgoingMessage | None]:
    """What the message of each event's alert ought to show, as things stand in the register."""
    letters = Composer(store, EventButtons(store, datetime.now).under)
    wanted: dict[int, OutgoingMessage | None] = {}
    for row in rows:
        if row.id is not None and row.kind == "event" and row.carried_by is None and row.message:
            carried = tuple(other for other in rows if other.carried_by == row.id)
            wanted[row.id] = await letters.compose(
                ClaimedAlert(row, carried, again=False, edit=True, after=None)
            )
    return wanted


def told_again(found: Tally, messages: Sequence[Message], numbers: Iterable[int]) -> None:
    """The message of each item that the second outlet told too says so, whatever the outbox says; one that tells many in
    the line of the item."""
    twice = {
        number
        for message in messages
        if not message.get("message_reference")
        for part in _parts(message)
        if SECOND.search(part)
        for number in _found(part)
    }
    found.add("lost", sorted(set(numbers) - twice), "the second source is not in the message of item")


def _items(found: Tally, messages: Sequence[Message], numbers: Iterable[int]) -> None:
    """Every item that was published is told, in one message, whatever the outbox says. Replies tell of what was told."""
    told = Counter(
        number
        for message in messages
        if not message.get("message_reference")
        for number in numbers_of(message)
    )
    found.add("lost", [number for number in numbers if not told[number]], "no message tells item")
    found.add("doubled", [number for number in told if told[number] > 1], "several messages tell item")


def _posted(found: Tally, rows: Sequence[Alert], messages: Sequence[Message]) -> None:
    """The place holds exactly the messages of the outbox, in its order."""
    expected = [mark_of(row) for row in rows if row.carried_by is None and row.state != "dropped"]
    shown = [_mark(message) for message in messages]
    counts = Counter(shown)
    found.add("lost", [mark for mark in expected if not counts[mark]], "no message carries")
    found.add("doubled", [mark for mark in counts if counts[mark] > 1], "several messages carry")
    strange = [
        (message["id"], str(message["embeds"])[:200])
        for message in messages
        if _mark(message) not in expected
    ]
    found.add("doubled", strange, "no alert accounts for")
    found.add("lost", [row.key for row in rows if row.state not in ("sent", "dropped")], "never sent:")
    found.add("lost", [row.key for row in rows if row.state == "dropped"], "dropped:")
    place = {mark: at for at, mark in enumerate(expected)}
    order = [mark for mark in dict.fromkeys(shown) if mark in place]
    late = [after for before, after in pairwise(order) if place[after] < place[before]]
    found.add("out_of_order", late, "after a later one:")


def _shown(
    found: Tally,
    rows: Sequence[Alert],
    messages: Mapping[str, Message],
    letters: Mapping[int, OutgoingMessage | None],
) -> None:
    """Every message shows what the register says now: no edit was lost."""
    found.add(
        "lost", [row.key for row in rows if row.state == "sent" and row.wanted > row.shown], "never edited:"
    )
    for row in rows:
        letter, message = letters.get(row.id or 0), messages.get(str(row.message))
        if letter is not None and message is not None:
            wanted = [letter.text, *(embed.to_dict() for embed in letter.embeds)]
            embeds = [discord.Embed.from_dict(embed).to_dict() for embed in message["embeds"]]
            shown = [message.get("content") or "", *embeds]
            found.add("lost", [row.key] if shown != wanted else [], "not as the register has it:")
            found.edits += bool(message["edited_timestamp"])


def _windows(found: Tally, digests: Sequence[Alert]) -> None:
    """Each digest begins where the one before ended, unless the clock was put back between them."""
    for before, after in pairwise(digests):
        if after.created_at < before.created_at:
            continue
        if after.body["from"] > before.body["until"]:
            found.add("lost", [after.key], "a gap before")
        elif after.body["from"] < before.body["until"]:
            found.add("doubled", [after.key], "an overlap before")
    told = Counter(name for row in digests for name in row.body["new"])
    found.add("doubled", [name for name in told if told[name] > 1], "several digests tell as new")


def _whole(found: Tally, messages: Sequence[Message], numbers: Sequence[int]) -> None:
    """Every text says of an item what its outlets said: its name as they write it, and no address of another item. What
    tells one event names one item. Replies stand under their message and may name nothing."""
    for message in messages:
        wrong = [problem for part in _parts(message) for problem in _wrong(part, numbers)]
        found.add("told_wrongly", [(message["id"], problem) for problem in wrong], "in the message")


def _wrong(part: str, numbers: Sequence[int]) -> list[str]:
    named = _found(part)
    known = {slug(number): number for number in numbers}
    linked = {known[one] for one in LINK.findall(part) if one in known}
    wrong = [f"{name(number)} is written otherwise" for number in named if name(number) not in part]
    if len(named) > 1 or len(linked) > 1:
        wrong.append(f"one event is told of {sorted(map(name, named | linked))}")
    if named and linked - named:
        wrong.append(f"{sorted(map(name, named))} leads to {sorted(map(name, linked))}")
    return wrong


def numbers_of(message: Message) -> set[int]:
    """The exercises that a message tells."""
    return {number for part in _parts(message) for number in _found(part)}


def _parts(message: Message) -> list[str]:
    """What the message says of one event at a time: all of it, or a line of one that tells many."""
    texts = [str(message.get("content") or "")]
    for embed in message["embeds"]:
        texts += [str(embed.get(part) or "") for part in ("title", "description", "url")]
    lines = [line for text in texts for line in text.splitlines()]
    return lines if any(line.startswith("• ") for line in lines) else ["\n".join(texts)]


def _found(text: str) -> set[int]:
    """The numbers of the names in a text, also where they are written in another case or with a space."""
    plain = _plain(ADDRESS.sub(" ", text))
    return {number for number, pattern in _patterns() if f" {pattern} " in plain}


def _plain(text: str) -> str:
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "


@cache
def _patterns() -> list[tuple[int, str]]:
    """Of as many names as any run publishes."""
    return [(number, _plain(name(number)).strip()) for number in range(1, MOST + 1)]


def _mark(message: Message) -> str:
    """The mark that ends the footer, or the first of those under the text of one that was told in plain words."""
    footers = [str(embed.get("footer", {}).get("text", "")) for embed in message["embeds"]]
    if footers:
        return footers[-1].split()[-1] if footers[-1].split() else ""
    _, _, marks = str(message.get("content") or "").rpartition("-# ")
    return marks.split()[0] if marks.split() else ""
