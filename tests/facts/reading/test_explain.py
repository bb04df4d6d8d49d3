"""What ``facts/reading/explain.py`` tells of a text is what ``facts/reading/assess.py`` judged by: over every case of reading."""

import tomllib
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.explain import explain
from facts.scanning.triggers import Near
from store.nouns.models import ArticleFacts

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "assess").glob("*.toml"))


def article(path: Path) -> ArticleFacts:
    case = tomllib.loads(path.read_text("utf-8"))
    known = {name: case[name] for name in ("title", "lead", "language") if name in case}
    return ArticleFacts(source="source", **known)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_weighed_is_what_it_was_judged_by(path: Path, lexicon: Lexicon) -> None:
    text = article(path)
    reading, seen = assess(text, lexicon), explain(text, lexicon)
    if seen.weighed is None:
        assert reading.relevance == "irrelevant"
        return
    assert reading.score == round(seen.weighed.probability, 4)
    assert reading.relevant == (reading.score >= seen.needed)
    assert set(seen.weighed.reasons) <= set(reading.reasons)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_quoted_stands_there_and_what_is_missing_does_not(path: Path, lexicon: Lexicon) -> None:
    text = article(path)
    seen = explain(text, lexicon)
    quoted = [(one.written, one.part) for one in seen.names] + [(one.written, one.part) for one in seen.words]
    for written, part in quoted:
        assert written in (text.title if part == "title" else text.lead)
    there = {word.concept for word in seen.words}
    for near in seen.nearly:
        assert there.isdisjoint(near.missing)


def test_the_missing_word_of_a_verb_that_nobody_knows_is_named(lexicon: Lexicon) -> None:
    seen = explain(ArticleFacts(source="source", title="Bangladesh Navy frobs Type 056 from China"), lexicon)
    assert seen.fired == ()
    assert Near("delivery", 3.0, "deliver~equipment-name", ("deliver",)) in seen.nearly
    assert [(name.written, name.sort) for name in seen.names][1:] == [
        ("Type 056", "ship"),
        ("China", "country"),
    ]


def test_words_that_are_all_there_but_far_apart_are_said_to_be(lexicon: Lexicon) -> None:
    far = "China delivers, after years of delays and quarrels about money and about who is to pay the bill, frigates"
    seen = explain(ArticleFacts(source="source", title=far), lexicon)
    assert ("delivery", "deliver~weapon", ()) in [
        (near.kind, near.pattern, near.missing) for near in seen.nearly
    ]
