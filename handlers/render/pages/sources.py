"""The list of sources that closes a long answer."""

from handlers.render.pages.answer import Line, Section
from handlers.render.words.cite import described
from store.nouns.views import Reference


def sources(sections: tuple[Section, ...], lead: tuple[Line, ...] = ()) -> Section:
    """Every article that the lines cite, once, in the order of its day; a reason behind each letter."""
    lines = [*lead, *(line for section in sections for line in section.lines)]
    used = dict.fromkeys(source.reference for line in lines for source in line.sources)
    return Section("Sources", tuple(Line(described(reference)) for reference in sorted(used, key=_day)))


def _day(reference: Reference) -> str:
    return reference.published.isoformat() if reference.published else ""
