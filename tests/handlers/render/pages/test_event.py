"""An event's page: the equipment under the designation that its texts write."""

from datetime import UTC, datetime

from handlers.render.pages.event import event_lines
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
