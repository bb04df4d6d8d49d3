"""How far deals are, as news tells them: one with its steps, or those that are no further than talks."""

from collections.abc import Iterator

from facts.asking.brief import newest_known
from facts.sifting.dealings import AHEAD, StageAsked, tells_open
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.contradicted import sums_line
from handlers.dealing.dealings import Dealing, dealing_line, denied_line, staged_line
from handlers.quoting.sentences import said_of
from handlers.render.illustrations.deals import is_ahead
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section, sources_of
from handlers.render.pages.event import event_line, telling_line
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.views import Library

MOST = 2
"""Deals whose stage is told in the first sentences."""
LISTED = 4


def stage_answer(question: str, looked: Looked, rows: list[Dealing], asked: StageAsked) -> Answer:
    """How far each is, what denies it, what its texts say is still to come; what came before behind it."""
    library = looked.found.library
    lead = [line for row in rows[:MOST] for line in _told(row, library, asked)]
    before = tuple(event_line(step, library) for row in rows for step in row.steps if step is not row.newest)
    others = tuple(dealing_line(row, library) for row in rows[MOST:])
    parts = (Section("What was told before", before), Section("Also told", others))
    return Answer(
        capitalised(question),
        tuple(lead),
        tuple(part for part in parts if part.lines),
        looked.notes,
        enough=ENOUGH,
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def listed_stages(question: str, looked: Looked, rows: list[Dealing]) -> Answer:
    """The deals that are no further than asked, told last first, those with an entry behind them; that none is, where it is so."""
    library = looked.found.library
    filed = [deal for deal in looked.found.agreements if deal.is_told and is_ahead(deal.status)]
    told = [dealing_line(row, library) for row in rows]
    lines = (
        *told,
        *(agreement_line(deal, library) for deal in sorted(filed, key=newest_known, reverse=True)),
    )
    if not lines:
        first = Line(
            "No deal that is filed stands so; what is told of others is signed, delivered, denied or called off."
        )
        return Answer(capitalised(question), (first,), notes=looked.notes, scope=scope(looked.window))
    many = "1 deal is" if len(lines) == 1 else f"{len(lines)} deals are"
    head = Line(
        f"{many} told as no further than talks, a plan or a preliminary paper:", sources_of(lines[:LISTED])
    )
    return Answer(
        capitalised(question),
        (head,),
        (Section("Told last first", lines),),
        looked.notes,
        enough=ENOUGH,
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def dealing_answer(name: str, looked: Looked, rows: list[Dealing]) -> Answer:
    """One deal as news tells it: its stage, its sums, its steps; of several a list."""
    found, library = looked.found, looked.found.library
    if len(rows) > 1:
        lines = tuple(dealing_line(row, library) for row in rows)
        head = Line(
            f"“{safe(name)}” fits {len(rows)} deals, none of which has an entry.", sources_of(lines[:LISTED])
        )
        parts: tuple[Section, ...] = (Section("Told by news", lines),)
        return Answer(f"Which agreement: {name}", (head,), parts, looked.notes, names=names_met(found))
    row = rows[0]
    before = tuple(event_line(step, library) for step in row.steps if step is not row.newest)
    worth = (sums_line(row.newest, library),) if row.newest.event.amounts else ()
    lead = (*_told(row, library, StageAsked("", "stage")), *worth)
    parts = tuple(part for part in (Section("What was told before", before),) if part.lines)
    return Answer(capitalised(name), lead, parts, looked.notes, enough=ENOUGH, names=names_met(found))


def first_words(row: Dealing, asked: StageAsked) -> str:
    """The stage before the deal: "Yes, signed", "In talks as far as is known", "Told as signed, denied since"."""
    if row.is_denied:
        return capitalised(row.label)
    if row.stage.name == "signed":
        return {"signed": "Yes, signed", "talks": "No longer only talks, signed"}.get(asked.sort, "Signed")
    return capitalised(f"{row.label}, as far as is known" if row.stage.name in AHEAD else row.label)


def _told(row: Dealing, library: Library, asked: StageAsked) -> Iterator[Line]:
    yield staged_line(row, library, first_words(row, asked))
    if denied := denied_line(row, library):
        yield denied
    said = list(said_of(row.denial or row.newest, library))
    opened = [one for one in said if not one.is_title and tells_open(one.text)]
    if opened:
        yield from (one.line for one in opened[:MOST])
    elif told := telling_line(row.denial or row.newest, library):
        yield told
