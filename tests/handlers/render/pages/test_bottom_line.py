"""How old the newest is: nothing is said to be newer than what it may be older than."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from handlers.render.pages.bottom_line import age_line, unknown_line
from store.nouns.models import Agreement, Evidence
from store.nouns.values import Precision
from store.nouns.views import Findings, Library, Reference, Told
from tests.handlers.rows import event

TODAY = date(2026, 3, 10)
Known = tuple[date, Precision]


def findings(*known: Known, **more: Any) -> Findings:
    rows = [
        event(f"e{n}", day=when, precision=precision, **more) for n, (when, precision) in enumerate(known)
    ]
    return Findings(tuple(Told(row, (Evidence(article="a", event=row.id),)) for row in rows))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([], ""),
        ([(date(2015, 3, 4), "day"), (date(2014, 1, 1), "year")], "Nothing newer than 4 March 2015 is known."),
        ([(date(2015, 3, 4), "day"), (date(2015, 1, 1), "year")], "Nothing newer than 2015 is known."),
        ([(date(2015, 3, 4), "day"), (date(2015, 3, 1), "month")], "Nothing newer than March 2015 is known."),
        ([(date(2015, 3, 31), "day"), (date(2015, 3, 1), "month")], "Nothing newer than 31 March 2015 is known."),
        ([(date(2015, 3, 4), "day"), (date(2026, 4, 1), "day")], "Nothing is known to have happened after 4 March 2015; what is newer is announced or undated."),
        ([(date(2026, 3, 4), "day"), (date(2026, 3, 1), "month")], "The newest is of March 2026."),
        ([(date(2026, 3, 4), "day"), (date(2026, 4, 1), "day")], "The newest is of 4 March 2026."),
        ([(date(2026, 3, 4), "day"), (date(2026, 3, 6), "told")], "The newest was told on 6 March 2026."),
        ([(date(2015, 3, 4), "day"), (date(2015, 3, 6), "told")], "Nothing newer than what was told on 6 March 2015 is known."),
    ],
)  # fmt: skip
def test_the_newest_day_is_one_that_none_may_follow(known: list[Known], said: str) -> None:
    assert age_line(findings(*known), TODAY) == said


@pytest.mark.parametrize(("published", "is_later"), [(date(2026, 3, 9), True), (date(2014, 3, 9), False)])
def test_a_newer_text_that_gives_no_day_is_not_passed_over(published: date, is_later: bool) -> None:
    dated = event("e", day=date(2015, 3, 4), precision="day")
    undated = event("u", day=None, precision="unknown")
    told = tuple(Told(row, (Evidence(article=f"of-{row.id}", event=row.id),)) for row in (dated, undated))
    at = datetime.combine(published, time(), UTC)
    text = Reference("of-u", "A text", "Outlet", "B", None, None, at, "day", "")
    line = age_line(Findings(told, library=Library(articles={"of-u": text})), TODAY)
    assert line.startswith("Nothing is known to have happened" if is_later else "Nothing newer than")


def test_what_lasted_is_as_new_as_its_end() -> None:
    visit = findings((date(2026, 3, 1), "day"), until=date(2026, 3, 3))
    assert age_line(visit, TODAY) == "The newest is of 3 March 2026."
    exercise = findings((date(2026, 3, 1), "day"), until=date(2026, 4, 3))
    assert age_line(exercise, TODAY) == "The newest is of 1 March 2026."


def test_what_is_not_known_of_a_deal_is_said_to_be_so() -> None:
    deal = Agreement(
        id="deal", kind="arms sale", name="Sale", unknown=["price", "class"], updated_at=event("e").updated_at
    )
    assert unknown_line(deal, Library()).text == "**Sale** · Not known: price, class."
