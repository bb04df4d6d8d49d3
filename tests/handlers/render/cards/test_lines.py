"""How many tell an event, said in a line of a digest as on its card."""

from datetime import UTC, date, datetime

import pytest

from handlers.render.cards.alert import event_in_a_line, grade, trust
from handlers.render.cards.report import Report, Sourcing
from handlers.render.cards.stage import is_of_something_else, stage_of
from store.nouns.models import Evidence, Source
from tests.handlers.rows import article, event

AT = datetime(2026, 3, 2, tzinfo=UTC)
QUOTES = "The frigate was handed over on Monday, Reuters reported."


def told(outlet: str, lead: str = "", owner: str = "") -> Sourcing:
    text = article(f"text-{outlet}", outlet, AT, lead=lead, publisher=outlet.title())
    source = Source(id=outlet, name=outlet.title(), owner=owner or outlet, reliability="B")
    return Sourcing(Evidence(article=text.id, event="e", decided_by="rule", decided_at=AT), text, source)


@pytest.mark.parametrize(
    ("sourcing", "said"),
    [
        ((told("harbour"), told("valley")), "two independent outlets"),
        ((told("harbour"), told("valley", owner="one"), told("gulf", owner="one")), "three outlets of two owners"),
        ((told("harbour"), told("valley", QUOTES), told("gulf", QUOTES)), "three outlets after two reports"),
    ],
    ids=["independent", "of one owner", "of one report"],
)  # fmt: skip
def test_a_line_counts_outlets_as_the_card_does(sourcing: tuple[Sourcing, ...], said: str) -> None:
    report = Report(event("e"), sourcing)
    line, card = event_in_a_line(report), trust(report)[0]
    assert said in line.replace("\u00a0", " ")
    assert said in card.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("phase", "assertion", "said"),
    [("postponed", "cancelled", "Postponed"), ("cancelled", "cancelled", "Cancelled")],
)
def test_what_is_put_off_is_not_called_off(phase: str, assertion: str, said: str) -> None:
    one = told("harbour")
    one.article.reading = {"assertion": assertion}
    assert stage_of(Report(event("e", phase=phase), (one,)), "") == [f"**{said}**"]


HALTED = [
    ("US halts sale of jets to Pakistan", "Halted"),
    ("US suspends and then cancels sale of jets", "Cancelled"),
    ("Thailand scraps submarine order", "Cancelled"),
    ("Thailand is out of the submarine order", "Cancelled"),
    ("Россия приостановила поставки", "Halted"),
]


@pytest.mark.parametrize(("title", "said"), HALTED)
def test_what_is_halted_is_not_told_as_cancelled(title: str, said: str) -> None:
    one = told("harbour")
    one.article.title, one.article.reading = title, {"assertion": "cancelled"}
    assert stage_of(Report(event("e", phase="cancelled"), (one,)), "") == [f"**{said}**"]


def test_what_has_come_is_not_under_way() -> None:
    assert stage_of(Report(event("e", kind="delivery", phase="under way"), (told("harbour"),)), "") == []
    drill = Report(event("e", kind="exercise", phase="under way"), (told("harbour"),))
    assert stage_of(drill, "") == ["**Under\u00a0way**"]


FOREIGN_DAYS = [
    ("announced", 1, "day", True),
    ("announced", 2, "day", False),
    ("announced", 3, "day", False),
    ("announced", 1, "month", False),
    ("concluded", 3, "day", True),
    ("under way", 3, "day", True),
    ("under way", 2, "day", False),
    ("cancelled", 3, "day", False),
    ("reported", 3, "day", False),
]


@pytest.mark.parametrize(("phase", "day", "precision", "foreign"), FOREIGN_DAYS)
def test_a_day_that_cannot_be_its_own_is_not_told(
    phase: str, day: int, precision: str, *, foreign: bool
) -> None:
    """Told on the second of March: an announcement is for no earlier day, and what is done not for a later one."""
    one = event("e", phase=phase, day=date(2026, 3, day), precision=precision)
    assert is_of_something_else(one, AT.date()) is foreign


def test_an_announcement_that_goes_on_is_for_its_last_day() -> None:
    one = event("e", phase="announced", day=date(2026, 3, 1), until=date(2026, 3, 2))
    assert not is_of_something_else(one, AT.date())


def test_a_denial_that_nobody_contradicts_is_graded_as_any_text() -> None:
    denial = told("harbour")
    denial.article.reading = {"denied": True}
    assert grade(Report(event("e"), (denial,))) == "B3"
    assert grade(Report(event("e"), (denial, told("valley")))) == "B5", "what others tell is denied"
