"""Completes a time zone while it is typed."""

from discord import app_commands

from handlers.ui.completion import choices
from handlers.ui.readers.zones import zone_rows

COMMON = (
    "UTC",
    "Asia/Karachi",
    "Asia/Shanghai",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
)


def zone_choices(typed: str) -> list[app_commands.Choice[str]]:
    """IANA zones; a few common ones while nothing is typed."""
    if not typed.strip():
        return choices(typed, [(name, name, name) for name in COMMON])
    return choices(typed, zone_rows())
