"""Who gives to whom on a card: an arrow only where a text says both sides, and nothing was denied or called off."""

from typing import Any

import pytest

from handlers.render.words.names import flags_of_sides
from store.nouns.models import EventFacts

CN, PK, BD = "🇨🇳", "🇵🇰", "🇧🇩"
GIVES, GETS = {"country": "CN", "part": "supplier"}, {"country": "BD", "part": "recipient"}


def event(countries: str, *roles: dict[str, str], **facts: Any) -> EventFacts:
    return EventFacts.model_validate(
        {"kind": "delivery", "title": "t", "countries": countries.split(), "roles": roles, **facts}
    )


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (event("BD CN", GIVES, GETS), f"{CN}\u00a0→\u00a0{BD}"),
        (event("BD CN PK", GIVES, GETS), f"{CN}\u00a0→\u00a0{BD}\u00a0·\u00a0{PK}"),
        (event("BD CN"), f"{BD}\u00a0{CN}"),
        (event("BD CN", GIVES), f"{BD}\u00a0{CN}"),
        (event("BD CN", GETS), f"{BD}\u00a0{CN}"),
        (event("BD CN", {"country": "CN", "part": "host"}), f"{BD}\u00a0{CN}"),
        (event("BD CN", GIVES, GETS, standing="denied"), f"{BD}\u00a0{CN}"),
        (event("BD CN", GIVES, GETS, phase="denied"), f"{BD}\u00a0{CN}"),
        (event("BD CN", GIVES, GETS, phase="cancelled"), f"{BD}\u00a0{CN}"),
        (event("BD CN", GIVES, GETS, phase="in talks"), f"{CN}\u00a0→\u00a0{BD}"),
    ],
)
def test_flags_with_an_arrow_only_where_both_sides_are_told(told: EventFacts, shown: str) -> None:
    assert flags_of_sides(told) == shown
