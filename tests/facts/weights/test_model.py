"""Learned weights: features are readable and blind to the source, a verdict says its reasons, the file is small."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.news.known import founded_lexicon
from facts.names.text import words_of
from facts.reading.assess import assess, shown_by
from facts.scanning.scan import scan
from facts.weights.features import features
from facts.weights.model import (
    Weights,
    kind_weights,
    log_odds,
    probability_of,
    read_weights,
    relevance,
    weigh_text,
)
from facts.weights.several import several_states
from facts.weights.words import in_words
from store.nouns.models import ArticleFacts

FILES = sorted((Path(__file__).parent.parent.parent.parent / "facts" / "weights").glob("*.toml"))


def article(title: str, lead: str = "", **more: str) -> ArticleFacts:
    return ArticleFacts(source="case", title=title, lead=lead, **more)  # type: ignore[arg-type]


def shows(title: str, lead: str = "", **more: str) -> frozenset[str]:
    what = shown_by(article(title, lead, **more), founded_lexicon())
    assert what is not None
    return features(what)


def test_names_are_their_sort() -> None:
    first = shows("China delivers six J-10C jets to Pakistan")
    assert first == shows("France delivers six Rafale jets to Egypt")
    assert "n:to <state>" in first
    assert not any("china" in name or "j-10" in name or "rafale" in name for name in first)


def test_outlet_and_address_are_no_features() -> None:
    plain = shows("Turkey and Qatar begin joint naval exercise")
    assert plain == shows(
        "Turkey and Qatar begin joint naval exercise", publisher="Dawn", url="https://dawn.com/a"
    )


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Sixty navies join exercise off Karachi", 3),
        ("57 friendly foreign countries to join naval exercise", 3),
        ("NATO begins drill in the Baltic", 3),
        ("Two navies sail off Goa", 2),
        ("Navy holds drill off Goa", 0),
        ("In 2024 the country raised its budget", 0),
        ("40,000 soldiers of the army parade", 0),
    ],
)
def test_states_that_are_counted(title: str, count: int) -> None:
    assert several_states(scan(title, founded_lexicon())) == count


def test_a_verdict_says_what_weighed_and_how_likely_it_is() -> None:
    reading = assess(article("China and Pakistan begin joint air exercise Shaheen"), founded_lexicon())
    assert reading.relevance == "relevant"
    assert any("+" in reason for reason in reading.reasons)
    assert any("likely to be ours" in reason for reason in reading.reasons)


def test_what_is_left_out_says_what_was_nearly_enough() -> None:
    reading = assess(article("Army chief opens new hospital wing in Lahore"), founded_lexicon())
    assert reading.relevance == "irrelevant"
    assert "under the 50% from which a person is asked" in reading.reasons


def test_prices_draw_the_line() -> None:
    title = article("China and Pakistan begin joint air exercise Shaheen")
    words = [assess(title, founded_lexicon(), Weights(base, {}, {})).relevance for base in (9.0, -0.3, -9.0)]
    assert words == ["relevant", "held", "irrelevant"]


@given(st.floats(-700, 700))
def test_a_probability_is_one(odds: float) -> None:
    assert 0 <= probability_of(odds) <= 1


@given(st.frozensets(st.sampled_from(sorted(relevance().values))))
def test_the_sum_does_not_go_by_order_and_reasons_are_of_the_text(some: frozenset[str]) -> None:
    weighed = weigh_text(some, relevance())
    assert weighed.probability == pytest.approx(
        weigh_text(sorted(some, reverse=True), relevance()).probability
    )
    assert {name for name, _ in (*weighed.speaks_for, *weighed.speaks_against)} <= some
    assert all(value > 0 for _, value in weighed.speaks_for)
    assert all(value < 0 for _, value in weighed.speaks_against)


def test_the_files_are_small_and_whole() -> None:
    assert sum(path.stat().st_size for path in FILES) <= 100_000
    tables = [relevance(), *kind_weights().values()]
    assert sum(len(table.values) for table in tables) <= 2000
    assert all(table.values.keys() == table.precisions.keys() for table in tables)
    assert all(precision >= 0 for table in tables for precision in table.precisions.values())


def test_every_weight_is_said_in_words() -> None:
    families = {name.partition(":")[0] for name in relevance().values}
    assert all(in_words(f"{family}:x") != f"{family}:x" for family in families)
    assert not any(re.search(r"https?:|\.com", name) for name in relevance().values)


def test_weights_are_read_from_their_file() -> None:
    weights = read_weights('intercept = -1.5\n[weights]\n"c:weapon" = [0.5, 3.0]\n')
    assert weights == Weights(-1.5, {"c:weapon": 0.5}, {"c:weapon": 3.0})
    assert log_odds(["c:weapon", "c:unknown"], weights) == -1.0
    with pytest.raises(tomllib.TOMLDecodeError):
        read_weights("intercept = ")


@given(st.text(alphabet=st.characters(min_codepoint=0x900, max_codepoint=0xDFF), max_size=20))
def test_folding_an_indian_script_twice_is_folding_it_once(text: str) -> None:
    folded = words_of(text).folded
    assert words_of(" ".join(folded)).folded == folded
