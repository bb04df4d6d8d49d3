"""Of what a day in a text is the day, by the words of its clause (``facts/rows/day_roles.toml``): of the event, of its first
day, of who tells it, of something earlier or beside it."""

import re
from functools import partial

from facts.rows.patterns import alternatives, expression, word_table

_words = partial(alternatives, "day_roles")
RECENT = 60
"""Days within which a day that something goes on since is part of the news."""


_SAYING = expression(rf"\b(?:{_words('saying')})\b")
_SPOKEN_OF = expression(rf"\b(?:would|will|to)\s(?:be\s)?(?:{_words('spoken_of')})\b[^,;]{{0,25}}$")
"""Who says on which day something will be, says it on another: "said the drill would last from 12 to 16 September"."""
_PAST = expression(rf"\b(?:{_words('past')})\b[^.;]{{0,25}}$")
_SINCE_ANOTHER = expression(r"\bsince\s[^.;,]{0,66}$")
"""A clause of what came about before: "the first since the pact came into force in September"."""
_LONG_PAST = expression(rf"\b(?:{_words('long_past')})\b[^.;]{{0,40}}$")
_DEEDS = {
    name: expression(rf"\b(?:{'|'.join(begin)})\w*")
    for name, begin in word_table("day_roles")["deeds"].items()
}
_LATER = expression(rf"\b(?:{_words('later_steps')})\w*")
_AFTERWARDS = expression(rf"\b(?:{_words('afterwards')})\b.*")
_END = expression(rf"\b(?:{_words('end')})\s?(?:on\s?|the\s?)?$")
_ENDED = expression(rf"\b(?:{_words('ended')})\s(?:on\s?|the\s?)?$")
_SINCE = expression(rf"\b(?:{_words('going_on')})\w*\b[^.;]{{0,70}}\bsince\s(?:last\s)?$")
_OPENED = expression(
    rf"\b(?:{_words('spans')})\w*\b[^.;]{{0,60}}\b(?:{_words('opened')})\w*\s(?:here\s|there\s)?(?:on\s|last\s)?$"
)
"""The first day of a span comes before the one on which it ended."""
_HISTORY = expression(rf"['’]?s?\s(?:\w+\s)?(?:{_words('history')})\b")
_BEFORE_ANOTHER = expression(
    rf"\b(?:before|ahead of|prior to|(?:after|following)(?![^,;]*\b(?:{_words('where_it_came_about')})\b))(?:\s[^,;]{{0,60}})?$"
)
"""What stands behind these is on another day than the event."""
_LASTING = expression(rf"\b(?:{_words('lasting')})\b")
_IN_AN_ASIDE = expression(rf"\w\s?,\s(?:{_words('aside')})\b[^,;]{{0,60}}$")
_REST = 100
"""Characters behind a day in which its verb may stand."""
_LONGEST_PLACE = 44
"""Characters before the day of a dateline."""
_WITHIN_PLACES = frozenset(word_table("day_roles")["within_places"])
_AFTER_DATELINE = re.compile(r"^,?\s?(?:\d{4})?\s?(?:\([^)]*\))?\s?(?:[:.–—-]|--)")


def in_dateline(before: str, after: str) -> bool:
    """Whether the day between ``before`` and ``after`` stands in the dateline of a lead: "BEIJING, April 25 (Xinhua) --"."""
    is_place = len(before) <= _LONGEST_PLACE and all(
        word[0].isupper() or word in _WITHIN_PLACES for word in re.findall(r"\w+", before)
    )
    return is_place and _AFTER_DATELINE.match(after) is not None


def is_given_name(before: str, after: str) -> bool:
    """Whether a weekday between them is what somebody is called: "Air Marshal Sunday Aneke"."""
    return _TITLED.search(before) is not None and _SURNAME.match(after) is not None


_TITLED = expression(rf"\b(?:{_words('titles_of_people')})\.?\s?$")
_SURNAME = re.compile(r"\s[A-Z]\w")


