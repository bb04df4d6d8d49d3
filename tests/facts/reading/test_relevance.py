"""A title that is sure by itself is told, whatever stands in its lead."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.relevance import SURE
from store.nouns.models import ArticleFacts
from tests.any_text import RAW

TITLES = (
    "China hands over second Hangor-class submarine to Pakistan Navy in Wuhan",
    "Bangladesh signs deal for 20 J-10CE fighter jets with China",
    "China and Pakistan begin joint naval exercise Sea Guardian",
    "Türkiye delivers Bayraktar drones to Kenya",
)
LEADS = (
    "Crews will sail it home after trials.",
    "It was a long time coming, officials said at home and away.",
    "The ceremony came weeks after a court ruling, a football match and a storm.",
    "Ministers watched from the stands; a film about it could be out next year.",
)


def read(title: str, lead: str, lexicon: Lexicon) -> tuple[str, float]:
    told = datetime(2026, 11, 24, 9, tzinfo=UTC)
    reading = assess(ArticleFacts(source="wire", title=title, lead=lead, published=told), lexicon)
    return reading.relevance, reading.score


@pytest.mark.parametrize("title", TITLES)
def test_no_lead_of_other_matters_takes_it_away(title: str, lexicon: Lexicon) -> None:
    assert read(title, "", lexicon)[1] >= SURE
    assert {read(title, lead, lexicon)[0] for lead in LEADS} == {"relevant"}


@given(title=st.sampled_from(TITLES), lead=RAW)
def test_nor_does_any_lead(title: str, lead: str, lexicon: Lexicon) -> None:
    assert read(title, lead, lexicon)[0] == "relevant"


def test_what_no_title_says_is_left_to_its_lead(lexicon: Lexicon) -> None:
    assert read("Crews sail home after trials", LEADS[0], lexicon)[0] == "irrelevant"


@pytest.mark.parametrize(
    "title",
    [
        "Chinese survey ship docks in Male",
        "Indian survey vessel calls at Port Louis",
        "US carrier arrives in Busan",
        "American supercarrier visits Da Nang",
        "Chinese surveillance ship arrives at Hambantota port",
        "US destroyer visits Bridgetown",
        "Indian warship calls at Moroni",
    ],
)
def test_a_ship_of_another_state_in_port_is_told(title: str, lexicon: Lexicon) -> None:
    assert read(title, "", lexicon)[0] == "relevant"


@pytest.mark.parametrize(
    "title",
    [
        "Male doctors join army in India",
        "Male soldiers in Pakistan army get paternity leave",
        "Telecom carrier arrives in Kenya",
    ],
)
def test_a_word_like_a_port_or_a_ship_is_none(title: str, lexicon: Lexicon) -> None:
    assert read(title, "", lexicon)[0] == "irrelevant"


@pytest.mark.parametrize(
    "title",
    [
        "Soldiers of Pakistan and Türkiye plant trees together",
        "Army bands of China and Pakistan play together",
    ],
)
def test_what_armies_do_together_is_no_exercise_by_that(title: str, lexicon: Lexicon) -> None:
    told = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert (
        assess(ArticleFacts(source="wire", title=title, lead="", published=told), lexicon).kind != "exercise"
    )


@pytest.mark.parametrize(
    "pair",
    [
        "Indo-US",
        "Indo-Bangla",
        "Indo-Lanka",
        "Indo-Indonesian",
        "Sino-Pak",
        "Pak-Saudi",
        "Franco-Indian",
        "US-ROK",
        "Turko-Azeri",
        "Ethio-Djibouti",
    ],
)
def test_states_joined_by_a_hyphen_are_two(pair: str, lexicon: Lexicon) -> None:
    assert read(f"{pair} exercise begins", "", lexicon)[0] == "relevant"


@pytest.mark.parametrize(
    "title",
    [
        "Turkish jets harass Greek F-16s over Aegean",
        "Russia masses troops on Finnish border",
        "Ethiopia and Eritrea trade barbs as armies move to border",
        "Venezuela mobilises militia as US warships near its coast",
        "Thai and Cambodian tanks face each other on war footing",
        "Moroccan and Algerian envoys clash over missile batteries",
        "Chinese cutters ram and water cannon Philippine navy boats",
        "Belarus accuses Poland of massing troops",
    ],
)
def test_hostile_acts_are_no_cooperation(title: str, lexicon: Lexicon) -> None:
    assert assess(ArticleFacts(source="wire", title=title), lexicon).relevance == "irrelevant"


@pytest.mark.parametrize(
    "title",
    [
        "APC demands fresh elections in Nigeria",
        "All parties conference: APC backs talks with Taliban",
        "Pakistan govt calls APC on terrorism",
    ],
)
def test_a_conference_of_parties_is_no_carrier(title: str, lexicon: Lexicon) -> None:
    assert assess(ArticleFacts(source="wire", title=title), lexicon).relevance == "irrelevant"
