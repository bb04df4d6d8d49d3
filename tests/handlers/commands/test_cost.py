"""What an answer does is counted: it asks each thing once, and makes no more than its first page shows."""

import asyncio
import sys
import sysconfig
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import event as listening

from handlers.commands import KnowledgeCommands, Workplace
from handlers.render.pages.answer import LaterLine, LaterLines
from handlers.render.paging.binding import bind_first
from store.nouns.decisions import Decision
from store.nouns.models import EvidenceFacts
from store.register.library import References
from store.store import Store, open_store
from tests.clock import Clock
from tests.founded import shipped
from tests.store.nouns import article, event
from tests.templates import copied

EVENTS = 60
MOST_STATEMENTS = 28
ASKED = (
    ("brief", ("China",)),
    ("timeline", ("China",)),
    ("recent", ("", "China")),
    ("search", ("exercise",)),
    ("actor", ("China",)),
)


async def filled(store: Store) -> None:
    """States and their names, and events of one of them that a text each tells."""
    seeds = shipped()
    actors = {key: row for key, row in seeds.actors.items() if row.kind == "state"}
    bare: dict[str, Any] = {"feeds": {}, "equipment": {}, "events": {}, "claims": {}, "agreements": {}}
    await store.register.seed(replace(seeds, actors=actors, evidence=(), **bare))
    decisions = []
    for number in range(EVENTS):
        told = event(f"e{number}", title=f"China holds exercise {number}", countries=["CN"])
        told.day, told.precision = date(2026, 1, 1) + timedelta(days=number), "day"
        proof = EvidenceFacts(article=f"a{number}", event=told.id)
        decisions.append(Decision(article(f"a{number}"), event=told, evidence=(proof,)))
    await store.wire.record(decisions)


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Filled once for the file."""
    file = tmp_path_factory.mktemp("cost") / "filled.db"

    async def fill() -> None:
        store = await open_store(f"sqlite:///{file}", Clock())
        await filled(store)
        await store.close()

    asyncio.run(fill())
    return file


@pytest.fixture
async def asked_of(filled_file: Path, clock: Clock) -> AsyncIterator[tuple[Store, KnowledgeCommands]]:
    store = await copied(filled_file, clock)
    yield store, KnowledgeCommands.of(Workplace(store, clock))
    await store.close()


async def test_an_answer_asks_for_each_thing_once(asked_of: tuple[Store, KnowledgeCommands]) -> None:
    store, commands = asked_of
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    listening.listen(store.database.reader, "before_cursor_execute", heard)
    for name, arguments in ASKED:
        asked.clear()
        await commands.answers[name](*arguments)
        assert sum("max(updated_at)" in one for one in asked) <= 1, f"/{name}: the names that are known"
        assert sum("FROM claim ORDER BY" in one for one in asked) <= 1, f"/{name}: what is said"
        assert len(asked) <= MOST_STATEMENTS, f"/{name}: {len(asked)}"


MOST_CALLS = 600
"""Functions that the event loop's own thread calls for an answer, without Python's own: to wait for a thread takes some forty, more
or fewer in each version."""
LIBRARY = f"{sysconfig.get_path('stdlib')}/"
OFF_THE_LOOP = (
    *ASKED,
    ("actor", ("China", "China")),
    ("agreements", ("China",)),
    ("compare", ("China", "exercise")),
    ("event", ("exercise",)),
    ("event", ("China holds exercise 7",)),
)


async def test_answers_are_made_off_the_event_loop(asked_of: tuple[Store, KnowledgeCommands]) -> None:
    _, commands = asked_of
    for name, arguments in OFF_THE_LOOP:
        await commands.answers[name](*arguments)  # what is made once is not the answer's
        calls = Counter[str]()

        def heard(frame: FrameType, happened: str, _: object, calls: Counter[str] = calls) -> None:
            file = frame.f_code.co_filename
            calls[happened] += "site-packages" in file or not file.startswith((LIBRARY, "<frozen"))

        sys.setprofile(heard)  # of this thread alone
        try:
            await commands.answers[name](*arguments)
        finally:
            sys.setprofile(None)
        assert calls["call"] <= MOST_CALLS, f"/{name} {arguments}: {calls['call']}"


VISITED = ("when did the delegation of Brazil visit China for talks on exercise 7", "", "")
"""Of which no event has every side: the sides are asked for with and without one another."""
MOST_LOOKS = 6


async def test_a_question_that_nothing_answers_whole_lists_what_many_have_at_most_once(
    asked_of: tuple[Store, KnowledgeCommands],
) -> None:
    store, commands = asked_of
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    listening.listen(store.database.reader, "before_cursor_execute", heard)
    await commands.answers["brief"](*VISITED)
    looks = [one for one in asked if "FROM claim ORDER BY" in one]
    assert 1 < len(looks) <= MOST_LOOKS, f"{len(looks)}: nor is anything asked for twice"
    chosen = [one for one in asked if "WITH chosen" in one and "MATCH" in one]
    assert not chosen, "what few have is looked at one by one"


async def test_a_first_page_makes_what_it_shows(
    asked_of: tuple[Store, KnowledgeCommands], clock: Clock
) -> None:
    _, commands = asked_of
    for name, arguments in (("brief", ("China",)), ("timeline", ("China",))):
        answer = await commands.answers[name](*arguments)
        bind_first(answer, clock())
        lists = [part.lines for part in answer.sections if isinstance(part.lines, LaterLines)]
        left = sum(isinstance(row, LaterLine) for lines in lists for row in lines.rows)
        assert left > EVENTS / 2, f"/{name}: {left} of {EVENTS} lines are not made yet"


async def test_texts_are_put_together_when_they_are_read(asked_of: tuple[Store, KnowledgeCommands]) -> None:
    store, _ = asked_of
    found = await store.answers.dossier("china")
    assert found is not None
    texts = found.found.library.articles
    assert isinstance(texts, References)
    assert len(texts) >= EVENTS
    assert "a1" in texts
    assert "nothing" not in texts
    assert texts["a1"] is texts["a1"]
    assert {key: text.article for key, text in texts.items()} == {key: key for key in texts}
