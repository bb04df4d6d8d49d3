"""Of a headline that tells a choice, what is done and what is given up for it: "scraps A and buys B" halts no B.

The words are data (``facts/rows/instead.toml``).
"""

import re
from dataclasses import dataclass
from functools import cache, partial

from facts.rows.patterns import alternatives, expression, word_table

_either = partial(alternatives, "instead")


@dataclass(frozen=True, slots=True)
class Choice:
    """Two headlines of one: ``done`` tells what is taken, ``halted`` what was ended for it; empty where it was only passed over."""

    done: str
    halted: str = ""


@dataclass(frozen=True, slots=True)
class _Forms:
    """Expressions of a headline, each with its parts as groups."""

    taken_first: re.Pattern[str]
    taken_last: re.Pattern[str]
    taken_alone: re.Pattern[str]
    in_favour: re.Pattern[str]
    buying: re.Pattern[str]


@cache
def _forms() -> _Forms:
    up = rf"(?:(?P<halts>{_either('halts')})|{_either('passes_over')})\b(?! ?(?:{_either('no_choice')})\b)"
    takes, join = rf"(?:{_either('takes')})\b", rf"(?:{_either('joins')})"
    favour = rf"(?:{_either('in_favour')}|(?(halts)(?!)|{_either('in_favour_of')}))"
    begins = rf"^(?P<who>[^,;:]+?)\s(?P<up>{up}\s.+?)"
    return _Forms(
        expression(rf"^(?P<done>\S.*?\b{takes}.+?)(?:{join}|{_either('gives_up_behind')})(?<=\s){up}\s.+$"),
        expression(rf"{begins}(?:{join}|(?P<to>\sto\s))(?P<takes>(?<=\s){takes}.+)$"),
        expression(rf"^(?P<done>\S.*?\b{takes}.+?)\s(?:{_either('in_place_of')})\s.+$"),
        expression(rf"{begins}\s{favour}\s(?P<taken>.+)$"),
        expression(rf"\b(?:{_either('of_buying')})$"),
    )


@cache
def _first_words() -> frozenset[str]:
    """Those with which words of giving up begin: hardly a headline has one."""
    return frozenset(
        verb.split()[0]
        for row in ("halts", "passes_over", "in_place_of")
        for verb in word_table("instead")[row]
    )


def choice_of(headline: str) -> Choice | None:
    """None where it tells none. Pure."""
    if _first_words().isdisjoint(headline.lower().split()):
        return None
    forms = _forms()
    if first := forms.taken_first.match(headline) or forms.taken_alone.match(headline):
        return Choice(first["done"].rstrip(" ,;:"))
    last = forms.taken_last.match(headline)
    if last and not (last["to"] and forms.buying.search(last["up"])):
        return Choice(f"{last['who']} {last['takes']}", _halted(last))
    if (favour := forms.in_favour.match(headline)) is None:
        return None
    return Choice(f"{favour['who']} opts for {favour['taken']}", _halted(favour))


def _halted(found: re.Match[str]) -> str:
    return f"{found['who']} {found['up']}".rstrip(" ,;:") if found["halts"] else ""
