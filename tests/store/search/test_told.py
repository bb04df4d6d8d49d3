"""A list that shows a few events reads who tells these, and what has no day, which is ordered by who tells it."""

from store.nouns.decisions import Decision
from store.nouns.models import EvidenceFacts
from store.nouns.views import Question
from store.store import Store
from tests.store.nouns import article, event

ALL = Question((), None, None, lambda _claim, _event: frozenset(), lambda _claim, _articles: True)


async def test_who_tells_the_first_and_what_has_no_day(store: Store) -> None:
    days = {"new": 9, "newer": 10, "old": 3, "older": 2, "dayless": None}
    decisions = []
    for name, day in days.items():
        told = event(name)
        told.day = told.day.replace(day=day) if told.day and day else None
        proof = EvidenceFacts(article=f"a-{name}", event=name)
        decisions.append(Decision(article(f"a-{name}"), event=told, evidence=(proof,)))
    await store.wire.record(decisions)
    every, some = await store.answers.about(ALL), await store.answers.about(ALL, told=2)
    order = ["newer", "new", "old", "older", "dayless"]
    assert [one.event.id for one in every.events] == [one.event.id for one in some.events] == order
    assert [len(one.evidence) for one in every.events] == [1] * 5
    assert [len(one.evidence) for one in some.events] == [1, 1, 0, 0, 1]
    assert set(some.library.articles) == {"a-newer", "a-new", "a-dayless"}
    assert some.tally == every.tally
