"""The words of importance, in their order."""

from typing import get_args

from store.nouns.values import Importance

RANKS: tuple[Importance, ...] = get_args(Importance)
"""From the least important to the most."""
