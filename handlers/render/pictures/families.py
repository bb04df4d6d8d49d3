"""Colours of a picture by the family of a kind: checked for three kinds of colour blindness (any two 25 or more apart in
Lab) and for the contrast of the number on them (4.5 or more). Beside a name, never instead of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FamilyLook:
    """``ink`` is that of a number on the ``fill``, ``letters`` that of its name on the card, ``pale`` its fill where a
    day is known by the month."""

    name: str
    fill: str
    ink: str
    letters: str
    pale: str
    edge: str = ""


FAMILY_LOOKS = {
    "arms": FamilyLook("Arms", "#C25200", "#FFFFFF", "#A84600", "#DFA077"),
    "forces": FamilyLook("Exercises", "#005C99", "#FFFFFF", "#005C99", "#76A6C8"),
    "visits": FamilyLook("Visits, talks", "#2AA876", "#1F2328", "#13784F", "#8BCFB4"),
    "agreements": FamilyLook("Agreements", "#882255", "#FFFFFF", "#882255", "#BF87A3"),
    "words": FamilyLook("Other", "#C3C9D0", "#1F2328", "#57606A", "#DDE1E5", "#8C959F"),
}
"""In the order in which they are drawn."""
