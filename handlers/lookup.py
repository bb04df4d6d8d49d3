"""What is answered where a name means nothing or too much."""

from collections.abc import Iterator

from facts.directory import Directory
from facts.phrases import fold
from facts.resolve import Missing, Several, nearest
from handlers.answer import Answer, Line, Section
from handlers.render.event import event_line
from handlers.render.names import kind_of, role
from handlers.render.sources import sources
from handlers.render.text import listed, safe
from handlers.topical import Looked, sides, told_window
from store.views import Library

CANDIDATES = 25
CLOSEST = 8


def unknown(asked: str, missing: Missing, what: str, known: Directory | None = None) -> Answer:
    """Nothing goes by that name: says so, with the nearest names, and where the name is known as something else."""
    lead = [Line(f"Nothing is known about “{safe(asked)}”: no {what} goes by this name.")]
    for entry in known.names.get(fold(asked), ()) if known else ():
        name = safe(known.title(entry.kind, entry.id)) if known else ""
        lead.append(Line(f"It is known as {entry.kind} ({name}): ask /brief topic:{name}."))
    near = tuple(Line(safe(name)) for name in missing.nearest)
    sections = (Section("Nearest names", near),) if near else ()
    footer = "/search looks through everything that is known."
    return Answer(f"No {what} found", tuple(lead), sections, footer=footer)


def ambiguous(asked: str, several: Several, known: Directory) -> Answer:
    """Several things go by that name: lists them, with what tells them apart."""
    lead = (
        Line(
            f"“{safe(asked)}” can mean {len(several.candidates)} different things. Ask again with one of these:"
        ),
    )
    lines = tuple(
        Line(
            f"**{safe(known.title(kind, key))}** — {_told_apart(known, kind, key)} ({safe(why)}; id `{key}`)"
        )
        for kind, key, why in several.candidates[:CANDIDATES]
    )
    return Answer(f"Which {safe(asked)}?", lead, (Section("Candidates", lines),))


def _told_apart(known: Directory, kind: str, key: str) -> str:
    actor = known.actors.get(key) if kind == "actor" else None
    if actor is None:
        return kind
    library = Library(actors=known.actors)
    roles = "; ".join(role(held, library) for held in actor.roles[:2])
    return f"{kind_of(actor)}: {roles}" if roles else kind_of(actor)


def refused(why: str) -> Answer:
    """An option that cannot be read."""
    return Answer("That cannot be read", (Line(safe(why)),))


def nothing(looked: Looked) -> Answer:
    """Nothing meets every side of a topic: says so, and shows apart what comes closest."""
    on = f" on “{safe(looked.topic.asked)}”" if looked.topic.asked else ""
    if not on and looked.topic.facets:
        on = f" on {sides(looked.topic)}"
    lead = [Line(f"Nothing is known{on} ({told_window(looked.window)})."), *_why_not(looked)]
    asked = "" if looked.known_days else looked.topic.asked
    names = tuple(Line(safe(name)) for name in nearest(asked, looked.known))
    parts = [*_closest(looked), *([Section("Nearest names", names)] if names else [])]
    return Answer(
        f"Nothing known: {looked.topic.asked}".rstrip(": "),
        tuple(lead),
        (*parts, *_cited(parts)),
        looked.notes,
    )


def _why_not(looked: Looked) -> Iterator[Line]:
    """Whether it is the window, a word that nothing has, or the words together."""
    if looked.known_days:
        days = " and ".join(looked.known_days)
        between = "between" if len(looked.known_days) > 1 else "on"
        yield Line(f"What is known on it lies outside this window, {between} {days}.")
    elif looked.missed:
        yield Line(f"Nothing at all mentions {safe(listed([f'“{word}”' for word in looked.missed]))}.")
    elif len(looked.topic.facets) > 1:
        yield Line(f"No event, agreement or statement brings {sides(looked.topic)} together.")


def _closest(looked: Looked) -> list[Section]:
    """Events that meet at least half of the sides; anything less would be noise."""
    if looked.met * 2 < len(looked.topic.facets) or not looked.found.events:
        return []
    library = looked.found.library
    lines = tuple(event_line(told, library) for told in looked.found.events[:CLOSEST])
    return [Section("Closest to it, though not on all of it", lines)]


def _cited(parts: list[Section]) -> list[Section]:
    section = sources(tuple(parts))
    return [section] if section.lines else []
