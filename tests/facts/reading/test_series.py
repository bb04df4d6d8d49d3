"""A number in a text names a round or an edition only where it is written as one (``tests/cases/series``)."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.names.lexicon import Lexicon
from facts.names.titles import plain_title
from facts.reading.series import Which, series_of
from facts.scanning.scan import scan

CASES = Path(__file__).parent.parent.parent / "cases" / "series"
TOLD = datetime(2026, 11, 28, tzinfo=UTC).date()


def rows(name: str) -> list[Any]:
    case = tomllib.loads((CASES / f"{name}.toml").read_text())
    return [pytest.param(*row, id=row[0][:60]) for row in case["rows"]]


def read(title: str, lead: str, lexicon: Lexicon) -> Which:
    return series_of(scan(plain_title(title, None), lexicon), scan(lead, lexicon), published=TOLD)


@pytest.mark.parametrize(("title", "lead"), rows("no_series"))
def test_sums_ratios_scores_dates_and_shares_are_no_series(title: str, lead: str, lexicon: Lexicon) -> None:
    which = read(title, lead, lexicon)
    assert which.series in (None, "shaheen")
    assert (which.number, which.edition) == (None, None)


@pytest.mark.parametrize(("title", "lead", "series", "number"), rows("named"))
def test_what_names_a_series(title: str, lead: str, series: str, number: int, lexicon: Lexicon) -> None:
    which = read(title, lead, lexicon)
    assert (which.series, which.number or 0) == (series, number)


@given(
    symbol=st.sampled_from(["$", "€", "US$", "Rs ", "", "A$"]),
    one=st.integers(0, 99),
    between=st.sampled_from([".", ",", ":", "/", "-", "–", " "]),
    two=st.integers(0, 99),
    unit=st.sampled_from([" billion", "bn", "%", " per cent", " tonnes", "", " million dollars"]),
)
def test_only_a_plus_makes_numbers_a_dialogue(
    lexicon: Lexicon, symbol: str, one: int, between: str, two: int, unit: str
) -> None:
    which = read(f"India, US defence deal of {symbol}{one}{between}{two}{unit} signed", "", lexicon)
    assert which == Which()
