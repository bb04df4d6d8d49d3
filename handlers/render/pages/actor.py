"""An actor's dossier as sections: who, what they did, what was agreed, with whom, what is said."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from facts.asking.brief import newest_known
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.rows.kinds import KINDS
from handlers.render.illustrations.deals import deals_picture
from handlers.render.illustrations.shares import share_picture
from handlers.render.pages.agreement import agreement_line, listed_deals
from handlers.render.pages.answer import LaterLines, Line, Section
from handlers.render.pages.bottom_line import age_line, counted_tally, pertinence
from handlers.render.pages.claim import listed_claims
from handlers.render.pages.event import listed_events
from handlers.render.words.cite import Cited, cited, described, saying
from handlers.render.words.dates import day, partial
from handlers.render.words.headline import told_title
from handlers.render.words.names import (
    BY_NAME_ONLY,
    actor_name,
    kind_of,
    newest_role,
    office_told,
    role,
    tenure,
)
from handlers.render.words.text import capitalised, listed, safe, sentence
from store.nouns.models import Actor, Claim, Equipment, Event
from store.nouns.values import Role
from store.nouns.views import Dossier, Findings, Library, Reference, Told

CALLED_ON = frozenset({"host", "audience", "pictured with the visitor"})
"""Parts of those who receive a visitor, together or one after the other."""
MET = 3
MOST = 500
"""Lines of a part: pages have room for all that is read."""


def identity(actor: Actor, library: Library, *, is_seen: bool = False) -> Line:
    """Who it is, with every other name. ``is_seen``: an event names it, whatever documents say."""
    names = [f"{safe(a.name)} ({a.kind})" if a.kind == "misspelling" else safe(a.name) for a in actor.aliases]
    also = f" Also written: {', '.join(names)}." if names else ""
    part = f" Part of {actor_name(actor.parent, library)}." if actor.parent else ""
    note = f" {sentence(safe(actor.note))}" if actor.note else ""
    note += _by_name(actor, is_seen=is_seen)
    text = f"**{safe(actor.name)}** — {kind_of(actor)}.{part}{note}{also}"
    newest = newest_role(actor)
    held = role(newest, library) if newest else kind_of(actor)
    unread = f" · {BY_NAME_ONLY}" if actor.basis != "document" and not is_seen else ""
    head = f"**{safe(actor.name)}**\n-# {held}{unread}"
    return Line(text, cited(actor.citations, library), head, f"actor/{actor.id}")


def who(dossier: Dossier, today: date) -> tuple[Line, ...]:
    """Who it is in a sentence, by the newest filed position; then how old the newest of it is."""
    actor = dossier.actor
    line = presented(actor, dossier.found.library, is_seen=bool(dossier.found.events))
    plain = f"{sentence(kind_of(actor)).rstrip('.')}."
    known = counted_tally(dossier.found.tally, dossier.found) if dossier.found.events else ""
    told = f"{capitalised(known)} known{_most_with(dossier)}." if known else ""
    age = " ".join(part for part in (told, age_line(dossier.found, today)) if part)
    if age and actor.kind == "state" and line.text == plain:
        return (Line(age),)  # its name says that it is a state
    return (line, Line(age)) if age else (line,)


def presented(actor: Actor, library: Library, *, is_seen: bool) -> Line:
    """Who it is in a sentence, by the newest filed position."""
    newest = newest_role(actor)
    within = (
        actor.parent
        if actor.parent and actor_name(actor.parent, library) != country_name(actor.country or "")
        else None
    )
    part = f", part of {actor_name(within, library)}" if within else ""
    note = f" {sentence(safe(actor.note))}" if actor.note else ""
    note += _by_name(actor, is_seen=is_seen)
    text = f"{sentence(kind_of(actor)).rstrip('.')}{part}.{note}"
    if newest is not None:
        text = f"{sentence(_office(newest, library))}{note}"
    return Line(text, cited(newest.citations if newest else actor.citations, library))


def equipment_line(gear: Equipment, library: Library) -> Line:
    """What a weapon is in a sentence: its category and maker, as documents tell them."""
    by = f", made by {actor_name(gear.maker, library)}" if gear.maker else ""
    note = f" {sentence(safe(gear.note))}" if gear.note else ""
    return Line(f"{sentence(safe(gear.category)).rstrip('.')}{by}.{note}", cited(gear.citations, library))


def _most_with(dossier: Dossier) -> str:
    """Of a state, with which others it is met most often."""
    actor = dossier.actor
    if actor.kind != "state" or not actor.country:
        return ""
    others = Counter(c for told in dossier.found.events for c in told.event.countries if c != actor.country)
    names = [f"{country_name(code)} ({count})" for code, count in others.most_common(MET)]
    return f", most with {listed(names)}" if names else ""


def _by_name(actor: Actor, *, is_seen: bool) -> str:
    """That no document tells of it."""
    if actor.basis == "document":
        return ""
    return (
        " Known by name; what follows is from items that were read."
        if is_seen
        else f" {sentence(BY_NAME_ONLY)}"
    )


def _office(held: Role, library: Library) -> str:
    """``Defence Minister of China, last reported in office on 1 December 2020``."""
    told = office_told(held, library)
    if held.until or not held.attested:
        return f"{told} ({tenure(held)})"
    since = f", since {partial(held.since)}" if held.since else ""
    last = max(held.attested)
    on = "on" if len(last) == len("2020-11-30") else "in"
    return f"{told}{since}, last reported in office {on} {partial(last)}"


def other_names(actor: Actor) -> tuple[Line, ...]:
    """Every other name that sources use."""
    also = [f"{safe(a.name)} ({a.kind})" if a.kind == "misspelling" else safe(a.name) for a in actor.aliases]
    return (Line(f"Also written: {', '.join(also)}."),) if also else ()


def roles(actor: Actor, library: Library) -> tuple[Line, ...]:
    return tuple(Line(role(held, library), cited(held.citations, library)) for held in actor.roles)


def sections(dossier: Dossier, today: date, most: int = MOST) -> tuple[Section, ...]:
    """Everything under the identity line, most telling first, at most so many lines in a part; empty ones are left out."""
    actor, found = dossier.actor, dossier.found
    said = [claim for claim in found.claims if claim.speaker == actor.id]
    about = [claim for claim in found.claims if claim.speaker != actor.id]
    figures = [claim for claim in about if claim.kind == "figure"]
    drawn = deals_picture(f"Arms deals of {actor.name}", found.agreements, found.library.actors)
    shares = share_picture(figures, found.library.actors)
    parts = (
        Section("Events", events(found, most), found.tally.events),
        Section("Agreements and deals", agreements(found, most), picture=drawn),
        Section("Positions", roles(actor, found.library)),
        Section("First and last seen", seen(actor.id, found.events, found.library, today)),
        Section("Texts of theirs that are known", texts(dossier.texts, most)),
        Section("With whom", partners(actor, found, most)),
        Section("Figures", claims(figures, found.library, most), picture=shares),
        Section("Statements", claims(said, found.library, most)),
        Section("Said by others", claims([c for c in about if c.kind != "figure"], found.library, most)),
        Section("People and parts", members(dossier, most)),
        Section("Names", other_names(actor)),
    )
    return tuple(part for part in parts if part.lines)


def first_page(dossier: Dossier) -> tuple[Section, ...]:
    """What they did, what was agreed, what they said; of a state or a body, also who belongs to it."""
    actor, found = dossier.actor, dossier.found
    said = [claim for claim in found.claims if claim.speaker == actor.id]
    about = [
        claim for claim in found.claims if claim.speaker != actor.id and claim.kind in ("figure", "fact")
    ]
    mine = frozenset({actor.id})
    said.sort(key=lambda claim: pertinence(claim, mine), reverse=True)
    about.sort(key=lambda claim: pertinence(claim, mine), reverse=True)
    deals = sorted(found.agreements, key=newest_known, reverse=True)
    parts = (
        Section("Events", events(found, 4)[:4]),
        Section("Agreements and deals", tuple(agreement_line(deal, found.library) for deal in deals[:3])),
        Section("Statements", claims(said, found.library, 2)[:2]),
        Section("Said by others", claims(about, found.library, 2)[:2]),
        Section("People and parts", members(dossier, 3)),
    )
    return tuple(part for part in parts if part.lines)


def events(found: Findings, most: int = MOST) -> LaterLines:
    lines = listed_events(found.events[:most], found.library)
    left = max(found.tally.events, len(found.events)) - len(lines)
    return lines.then(f"… and {left:,} earlier ones: /timeline shows them.") if left > 0 else lines


def agreements(found: Findings, most: int = MOST) -> LaterLines:
    lines = listed_deals(found.agreements[:most], found.library)
    left = len(found.agreements) - most
    return lines.then(f"… and {left} more: /agreements lists them.") if left > 0 else lines


def claims(rows: Iterable[Claim], library: Library, most: int = MOST) -> LaterLines:
    every = list(rows)
    lines = listed_claims(every[:most], library)
    left = len(every) - most
    return lines.then(f"… and {left} more: /search finds them.") if left > 0 else lines


def texts(references: tuple[Reference, ...], most: int = MOST) -> tuple[Line, ...]:
    """What a source published, with why it has its letter."""
    lines = [Line(described(reference), (Cited(reference),)) for reference in references[:most]]
    left = len(references) - most
    grade = [f"Reliability {r.reliability}: {sentence(safe(r.reason))}" for r in references[:1] if r.reason]
    more = [f"… and {left} more."] if left > 0 else []
    return (*lines, *(Line(text) for text in (*grade, *more)))


def partners(actor: Actor, found: Findings, most: int = MOST, kinds: Kinds = KINDS) -> tuple[Line, ...]:
    """Who else took part in the same events, most often first. Those who were called on by one visitor need not have met."""
    shared = [(other, told) for told in found.events for other in _met_in(told.event, actor.id, kinds)]
    met = Counter(other for other, _ in shared)
    newest = dict(reversed(shared))
    lines = tuple(_partner(actor.id, key, count, newest[key], found) for key, count in met.most_common(most))
    if lines and found.tally.events > len(found.events):
        return (Line(f"In {len(found.events)} of {found.tally.events:,} events, the newest:"), *lines)
    return lines


def _met_in(event: Event, actor: str, kinds: Kinds) -> list[str]:
    mine = {part.part for part in event.actors if part.actor == actor}
    apart = kinds.of(event.kind).is_talk and mine <= CALLED_ON
    others = [part for part in event.actors if part.actor != actor and mine]
    return list(dict.fromkeys(part.actor for part in others if not (apart and part.part in CALLED_ON)))


def _partner(actor: str, key: str, count: int, told: Told, found: Findings) -> Line:
    """With the places that name both, where some do; else those that name the other one."""
    rows = [one for one in told.evidence if f"actor/{key}" in one.parts]
    both = [one for one in rows if f"actor/{actor}" in one.parts]
    times = "1 event" if count == 1 else f"{count} events"
    title = safe(told_title(told, found.library))
    text = f"{actor_name(key, found.library)} ({times}, newest: {title})"
    where = saying(f"actor/{key}", both or rows or told.evidence, found.library)
    return Line(text, where[:2])


def members(dossier: Dossier, most: int = MOST) -> tuple[Line, ...]:
    library = dossier.found.library
    return tuple(
        Line(
            f"{safe(one.name)}{_position(one, dossier.actor.id, library)}", cited(one.citations, library)[:2]
        )
        for one in dossier.members[:most]
    )


def _position(actor: Actor, organisation: str, library: Library) -> str:
    held = [role(r, library) for r in actor.roles if r.organisation == organisation]
    return f": {'; '.join(held)}" if held else ""


def seen(actor: str, events: Iterable[Told], library: Library, today: date) -> tuple[Line, ...]:
    """The first and the last day on which an event shows them: of what lies ahead or is denied nobody was seen in it."""
    dated = sorted((told for told in events if _shows(told.event, today)), key=_day)
    if len(dated) < 2:
        return tuple(_seen("Seen once", told, actor, library) for told in dated)
    return (_seen("First seen", dated[0], actor, library), _seen("Last seen", dated[-1], actor, library))


def _shows(event: Event, today: date) -> bool:
    known = event.day is not None and event.day <= today and event.precision != "unknown"
    return known and "denied" not in (event.phase, event.standing)


def _seen(words: str, told: Told, actor: str, library: Library) -> Line:
    event = told.event
    text = f"{words}: {day(event.day, event.precision)} ({safe(told_title(told, library))})"
    return Line(text, saying(f"actor/{actor}", told.evidence, library)[:2])


def _day(told: Told) -> date:
    return told.event.day or date.min