def clause_before(before: str) -> str:
    """The last words of the clause that ``before`` ends in, and a blank."""
    return re.split(r"[;:]|\.\s|--", before)[-1][-70:].rstrip() + " "


def deeds_in(text: str) -> frozenset[str]:
    """The sorts of deeds that verbs of a text tell: signing, handing over, holding, visiting."""
    return frozenset(name for name, verbs in _DEEDS.items() if verbs.search(text))


def is_of_earlier_step(clause: str, after: str, title: str) -> bool:
    """Whether a day of months ago between ``clause`` and ``after`` stands with another deed than the title's: "signed in July
    2024", below a title by which the pact takes effect. Below a title without a verb it is the day of what is told."""
    told, done = _deeds_beside(clause, after, title)
    is_later = told or _LATER.search(_AFTERWARDS.sub("", title))
    return bool(done and is_later) and not told & done


def is_of_another_step(clause: str, after: str, title: str) -> bool:
    """Whether a day to come between them stands with another deed than the title's: "deliveries start in March 2028", below a
    title by which somebody is to buy."""
    told, done = _deeds_beside(clause, after, title)
    return bool(told and done) and not told & done


def is_of_same_step(clause: str, after: str, title: str) -> bool:
    """Whether it stands with the same."""
    told, done = _deeds_beside(clause, after, title)
    return bool(told & done)


def _deeds_beside(clause: str, after: str, title: str) -> tuple[frozenset[str], frozenset[str]]:
    """Those that the title tells, and those of the clause that a day stands in."""
    return deeds_in(_AFTERWARDS.sub("", title)), deeds_in(clause) or deeds_in(_rest_of_clause(after))


def is_on_the_way(clause: str, title: str) -> bool:
    """Whether a day behind ``clause`` is of what went before the handover that the title tells: "sailed from Istanbul in May"."""
    return "handing_over" in deeds_in(title) and _ON_THE_WAY.search(clause) is not None


_ON_THE_WAY = expression(rf"\b(?:{_words('on_the_way')})\b[^.;]{{0,40}}$")


def _rest_of_clause(after: str) -> str:
    return re.split(r"[;:]|\.\s|\.$", after)[0][:_REST]


def role_of_day(before: str, after: str, clause: str, *, in_title: bool, coarse: bool) -> str:
    """A role of ``facts.figures.days.Stated``. ``coarse``: it is a month or a year."""
    following = re.split(r"[;,:]|\.\s|\.$", after)[0][:40]
    if not in_title and in_dateline(before, after):
        return "dateline"
    if _END.search(clause):
        return "ended" if _ENDED.search(clause) else "end"
    if _HISTORY.match(after) or _is_past(clause, coarse=coarse):
        return "past"
    if _is_beside(clause, after):
        return "other"
    if (_SAYING.search(clause[-32:]) and not _SPOKEN_OF.search(clause)) or _SAYING.match(following.strip()):
        return "said"
    return "event"


def _is_past(clause: str, *, coarse: bool) -> bool:
    earlier = _PAST.search(clause) or _SINCE_ANOTHER.search(clause)
    return earlier is not None or (coarse and _LONG_PAST.search(clause) is not None)


def role_in_span(role: str, clause: str, ago: int) -> str:
    """``role``, or that of a day, ``ago`` days before publication, on which something began or since which it goes on, where
    that is recent."""
    if not 0 <= ago <= RECENT:
        return role
    if role == "past":
        return "since" if _SINCE.search(clause) else role
    return "opened" if role == "event" and _OPENED.search(clause) else role


def _is_beside(clause: str, after: str) -> bool:
    """ "drill before Nov 30 talks", "Ukraine, hit by strikes on Sunday, receives": the day of something else."""
    other = _BEFORE_ANOTHER.search(clause)
    if other and not _LASTING.search(other.group().partition(" ")[2]):
        return True
    return after.lstrip()[:1] == "," and _IN_AN_ASIDE.search(clause) is not None
