"""A figure stands in brackets only where its sentence does not say it; the time that it is of is never lost."""

from decimal import Decimal

import pytest

from handlers.render.pages.claim import claim_line
from store.nouns.models import Claim
from store.nouns.views import Library

CASES = [
    ("Two frigates were sold to Oman.", 2, "frigates", "", ""),
    ("Oman bought twelve frigates.", 12, "frigates", "2015", "[2015]"),
    ("Oman bought twelve frigates in 2015.", 12, "frigates", "2015", ""),
    ("Oman bought frigates in 2015.", 12, "frigates", "2015", "[12 frigates]"),
    ("Oman bought frigates.", 12, "frigates", "2015", "[12 frigates, 2015]"),
    ("Oman bought one of the frigates.", 1, "frigates", "", "[1 frigates]"),
    ("Oman bought 112 frigates.", 12, "frigates", "", "[12 frigates]"),
    ("Oman is the third-largest buyer.", 3, "(rank)", "2010–14", "[2010–14]"),
    ("Oman is the third-largest buyer.", 4, "(rank)", "", "[4 (rank)]"),
    ("Oman is the largest buyer.", 1, "(rank)", "", ""),
    ("Oman is the second-largest buyer.", 1, "(rank)", "", "[1 (rank)]"),
    ("Imports fell by 12 per cent from 2010–14 to 2015–19.", -12, "%", "2010–14 to 2015–19", ""),
    ("Imports fell by 12 per cent.", -12, "%", "2010–14 to 2015–19", "[2010–14 to 2015–19]"),
    ("Oman was lent $5 billion in all.", 5_000_000_000, "USD", "In all", ""),
    ("Someone sold none.", 2, "frigates", "", "[2 frigates]"),
]


@pytest.mark.parametrize(("text", "value", "unit", "period", "added"), CASES)
def test_only_what_the_sentence_lacks_is_added(
    text: str, value: int, unit: str, period: str, added: str
) -> None:
    claim = Claim(id="c", kind="figure", text=text, value=Decimal(value), unit=unit, period=period or None)
    assert claim_line(claim, Library()).text.partition(" [")[2] == added.removeprefix("[")
