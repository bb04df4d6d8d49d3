"""What a person writes as the value of an event's fact, as the fields that it sets."""

from datetime import date
from typing import Any

from facts.model.ranks import RANKS
from facts.names.countries import country_name
from handlers.render.words.dates import day
from handlers.ui.options import NotUnderstoodError
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.days import read_day
from handlers.ui.readers.kinds import read_kind_name
from store.nouns.models import Event

BY_PERSON = "corrected by a person"


def corrected(field: str, value: str, today: date) -> dict[str, Any]:
    """The fields of ``EventFacts`` that a correction sets. Raises NotUnderstoodError."""
    match field:
        case "day":
            found, precision = read_day(value, today)
            return {"day": found, "precision": precision, "basis": BY_PERSON, "days": []}
        case "until":
            return {"until": read_day(value, today)[0]}
        case "countries":
            return {"countries": read_countries(value)}
        case "importance" if value not in RANKS:
            raise NotUnderstoodError(f"An importance is one of {', '.join(RANKS)}.")
        case "kind":
            return {"kind": read_kind_name(value)}
    return {field: value}


def as_written(event: Event) -> dict[str, str]:
    """The facts that are corrected most often, as a person would write them; empty where nothing is known."""
    is_known = event.day is not None and event.precision in ("day", "month", "year")
    return {
        "title": event.title,
        "day": day(event.day, event.precision) if is_known else "",
        "place": event.place or "",
        "kind": event.kind,
        "countries": ", ".join(map(country_name, event.countries)),
    }


def rewritten(before: dict[str, str], after: dict[str, str], today: date) -> dict[str, Any]:
    """The fields that differ from what stood there. Raises NotUnderstoodError; a headline, kind or state is not taken
    away, a day and a place may be."""
    changes: dict[str, Any] = {}
    for field, value in after.items():
        written = " ".join(value.split())
        if written == before[field]:
            continue
        if written:
            changes |= corrected(field, written, today)
        elif field == "day":
            changes |= {"day": None, "until": None, "precision": "unknown", "basis": BY_PERSON, "days": []}
        elif field == "place":
            changes["place"] = None
        else:
            raise NotUnderstoodError(f"An event has to have its {FIELDS[field].lower()}.")
    return changes


FIELDS = {"title": "Headline", "day": "Day", "place": "Place", "kind": "Kind", "countries": "States"}
"""What ``as_written`` tells, by the name of each field, as a form shows it."""
