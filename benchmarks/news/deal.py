"""The deal: which labelled items rules and weights may be made on, and which only measure them.

Dealt once, by a hash of what belongs together, so that no wording of an event and no week of an outlet stands on two
sides. Whoever adds a word or a rule looks at *learn* alone; of *check* only figures come out; *lock* is run once.
"""

from datetime import date, datetime
from hashlib import blake2s
from typing import Any, Literal
from urllib.parse import urlsplit

Part = Literal["learn", "check", "lock"]
SEED = "entente-2026-11"
"""Never changed: another seed would show what was hidden."""
PARTS: tuple[Part, ...] = ("learn", "learn", "learn", "learn", "check", "lock")


def part_of(key: str) -> Part:
    """The part that everything under ``key`` belongs to: two thirds learn, a sixth check, a sixth lock."""
    digest = blake2s(f"{SEED} {key}".encode(), digest_size=8).digest()
    return PARTS[int.from_bytes(digest, "big") % len(PARTS)]


def key_of_page(row: dict[str, Any]) -> str:
    """A page belongs to its event; one without an event to its outlet and week."""
    return f"event {row['event']}" if row["event"] else key_of_item(row)


def key_of_item(row: dict[str, Any]) -> str:
    """An item belongs to its outlet and the week (ISO 8601) of its publication."""
    year, week, _ = _day(row["published"]).isocalendar()
    return f"outlet {outlet_of(row)} {year}-W{week:02}"


def outlet_of(row: dict[str, Any]) -> str:
    """By name where the set has one, or else by the host that it was read from."""
    named = row.get("publisher") or row.get("source") or ""
    host = urlsplit(named if "//" in named else f"//{named}").hostname if "." in named else None
    return (host or named).removeprefix("www.").removeprefix("feeds.").removeprefix("rss.").casefold()


def _day(published: str) -> date:
    return datetime.fromisoformat(published.replace("Z", "+00:00")).date()
