"""The first sentences of an answer on a topic: what answers, how much is known, how old the newest of it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from facts.asking.questions import is_for_last, is_for_next
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from handlers.briefing.answered import is_counted as counts
from handlers.briefing.leading import (
    asks_for_first,
    asks_for_news,
    is_a_name,
    is_newest,
    is_precise,
    is_still_ahead,
    number_told,
    one_deal_asked,
    price_told,
    telling_claim,
)
from handlers.render.pages.agreement import agreement_line, status_places, summary_line
from handlers.render.pages.answer import Line, pieced
from handlers.render.pages.bottom_line import AHEAD, age_line, counted_tally, standing_fact
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import (
    asked_line,
    contrary_line,
    correction_line,
    denial_line,
    event_line,
    named_with_day,
    telling_line,
    told_marks,
)
from handlers.render.words.dates import day
from handlers.render.words.text import safe, sentence
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement
from store.nouns.views import Told

FEW = 2
"""Events of which the one that answers is told in a sentence more."""
SAID = 160
"""Letters of what an agreement is."""


def lead_lines(
    looked: Looked,
    asked: frozenset[str],
    today: date,
    first: Told | None,
    kinds: Kinds = KINDS,
    *,
    is_counted: bool = False,
) -> Iterator[Line]:
    """The answer in a sentence: what the one agreement is that was asked for, the event that answers best, or else what
    holds between all who are named; then how much is known, if that ``is_counted`` nowhere before, and how old the newest
    of it is."""
    found, library = looked.found, looked.found.library
    if deal := one_deal_asked(looked):
        said = summary_line(deal, library, SAID) if deal.summary else Line(sentence(safe(deal.name)))
        status = Line(f" {_status(deal)}", status_places(deal, library))
        is_news = bool(deal.steps) and asks_for_news(looked.topic.asked)
        yield from _newer(looked, deal, today, kinds) if is_news else ()
        pieces = said.pieces or (said,)
        if is_news:
            pieces = (replace(status, text=status.text.strip()), Line(" "), *pieces)
        else:
            pieces = (*pieces, status)
        yield pieced(*pieces, opens=f"agreement/{deal.id}")
    elif first is not None:
        yield _first_line(looked, first, kinds, today)
        beside = _against(first, looked)
        yield from beside
        is_alone = found.tally.events <= FEW and not found.agreements
        aside = asked_line(first, library, looked.topic.asked)
        if any(aside and aside.text.strip("“”") in line.text for line in beside):
            aside = None  # it is the headline of the denial
        is_quoted = is_alone or clue("names").search(looked.topic.asked)
        if more := aside or (telling_line(first, library) if is_quoted else None):
            yield more
    else:
        yield from _standing(looked, asked)
    on = " on this" if looked.topic.facets and not first else ""
    yield from known_lines(looked, today, on, is_counted=is_counted)


def _against(first: Told, looked: Looked) -> tuple[Line, ...]:
    """What denies the event, or puts right what was told of it."""
    library = looked.found.library
    denied = denial_line(first, looked.found.events, library)
    line = denied or contrary_line(first, library) or correction_line(first, library)
    return (line,) if line else ()


def _newer(looked: Looked, deal: Agreement, today: date, kinds: Kinds) -> Iterator[Line]:
    """What happened on the agreement after its newest step."""
    last = max((step.day for step in deal.steps if step.day), default=date.min)
    later = [one for one in looked.found.events if one.event.day and last < one.event.day <= today]
    later = [one for one in later if one.event.phase not in AHEAD]
    if later:
        yield _first_line(looked, max(later, key=lambda one: one.event.day or last), kinds, today)


def known_lines(looked: Looked, today: date, on: str = "", *, is_counted: bool = False) -> Iterator[Line]:
    """How much is known, unless it is ``counted`` before, and how old the newest of it is."""
    age = age_line(looked.found, today, looked.window)
    if is_counted:
        yield from [Line(age)] if age else []
        return
    yield Line(f"{counted_tally(looked.found.tally, looked.found)} known{on}. {age}".strip())


def _standing(looked: Looked, asked: frozenset[str]) -> Iterator[Line]:
    """What holds, where no event answers: a fact, the only agreement, or a statement."""
    found, library = looked.found, looked.found.library
    if fact := standing_fact(found, asked):
        yield fact
    elif not found.events and len(found.agreements) == 1:
        yield agreement_line(found.agreements[0], library)
    elif not found.events and (claim := telling_claim(looked, asked)):
        yield claim_line(claim, library, dated=False)


def _first_line(looked: Looked, first: Told, kinds: Kinds, today: date) -> Line:
    """The event that answers, with its day and its value, and what it is among several."""
    library = looked.found.library
    line = event_line(first, library, brief=True)
    marks = told_marks(first, library)
    price, priced_by = price_told(looked, first.event, kinds)
    number, counted_by = number_told(looked, first.event)
    among = "" if counts(looked) else _among(looked, first, today)
    told = " ".join(part for part in (f"{among}{named_with_day(first, library)}", marks) if part)
    return Line(
        " ".join(part for part in (f"{told}.", number, price) if part),
        tuple(dict.fromkeys((*line.sources, *counted_by, *priced_by))),
        opens=line.opens,
    )


def _among(looked: Looked, first: Told, today: date) -> str:
    """That of several events it is the newest, where none may be newer; of all in a window else the most important, of
    states the newest of importance."""
    count = looked.found.tally.events
    if is_for_next(looked.topic.asked) and first.event.phase in AHEAD:
        return "The next that is known: " if is_still_ahead(first.event, today) else "Last announced: "
    if count < 2 or (is_precise(looked) and not is_a_name(looked)):
        return ""
    if len(looked.found.events) == count and is_newest(first.event, [t.event for t in looked.found.events]):
        return f"The newest of {count}: "
    if asks_for_first(looked):
        return f"The first of {count} known: "
    if looked.window.is_open and all(facet.what == "country" for facet in looked.topic.facets):
        return "" if is_for_last(looked.topic.asked) else "The newest of importance: "
    return "" if looked.topic.facets else f"The most important of {count}: "


def _status(deal: Agreement) -> str:
    last = deal.steps[-1] if deal.steps else None
    since = f", {day(last.day, last.precision)}" if last and last.day else ""
    return sentence(f"Newest status: {safe(deal.status)}{since}") if last else ""
