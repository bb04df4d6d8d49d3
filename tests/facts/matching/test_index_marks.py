"""What an index learned since a mark can be taken back: it is the same object with the same contents."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.matching.features import Features
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.packed import NumbersByHash
from store.nouns.models import EventFacts
from tests.examples import share_of

ALL_NAMES = ("a", "b", "c", "d", "e")
NAMES = st.sampled_from(ALL_NAMES)
TITLES = st.sampled_from(["China ships frigate", "Pakistan tests missile", "Rare words appear", "中国军舰"])
DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))
TEXTS = st.builds(ProfileText, TITLES, published=DAYS)
FACTS = st.builds(
    EventFacts, kind=st.just("exercise"), title=TITLES, countries=st.just(["CN", "PK"]), day=st.none() | DAYS
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.builds(Profile, NAMES, FACTS, st.lists(TEXTS, max_size=2).map(tuple))),
        st.tuples(st.just("text"), NAMES, TEXTS),
        st.tuples(st.just("remove"), NAMES),
    ),
    max_size=8,
)


def done(index: EventIndex, steps: list[tuple[Any, ...]]) -> None:
    for what, *told in steps:
        getattr(index, {"add": "add", "text": "add_text", "remove": "remove"}[what])(*told)


def contents(index: EventIndex) -> object:
    """Everything that it holds, by name, with what is found by each of its facts."""
    state = dict(vars(index))
    arena, words = vars(state.pop("_arena")), vars(state.pop("_vocabulary"))
    by_name = state.pop("_by_name")
    names = {name: sorted(by_name.of(name.encode())) for name in ALL_NAMES}
    postings = {key: str(rows) for key, rows in state.pop("_postings").items()}
    state.pop("_changes")
    found = index.candidates(Features(countries=frozenset(["CN", "PK"]), published=date(2024, 2, 1)))
    return {name: str(value) for name, value in state.items()}, str(arena), str(words), names, postings, found


@settings(max_examples=share_of(60))
@given(STEPS, STEPS, STEPS)
def test_what_was_learned_since_a_mark_is_taken_back(
    known: list[tuple[Any, ...]], tried: list[tuple[Any, ...]], more: list[tuple[Any, ...]]
) -> None:
    index = EventIndex()
    done(index, known)
    before = contents(index)
    mark = index.mark()
    done(index, tried)
    between = contents(index)
    inner = index.mark()
    done(index, more)
    index.back_to(inner)
    assert contents(index) == between
    index.back_to(mark)
    assert contents(index) == before
    done(index, more)
    index.keep()
    other = EventIndex()
    done(other, [*known, *more])
    assert contents(index) == contents(other)


@given(st.lists(st.integers(0, 40), unique=True), st.data())
def test_numbers_of_one_hash_are_a_chain_that_any_may_leave(numbers: list[int], data: st.DataObject) -> None:
    by_hash = NumbersByHash()
    for number in numbers:
        by_hash.put(b"one", number)
    gone = data.draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    for number in gone:
        by_hash.remove(b"one", number)
    assert sorted(by_hash.of(b"one")) == sorted({*numbers} - {*gone})
    assert not list(by_hash.of(b"other"))
