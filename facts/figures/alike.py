"""Which figures that texts state are one: a sum that is rounded, a number of the same things. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

CLOSE = Decimal("1.01")
"""Sums that are no further apart are one sum, rounded."""
_Figure = TypeVar("_Figure", int, Decimal)


def alike(one: Decimal, other: Decimal) -> bool:
    """Whether two sums are one."""
    less, more = sorted((one, other))
    return more <= less * CLOSE


def same(one: int, other: int) -> bool:
    return one == other


def key_of(of: str) -> str:
    """What a quantity is of, however it is written: "attack drone" and "drone", ``vt-4`` and "VT-4"."""
    last = of.rsplit(maxsplit=1)[-1] if is_plain(of) else of
    return re.sub(r"[^a-z0-9]", "", last.casefold()) or of


def is_plain(of: str) -> bool:
    """Whether things are told by their sort ("corvette") and by no name ("Type 056")."""
    return of.islower() and not any(letter.isdigit() for letter in of)


def unheard(
    held: Iterable[tuple[str, _Figure]],
    told: Sequence[tuple[str, _Figure]],
    agree: Callable[[_Figure, _Figure], bool],
) -> set[tuple[str, _Figure]]:
    """Of the figures of a text, by currency or thing, all where it agrees with none that was stated before."""
    known = list(held)
    agreed = {key for key, figure in told if any(key == k and agree(figure, other) for k, other in known)}
    return {(key, figure) for key, figure in told if key not in agreed}
