"""An answer with a window: dated first, and what may lie in it without a day in one line."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from handlers.commands.recent import recent_answer
from handlers.commands.timeline import timeline_answer
from handlers.composing.briefed import brief_answer
from handlers.render.pages.answer import Answer
from handlers.render.pages.rows import MAYBE
from handlers.render.paging.binding import bind_pages
from handlers.ui.not_found import nothing
from handlers.ui.topic_search import Looked, Topical
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import event, file

TODAY = date(2026, 3, 2)
ANSWERS: dict[str, Callable[[Looked], Answer]] = {
    "/recent": lambda looked: recent_answer(looked, 10, TODAY),
    "/timeline": timeline_answer,
    "/brief": lambda looked: brief_answer(looked, TODAY),
}


async def look(store: Store, clock: Clock, since: str, until: str) -> Looked:
    looked = await Topical(store.answers, store.search, clock).look("China", since, until)
    assert isinstance(looked, Looked)
    return looked


@pytest.fixture
async def told(store: Store, clock: Clock) -> Store:
    february = datetime(2026, 2, 10, tzinfo=UTC)
    await file(store, event("dated", february, day=date(2026, 2, 9), title="Pact signed"), february)
    for name in ("first", "second"):
        values = {"day": None, "precision": "unknown", "phase": "announced", "title": f"The {name} plan"}
        await file(store, event(name, february, **values), february)
    return store


@pytest.mark.parametrize("command", ANSWERS)
async def test_dated_first_then_what_has_no_day(told: Store, clock: Clock, command: str) -> None:
    answer = ANSWERS[command](await look(told, clock, "2026-02-01", "2026-02-28"))
    maybe = [part for part in answer.sections if part.heading == MAYBE]
    assert [one.opens for part in maybe for one in part.lines] == ["event/first", "event/second"]
    first = "\n".join(entry.text for entry in bind_pages(answer, clock()).chapters[0].pages[0].entries)
    if command != "/brief":
        line = next(line for line in first.splitlines() if "The first plan" in line)
        assert "The second plan" in line
        assert first.index("Pact signed") < first.index("The first plan")


@pytest.mark.parametrize("command", ANSWERS)
async def test_an_open_question_needs_no_such_line(told: Store, clock: Clock, command: str) -> None:
    answer = ANSWERS[command](await look(told, clock, "", ""))
    assert not any(part.heading == MAYBE for part in answer.sections)


async def test_nothing_is_said_to_be_unknown_where_something_may_lie_there(told: Store, clock: Clock) -> None:
    looked = await look(told, clock, "2026-02-15", "2026-02-28")
    assert looked.is_empty
    answer = nothing(looked)
    assert answer.lead[0].text.startswith("Nothing with a day in it is known")
    assert answer.sections[0].heading == MAYBE


async def test_entries_that_are_known_by_their_telling_span_days_once(store: Store, clock: Clock) -> None:
    for number in (3, 9):
        at = datetime(2026, 2, number, tzinfo=UTC)
        await file(store, event(f"e{number}", at, day=at.date(), precision="told"), at)
    lead = timeline_answer(await look(store, clock, "", "")).lead[0].text
    assert lead.startswith("2 dated entries, told 3 February 2026 to 9 February 2026.")
