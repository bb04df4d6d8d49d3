"""What a question asks for beside its topic: who said it, whose guests, which variant, which years."""

import pytest

from facts.wording.periods import years_of
from facts.wording.speech import speech_asked
from facts.wording.variants import variant_end, variant_phrases
from facts.wording.visits import host_asked, is_visit_to
from store.nouns.models import Actor, Event
from store.nouns.values import Participant


@pytest.mark.parametrize(
    ("question", "who", "about"),
    [
        ("what does SIPRI say about India", "SIPRI", "India"),
        ("What did Wei Fenghe say?", "Wei Fenghe", ""),
        ("what has Reuters reported on the helicopters", "Reuters", "the helicopters"),
        ("views on the Belt and Road", "", "the Belt and Road"),
        ("India's comments on the corridor", "India", "the corridor"),
    ],
)
def test_a_question_for_words_names_speaker_and_subject(question: str, who: str, about: str) -> None:
    found = speech_asked(question)
    assert found is not None
    assert (found.who, found.about) == (who, about)


@pytest.mark.parametrize(
    "question", ["China Pakistan", "what did Bajwa and Wei sign", "", "what is said", "statements"]
)
def test_other_questions_ask_for_no_words(question: str) -> None:
    assert speech_asked(question) is None


@pytest.mark.parametrize(
    ("question", "host"),
    [
        ("who visited Islamabad in 2021", "PK"),
        ("who has visited Nepal", "NP"),
        ("who came to China", "CN"),
        ("visitors to Pakistan", "PK"),
        ("visits of Pakistan's army chief to China", None),
        ("visits of Xi Jinping", None),
        ("who bought tanks from China", None),
        ("visits to China and Pakistan", None),
    ],
)
def test_whose_guests_are_asked_for(question: str, host: str | None) -> None:
    assert host_asked(question) == host


def visit(title: str, place: str | None = None, **parts: str) -> Event:
    actors = [Participant(actor=actor, part=part) for part, actor in parts.items()]
    return Event(id="v", kind="visit", title=title, place=place, actors=actors, countries=["CN", "PK"])


ACTORS = {
    "wei": Actor(id="wei", name="Wei", kind="person", country="CN"),
    "bajwa": Actor(id="bajwa", name="Bajwa", kind="person", country="PK"),
}


def test_a_visit_is_to_the_host() -> None:
    assert is_visit_to(visit("Wei meets Bajwa", visitor="wei", host="bajwa"), "PK", ACTORS)
    assert not is_visit_to(visit("Wei meets Bajwa", visitor="wei", host="bajwa"), "CN", ACTORS)
    assert not is_visit_to(visit("Bajwa inspects a base", "Sindh, Pakistan", visitor="bajwa"), "PK", ACTORS)
    assert is_visit_to(visit("Talks", "Islamabad"), "PK", {})
    assert is_visit_to(visit("Pakistan's army chief holds talks in China's capital"), "CN", {})
    assert not is_visit_to(visit("Pakistan's army chief holds talks in China's capital"), "PK", {})


@pytest.mark.parametrize(
    ("asked", "designation", "is_variant"),
    [
        ("j 10c", "J-10", True),
        ("j 10ce", "J-10", True),
        ("jf 17 block 3", "JF-17", True),
        ("j 10", "J-10", False),
        ("jf 17 thunder", "JF-17", False),
        ("vigorous dragon", "J-10", False),
    ],
)
def test_a_variant_is_another_thing_than_its_type(asked: str, designation: str, is_variant: bool) -> None:
    assert bool(variant_phrases(asked, designation)) == is_variant


def test_a_number_of_a_variant_is_read_in_both_ways() -> None:
    assert variant_phrases("jf 17 block 3", "JF-17") == variant_phrases("jf 17 block iii", "JF-17")
    assert variant_end(("jf", "17", "block", "3", "sale"), 2) == 4
    assert variant_end(("jf", "17", "sale"), 2) == 2


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2015–19", (2015, 2019)),
        ("2010–14 to 2015–19", (2010, 2019)),
        ("2020/21", (2020, 2021)),
        ("2007 to February 2020", (2007, 2020)),
        ("yearly", None),
    ],
)
def test_the_years_of_a_period(period: str, years: tuple[int, int] | None) -> None:
    assert years_of(period) == years
