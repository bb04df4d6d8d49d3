"""Deals by their sum: "contracts above $1bn", "between 4 and 5 billion", "deals without a price". Pure; the words are rows of
``facts/wording/limits.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from facts.figures.money import amounts_in
from facts.rows.patterns import alternatives, word_table

USUAL = "dollars"
"""What a sum without a currency is meant in."""


@dataclass(frozen=True)
class SumLimits:
    """Between which sums in one currency (ISO 4217) deals are asked for; ``told`` says so, ``rest`` is the question without it.
    Without ``currency`` those are asked for of which no sum is told."""

    rest: str
    told: str = ""
    currency: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    is_open: bool = False
    """The limits themselves are left out."""

    def holds(self, amount: Decimal) -> bool:
        """Whether a sum lies between them."""
        above = self.least is None or amount > self.least or (amount == self.least and not self.is_open)
        below = self.most is None or amount < self.most or (amount == self.most and not self.is_open)
        return above and below


def limits_asked(question: str) -> SumLimits | None:
    """The limits of the sums that a question for deals sets; None where it sets none."""
    if not _whole("matter").search(question):
        return None
    if (found := _whole("priceless").search(question)) and _whole("negative").search(found[0]):
        return SumLimits(_rest(question, found))
    return _between(question) or _one_sided(question) or _large(question)


def _between(question: str) -> SumLimits | None:
    found = _patterns()["between"].search(question)
    if found is None:
        return None
    most = _money(found["most"])
    is_short = _scale_of(found["least"]) == ""
    least = _money(f"{found['least']} {_scale_of(found['most'])}" if is_short else found["least"])
    if most is None or least is None or least[0] > most[0]:
        return None
    return SumLimits(_rest(question, found), "between", most[1], least[0], most[0])


def _one_sided(question: str) -> SumLimits | None:
    for side, (told, is_least, is_open) in _SIDES.items():
        found = _patterns()[side].search(question)
        if found and (sum_ := _money(found["sum"])):
            ends = {"least": sum_[0]} if is_least else {"most": sum_[0]}
            return SumLimits(_rest(question, found), told, sum_[1], is_open=is_open, **ends)
    return None


def _large(question: str) -> SumLimits | None:
    """ "billion-dollar deals"."""
    found = _whole("large").search(question)
    if found is None:
        return None
    sum_ = _money(
        f"1 {found['scale'] or found['many']} {'euros' if 'euro' in found[0].casefold() else USUAL}"
    )
    return SumLimits(_rest(question, found), "from", sum_[1], sum_[0]) if sum_ else None


def _money(text: str) -> tuple[Decimal, str] | None:
    plain = _SHORT.sub(lambda found: f"{found[1]} {_rows()['short'][found[2].casefold()]}", text)
    for said in (plain, f"{plain} {USUAL}"):
        if some := amounts_in(said):
            return some[0].amount, some[0].currency
    return None


def _scale_of(text: str) -> str:
    found = re.search(r"[a-z].*", text, re.IGNORECASE)
    return found[0] if found else ""


def _rest(question: str, found: re.Match[str]) -> str:
    """What says whose deals they are."""
    kept = f"{question[: found.start()]} {question[found.end() :]}"
    for name in ("matter", "around"):
        kept = _whole(name).sub(" ", kept)
    return " ".join(kept.split()).strip(" ,.?")


_SHORT = re.compile(rf"(\d)\s*({'|'.join(word_table('limits', 'facts.wording')['short'])})\b", re.IGNORECASE)
_SCALE = rf"(?:{alternatives('limits', 'scales', folder='facts.wording')})"
_SUM = (
    rf"(?:(?:us|a|c|hk)?\s?[$€£¥₹]\s?\d[\d.,]*(?:\s*{_SCALE}\b)?|\d[\d.,]*\s*{_SCALE}\b|\d[\d.,]{{3,}}"
    rf"|(?:{alternatives('limits', 'counts', folder='facts.wording')})\s+{_SCALE}\b)"
    rf"(?:[\s-]*(?:us\s+)?(?:{alternatives('limits', 'currencies', folder='facts.wording')})\b)?"
)
_SIDES = {
    "above": ("above", True, True),
    "from": ("from", True, False),
    "below": ("below", False, True),
    "until": ("until", False, False),
    "or_more": ("from", True, False),
    "or_less": ("until", False, False),
}
"""How it is told, whether it is the least, and whether the limit itself is left out."""


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    before = {
        name: _compiled(rf"{_either(name)}\s*(?P<sum>{_SUM})") for name in ("above", "from", "below", "until")
    }
    behind = {name: _compiled(rf"(?P<sum>{_SUM})\s*{_either(name)}") for name in ("or_more", "or_less")}
    between = _compiled(
        rf"(?:between|from)\s+(?P<least>{_SUM}|[$€£¥]?\d[\d.,]*)\s*(?:and|to|-|–)\s*(?P<most>{_SUM})"
    )
    return {**before, **behind, "between": between}


@cache
def _whole(name: str) -> re.Pattern[str]:
    return _compiled(rf"(?<!\w){_either(name)}(?!\w)")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _either(name: str) -> str:
    return f"(?:{'|'.join(_rows()[name])})"


def _rows() -> Mapping[str, Any]:
    return word_table("limits", "facts.wording")
