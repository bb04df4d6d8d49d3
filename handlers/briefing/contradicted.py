"""The figures on one subject: those that contradict each other first, no one picked over another."""

from collections.abc import Iterator

from facts.asking.brief import Brief, Differing, beside, compose_brief
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section, pieced, spaced
from handlers.render.pages.bottom_line import disputed_lines, pertinence
from handlers.render.pages.claim import claim_line, differing_lines
from handlers.render.pages.event import named_with_day
from handlers.render.paging.met import names_met
from handlers.render.words.cite import cited, evidenced
from handlers.render.words.figures import money
from handlers.render.words.text import capitalised, cut, listed, safe
from handlers.ui.topic_search import Looked, sides
from store.nouns.views import Library, Told

PRICED = 3
"""Deals whose sums are told in the first sentence."""
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
    if worth := _sums(looked):
        return worth
    if told := beside(looked.found.claims):
        subjects = listed([safe(one.topic) for one in told])
        return Line(f"No figure is known here; several texts tell of {subjects}:")
    return Line(f"No figure is known on {on}. /brief tells what is known.")


def _sums(looked: Looked) -> Line | None:
    """The sums that texts give for what was found, where no figure is filed by itself: of one deal all of them side by side."""
    priced = [told for told in looked.found.events if told.event.amounts]
    if not priced:
        return None
    library = looked.found.library
    lines = [worth_line(told, library) for told in priced[:PRICED]]
    several = any(len({one.amount for one in told.event.amounts}) > 1 for told in priced[:PRICED])
    head = "Texts give different sums, and none is picked: " if several else ""
    return pieced(Line(head), *spaced(lines))


def worth_line(told: Told, library: Library) -> Line:
    """A deal with every sum that texts give for it, each with the places that say it."""
    named = Line(f"{named_with_day(told, library)}: ", evidenced(told.evidence, library))
    return pieced(named, *_worth(told, library), opens=f"event/{told.event.id}")


def sums_line(told: Told, library: Library) -> Line:
    """``Value: US$1.6 billion or US$1.9 billion.``"""
    return pieced(Line("Value: "), *_worth(told, library))


def _worth(told: Told, library: Library) -> list[Line]:
    whole = evidenced(told.evidence, library)
    sums: dict[str, Line] = {}
    for one in told.event.amounts:
        text = money(one.amount, one.currency)
        sums.setdefault(text, Line(text, cited(one.citations, library) or whole))
    first, *others = sums.values()
    return [first, *(piece for one in others for piece in (Line(" or "), one)), Line(".")]


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
