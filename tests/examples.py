"""How many examples a property is tried on: all of them by ``make fuzz``, a share of the same by ``make test``."""

from math import ceil

from hypothesis import settings

USUAL, ALL = 40, 100
"""Examples of a property that names no number, by profile."""


def share_of(most: int) -> int:
    """``most`` under the profile of ``make fuzz``, two fifths under the usual one; read once the profile is loaded."""
    return ceil(most * settings().max_examples / ALL)
