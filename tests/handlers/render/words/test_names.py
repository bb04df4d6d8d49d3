"""Positions as they are told: with the organisation, but where the position says it already."""

from handlers.render.words.names import office_told
from store.nouns.values import Role
from store.nouns.views import Library

HELD = (
    (
        "Defence Minister (Minister of National Defense of China)",
        "ministry-of-national-defense-of-china",
        False,
    ),
    ("Chief of the Army Staff of Pakistan", "pakistan-army", False),
    ("Commander of the Northern Corps", "northern-corps-command", False),
    ("General", "pakistan-army", True),
    ("Ambassador to Pakistan", "china", True),
)


def test_an_organisation_stands_beside_a_position_that_does_not_name_it() -> None:
    nobody = Library()
    for position, organisation, is_told in HELD:
        told = office_told(Role(position=position, organisation=organisation), nobody)
        assert told.startswith(f"{position}, ") if is_told else told == position, told
