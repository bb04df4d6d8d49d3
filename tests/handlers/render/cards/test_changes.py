"""Changes in plain English: on a lock screen, in the message, and as a heading of what was typed."""

import pytest

from handlers.commands.compare import as_heading
from handlers.render.cards.change import change_lines, reply_line
from handlers.render.cards.report import Report
from tests.handlers.rows import event

CHANGES = [
    ("status", "ordered", "delivered", "🔁 Now delivered (was: ordered)", "**Now delivered** (was: ordered)"),
    ("status", None, "delivered", "🔁 Now delivered", "**Now delivered**"),
    ("day", "March 2026", "4 March 2026", "🔁 Day: 4 March 2026 (was: March 2026)", "**Day:** 4 March 2026 (was: March 2026)"),
    ("quantity of tank", None, "40 × tank", "🔁 Quantity of tank: 40 × tank", "**Quantity of tank:** 40 × tank"),
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
