"""Designations as texts write them: a card of a J-10CE does not say J-10, and of a ship not its class. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_SHIP = re.compile(r"[A-Z]{2,4} [A-Z][\w' -]+")
"""A prefix and a name: "PNS Tughril"."""


def as_texts_name(designation: str, aliases: Sequence[str], texts: Sequence[str]) -> str:
    """``designation`` as the texts call it: with its variant, or by the other name that they use instead, which may have one
    as well: a Type 054B is no Type 054A/P, though it is filed with them."""
    if any(_holds(text, designation) for text in texts):
        return variant_written(designation, texts)
    latin = [one for one in aliases if one.isascii()]
    called = next((one for one in latin if any(_names(text, one) for text in texts)), None)
    if called is not None:
        return called
    return next((said for one in latin if (said := variant_written(one, texts)) != one), designation)


def _names(text: str, alias: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text, re.IGNORECASE) is not None


def variant_written(designation: str, texts: Iterable[str]) -> str:
    """``designation`` with the letters of the one variant that the texts name; as it is where they name none or several."""
    variants = {found for text in texts for found in _variants(designation, text)}
    return designation + variants.pop() if len(variants) == 1 else designation


def without_classes(designations: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Without the classes that no text writes, where one names a ship."""
    written = [one for one in designations if any(_holds(text, one) for text in texts)]
    if not any(_SHIP.fullmatch(one) for one in written):
        return list(designations)
    return [one for one in designations if one in written]


def _holds(text: str, designation: str) -> bool:
    return _letters(designation) in _letters(text)


@lru_cache(maxsize=1 << 8)
def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _variants(designation: str, text: str) -> list[str]:
    found = _named(designation)
    return [letters for letters in found.findall(text) if letters] if found else []


@lru_cache(maxsize=1 << 10)
def _named(designation: str) -> re.Pattern[str] | None:
    """The designation however it is spaced, and the capitals behind its last digit: "J-10CE", "MQ-9B", "FA 50M"; behind a
    name a single one ("Gripen E", "Rafale M"), which is neither article nor pronoun."""
    parts = re.findall(r"[A-Za-z]+|\d+", designation)
    if parts == [designation] and not designation.isdigit():
        return re.compile(rf"(?<![\w-]){designation}((?:[ -][B-HJ-Z](?:/[A-Z])?(?![\w.'’&-]))?)(?!\w)")
    if len(parts) < 2 or not parts[-1].isdigit() or not parts[0].isalpha():
        return None
    spaced = r"[- /]?".join(map(re.escape, parts))
    return re.compile(rf"(?<![A-Za-z0-9]){spaced}([A-Z]{{1,3}})?(?![A-Za-rt-z0-9])")
