"""What sort of answer a question asks for."""

import pytest

from facts.asking.questions import TwoSides, compared_asked, counted_asked, is_for_first, is_for_reason
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
