"""A slash command as a person types it, read against the commands that the bot registered.

``/feed add url:https://example.org name:A feed``: an option's value runs to the next ``option:`` that the command
knows. What Discord's own client would not let through is refused here, in one sentence that names the nearest words.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sandbox.forms.command_forms import (
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    SUBCOMMAND,
    USER,
)
from sandbox.world.objects import Document
from sandbox.world.world import GUILD_ID, World

TRUE: Final = frozenset({"true", "yes", "on", "1"})
FALSE: Final = frozenset({"false", "no", "off", "0"})
LARGEST: Final = 2**53
"""Numbers lie between minus and plus this (Discord's documentation, "Application Command Option Type")."""


class NotTypedError(ValueError):
    """What was typed cannot be sent; the message is one clear line."""


@dataclass(frozen=True)
class Typed:
    """A command with its raw values. ``path`` are the names from the command to the subcommand."""

    command: Document
    path: tuple[str, ...]
    options: Sequence[Document]
    """The options that the command, or its subcommand, declares."""
    values: dict[str, str]
    """Raw text by option name, in the order typed."""


@dataclass(frozen=True)
class Place:
    """The guild in which something is typed: nobody can name what is in another."""

    world: World
    guild_id: str

    def channels(self) -> list[Document]:
        """Its channels and threads."""
        return [row for row in self.world.channels.values() if row.get("guild_id") == self.guild_id]


def read(line: str, commands: Sequence[Document]) -> Typed:
    """Raises NotTypedError for an unknown command, subcommand or option, or one that is named twice."""
    words = well_formed(line).strip()
    if not words.startswith("/"):
        raise NotTypedError("a command starts with /")
    name, rest = _first_word(words[1:])
    command = _named(commands, name, "command", "/")
    path, options = [command["name"]], command.get("options", [])
    while options and options[0]["type"] in {SUBCOMMAND, GROUP}:
        inner, rest = _inner(options, rest, path)
        path.append(inner["name"])
        options = inner.get("options", [])
    return Typed(command, tuple(path), options, _values(rest, options, " ".join(path)))


def _inner(rows: Sequence[Document], rest: str, path: Sequence[str]) -> tuple[Document, str]:
    """The subcommand that is named, and what follows it. Where an option is typed in its place, as somebody who knows
    what they want does, it is the only one that takes all options typed, or among several the one called ``set``."""
    name, after = _first_word(rest)
    typed = set(re.findall(r"(?:^|\s)([a-z_-]+):", rest))
    takers = [row for row in rows if typed <= {option["name"] for option in row.get("options", [])}]
    if ":" in name and takers:
        chosen = [row for row in takers if len(takers) == 1 or row["name"] == "set"]
        if chosen:
            return chosen[0], rest
    return _named(rows, name, f"subcommand of /{' '.join(path)}", ""), after


def data_of(typed: Typed, world: World, guild_id: str = GUILD_ID) -> Document:
    """The interaction's data, typed in a guild. Raises NotTypedError for a missing required option or a value that does not fit."""
    missing = [
        row["name"] for row in typed.options if row.get("required") and row["name"] not in typed.values
    ]
    if missing:
        raise NotTypedError(f"/{' '.join(typed.path)} needs {', '.join(f'{name}:' for name in missing)}")
    resolved: Document = {}
    there = Place(world, guild_id)
    options = [_option(row, typed.values[row["name"]], there, resolved) for row in _given(typed)]
    return _nested(typed, options) | ({"resolved": resolved} if resolved else {})


def focused_data(typed: Typed, focused: str, world: World, guild_id: str = GUILD_ID) -> Document:
    """The data of an autocomplete interaction: the focused value as it stands, the others "as long as that input passes
    client-side validation" (Discord's documentation, "Autocomplete"), channels, roles and people by their ids alone.

    Raises NotTypedError when ``focused`` is no option of the command or does not complete.
    """
    option = _named(typed.options, focused, f"option of /{' '.join(typed.path)}", "", ":")
    if not option.get("autocomplete"):
        raise NotTypedError(f"{focused}: of /{' '.join(typed.path)} does not complete")
    there = Place(world, guild_id)
    rows = [_as_far(row, typed.values.get(row["name"], ""), row is option, there) for row in typed.options]
    return _nested(typed, [row for row in rows if row is not None])


def well_formed(text: str) -> str:
    """A keyboard's broken bytes come as lone surrogates, which no message can hold: the replacement character then."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def nearest(word: str, names: Iterable[str]) -> list[str]:
    """Up to three names that look like ``word``, or begin with it."""
    known = sorted(names)
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    return list(dict.fromkeys([*(name for name in known if word and name.startswith(word)), *close]))[:3]


def _first_word(text: str) -> tuple[str, str]:
    word, _, rest = text.strip().partition(" ")
    return word, rest


def _named(rows: Sequence[Document], name: str, what: str, before: str, after: str = "") -> Document:
    found = next((row for row in rows if row["name"] == name.lower()), None)
    if found is not None:
        return found
    names = [row["name"] for row in rows]
    near = nearest(name.lower(), names) or sorted(names)[:8]
    hint = ", ".join(f"{before}{known}{after}" for known in near)
    said = f"{before}{name}{after} is no {what}" if name else f"a {what} is missing"
    raise NotTypedError(f"{said}; try {hint}" if hint else f"{said}: the bot has registered none")


def _values(text: str, options: Sequence[Document], path: str) -> dict[str, str]:
    names = "|".join(
        re.escape(row["name"]) for row in options
    )  # "ſ" is no "s": only letters of ASCII have two cases
    if not text.strip():
        return {}
    if not names:
        raise NotTypedError(f"/{path} takes no options")
    pieces = re.split(rf"(?:^|(?<=\s))((?a:{names})):", text.strip(), flags=re.IGNORECASE)
    if pieces[0].strip():
        _refuse_stray(pieces[0].strip(), options, path)
    values: dict[str, str] = {}
    for name, value in zip(pieces[1::2], pieces[2::2], strict=True):
        if name.lower() in values:
            raise NotTypedError(f"{name}: stands twice")
        values[name.lower()] = value.strip()
    return values


def _refuse_stray(text: str, options: Sequence[Document], path: str) -> None:
    word, colon, _ = text.partition(":")
    if colon and re.fullmatch(r"[-\w]+", word):
        _named(options, word, f"option of /{path}", "", ":")
    raise NotTypedError(
        f"say which option {text!r} is for: {', '.join(row['name'] + ':' for row in options)}"
    )


def _given(typed: Typed) -> list[Document]:
    known = {row["name"]: row for row in typed.options}
    return [known[name] for name in typed.values]


def _nested(typed: Typed, options: list[Document]) -> Document:
    """Discord nests a subcommand's options under it, and it under its group."""
    inner = options
    for depth, name in reversed(list(enumerate(typed.path[1:], start=1))):
        kind = GROUP if len(typed.path) - depth > 1 else SUBCOMMAND
        inner = [{"type": kind, "name": name, "options": inner}]
    command = typed.command
    named = {"id": command["id"], "name": command["name"], "type": command["type"]}
    scoped = {"guild_id": command["guild_id"]} if "guild_id" in command else {}
    return named | scoped | {"options": inner}


def _option(row: Document, text: str, world: Place, resolved: Document) -> Document:
    value = _chosen(row, text) if row.get("choices") else _converted(row, text, world, resolved)
    return {"type": row["type"], "name": row["name"], "value": value}


def _as_far(row: Document, text: str, focused: bool, world: Place) -> Document | None:
    """An option as far as it is typed; None for one that Discord's client would not send yet."""
    if focused:
        return {"type": row["type"], "name": row["name"], "value": text, "focused": True}
    try:
        return _option(row, text, world, {}) if text else None
    except NotTypedError:
        return None


def _chosen(row: Document, text: str) -> Any:
    for choice in row["choices"]:
        if text.lower() in {choice["name"].lower(), str(choice["value"]).lower()}:
            return choice["value"]
    names = [choice["name"] for choice in row["choices"]]
    raise NotTypedError(f"{row['name']}:{text} is none of {', '.join(names)}")


def _converted(row: Document, text: str, world: Place, resolved: Document) -> Any:
    match row["type"]:
        case kind if kind == STRING:
            _demand_between(row, len(text), "length")
            return text
        case kind if kind == BOOLEAN:
            return _truth(row, text)
        case kind if kind in {INTEGER, NUMBER}:
            number = _number(row, text)
            _demand_between(row, number, "value")
            return number
        case kind if kind == CHANNEL:
            return _channel(row, text, world, resolved)
        case kind if kind in {USER, ROLE, MENTIONABLE}:
            return _person_or_role(row, text, world, resolved)
    raise NotTypedError(f"{row['name']}: takes a file, which cannot be typed")


def _demand_between(row: Document, size: float, what: str) -> None:
    low, high = row.get(f"min_{what}"), row.get(f"max_{what}")
    unit = " characters" if what == "length" else ""
    if low is not None and size < low:
        raise NotTypedError(f"{row['name']}: is at least {low}{unit}")
    if high is not None and size > high:
        raise NotTypedError(f"{row['name']}: is at most {high}{unit}")


def _truth(row: Document, text: str) -> bool:
    if text.lower() not in TRUE | FALSE:
        raise NotTypedError(f"{row['name']}:{text} is neither true nor false")
    return text.lower() in TRUE


def _number(row: Document, text: str) -> int | float:
    """Raises NotTypedError for what is no number, or none that JSON and a double can hold."""
    what = "whole number" if row["type"] == INTEGER else "number"
    try:
        number = int(text) if row["type"] == INTEGER else float(text)
    except ValueError:
        raise NotTypedError(f"{row['name']}:{text} is no {what}") from None
    if not abs(number) <= LARGEST:
        raise NotTypedError(f"{row['name']}:{text[:20]} is beyond what Discord takes")
    return number


def _channel(row: Document, text: str, there: Place, resolved: Document) -> str:
    wanted = text.strip("<#>")
    rows = there.channels()
    found = _by_id_or_name(rows, wanted, lambda channel: channel["name"])
    if found is None:
        raise NotTypedError(f"there is no channel {text!r}{_near(wanted, (c['name'] for c in rows), '#')}")
    kinds = row.get("channel_types")
    if kinds and found["type"] not in kinds:
        raise NotTypedError(f"#{found['name']} is not a kind of channel that {row['name']}: takes")
    shown = {name: found[name] for name in ("id", "name", "type", "parent_id")} | {"permissions": "0"}
    more = {
        name: found[name]
        for name in ("thread_metadata", "owner_id", "member_count", "message_count")
        if name in found
    }
    resolved.setdefault("channels", {})[found["id"]] = shown | more
    return str(found["id"])


def _person_or_role(row: Document, text: str, there: Place, resolved: Document) -> str:
    wanted = text.strip("<@!&>")
    people = list(there.world.rosters[there.guild_id].values()) if row["type"] != ROLE else []
    roles = there.world.guilds[there.guild_id]["roles"] if row["type"] != USER else []
    member = next((m for m in people if wanted.lower() in _names(m["user"])), None)
    if member is not None:
        id_: str = member["user"]["id"]
        resolved.setdefault("users", {})[id_] = member["user"]
        shown = {name: member[name] for name in member if name not in {"user", "deaf", "mute"}}
        resolved.setdefault("members", {})[id_] = shown | {"permissions": "0"}
        return id_
    role = _by_id_or_name(roles, wanted, lambda role: role["name"])
    if role is None:
        names = [*(m["user"]["username"] for m in people), *(r["name"] for r in roles)]
        raise NotTypedError(f"{row['name']}:{text} is nobody here{_near(wanted, names, '@')}")
    resolved.setdefault("roles", {})[role["id"]] = role
    return str(role["id"])


def _names(person: Document) -> set[str]:
    return {person["id"], person["username"], (person["global_name"] or "").lower()} - {""}


def _by_id_or_name(rows: Iterable[Document], wanted: str, name: Any) -> Document | None:
    return next((row for row in rows if wanted == row["id"] or wanted.lower() == name(row).lower()), None)


def _near(wanted: str, names: Iterable[str], before: str) -> str:
    known = list(names)
    return f"; try {', '.join(before + name for name in nearest(wanted, known) or known)}"
