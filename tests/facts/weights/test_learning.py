"""What a team teaches: bounded, shared by two people, and only about texts that look like what they decided on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.news.labels import corpus
from facts.names.lexicon import Lexicon
from facts.reading.assess import shown_by
from facts.reading.parties import Parties
from facts.reading.relevance import judge_relevance
from facts.weights.features import features
from facts.weights.learning import MOST, Example, learn, taught
from facts.weights.model import Weights, relevance, weigh_text

_NOBODY = Parties((), (), (), (), 0)
SHIPPED = Weights(-2.0, {"c2:drill": 1.0, "w:parade": 0.6}, {"c2:drill": 10.0, "w:parade": 4.0})
PARADE = frozenset({"w:parade", "c2:drill", "w:tattoo"})


def said(*people: int, is_ours: bool = False, features: frozenset[str] = PARADE) -> list[Example]:
    return [Example(features, is_ours, person) for person in people]


def test_two_people_move_what_they_agree_on() -> None:
    moved = learn(said(1, 2, 1, 2), SHIPPED)
    assert moved["w:tattoo"] < 0
    assert moved["w:parade"] < 0
    assert abs(moved["w:parade"]) > abs(moved["c2:drill"]), "what was certain moves less"


@pytest.mark.parametrize("times", [1, 5, 50])
def test_one_person_alone_moves_nothing(times: int) -> None:
    assert learn(said(*[7] * times), SHIPPED) == {}


def test_whoever_shouts_counts_for_half_at_most() -> None:
    loud, even = learn(said(*[1] * 60, 2), SHIPPED), learn(said(2), SHIPPED)
    assert even == {}
    alone = learn(said(2, 3), SHIPPED)
    assert abs(loud["w:parade"]) < 4 * abs(alone["w:parade"])


def test_people_who_disagree_teach_nothing() -> None:
    moved = learn([*said(1, 1, 1), *said(2, 2, 2, is_ours=True)], SHIPPED)
    assert abs(moved.get("w:tattoo", 0.0)) < 0.05


def test_a_word_is_learned_only_from_several_examples() -> None:
    assert "w:tattoo" not in learn(said(1, 2), SHIPPED)


FEATURES = st.frozensets(
    st.sampled_from(["c2:drill", "w:parade", "w:tattoo", "w:cup", "n:<state> cup"]), min_size=1
)
EXAMPLES = st.lists(st.builds(Example, FEATURES, st.booleans(), st.integers(1, 4)), max_size=40)


@given(EXAMPLES)
def test_no_weight_moves_far_and_what_no_example_shows_does_not(examples: list[Example]) -> None:
    moved = learn(examples, SHIPPED)
    shown = frozenset[str]().union(*(one.features for one in examples))
    assert set(moved) <= shown
    assert all(abs(by) <= MOST for by in moved.values())
    assert "n:<state> cup" not in moved
    assert moved == learn(examples, SHIPPED)


@given(EXAMPLES)
def test_what_shows_nothing_that_moved_is_judged_as_before(examples: list[Example]) -> None:
    moved = learn(examples, SHIPPED)
    text = {"c2:drill", "w:parade", "w:other"} - set(moved)
    assert weigh_text(text, taught(SHIPPED, moved)) == weigh_text(text, SHIPPED)


def test_nothing_decided_leaves_the_shipped_weights() -> None:
    assert taught(relevance(), learn([], relevance())) is relevance()


def test_outside_of_what_moved_no_verdict_of_the_corpus_changes(lexicon: Lexicon) -> None:
    """Each file of ``corpus/`` is taken for decisions of three people, half of them against its labels."""
    shown = [(one, shown_by(one.article, lexicon)) for one in corpus()]
    texts = [(one, features(what)) for one, what in shown if what is not None]
    inside = 0
    for name in sorted({one.id.partition("-")[0] for one, _ in texts}):
        some = [pair for pair in texts if pair[0].id.startswith(f"{name}-")][:60]
        decided = [Example(what, one.is_ours != bool(at % 2), at % 3) for at, (one, what) in enumerate(some)]
        moved = learn(decided, relevance())
        weights = taught(relevance(), moved)
        assert all(abs(by) <= MOST for by in moved.values())
        assert set(moved) <= frozenset[str]().union(*(one.features for one in decided))
        for one, what in texts:
            before, after = (
                judge_relevance(what, _NOBODY, some_weights) for some_weights in (relevance(), weights)
            )
            assert not what.isdisjoint(moved) or before == after, one.id
            inside += before.relevance != after.relevance
    assert inside, "what shares a moved feature may turn, or the test says nothing"
