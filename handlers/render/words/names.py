"""Actors, countries and equipment by the names that people read."""

from collections.abc import Iterable

from facts.matching.changes import STOPS
from facts.names.countries import country_name
from handlers.render.words.dates import partial
from handlers.render.words.text import listed, safe
from store.nouns.models import Actor, Agreement, EventFacts
from store.nouns.values import Materiel, Participant, Role
from store.nouns.views import Library
from store.nouns.words import search_words

BY_NAME_ONLY = "known by name; no document tells of it yet"
"""What is said of an entry of the gazetteer of which nothing else is known."""


def actor_name(key: str, library: Library) -> str:
    row = library.actors.get(key)
    return safe(row.name if row else key.replace("-", " "))


def participants(parts: list[Participant], library: Library) -> str:
    """``Wei Fenghe (visitor), Qamar Javed Bajwa (host)``."""
    return ", ".join(f"{actor_name(part.actor, library)} ({safe(part.part)})" for part in parts)


FEW = 2
"""Parties beside those who give and get that a list names."""


def party_names(agreement: Agreement, library: Library) -> str:
    """The parties by name; their countries where no party is filed."""
    if agreement.parties:
        return participants(agreement.parties, library)
    return countries(agreement.countries)


def from_whom_to_whom(agreement: Agreement, library: Library) -> str:
    """``Norinco, China → Pakistan Army`` of what is supplied, else the parties by name alone."""
    names = {one.actor: actor_name(one.actor, library) for one in agreement.parties}
    givers = [names[one.actor] for one in agreement.parties if one.part == "supplier"]
    takers = [names[one.actor] for one in agreement.parties if one.part == "recipient"]
    others = [name for name in names.values() if name not in (*givers, *takers)]
    if not (givers and takers):
        return ", ".join(names.values()) or countries(agreement.countries)
    more = f"{len(others)} more" if len(others) > FEW else ", ".join(others)
    return ", ".join(part for part in (f"{', '.join(givers)} → {', '.join(takers)}", more) if part)


def countries(codes: list[str]) -> str:
    return listed([country_name(code) for code in codes])


def flags(codes: Iterable[str]) -> str:
    """The flags of states (ISO 3166-1 alpha-2, EU, UN), side by side."""
    return "\u00a0".join("".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code) for code in codes)


def flags_of_sides(event: EventFacts) -> str:
    """``🇨🇳 → 🇧🇩`` where both sides are told, the other states behind it; else the flags of all. Of what is denied, refused
    or called off nothing goes anywhere."""
    sides = {role.country: role.part for role in event.roles if role.part != "host"}
    gives, gets = (
        [code for code, part in sides.items() if part == side] for side in ("supplier", "recipient")
    )
    stopped = "denied" in (event.standing, event.phase) or event.phase in STOPS
    if stopped or not gives or not gets:
        return flags(event.countries)
    others = flags(code for code in event.countries if code not in sides)
    arrow = f"{flags(gives)}\u00a0→\u00a0{flags(gets)}"
    return f"{arrow}\u00a0·\u00a0{others}" if others else arrow


def materiel(rows: list[Materiel], library: Library, *, named: bool = False) -> str:
    """``50 × Wing Loong II (combat drone)``; ``named``: without categories and notes."""
    return ", ".join(_piece(row, library, named=named) for row in rows)


def _piece(row: Materiel, library: Library, *, named: bool) -> str:
    known = library.equipment.get(row.equipment)
    if named:
        designation = safe(known.designation if known else row.equipment)
        return f"{row.quantity} × {designation}" if row.quantity is not None else designation
    name = safe(f"{known.designation} ({known.category})" if known else row.equipment)
    counted = f"{row.quantity} × {name}" if row.quantity is not None else name
    return f"{counted}, {safe(row.note)}" if row.note else counted


def role(held: Role, library: Library) -> str:
    """A position with its organisation and the days that sources give for it."""
    where = actor_name(held.organisation, library) if held.organisation else ""
    position = safe(held.position)
    if where and where.casefold() not in position.casefold():
        position = f"{position}, {where}"
    return f"{position} ({tenure(held)})"


ALIKE = 6
"""Letters by which a minister is of a ministry, and a commander of a command."""


def office_told(held: Role, library: Library) -> str:
    """A position without days; with its organisation only where it does not say by its own words whose it is: the Chief
    of the Army Staff of Pakistan is of the Pakistan Army."""
    where = actor_name(held.organisation, library) if held.organisation else ""
    position = safe(held.position)
    said = {word[:ALIKE] for word in search_words(position)}
    is_said = {word[:ALIKE] for word in search_words(where)} <= said
    return position if is_said else f"{position}, {where}"


def newest_role(actor: Actor) -> Role | None:
    """The position that a source reports last; of several the one that stands first."""
    return max(actor.roles, key=_reported, default=None)


def _reported(held: Role) -> str:
    return max([*held.attested, held.until or "", held.since or ""])


def tenure(held: Role) -> str:
    """``since 2018``, ``until 2013``, ``seen in it on 30 November 2020``; never more than a source says."""
    parts = [f"since {partial(held.since)}"] if held.since else []
    parts += [f"until {partial(held.until)}"] if held.until else []
    if held.attested:
        parts.append("as of " + listed([partial(day) for day in held.attested]))
    return ", ".join(parts) or "dates not known"


def kind_of(actor: Actor) -> str:
    """``person, China``."""
    return (
        f"{actor.kind}, {country_name(actor.country)}"
        if actor.country and actor.kind != "state"
        else actor.kind
    )
