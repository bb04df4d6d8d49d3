"""Which of several never did something: of whom nothing of the kind is filed, beside what is of the others."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facts.wording.framing import asks_whether
from handlers.briefing.leading import is_deed
from handlers.quoting.sentences import titled_line
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, sources_of
from handlers.render.pages.claim import claim_line
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Told

_YES = re.compile("^Yes: ")
LIMITS = Line("That something never was no text can show: told is only what is filed.")


def absence_lines(sides: Iterable[tuple[str, Looked]]) -> tuple[Line, ...]:
    """Of whom nothing is filed as done, and of each one what is. ``sides`` are the names with what was found on each."""
    without, told = list[str](), list[Line]()
    for typed, looked in sides:
        name, (line, is_done) = f"**{safe(capitalised(typed))}**", _told_of(looked)
        if not is_done:
            without.append(name)
        if line is not None:
            told.append(Line(f"{name}: {line.text.removesuffix('.')}.", line.sources, opens=line.opens))
    if without:
        head = Line(
            f"Nothing of the kind is filed as done of {listed(without)}; that it never was no text can show."
        )
    else:
        head = Line("Of none of them: of each something of the kind is filed.", sources_of(told))
    return (head, *told)


def told_of_never(question: str, was: Answer) -> Answer:
    """``was`` is the answer to the question without its "never": a yes to that is none to this."""
    titled = replace(was, title=capitalised(question))
    if was.is_empty:
        return titled
    if not asks_whether(question):
        return replace(titled, lead=(LIMITS, *was.lead))
    lead = (replace(line, text=_YES.sub("It is told: ", line.text)) for line in was.lead)
    return replace(titled, lead=tuple(lead))


def _told_of(looked: Looked) -> tuple[Line | None, bool]:
    """The newest deed that meets every side of the question, or else an agreement or a fact, which tell it as done; else what only
    lies ahead or was denied."""
    if looked.is_empty or any(not facet.loose for facet in looked.passed):
        return None, False
    found, library = looked.found, looked.found.library
    if done := [told for told in found.events if _was(told)]:
        return titled_line(max(done, key=_day), library), True
    if deals := [deal for deal in found.agreements if deal.is_told]:
        return agreement_line(deals[0], library), True
    facts = [claim for claim in found.claims if claim.kind in ("fact", "figure") and not claim.denied]
    if facts:
        return claim_line(facts[0], library, dated=False), True
    newest = max(found.events, key=_day, default=None)
    return (titled_line(newest, library), False) if newest else (None, False)


def _day(told: Told) -> date:
    return told.event.day or date.min


def _was(told: Told) -> bool:
    event = told.event
    ahead = event.phase in ("announced", "proposed", "in talks", "postponed")
    return is_deed(event) and event.standing != "denied" and event.phase not in NEVER_DONE and not ahead
