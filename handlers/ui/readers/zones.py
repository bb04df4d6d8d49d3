"""Reads a time zone by its IANA name, a city, a country, or its usual letters."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from babel.core import get_global

from facts.asking.nearness import is_near
from facts.names.countries import COUNTRIES
from handlers.ui.options import NotUnderstoodError
from handlers.ui.readers.countries import country_names, read_countries
from store.nouns.words import folded_phrase

WORLD = frozenset({"001", "ZZ"})


def read_zone(text: str) -> str:
    """The IANA name. Raises NotUnderstoodError for what names none, or a country with several."""
    asked = folded_phrase(text)
    if found := zone_names().get(asked):
        return found
    if asked in country_names():
        return _of_country(text)
    near = {zone for name, zone in zone_names().items() if is_near(asked, name)}
    if len(near) == 1:
        return near.pop()
    return _of_country(text)


def _of_country(text: str) -> str:
    try:
        (code,) = read_countries(text)
    except (NotUnderstoodError, ValueError):
        raise NotUnderstoodError(
            f"“{text}” is not a time zone; write a city, a country, or a name like Asia/Karachi."
        ) from None
    zones = zones_of(code)
    if len(zones) == 1:
        return zones[0]
    raise NotUnderstoodError(f"“{text}” has several time zones: {', '.join(zones[:5])}.")


def zones_of(code: str) -> list[str]:
    """The zones of a country (CLDR, through Babel); only that of its seat of government where the table has one."""
    if capital := _table()["capitals"].get(code):
        return [capital]
    known = available_timezones()
    return sorted(z for z, place in get_global("zone_territories").items() if place == code and z in known)


@cache
def zone_names() -> Mapping[str, str]:
    """Folded name → IANA name: zones whole and by their city, usual letters, other cities."""
    table = _table()
    zones = sorted(
        zone for zone in available_timezones() if not zone.startswith(("posix", "right", "SystemV"))
    )
    places = get_global("zone_territories")
    cities = {
        folded_phrase(zone.rsplit("/", 1)[-1].replace("_", " ")): zone
        for zone in zones
        if "/" in zone and places.get(zone, "001") not in WORLD
    }
    whole = {
        folded_phrase(zone.replace("/", " ").replace("_", " ")): zone
        for zone in zones
        if "/" in zone or zone == "UTC"
    }
    letters = {folded_phrase(name): zone for name, zone in table["letters"].items()}
    return cities | whole | table["places"] | letters


@cache
def zone_rows() -> list[tuple[str, str, str]]:
    """For completion: each zone, found by its city, its country, other cities and letters; those of capitals first."""
    found: dict[str, list[str]] = {}
    for name, zone in zone_names().items():
        found.setdefault(zone, []).append(name)
    capitals = {zone: code for code, zone in _table()["capitals"].items()}
    places = get_global("zone_territories")
    rows = []
    for zone, names in found.items():
        code = places.get(zone, "")
        country = " ".join(COUNTRIES.get(code, ()))
        rows.append((zone not in capitals, (zone, zone, " ".join([country, *names, zone.replace("_", " ")]))))
    return [row for _, row in sorted(rows)]


@cache
def _table() -> Mapping[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
