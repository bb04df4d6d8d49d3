"""Of a headline that tells a choice, what is done and what is given up for it: "scraps A and buys B" halts no B.

The words are data (``facts/rows/instead.toml``).
"""

import re
from dataclasses import dataclass
from functools import partial

from facts.rows.patterns import alternatives, expression

_either = partial(alternatives, "instead")


@dataclass(frozen=True, slots=True)
class Choice:
    """Two headlines of one: ``done`` tells what is taken, ``halted`` what was ended for it; empty where it was only passed over."""

    done: str
    halted: str = ""


_GIVES_UP = rf"(?:(?P<halts>{_either('halts')})|{_either('passes_over')})\b(?! ?(?:{_either('no_choice')})\b)"
_TAKES = rf"(?:{_either('takes')})\b"
_JOIN = rf"(?:{_either('joins')})"
_TAKEN_FIRST = expression(
    rf"^(?P<done>\S.*?\b{_TAKES}.+?)(?:{_JOIN}|{_either('gives_up_behind')})(?<=\s){_GIVES_UP}\s.+$"
)
_TAKEN_LAST = expression(
    rf"^(?P<who>[^,;:]+?)\s(?P<up>{_GIVES_UP}\s.+?)(?:{_JOIN}|(?P<to>\sto\s))(?P<takes>(?<=\s){_TAKES}.+)$"
)
_BUYING = expression(rf"\b(?:{_either('of_buying')})$")
_FAVOUR = rf"(?:{_either('in_favour')}|(?(halts)(?!)|{_either('in_favour_of')}))"
_IN_FAVOUR = expression(rf"^(?P<who>[^,;:]+?)\s(?P<up>{_GIVES_UP}\s.+?)\s{_FAVOUR}\s(?P<taken>.+)$")


def choice_of(headline: str) -> Choice | None:
    """None where it tells none. Pure."""
    if first := _TAKEN_FIRST.match(headline):
        return Choice(first["done"].rstrip(" ,;:"))
    last = _TAKEN_LAST.match(headline)
    if last and not (last["to"] and _BUYING.search(last["up"])):
        return Choice(f"{last['who']} {last['takes']}", _halted(last))
    if (favour := _IN_FAVOUR.match(headline)) is None:
        return None
    return Choice(f"{favour['who']} opts for {favour['taken']}", _halted(favour))


def _halted(found: re.Match[str]) -> str:
    return f"{found['who']} {found['up']}".rstrip(" ,;:") if found["halts"] else ""
