"""An event's page: the equipment under the designation that its texts write."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.render.pages.event import asked_line, event_lines, when_told
from store.nouns.models import Equipment, Evidence
from store.nouns.values import Alias, Materiel, Quantity
from store.nouns.views import Library, Reference, Told
from tests.handlers.rows import event

AT = datetime(2026, 3, 2, tzinfo=UTC)


def test_another_variant_is_told_by_its_own_designation() -> None:
    known = Equipment(
        id="mi-35m",
        designation="Mi-35M",
        category="attack helicopter",
        aliases=[Alias(name="Mi-35")],
        updated_at=AT,
    )
    text = Reference(
        "a", "Mali receives two Mi-35P helicopters from Russia", "Wire", "B", None, None, AT, "day", ""
    )
    row = event(
        "e",
        equipment=[Materiel(equipment="mi-35m", quantity=2)],
        quantities=[Quantity(number=2, of="Mi-35M")],
    )
    told = Told(row, (Evidence(article="a", event="e", decided_at=AT, reasons=[]),))
    library = Library(articles={"a": text}, equipment={"mi-35m": known})
    lines = [line.text for line in event_lines(told, library)]
    assert "Equipment: 2 × Mi-35P (attack helicopter)" in lines
    assert not [line for line in lines if "Mi-35M" in line]


@pytest.mark.parametrize(
    ("facts", "texts", "right"),
    [
        (
            {"kind": "exercise", "phase": "concluded"},
            [("under way", 2), ("concluded", 15)],
            "began 2 March 2026",
        ),
        ({"kind": "exercise", "phase": "concluded"}, [("under way", 2), ("concluded", 4)], "2 March 2026"),
        (
            {"kind": "exercise", "phase": "concluded", "until": date(2026, 3, 14)},
            [("concluded", 15)],
            "2 March 2026 to 14 March 2026",
        ),
        ({"kind": "exercise", "phase": "under way"}, [("under way", 2)], "2 March 2026"),
        ({"kind": "visit", "phase": "concluded"}, [("concluded", 15)], "2 March 2026"),
        (
            {"kind": "exercise", "phase": "postponed"},
            [("announced", 1), ("postponed", 1)],
            "first planned for 2 March 2026",
        ),
        ({"kind": "exercise", "phase": "cancelled"}, [("cancelled", 6)], "2 March 2026"),
    ],
)
def test_a_day_is_called_what_it_is(facts: dict[str, Any], texts: list[tuple[str, int]], right: str) -> None:
    """Beside a headline that tells an end, a first day is one; beside what was put off, the day that was planned."""
    row = event("e", day=date(2026, 3, 2), precision="day", **facts)
    rows = [
        Reference(
            str(at),
            "A drill",
            "Wire",
            "B",
            None,
            None,
            datetime(2026, 3, on, 9, tzinfo=UTC),
            "day",
            "",
            phase=phase,
        )
        for at, (phase, on) in enumerate(texts)
    ]
    evidence = tuple(Evidence(article=one.article, event="e", decided_at=AT, reasons=[]) for one in rows)
    library = Library(articles={one.article: one for one in rows})
    assert when_told(Told(row, evidence), library) == right


def test_what_is_asked_may_stand_in_another_headline() -> None:
    titles = ["Mitra Shakti ends with jungle raid", "India to take part in Mitra Shakti after all"]
    texts = [
        Reference(str(at), title, "Wire", "B", None, None, AT, "day", "", lead="120 soldiers trained.")
        for at, title in enumerate(titles)
    ]
    evidence = tuple(Evidence(article=one.article, event="e", decided_at=AT, reasons=[]) for one in texts)
    told, library = Told(event("e"), evidence), Library(articles={one.article: one for one in texts})
    line = asked_line(told, library, "is India taking part in Mitra Shakti")
    assert line is not None
    assert line.text == "“India to take part in Mitra Shakti after all”"
    assert asked_line(told, library, "how did Mitra Shakti end with a raid") is None
