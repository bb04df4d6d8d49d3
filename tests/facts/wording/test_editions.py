"""A number of a series is one number however it is written; another number is another event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.asking.choose import Sides
from facts.asking.directory import Directory, directory
from facts.asking.nearness import is_near, near_words
from facts.asking.resolve import NameFinding, resolve
from facts.asking.topics import read_topic
from facts.wording.editions import number_in, spellings
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Event

SERIES = ("Shaheen", "Warrior", "Sea Guardian", "Falcon Strike", "aman")
KNOWN: Directory = directory(
    [
        Actor(id="imran", kind="person", name="Imran Khan"),
        Actor(id="sa", kind="state", name="Saudi Arabia", country="SA"),
    ],
    [Agreement(id="helicopters", kind="deal", name="$2.6 billion helicopter deal")],
    series=[Series(id=name, name=name) for name in SERIES],
)
WAYS = (
    "{name}-{roman}", "{name} {roman}", "{name} {number}", "{name}-{number}", "{word} {name}", "{nth} {name}", "{name} exercise {number}",
    "exercise {name}-{roman}", "{nth} exercise {name}", "{name} no. {number}", "the {word} edition {name}",
)  # fmt: skip


def event(series: str, number: int | None, title: str = "A drill") -> Event:
    return Event(id="one", kind="exercise", title=title, series=series, number=number)


@given(st.sampled_from(SERIES), st.integers(1, 20), st.integers(1, 20), st.sampled_from(WAYS), st.booleans())
def test_a_number_fits_itself_alone(name: str, asked: int, filed: int, way: str, upper: bool) -> None:
    digits, roman, nth, word = spellings(asked)
    numeral = roman.upper() if upper else roman
    text = way.format(name=name, number=digits, roman=numeral, nth=nth, word=word)
    sides = Sides(read_topic(text, KNOWN).facets, KNOWN)
    met = len(sides.of_event(event(name, filed))) == len(sides.facets)
    assert met == (asked == filed), text
    assert len(sides.of_event(event("other", asked))) != len(sides.facets)


@given(st.sampled_from(SERIES), st.integers(1, 20), st.integers(1, 20))
def test_a_number_that_only_the_title_says_counts(name: str, asked: int, told: int) -> None:
    sides = Sides(read_topic(f"{name} {asked}", KNOWN).facets, KNOWN)
    title = f"Forces hold {name.title()}-{spellings(told)[1].upper()} at sea"
    assert bool(sides.of_event(event(name, None, title))) == (asked == told)


@given(st.integers(1, 39))
def test_every_spelling_is_read_as_its_number(number: int) -> None:
    assert {number_in(word) for word in spellings(number)} == {number}


@pytest.mark.parametrize("word", ["2020", "1999", "shaheen", "the", "jf", "", "0", "vs", "last"])
def test_what_is_no_number_of_a_series(word: str) -> None:
    assert number_in(word) is None


@pytest.mark.parametrize("text", ["Shaheen 2020", "Shaheen", "Shaheen exercises", "Shaheen in China"])
def test_no_number_is_read_where_none_is_asked_for(text: str) -> None:
    assert all(facet.number is None for facet in read_topic(text, KNOWN).facets)


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("kahn", "khan", True),
        ("shahen", "shaheen", True),
        ("norinko", "norinco", True),
        ("panneta", "panetta", True),
        ("chna", "china", True),
        ("navy", "army", False),
        ("bhadauria", "arabia", False),
        ("wuchang", "tajikistan", False),
        ("j35", "j36", False),
        ("vt4", "vt5", False),
        ("ran", "iran", False),
        ("9", "8", False),
    ],
)
def test_one_edit_up_to_six_letters_two_above(word: str, other: str, near: bool) -> None:
    assert is_near(word, other) is near


@given(
    st.from_regex(r"[a-z]{0,3}[0-9]{1,4}[a-z]{0,3}", fullmatch=True),
    st.lists(st.text("abj0123456789", min_size=1)),
)
def test_no_designation_is_near_another(word: str, others: list[str]) -> None:
    assert near_words(word, others) == ()
    assert not any(is_near(word, other) for other in others if other != word)


@pytest.mark.parametrize("asked", ["2+2", "2.2", "2", "$2.2 billion", "2.6.1", "26"])
def test_a_number_is_no_part_of_another(asked: str) -> None:
    assert not isinstance(resolve(asked, KNOWN, "agreement"), NameFinding)


@pytest.mark.parametrize("asked", ["Iran", "Saudi Arabia", "China"])
def test_what_is_known_as_typed_is_no_misspelling(asked: str) -> None:
    assert not isinstance(resolve(asked, KNOWN, "agreement"), NameFinding)
    found = resolve(asked, KNOWN, "actor")
    assert not isinstance(found, NameFinding) or found.id == "sa"
    assert read_topic(asked, KNOWN).notes == ()
