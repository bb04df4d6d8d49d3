"""The figures on one subject: those that contradict each other first, no one picked over another."""

from collections.abc import Iterator

from facts.asking.brief import Brief, Differing, beside, compose_brief
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import disputed_lines, pertinence
from handlers.render.pages.claim import claim_line, differing_lines
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, cut, listed, safe
from handlers.ui.topic_search import Looked, sides

MOST_TYPED = 80
"""Characters of what was typed that a heading shows."""


def as_heading(typed: str) -> str:
    """What was typed as a heading has it: one line, without stray blanks and marks, its first letter a capital."""
    plain = cut(" ".join(typed.split()).strip(" ,;:.?!"), MOST_TYPED)
    return capitalised(plain)


def filled_sections(*parts: Section) -> Iterator[Section]:
    """Those that have a line."""
    yield from (part for part in parts if part.lines)


def figures_answer(looked: Looked) -> Answer:
    """The figures on one subject: those that contradict each other first."""
    found, library = looked.found, looked.found.library
    brief = compose_brief([], found.agreements, found.claims)
    parts = tuple(filled_sections(*_figure_sections(brief.differing, looked)))
    shown = {claim.id for one in (*brief.differing, *beside(found.claims)) for claim in one.claims}
    plain = [claim for claim in brief.figures if claim.id not in shown]
    other = Section("Other figures", tuple(claim_line(claim, library) for claim in plain))
    parts = (*parts, *filled_sections(other, _amounts(looked)))
    return Answer(
        f"Compare: {as_heading(looked.topic.asked)}",
        (_figures_lead(looked, brief),),
        parts,
        looked.notes,
        overview=tuple(_figures_in_short(looked, brief)),
        names=names_met(found),
    )


def _figures_lead(looked: Looked, brief: Brief) -> Line:
    on = sides(looked.topic)
    count = len(brief.differing)
    if count:
        return Line(
            f"On {on}, sources differ on {'one subject' if count == 1 else f'{count} subjects'}; no figure is picked."
        )
    if brief.figures:
        return Line(f"On {on} {_figures_known(len(brief.figures))}; no two contradict each other.")
    if told := beside(looked.found.claims):
        subjects = listed([safe(one.topic) for one in told])
        return Line(f"No figure is known here; several texts tell of {subjects}:")
    return Line(f"No figure is known on {on}. /brief tells what is known.")


def _figures_known(count: int) -> str:
    return "one figure is known" if count == 1 else f"{count} figures are known"


def _figures_in_short(looked: Looked, brief: Brief) -> Iterator[Section]:
    """Each disputed subject in a line, then the most telling figures."""
    found, library = looked.found, looked.found.library
    asked = frozenset(key for facet in looked.topic.facets for kind, key in facet.links if kind == "actor")
    states = looked.states
    asked |= {
        actor.id for actor in library.actors.values() if actor.kind == "state" and actor.country in states
    }
    figures = sorted(brief.figures, key=lambda claim: pertinence(claim, asked), reverse=True)
    yield from filled_sections(
        Section("Sources differ", tuple(disputed_lines(found))),
        Section("Figures", tuple(claim_line(claim, library, dated=False) for claim in figures)),
        _amounts(looked),
    )


def _figure_sections(split: tuple[Differing, ...], looked: Looked) -> Iterator[Section]:
    library = looked.found.library
    for one in split:
        yield Section(f"Sources differ: {one.topic}", tuple(differing_lines(one, library)))
    topics = {one.topic for one in split}
    for one in beside(looked.found.claims):
        if one.topic not in topics:
            yield Section(f"Told by several texts: {one.topic}", tuple(differing_lines(one, library)))


def _amounts(looked: Looked) -> Section:
    library = looked.found.library
    deals = [deal for deal in looked.found.agreements if deal.amounts]
    return Section("Values of agreements", tuple(agreement_line(deal, library, full=True) for deal in deals))
