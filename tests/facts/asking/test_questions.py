"""What sort of answer a question asks for."""

import pytest

from facts.asking.questions import (
    TwoSides,
    compared_asked,
    counted_asked,
    in_english,
    is_a_question,
    is_for_first,
    is_for_last,
    is_for_reason,
    number_asked,
    parted_sides,
    telling_words,
    told_words,
)
from facts.names.phrases import country_phrases

NAMES = country_phrases()


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("how many exercises last 6 months", "exercises"),
        ("How many joint drills did China hold", "exercises"),
        ("how often did China and Nepal train", "training"),
        ("number of visits to Islamabad", "visits and talks"),
        ("how many submarines were delivered", None),
        ("how many tanks", None),
        ("exercises with China", None),
        ("how much aid", None),
        ("wie viele U-Boote kauft Pakistan", None),
        ("combien d'exercices", "exercises"),
    ],
)
def test_what_is_counted(text: str, theme: str | None) -> None:
    found = counted_asked(text)
    assert (found.name if found else None) == theme


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("more exercises with China or with Turkey", TwoSides("exercises", "china", "turkey", "with")),
        (
            "does pakistan buy more from china than from the united states",
            TwoSides("does pakistan buy", "china", "united states", "from"),
        ),
        (
            "did China or Turkey sell more to Pakistan",
            TwoSides("did sell to pakistan", "china", "turkey", ""),
        ),
        ("which has more visits, russia or iran?", TwoSides("which has visits", "russia", "iran", "")),
        ("exercises with China or Turkey", None),
        ("more than 60 countries", None),
        ("more exercises with China", None),
        ("more or less", None),
        ("or", None),
    ],
)
def test_which_of_two_has_more(text: str, compared: TwoSides | None) -> None:
    assert compared_asked(text, NAMES.__contains__) == compared


@pytest.mark.parametrize(
    ("text", "reason", "first"),
    [
        ("why did imports fall", True, False),
        ("How come Nepal refused", True, False),
        ("vt4 tanks since when", False, True),
        ("when did they first train together", False, True),
        ("when was BECA signed", False, False),
        ("first shaheen exercise", False, False),
    ],
)
def test_reasons_and_beginnings(text: str, reason: bool, first: bool) -> None:
    assert (is_for_reason(text), is_for_first(text)) == (reason, first)


def test_how_many_times_counts_what_follows() -> None:
    found = counted_asked("how many times did Wei Fenghe meet Bajwa")
    assert found is not None
    assert found.name == "visits and talks"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("who trained in Sargodha", True),
        ("was the drone launched from Pakistan", True),
        ("Hangor submarines delivered?", True),
        ("wann hat Pakistan Panzer bekommen", True),
        ("Wing Loong", False),
        ("price of the submarines", False),
        ("why?", False),
    ],
)
def test_what_is_a_question(text: str, asks: bool) -> None:
    assert is_a_question(text) is asks


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("combien de chars", "how many chars"),
        ("巴基斯坦买了多少坦克", "巴基斯坦买了 how many 坦克"),
        ("сколько танков", "how many танков"),
        ("warum hilft China", "why hilft China"),
        ("Kackar tatbikatı", "Kackar tatbikatı"),
    ],
)
def test_words_that_ask_in_other_languages(text: str, english: str) -> None:
    assert " ".join(in_english(text).split()) == english


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("latest pak order", True),
        ("zuletzt geliefertes Schiff", True),
        ("最新", True),
        ("the lasting tie", False),
    ],
)
def test_the_newest_is_asked_for(text: str, last: bool) -> None:
    assert is_for_last(text) is last


@pytest.mark.parametrize(
    ("text", "counted"),
    [("how many troops took part", "troops"), ("number of ships in AMAN", "ships"), ("troops in AMAN", "")],
)
def test_what_is_to_be_counted(text: str, counted: str) -> None:
    assert number_asked(text) == counted


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("45 billion vs 68 billion", ("45 billion", "68 billion")),
        ("China versus Russia", ("China", "Russia")),
        ("arms imports compared to India", ("arms imports", "India")),
        ("CPEC investment", ("CPEC investment", "")),
    ],
)
def test_a_topic_that_names_both_is_parted(text: str, sides: tuple[str, str]) -> None:
    assert parted_sides(text) == sides


@pytest.mark.parametrize(
    ("text", "telling", "told"),
    [
        ("how many Wing Loongs", "Wing Loongs", "Wing Loongs"),
        ("which source says 73 percent", "source says 73 percent", "73"),
        ("how many", "how many", "how many"),
        ("Gwadar", "Gwadar", "Gwadar"),
    ],
)
def test_the_words_that_tell(text: str, telling: str, told: str) -> None:
    assert " ".join(telling_words(text)) == telling
    assert " ".join(told_words(text)) == told
