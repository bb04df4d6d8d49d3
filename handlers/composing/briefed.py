"""A brief of what was found on a topic: what answers first, then by theme, every line cited."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from facts.asking.brief import Brief
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.wording.visits import place_asked
from handlers.briefing.answered import answer_lines, is_counted, names_office
from handlers.briefing.brief_parts import ENOUGH, composed, unknown_lines
from handlers.briefing.figured import figure_lines, is_for_figures
from handlers.briefing.leading import asks_for_news, better_said, is_of_sort, leading
from handlers.briefing.opening import known_lines, lead_lines
from handlers.briefing.said import period_notes, said_beside
from handlers.composing.amended import named_actors
from handlers.composing.fitted import Fitted, fitted_line, with_reason
from handlers.render.illustrations.deals import deals_picture
from handlers.render.illustrations.periods import periods_picture
from handlers.render.illustrations.shares import share_picture
from handlers.render.pages.agreement import listed_deals
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import bottom_line
from handlers.render.pages.claim import claim_line, differing_lines, listed_claims
from handlers.render.pages.event import listed_events
from handlers.render.pages.rows import MAYBE, dayless_lines
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, listed
from handlers.ui.topic_search import Looked, scope, told_window
from store.nouns.views import Findings, Told

Lines = tuple[Line, ...]
TITLE = 60
EVENTS = "Events"


def brief_answer(
    looked: Looked,
    today: date,
    kinds: Kinds = KINDS,
    fit: Fitted | None = None,
    *,
    before: Lines = (),
) -> Answer:
    """The composed brief: the bottom line first, everything in its sections. ``fit`` are the statements that fit the question
    best, if that is more than a name. Where lines that answer it stand ``before``, only how much is known and how old it
    is follows them; what else would have led stands in the lists."""
    found = looked.found
    asked = frozenset(key for facet in looked.topic.facets for key in named_actors(facet, looked.known))
    first = None if before else leading(looked, today, kinds)
    figures = figure_lines(looked, asked) if is_for_figures(looked) else []
    answers = before or _answers(looked, first, kinds, None if figures else fit)
    if before:
        others = known_lines(looked, today)
    else:
        others = lead_lines(looked, asked, today, first, kinds, is_counted=is_counted(looked))
    lead = (*answers, *_untold(others, answers))
    also = Section("Also said", tuple(said_beside(looked, lead)))
    overview = (*_overview(looked, asked, today, first), also)
    if figures and not answers:
        rest = (line for line in lead if line.text != figures[0].text)
        lead = (figures[0], *rest)
        overview = (Section("Figures", tuple(figures[1:4])), *_without_lines(overview, figures[:4]))
    return Answer(
        titled(looked),
        lead,
        _parts(looked, kinds),
        (*looked.notes, *period_notes(looked)),
        enough=ENOUGH,
        overview=tuple(part for part in _without_lines(overview, lead) if part.lines),
        names=names_met(found),
        scope=scope(looked.window),
        picture=periods_picture(
            titled(looked) if looked.topic.facets else "All events",
            [one.event for one in found.events],
            found.tally.events,
        ),
    )


def _overview(looked: Looked, asked: frozenset[str], today: date, first: Told | None) -> tuple[Section, ...]:
    are_states = all(facet.what == "country" for facet in looked.topic.facets)
    said, window = first.event.id if first else "", looked.window
    return bottom_line(looked.found, asked, today, said, window, holds_first=are_states and window.is_open)


def _parts(looked: Looked, kinds: Kinds) -> tuple[Section, ...]:
    """All that is known, list by list; nothing more than the first page has, where that is one statement."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    maybe = Section(MAYBE, dayless_lines(looked.undated))
    parts = (*_sections(composed(found, kinds), told, found), maybe)
    is_all_said = found.tally.claims == 1 and not (told or found.agreements)
    return () if is_all_said else tuple(part for part in parts if part.lines)


def _answers(looked: Looked, first: Told | None, kinds: Kinds, fit: Fitted | None) -> Lines:
    """What stands before all else: what the question asks for, or without any the statement that has more of it."""
    if answers := tuple(answer_lines(looked, first, kinds)):
        return with_reason(answers, fit) if fit else answers
    if first is not None and (asks_for_news(looked.topic.asked) or _is_named(looked, first)):
        return ()
    if fit is not None and (line := fitted_line(fit, looked, first)):
        return (line,)
    if fit is None or not (better := better_said(looked, first)):
        return ()
    return (claim_line(better, looked.found.library, dated=False),)


def _is_named(looked: Looked, first: Told) -> bool:
    """Whether the event that leads is of those that the question asks to be named, with every side of it but common words."""
    is_whole = all(facet.loose for facet in looked.passed)
    return is_whole and place_asked(looked.topic.asked) is not None and is_of_sort(looked, first.event)


def _untold(lines: Iterable[Line], told: Lines) -> Iterator[Line]:
    """Lines without those that say the same, or tell of the same event."""
    texts = {line.text for line in told}
    opened = {line.opens for line in told if line.opens.startswith("event/")}
    yield from (line for line in lines if line.text not in texts and line.opens not in opened)


def _without_lines(parts: Iterable[Section], told: Iterable[Line]) -> Iterator[Section]:
    """Lists without the lines that are told before them."""
    known = {line.text for line in told}
    for part in parts:
        yield replace(part, lines=tuple(line for line in part.lines if line.text not in known))


def titled(looked: Looked) -> str:
    """The names as they were read, where the topic is nothing but a few names; else as it was asked; of a time alone, that."""
    if not looked.topic.facets and not looked.window.is_open:
        return told_window(looked.window).removesuffix(", both included")
    read = listed([facet.label for facet in looked.topic.facets])
    if any(facet.what in ("word", "theme", "stage") or names_office(facet) for facet in looked.topic.facets):
        read = looked.topic.asked
    text = read if 0 < len(read) <= TITLE else looked.topic.asked or "Everything that is known"
    return capitalised(text)


def _sections(brief: Brief, told: dict[str, Told], found: Findings) -> Iterator[Section]:
    library = found.library
    events = sorted(told.values(), key=lambda one: one.event.day or date.min, reverse=True)
    yield Section(EVENTS, listed_events(events, library), found.tally.events)
    deals = [deal for group in brief.groups for deal in group.agreements]
    drawn = deals_picture("Arms deals by supplier", deals, library.actors)
    yield Section("Agreements and deals", listed_deals(deals, library), picture=drawn)
    differing = [line for one in brief.differing for line in differing_lines(one, library)]
    yield Section("Where sources differ", tuple(differing))
    shares = share_picture(found.claims, library.actors)
    yield Section("Figures", listed_claims(brief.figures, library), picture=shares)
    yield Section("Also known", listed_claims(brief.facts, library))
    yield Section("Plans and expectations of the time", listed_claims(brief.plans, library))
    yield Section("Views", listed_claims(brief.views, library))
    yield Section("Denied", listed_claims(brief.denied, library))
    yield Section("Not known", tuple(unknown_lines(brief, told, library)))
