"""A line of a digest on what changed of one event. Pure."""

from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from facts.model.change import Change, Said
from handlers.render.cards.developments import development_line
from handlers.render.cards.report import Report, Sourcing
from store.nouns.models import Evidence, Source
from tests.handlers.rows import article, event

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
URL = "https://discord.example/1"


def reported() -> Report:
    rows = []
    for name, outlet in (("x", "Dawn"), ("y", "Indus Post")):
        source = Source(id=name, name=outlet, owner=outlet, reliability="B")
        evidence = Evidence(article=name, event="a", decided_at=AT)
        rows.append(Sourcing(evidence, article(name, name, AT, title="Azerbaijan gets first JF-17"), source))
    return Report(event("a"), tuple(rows))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("status", "announced", "under way", article="x"), "announced → **under way**"),
        (Change("standing", "reported", "corroborated"), "now told by **two independent outlets**"),
        (Change("day", "5 March", "3 March", "correction"), "day corrected: ~~5 March~~ **3 March**"),
        (Change("day", "March 2026", "3 March 2026"), "day: March 2026 → **3 March 2026**"),
        (Change("value", None, "$2 billion"), "value now known: **$2 billion**"),
        (
            Change("value", None, "", values=(Said("$2 billion", ("x",)), Said("$3 billion", ("y",)))),
            "value, sources differ: **$2 billion** (Dawn, 2 Mar) or **$3 billion** (Indus Post, 2 Mar)",
        ),
        (
            Change("place", "*Lahore*", "[Karachi]", "correction"),
            "place corrected: ~~\\*Lahore\\*~~ **\\[Karachi\\]**",
        ),
    ],
)
def test_what_it_was_and_what_it_is(change: Change, expected: str) -> None:
    row = {"event": "a", "title": "Ours", "changes": [asdict(change)]}
    line = development_line(row, reported(), URL).replace("\u00a0", " ")
    assert line == f"- [Azerbaijan gets first JF-17]({URL}): {expected}"


def test_what_is_denied_is_struck_and_says_by_whom() -> None:
    change = Change("status", "reported", "denied", "denial", "y")
    row = {"event": "a", "title": "Ours", "changes": [asdict(change)]}
    line = development_line(row, reported(), URL).replace("\u00a0", " ")
    assert line == f"- [~~Azerbaijan gets first JF-17~~]({URL}): **denied** (Indus Post, 2 Mar)"


def test_a_step_of_an_agreement_stands_under_its_name() -> None:
    step = Change("status of JF-17 for Azerbaijan", "agreed", "delivered", article="x")
    row = {"event": "a", "title": "Ours", "changes": [asdict(step)]}
    line = development_line(row, reported(), None).replace("\u00a0", " ")
    assert line == "- [JF-17 for Azerbaijan](https://x.example/x): agreed → **delivered**"


def test_an_event_that_is_known_no_more_keeps_its_title() -> None:
    row = {"event": "a", "title": "Ours", "changes": [{"what": "event", "kind": "gone"}]}
    assert development_line(row, None, None) == "- Ours: **taken back**, found not relevant here"
