"""Changes in plain English: on a lock screen, in the message, and as a heading of what was typed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.briefing.contradicted import as_heading
from handlers.render.cards.change import change_lines, reply, reply_line
from handlers.render.cards.report import Report, Sourcing
from store.nouns.models import Evidence
from tests.handlers.rows import article, event

CHANGES = [
    ("status", "ordered", "delivered", "🔁 Now delivered (was: ordered)", "**Now delivered** (was: ordered)"),
    ("status", None, "delivered", "🔁 Now delivered", "**Now delivered**"),
    ("day", "March 2026", "4 March 2026", "🔁 Day: 4 March 2026 (was: March 2026)", "**Day:** 4 March 2026 (was: March 2026)"),
    ("quantity of tank", None, "40 × tank", "🔁 Quantity: 40 × tank", "**Quantity:** 40 × tank"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "before", "after", "line", "told"), CHANGES)
def test_a_change_is_told_in_plain_english(
    what: str, before: str | None, after: str, line: str, told: str
) -> None:
    change = {"what": what, "before": before, "after": after, "kind": "change", "values": ()}
    report = Report(event("e"), ())
    assert reply_line(report, [change]) == line
    assert change_lines(change, report) == [told]


HEADINGS = [
    ("  cpec   investment?", "Cpec investment"),
    ("JF-17", "JF-17"),
    ("jets,\nand drones;", "Jets, and drones"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "heading"), HEADINGS)
def test_what_was_typed_as_a_heading(typed: str, heading: str) -> None:
    assert as_heading(typed) == heading


def test_a_long_heading_is_cut() -> None:
    assert len(as_heading("word " * 100)) <= 80


AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _told(*titles: str, **values: Any) -> Report:
    texts = [article(f"a{at}", "wire", AT, title=title, **values) for at, title in enumerate(titles)]
    rows = [Evidence(article=text.id, event="e", decided_at=AT, reasons=[]) for text in texts]
    return Report(event("e"), tuple(Sourcing(row, text, None) for row, text in zip(rows, texts, strict=True)))


def test_what_the_line_above_says_is_not_repeated_below() -> None:
    report = _told("Army calls the drill off")
    change = {
        "what": "status",
        "before": "announced",
        "after": "cancelled",
        "kind": "change",
        "article": "a0",
    }
    assert reply_line(report, [change]) == "🔁 Now cancelled (was: announced)"
    below = reply(report, [change], "#1").description or ""
    assert below.startswith("[wire](https://wire.example/a0), 2 Mar 2026: “Army calls")
    both = reply(report, [change, change | {"what": "day", "before": None}], "#1").description or ""
    assert both.startswith("**Day:** cancelled"), "the line above tells the first of two"
    unsaid = reply(report, [change | {"article": None}], "#1").description or ""
    assert "Now cancelled" in unsaid, "an embed is never empty"


def test_a_denial_is_told_in_the_words_of_who_denies() -> None:
    change = {"what": "status", "before": None, "after": "denied", "kind": "denial", "article": "a1"}
    report = _told("Dhaka signs for jets", "Dhaka says nothing is signed")
    assert reply_line(report, [change]) == "💬 Denial: Dhaka says nothing is signed"
    assert reply_line(report, [change | {"article": None}]) == "💬 Denied: Dhaka signs for jets"
    foreign = _told("Dhaka signs for jets", "ঢাকা বলছে কিছুই স্বাক্ষরিত হয়নি")
    assert reply_line(foreign, [change]) == "💬 Denied: Dhaka signs for jets"
