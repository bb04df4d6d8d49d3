"""Completes a time zone while it is typed."""

from zoneinfo import available_timezones

from discord import app_commands

from handlers.ui.completion import choices

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
    names = sorted(available_timezones()) if typed.strip() else COMMON
    return choices(typed, [(name, name, name.replace("/", " ").replace("_", " ")) for name in names])
