"""Whatever is asked of whatever register, the answer is that of a filter over every row, on both databases."""

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from facts.asking.topics import Topic
from facts.asking.windows import Window
from handlers.ui.questions import deals
from handlers.ui.questions import question as put
from handlers.ui.topic_search import Looked, Topical
from store.nouns.views import Question
from store.search import answers
from store.search.choosing import matching_claims, whole
from store.search.statements import MOST, Statements
from store.store import Store
from tests.registers import Rows, facets_of, naive, naively_closest, question, register

SIZES = (0, 7, 60, 330)
"""Events of a register; of the largest more fit than an answer reads."""
QUESTIONS = 6
GIVEN = (Phase.explicit, Phase.reuse, Phase.generate)
"""A seed says nothing by being small: nothing is shrunk."""


@settings(max_examples=4, phases=GIVEN, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.sampled_from(SIZES))
async def test_an_answer_is_that_of_every_row(store: Store, seed: int, size: int) -> None:
    chance = random.Random(seed)
    rows = register(seed, size)
    await store.database.write(rows.save)
    for _ in range(QUESTIONS):
        await one_question(store, rows, chance)


async def one_question(store: Store, rows: Rows, chance: random.Random) -> None:
    text, read, more = question(chance)
    facets, known = facets_of(rows, text, more), rows.directory()
    topic = Topic(text, facets)
    expected = naive(rows, facets, read)
    found = await store.answers.about(put(topic, read, known), deals(topic, read, known))
    assert [told.event.id for told in found.events] == expected.events[: answers.MOST]
    assert found.tally.by_kind == expected.by_kind
    assert found.tally.events == len(expected.events)
    assert [deal.id for deal in found.agreements] == expected.deals
    assert [claim.id for claim in found.claims] == expected.claims
    for most in (0, MOST):  # chosen by the database, or looked at in memory
        assert await claims_of(store, put(topic, read, known), Statements(most)) == expected.claims
    for few in (0, 20, 1_000):  # by lists, or one by one
        assert await events_of(store, put(topic, read, known), few) == expected.events
    near = await store.answers.closest(put(topic, read, known), 10)
    most, best, _ = naively_closest(rows, facets, read)
    assert (near.met, [told.event.id for told in near.found.events]) == (most, best[:10])
    heavy = await store.answers.about(put(topic, read, known), by_weight=True)
    assert heavy.tally.by_kind == expected.by_kind
    for kind in expected.by_kind:
        shown = [told.event.id for told in heavy.events if told.event.kind == kind]
        most = answers.EACH if len(expected.events) > answers.MOST else answers.MOST
        assert len(shown) == min(expected.by_kind[kind], most)


async def claims_of(store: Store, asked: Question, statements: Statements) -> list[str]:
    def read(session: Session) -> list[str]:
        found = matching_claims(session, asked, statements, every=True)
        return [claim.id for claim, met in found if len(met) == len(asked.facets)]

    return await store.database.read(read)


async def events_of(store: Store, asked: Question, few: int) -> list[str]:
    chosen = await store.database.read(lambda session: whole(session, asked, 1_000, few=few))
    assert sum(chosen.by_kind.values()) == len(chosen.ids)
    return chosen.ids


@settings(max_examples=2, phases=GIVEN, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_what_a_command_looks_up_is_that_of_every_row(store: Store, seed: int) -> None:
    """Through the reading of the topic: all sides, else without the common words, else the closest and what is missed."""
    chance = random.Random(seed)
    rows = register(seed, 60)
    await store.database.write(rows.save)
    topical = Topical(store.answers, store.search, lambda: rows.events[0].first_seen)
    for _ in range(QUESTIONS):
        text, read, more = question(chance)
        since, until = (str(end) if end else None for end in (read.since, read.until))
        looked = await topical.look(text, since, until, *more)
        assert isinstance(looked, Looked)
        facets = (
            looked.topic.facets
        )  # a word that a filed text holds is not read as the country that it is nearly
        expected = naive(rows, facets, read)
        if not expected.is_empty:
            assert [told.event.id for told in looked.found.events] == expected.events
            assert not looked.is_empty
        elif not any(facet.loose for facet in facets):
            _, _, missed = naively_closest(rows, facets, read)
            assert looked.is_empty
            assert looked.missed == missed
            always = naive(rows, facets, Window())
            assert (
                bool(looked.known_days) == bool(always.events and not read.is_open) or not looked.known_days
            )


@pytest.mark.parametrize("size", [250])
async def test_more_events_than_an_answer_reads_are_counted(store: Store, size: int) -> None:
    rows = register(5, size)
    await store.database.write(rows.save)
    looked = await Topical(store.answers, store.search, lambda: rows.events[0].first_seen).look(
        "", None, None
    )
    assert isinstance(looked, Looked)
    living = [event for event in rows.events if not event.merged_into]
    assert looked.found.tally.events == len(living) > len(looked.found.events) == answers.MOST
