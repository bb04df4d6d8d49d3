"""An actor's dossier as sections: who, what they did, what was agreed, with whom, what is said."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.words.cite import Cited, cited, described, evidenced
from handlers.render.words.dates import day
from handlers.render.words.names import BY_NAME_ONLY, actor_name, kind_of, role
from handlers.render.words.text import safe, sentence
from store.nouns.models import Actor, Claim, Event
from store.nouns.views import Dossier, Findings, Library, Reference, Told

MOST = 25
"""Lines of a part where there is room for all."""


def identity(actor: Actor, library: Library, *, is_seen: bool = False) -> Line:
    """Who it is, with every other name. ``is_seen``: an event names it, whatever documents say."""
    names = [f"{safe(a.name)} ({a.kind})" if a.kind == "misspelling" else safe(a.name) for a in actor.aliases]
    also = f" Also written: {', '.join(names)}." if names else ""
    part = f" Part of {actor_name(actor.parent, library)}." if actor.parent else ""
    note = f" {sentence(safe(actor.note))}" if actor.note else ""
    if actor.basis == "reference":
        note += (
            " Known by name; what follows is from items that were read."
            if is_seen
            else f" {sentence(BY_NAME_ONLY)}"
        )
    return Line(
        f"**{safe(actor.name)}** — {kind_of(actor)}.{part}{note}{also}", cited(actor.citations, library)
    )


def roles(actor: Actor, library: Library) -> tuple[Line, ...]:
    return tuple(Line(role(held, library), cited(held.citations, library)) for held in actor.roles)


def sections(dossier: Dossier, today: date, most: int = MOST) -> tuple[Section, ...]:
    """Everything under the identity line, most telling first, at most so many lines in a part; empty ones are left out."""
    actor, found = dossier.actor, dossier.found
    said = [claim for claim in found.claims if claim.speaker == actor.id]
    about = [claim for claim in found.claims if claim.speaker != actor.id]
    figures = [claim for claim in about if claim.kind == "figure"]
    parts = (
        Section("Roles", roles(actor, found.library)),
        Section("First and last seen", seen(found.events, found.library, today)),
        Section(f"What they did, newest first ({found.tally.events:,})", events(found, most)),
        Section("Agreements", agreements(found, most)),
        Section("Texts of theirs that are known", texts(dossier.texts, most)),
        Section("With whom", partners(actor, found, most)),
        Section("Figures", claims(figures, found.library, most)),
        Section("What they said", claims(said, found.library, most)),
        Section("Said about them", claims([c for c in about if c.kind != "figure"], found.library, most)),
        Section("People and parts", members(dossier, most)),
    )
    return tuple(part for part in parts if part.lines)


def events(found: Findings, most: int = MOST) -> tuple[Line, ...]:
    lines = tuple(event_line(told, found.library) for told in found.events[:most])
    left = max(found.tally.events, len(found.events)) - len(lines)
    return (*lines, Line(f"… and {left:,} earlier ones: /timeline shows them.")) if left > 0 else lines


def agreements(found: Findings, most: int = MOST) -> tuple[Line, ...]:
    lines = tuple(agreement_line(deal, found.library) for deal in found.agreements[:most])
    left = len(found.agreements) - most
    return (*lines, Line(f"… and {left} more: /agreements lists them.")) if left > 0 else lines


def claims(rows: Iterable[Claim], library: Library, most: int = MOST) -> tuple[Line, ...]:
    every = list(rows)
    lines = tuple(claim_line(claim, library) for claim in every[:most])
    left = len(every) - most
    return (*lines, Line(f"… and {left} more: /search finds them.")) if left > 0 else lines


def texts(references: tuple[Reference, ...], most: int = MOST) -> tuple[Line, ...]:
    """What a source published, with why it has its letter."""
    lines = [Line(described(reference), (Cited(reference),)) for reference in references[:most]]
    left = len(references) - most
    grade = [f"Reliability {r.reliability}: {sentence(safe(r.reason))}" for r in references[:1] if r.reason]
    more = [f"… and {left} more."] if left > 0 else []
    return (*lines, *(Line(text) for text in (*grade, *more)))


def partners(actor: Actor, found: Findings, most: int = MOST) -> tuple[Line, ...]:
    """Who else took part in the same events, most often first."""
    met = Counter(p.actor for told in found.events for p in told.event.actors if p.actor != actor.id)
    lines = tuple(_partner(key, count, found) for key, count in met.most_common(most))
    if lines and found.tally.events > len(found.events):
        return (Line(f"In {len(found.events)} of {found.tally.events:,} events, the newest:"), *lines)
    return lines


def _partner(key: str, count: int, found: Findings) -> Line:
    told = next(one for one in found.events if key in {p.actor for p in one.event.actors})
    times = "1 event" if count == 1 else f"{count} events"
    text = f"{actor_name(key, found.library)} ({times}, newest: {safe(told.event.title)})"
    return Line(text, evidenced(told.evidence, found.library)[:2])


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


def seen(events: Iterable[Told], library: Library, today: date) -> tuple[Line, ...]:
    """The first and the last day on which an event shows them: of what lies ahead or is denied nobody was seen in it."""
    dated = sorted((told for told in events if _shows(told.event, today)), key=_day)
    if len(dated) < 2:
        return tuple(_seen("Seen once", told, library) for told in dated)
    return (_seen("First seen", dated[0], library), _seen("Last seen", dated[-1], library))


def _shows(event: Event, today: date) -> bool:
    known = event.day is not None and event.day <= today and event.precision != "unknown"
    return known and "denied" not in (event.phase, event.standing)


def _seen(words: str, told: Told, library: Library) -> Line:
    event = told.event
    text = f"{words}: {day(event.day, event.precision)} ({safe(event.title)})"
    return Line(text, evidenced(told.evidence, library)[:2])


def _day(told: Told) -> date:
    return told.event.day or date.min
