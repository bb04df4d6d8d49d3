"""Times that a question names by what was then."""

from datetime import date

import pytest

from facts.asking.windows import Window, bounds_within, window
from facts.wording.time_words import written_out

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("asked", "rest", "since", "until"),
    [
        ("Pakistan China before covid", "Pakistan China", None, date(2020, 1, 29)),
        ("drills during the pandemic", "drills", date(2020, 1, 30), date(2023, 5, 5)),
        ("visits after Covid-19", "visits", date(2023, 5, 6), None),
        ("Myanmar since the coup", "Myanmar", date(2021, 2, 1), None),
        ("Niger since the coup", "Niger", date(2023, 7, 26), None),
        ("arms since the coup", "arms since the coup", None, None),
        ("China Pakistan ramadan 2019", "China Pakistan", date(2019, 5, 6), date(2019, 6, 3)),
        ("in Ramadan 2021 exercises", "exercises", date(2021, 4, 13), date(2021, 5, 12)),
        ("ramadan 1950", "ramadan 1950", None, None),
        ("Russia since the invasion of Ukraine", "Russia", date(2022, 2, 24), None),
        ("China India since Galwan", "China India", date(2020, 6, 15), None),
        ("Galwan clash", "Galwan clash", None, None),
        ("covid aid to Nepal", "covid aid to Nepal", None, None),
    ],
)
def test_times_by_what_was_then(asked: str, rest: str, since: date | None, until: date | None) -> None:
    bare, first, last = bounds_within(written_out(asked, TODAY))
    assert " ".join(bare.split()) == rest
    assert window(first, last, TODAY) == Window(since, until)
