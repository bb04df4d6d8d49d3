"""What ``facts/reading/explain.py`` tells of a text is what ``facts/reading/assess.py`` judged by: over every case of reading."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.news.devset import SHARED
from benchmarks.news.labels import examples, of_part
from facts.names.lexicon import Lexicon
from facts.names.terms import OF_STATE
from facts.names.text import fold
from facts.reading.assess import assess, read_text
from facts.reading.explain import explain
from facts.reading.relevance import MILITARY
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


def texts() -> Iterator[ArticleFacts]:
    """Every case of reading, every headline that nothing was made on, and where the labelled news stands beside the project
    some of that, of *learn* alone."""
    yield from (article(path) for path in CASES)
    for path in sorted((CASES[0].parent.parent / "unfitted").glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).get("rows", []):
            said = [one for one in row if isinstance(one, str)]
            yield from (
                ArticleFacts(source="case", title=one) for one in said if len(one) > 20 and " " in one
            )
    if (SHARED / "wire").is_dir():
        yield from (one.article for one in [*of_part("learn", examples())][::20])


def untrue(reasons: tuple[str, ...], text: ArticleFacts, lexicon: Lexicon) -> Iterator[str]:
    """The reasons that say what is not so of the text."""
    told = read_text(text, lexicon)
    parts = (told.title, told.whole)
    named = [found.term for part in parts for found in part.names]
    states = {code for term in named if term.sort in {*OF_STATE} - {"ship"} for code in term.countries}
    written = " ".join(fold(word) for word in re.split(r"[\W_]+", f"{text.title} {text.lead}"))
    for reason in reasons:
        listed = set(re.findall(r"\b[A-Z]{2}\b", reason))
        if reason.startswith("no name") and named:
            yield reason
        if reason.startswith("no word") and any(part.has(*MILITARY) for part in (told.title, told.sides)):
            yield reason
        if "none" in reason and states and "only named" not in reason:
            yield reason
        if reason.startswith(("states: ", "states named: ")) and states - listed:
            yield reason
        if any(fold(word) not in written for word in re.findall("“([^<” ]+)”", reason)):
            yield reason


def test_a_reason_is_true_of_its_text(lexicon: Lexicon) -> None:
    for text in texts():
        reasons = assess(text, lexicon).reasons
        assert reasons, text.title
        assert not [*untrue(reasons, text, lexicon)], text.title
