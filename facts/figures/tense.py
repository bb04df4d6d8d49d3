"""Whether a weekday lies ahead: by the verbs of its own clause, the nearest before it first."""

import re
from collections.abc import Iterator
from functools import partial

from facts.rows.patterns import alternatives, verbs

_either = partial(alternatives, "tense")

BASE, PAST, NOT_PAST, PLANNING = map(verbs, ("base", "past", "not_past", "planning"))

_PARTICIPLE = rf"(?:{_either('participles')})"
_FUTURE = re.compile(
    rf"""\b(?:(?:{_either("will")})\b(?:\s\w+ly)?(?:\snot)?(?:\sbe(?:\s{_PARTICIPLE})?)?
    |(?:{_either("being")})?\s?(?:(?:{_either("due_to")})\sto\s(?:\w+ly\s)?(?:be\s{_PARTICIPLE}|{BASE})|(?:slated|scheduled|planned)\sfor)\b
    |(?:is|are)\s(?:{_either("due")})\b(?!\s(?:to|for)\b)
    |due\s(?:{_either("due_on")})\b
    |(?:is|are)\sto\s(?:be\s{_PARTICIPLE}|{BASE})\b
    |(?:{_either("was_to_have")})\s(?:been\s)?{_PARTICIPLE}\b
    |to\sbe\s(?:\w+ly\s)?{_PARTICIPLE}
    |{_either("ahead")})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TO_DO = re.compile(rf"\bto\s(?:\w+ly\s)?(?:{BASE})\b(?!\s(?:of|by)\b)", re.IGNORECASE)
_PAST = re.compile(rf"\b(?:(?:{PAST})(?:n['’]t)?|(?!(?:{NOT_PAST})\b)[a-z-]{{2,}}ed)\b", re.IGNORECASE)
_PLANNING = re.compile(rf"(?:{PLANNING})", re.IGNORECASE)
_EDGE = re.compile(
    rf"\b(?:{_either('edges')})\s?(?:on\s?|the\s?)?$",
    re.IGNORECASE,
)
"""Right before a weekday these say where a span begins or ends."""
_OPENING = re.compile(rf"\W*(?:(?:{_either('opening')})\W*)*", re.IGNORECASE)
"""Before a weekday that opens its clause."""


def lies_ahead(before: str, after: str) -> bool:
    """Whether the weekday between ``before`` and ``after`` is the next one rather than the last.

    A plain "to", "from" or "due" with a noun says nothing, a past main verb beats the purpose behind it ("arrived to take
    part on Monday"), and without any verb form in the clause the day is over: headlines tell what is done in the present.
    """
    marks = sorted(_marks(before))
    if not marks and _EDGE.search(before):
        return True
    if _OPENING.fullmatch(before):
        marks = sorted(_marks(after))[:1]
    return bool(marks) and marks[-1][1]


_PRESENT = re.compile(
    rf"\b(?:{_either('present')})\b",
    re.IGNORECASE,
)
_SAID = re.compile(rf"\b(?:{_either('said')})\b", re.IGNORECASE)


def is_to_come(before: str, after: str) -> bool:
    """Whether a weekday in a text on what is to come goes with a verb in the present ("the main stage opens on Tuesday")
    that no reporting verb and no past act comes after."""
    present = list(_PRESENT.finditer(before))
    if not present or _SAID.match(after.lstrip(" ,")):
        return False
    since = before[present[-1].end() :]
    return _SAID.search(since) is None and not any(match.start() > 12 for match in _PAST.finditer(since))


def tells_past(before: str) -> bool:
    """Whether the last verb form before a day tells a past act: nothing in the present and nothing to come stands behind it."""
    marks = sorted(_marks(before))
    return bool(marks) and not marks[-1][1] and _PRESENT.search(before, marks[-1][0]) is None


def _marks(clause: str) -> Iterator[tuple[int, bool]]:
    """Where the verb forms of a clause stand, and whether they look ahead."""
    ahead = [match.span() for match in _FUTURE.finditer(clause)]
    inside = {at for start, end in ahead for at in range(start, end)}
    done = [match for match in _PAST.finditer(clause) if match.start() not in inside]
    main = [match.start() for match in done if not _PLANNING.fullmatch(match.group())]
    yield from ((start, True) for start, _ in ahead)
    yield from ((match.start(), False) for match in done)
    for match in _TO_DO.finditer(clause):
        if match.start() not in inside:
            yield match.start(), not any(at < match.start() for at in main)
