"""Contradicting figures as lines, side by side; none is picked."""

from collections.abc import Iterator

from facts.asking.brief import Differing
from handlers.render.pages.answer import Line
from handlers.render.pages.claim import claim_line
from handlers.render.words.text import safe
from store.nouns.views import Library


def differing_lines(one: Differing, library: Library) -> Iterator[Line]:
    """One line for each statement, under the subject that they share."""
    for number, claim in enumerate(one.claims, 1):
        line = claim_line(claim, library)
        yield Line(f"{safe(one.topic)} ({number} of {len(one.claims)}): {line.text}", line.sources)
