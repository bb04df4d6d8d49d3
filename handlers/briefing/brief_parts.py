"""What several kinds of brief are made of: the composed brief, statements and what is not known, as cited lines."""

from collections.abc import Iterator

from facts.asking.brief import Brief, compose_brief
from facts.model.kinds import Kinds
from handlers.render.pages.agreement import unknowns_line
from handlers.render.pages.answer import Line
from handlers.render.pages.event import event_unknowns
from handlers.render.words.text import not_known, safe
from store.nouns.models import Agreement
from store.nouns.views import Findings, Library, Told

ENOUGH = 960
"""Characters of a first page: an analyst's bottom line is read as a whole."""


def composed(found: Findings, kinds: Kinds) -> Brief:
    """Everything that was found, in the order in which a brief tells it."""
    return compose_brief([one.event for one in found.events], found.agreements, found.claims, kinds)


def unknown_lines(brief: Brief, told: dict[str, Told], library: Library) -> Iterator[Line]:
    """What sources say is not known, with the sources of what it is not known about."""
    for subject in brief.unknown:
        if isinstance(subject, Agreement):
            line = unknowns_line(subject, library, "")
            yield Line(f"**{safe(subject.name)}** · {line.text}", line.sources)
        else:
            where = [source for one in event_unknowns(told[subject.id], library) for source in one.sources]
            texts = not_known(subject.unknown, "")
            yield Line(f"**{safe(subject.title)}** · {texts}", tuple(dict.fromkeys(where)))
