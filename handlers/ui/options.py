"""Reads the lists and hours that a person types into an option, or says in a sentence what cannot be read. Pure.

Every option has a length that Discord keeps: free text is read word by word, and six thousand characters of it (the
most that Discord takes) could not be read within the three seconds that it waits.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from discord import app_commands

from store.nouns.values import Precision

TypedWords = app_commands.Range[str, 1, 200]
"""A name, a topic, a day."""
Listing = app_commands.Range[str, 1, 1000]
"""Names with commas between them, a summary."""
Address = app_commands.Range[str, 1, 2000]
HOURS = re.compile(r"\s*(\d{1,2})(?::00)?\s*(?:-|–|to)\s*(\d{1,2})(?::00)?\s*")
SHOWN = 5
PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")


class NotUnderstoodError(ValueError):
    """What a person typed is not a value of the option; the message is a sentence for them."""


def typed_words(text: str | None) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def several(text: str | None, known: Mapping[str, Iterable[str]], what: str) -> list[str]:
    """The keys that the names between commas stand for; ``known`` gives every key its names.

    Raises NotUnderstoodError naming those that stand for none, or for several.
    """
    index: dict[str, set[str]] = {}
    for key, names in known.items():
        for name in (key, *names):
            index.setdefault(name.casefold(), set()).add(key)
    found = {word: index.get(word.casefold(), set()) for word in typed_words(text)}
    if missing := [word for word, keys in found.items() if not keys]:
        raise NotUnderstoodError(f"No {what} goes by {_quoted(missing)}.")
    if unsure := [word for word, keys in found.items() if len(keys) > 1]:
        raise NotUnderstoodError(
            f"More than one {what} goes by {_quoted(unsure)}; use the one offered while typing."
        )
    return list(dict.fromkeys(key for keys in found.values() for key in keys))


def hours(text: str | None) -> tuple[int | None, int | None]:
    """``22-7`` as the local hours from which and until which it is quiet; nothing, "off" or "none" as none."""
    if not text or text.strip().casefold() in {"off", "none"}:
        return None, None
    read = HOURS.fullmatch(text)
    if read is None or not all(0 <= int(hour) <= 23 for hour in read.groups()):
        raise NotUnderstoodError(f"“{text}” is not a span of hours; write it like 22-7.")
    start, end = (int(hour) for hour in read.groups())
    return start, end


def zone(text: str | None, otherwise: str) -> str:
    """An IANA time zone as it is spelt there."""
    if not text:
        return otherwise
    spelt = {name.casefold(): name for name in available_timezones()}
    name = spelt.get(text.strip().replace(" ", "_").casefold())
    if name is None:
        raise NotUnderstoodError(f"“{text}” is not a time zone; they are written like Asia/Karachi or UTC.")
    return ZoneInfo(name).key


def partial_day(text: str) -> tuple[date, Precision]:
    """``2020``, ``2020-11`` or ``2020-11-30`` as its first day and how exactly it is known."""
    parts = text.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(*[*numbers, 1, 1][:3]), PRECISIONS[len(parts) - 1]
    except (ValueError, TypeError, IndexError):
        raise NotUnderstoodError(
            f"“{text}” is not a day; write it like 2020-11-30, 2020-11 or 2020."
        ) from None


def _quoted(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown
