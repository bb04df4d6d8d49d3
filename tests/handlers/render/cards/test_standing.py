"""What a card, a line and a digest say of an event that went on after its first text: what holds now. Pure."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from facts.model.change import Change
from handlers.render.cards.alert import alert, event_in_a_line
from handlers.render.cards.developments import development_line
from handlers.render.cards.report import Report, Sourcing
from store.nouns.models import Evidence, Source
from store.nouns.values import Amount
from tests.handlers.rows import article, event

SEPTEMBER = 9
PLANNED = {"phase": "announced", "assertion": "planned"}
BEGUN = Change("status", "announced", "under way")
ENDED = Change("status", "under way", "concluded")
PUT_OFF = Change("status", "announced", "postponed")
AGAIN = Change("status", "postponed", "planned again")


def told(outlet: str, day: int, title: str, lead: str = "", *changes: Change, **reading: Any) -> Sourcing:
    at = datetime(2026, SEPTEMBER, day, 12, tzinfo=UTC)
    text = article(outlet, outlet, at, title=title, lead=lead, publisher=outlet.title(), reading=reading)
    source = Source(id=outlet, name=outlet.title(), owner=outlet, reliability="B")
    noted = [asdict(change) for change in changes]
    return Sourcing(Evidence(article=text.id, event="e", decided_at=at, changes=noted), text, source)


PLAN = told(
    "harbour",
    7,
    "Oman, Pakistan to hold drill on 14 September",
    "The navies will drill from 14 September, both ministries said.",
    **PLANNED,
)
OPENED = told(
    "valley",
    14,
    "Oman and Pakistan open naval drill",
    "Eight ships of both navies left Muscat for the drill on Monday morning.",
    BEGUN,
    phase="under way",
)
CLOSED = told(
    "gulf",
    18,
    "Naval drill of Oman and Pakistan ends",
    "The drill ended with a gunnery shoot off Muscat on Friday.",
    ENDED,
    phase="concluded",
)
SLIPPED = told(
    "valley",
    12,
    "Oman and Pakistan put off naval drill",
    "The drill was put off because of a storm off Muscat, officials said.",
    PUT_OFF,
    phase="postponed",
    assertion="cancelled",
)
LATE = told(
    "valley",
    15,
    "Drill of Oman and Pakistan put off",
    "It was put off because of a storm off Muscat, officials said on Tuesday.",
    PUT_OFF,
    phase="postponed",
    assertion="cancelled",
)
RESET = told(
    "gulf",
    16,
    "Oman, Pakistan now to hold drill on 28 September",
    "Both navies will meet off Muscat two weeks later than first planned.",
    AGAIN,
    **PLANNED,
)
DAY: dict[str, Any] = {"kind": "exercise", "precision": "day", "countries": ["OM", "PK"]}


def shown(sourcing: tuple[Sourcing, ...], **values: Any) -> tuple[str, str, str]:
    """The card's line, its text, and the line of a digest."""
    report = Report(event("e", **(DAY | values)), sourcing)
    card = alert(report, "#1", sourcing[0].evidence.decided_at)
    text = (card.embed.description or "").replace("\u00a0", " ")
    return card.content, text, event_in_a_line(report).replace("\u00a0", " ")


STAGES = [
    ((PLAN,), "announced", 14, "will drill from 14 September", "**Announced** for 14 Sep", "[Oman, Pakistan to hold drill on 14 September]"),
    ((PLAN, OPENED), "under way", 14, "> Valley, 14 Sep: Eight ships", "**Under way** 14 Sep", "[Oman and Pakistan open naval drill]"),
    ((PLAN, OPENED, CLOSED), "concluded", 14, "> Gulf, 18 Sep: The drill ended", "14 Sep", "[Naval drill of Oman and Pakistan ends]"),
    ((PLAN, SLIPPED), "postponed", 14, "> Valley, 12 Sep: The drill was put off", "**Postponed**, was for 14 Sep", "[Oman and Pakistan put off naval drill]"),
    ((PLAN, LATE), "postponed", 14, "> Valley, 15 Sep: It was put off", "**Postponed**, was for 14 Sep", "[Drill of Oman and Pakistan put off]"),
    ((PLAN, SLIPPED, RESET), "announced", 28, "> Gulf, 16 Sep: Both navies", "**Announced** for 28 Sep", "[Oman, Pakistan now to hold drill on 28 September]"),
]  # fmt: skip


@pytest.mark.parametrize(("sourcing", "phase", "day", "quoted", "stage", "titled"), STAGES)
def test_a_card_keeps_its_headline_and_says_what_holds(
    sourcing: tuple[Sourcing, ...], phase: str, day: int, quoted: str, stage: str, titled: str
) -> None:
    content, text, line = shown(sourcing, phase=phase, day=date(2026, SEPTEMBER, day))
    assert content == "🎯 Oman, Pakistan to hold drill on 14 September"
    assert quoted in text
    assert text.splitlines()[2].startswith(stage)
    assert titled in line


def test_the_day_on_which_a_beginning_was_told_is_not_that_of_its_announcement() -> None:
    """No text gives the day."""
    values = {
        "phase": "under way",
        "day": date(2026, SEPTEMBER, 14),
        "precision": "told",
        "basis": "not stated; first told",
    }
    _, text, line = shown((PLAN, OPENED), **values)  # fmt: skip
    assert "**Under way**, reported 14 Sep" in text
    assert line.startswith("reported 14 Sep")


def test_a_quotation_does_not_hold_a_figure_that_was_taken_back() -> None:
    first = told(
        "harbour",
        7,
        "Peru orders 54 tanks",
        "Peru signed an order worth $1.1 billion with the Korean maker on Sunday.",
    )
    second = told(
        "valley",
        8,
        "Peru signs for tanks",
        "The tanks will come in three batches until 2029, the ministry said.",
    )
    fixed = Change("value", "US$1.1 billion", "US$1.4 billion", "correction")
    third = told("harbour", 9, "Correction: Peru pays $1.4 billion", "An earlier text gave $1.1 billion.", fixed)  # fmt: skip
    _, text, _ = shown(
        (first, second, third), kind="order", amounts=[Amount(amount=Decimal("1.4e9"), currency="USD")]
    )
    assert "~~US$1.1 billion~~ US$1.4 billion" in text
    assert (
        text.splitlines()[0]
        == "> Valley, 8 Sep: The tanks will come in three batches until 2029, the ministry said."
    )
    _, text, _ = shown((first, second), kind="order")
    assert text.startswith("> Peru signed an order worth")


DENIED = told("gulf", 9, "Cairo denies the order", "Nothing was signed.", phase="denied", denied=True)
AGAINST = told("delta", 9, "Nothing signed, says Cairo", "Nothing was signed.", phase="denied", denied=True)
LATER = told("delta", 10, "Nothing signed, says Cairo", "Nothing was signed.", phase="denied", denied=True)
CLAIM = told("harbour", 7, "Egypt orders 40 jets", "The order is for forty jets.")
DENIERS = [
    ((CLAIM, DENIED), "**Denied**, says Gulf, 9 Sep"),
    ((CLAIM, DENIED, AGAINST), "**Denied**, say Gulf, Delta, 9 Sep"),
    ((CLAIM, DENIED, LATER), "**Denied**, say Gulf, 9 Sep; Delta, 10 Sep"),
    (
        (CLAIM, DENIED, AGAINST, told("valley", 9, "No jets", denied=True)),
        "**Denied**, say Gulf, Delta, 9 Sep +1",
    ),
]


@pytest.mark.parametrize(("sourcing", "said"), DENIERS)
def test_who_denies_is_said_once_and_counted_among_nobody_who_tells(
    sourcing: tuple[Sourcing, ...], said: str
) -> None:
    _, text, line = shown(sourcing, kind="order", standing="denied", phase="announced")
    assert said in text
    assert "Harbour · one outlet" in text
    assert line.count("enied") == 1
    assert "~~Egypt orders 40 jets~~" in line
    assert "outlets" not in line


def test_the_headline_of_a_denial_is_not_marked_as_denied() -> None:
    _, text, line = shown((DENIED, AGAINST), kind="statement", standing="denied", phase="denied")
    assert "**Denial**" in text
    assert "Denied" not in text + line


def test_a_digest_tells_a_change_under_the_headline_that_holds() -> None:
    report = Report(event("e", **DAY, phase="under way", day=date(2026, SEPTEMBER, 14)), (PLAN, OPENED))
    row = {"event": "e", "title": "Ours", "changes": [asdict(BEGUN)]}
    line = development_line(row, report, None).replace("\u00a0", " ")
    assert line.startswith("- [Oman and Pakistan open naval drill]")
