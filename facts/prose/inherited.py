"""What a sentence takes over from an event that it refers to: "the visit", "the helicopters" of a deal, an item of a list.

Only where the grammar refers back, and only where nothing that the sentence says itself speaks of another event.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from facts.matching.vetoes import RUNNING_DAYS
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.names.countries import country_name
from facts.names.text import fold, lowered
from facts.prose.context import FAR, BackReference, Context, EventTold, SentenceRead
from facts.prose.referring import referring_words
from facts.rows.patterns import alternatives

_either = partial(alternatives, "inherited", folder="facts.prose")

_SPECIFIED = re.compile(rf"\s(?:{_either('specified')})\b")
"""A noun that says itself whose it is refers back to nothing."""
_OTHER_TIME = re.compile(
    rf"\b(?:{_either('other_time')})\s(?:\w+\s){{0,2}}$",
    re.I,
)
"""What is told before or after an event is not of its day."""
_LABEL = re.compile(
    r"^\W{0,3}(?:(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d|\d{1,2}[.)])\s?[:–—-]|^\d{1,2}[.)]\s|^\s?[-–•*]\s"
)
"""What makes a sentence an item of a list."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """``beside`` are the states and the round that it inherits, in words, from ``event`` (told in ``paragraph``), to which
    ``written`` refers. ``takes_day``: it is of its day; ``goes_on``: the place of the sentence that told it."""

    written: str = ""
    beside: str = ""
    event: EventTold | None = None
    paragraph: int = 0
    takes_day: bool = False
    goes_on: int | None = None


NOTHING = Inherited()


def inherited(
    text: str, alone: Reading, read: SentenceRead, found: Sequence[BackReference], context: Context
) -> Inherited:
    """``alone`` is the reading without it, ``read`` what the sentence names, ``found`` its references."""
    return (
        _of_clause(text, alone, read, context)
        or _of_name(alone, read, context)
        or _of_event(text, alone, read, context)
        or _of_deal(text, alone, read, found, context)
        or _of_source(text, read, context)
        or _of_persons(alone, read, found, context)
        or _of_heading(text, alone, read, context)
        or NOTHING
    )


def _of_event(text: str, alone: Reading, read: SentenceRead, context: Context) -> Inherited | None:
    words = referring_words()
    for match in words.event.finditer(text):
        if _SPECIFIED.match(text, match.end()):
            continue
        nouns = words.kinds[lowered(match["noun"])]
        for one in context.back(read.paragraph):
            event = one.event
            if event is None or nouns.isdisjoint((event.kind, *event.about)):
                continue
            if not _fits(read, event) or len(event.states) < _PAIR:
                return None
            same_time = not _OTHER_TIME.search(text[: match.start()])
            goes_on = (
                one.place if same_time and _may_go_on(alone, read, event, context.kinds, nouns) else None
            )
            return Inherited(
                match.group(), _beside(alone, event, context.kinds), event, one.paragraph, same_time, goes_on
            )
    return None


def _fits(read: SentenceRead, event: EventTold) -> bool:
    return set(read.states) <= set(event.states)


def _beside(alone: Reading, event: EventTold, kinds: Kinds) -> str:
    """The states and the round that the sentence does not name itself."""
    states = "" if len(alone.countries) > 1 else " and ".join(country_name(code) for code in event.states)
    round_ = event.round if not alone.series else ""
    label = kinds.of(event.kind).label
    return f"{label} {round_} of {states}" if round_ and states else f"{label} {round_}" if round_ else states


def _may_go_on(
    alone: Reading, read: SentenceRead, event: EventTold, kinds: Kinds, nouns: frozenset[str] = frozenset()
) -> bool:
    """Whether nothing that it says is of another event: kind, persons, day. ``nouns``: kinds that the noun by which it
    refers back is of itself ("the contract")."""
    own = {event.kind, *event.about, *(kind.name for kind in kinds if kind.is_remark)} - {""}
    if nouns:
        own |= {*nouns, *kinds.of(event.kind).neighbours}
        own |= {kind.name for kind in kinds if event.kind in kind.neighbours}
    new = {one.key for one in read.people} - event.people
    is_fitting = bool({alone.kind, alone.about} & own) and not new
    is_fitting = is_fitting and not _is_another_day(alone, event, kinds)
    return is_fitting and not alone.denied and alone.phase != "announced"


def _is_another_day(alone: Reading, event: EventTold, kinds: Kinds) -> bool:
    """An exercise goes on for some weeks; all else is of its day."""
    if alone.day is None or event.day is None or alone.day == event.day:
        return False
    return not (kinds.of(event.kind).is_in_editions and 0 <= (alone.day - event.day).days <= RUNNING_DAYS)


def _of_clause(text: str, alone: Reading, read: SentenceRead, context: Context) -> Inherited | None:
    """ "… and took delivery in March 2019": a clause without a subject has the one before it, and its things."""
    before = context.read[-1] if context.read and text[:1].islower() else None
    if before is None or before.event is None or before.paragraph != read.paragraph:
        return None
    event = before.event
    if len(event.states) < _PAIR or not _fits(read, event) or len(alone.countries) >= _PAIR:
        return None
    again = EventTold(event.kind, event.about, event.states, event.people, None, None, "unknown", event.round)
    names = [thing.name for thing in before.things if thing.key and not read.things]
    return Inherited(
        "and", ", ".join([_beside(alone, again, context.kinds), *names[:1]]), again, before.paragraph
    )


def _of_name(alone: Reading, read: SentenceRead, context: Context) -> Inherited | None:
    """An exercise that the text named before, by its name alone."""
    said = f" {' '.join(read.words)} "
    if alone.series is not None:
        return None
    for one in context.back(read.paragraph, len(context.read)):
        name, event = one.series.replace("-", " "), one.event
        if len(name) <= _SHORT or f" {name} " not in said or event is None:
            continue
        if len(event.states) < _PAIR or not _fits(read, event):
            return None
        again = EventTold(
            event.kind, event.about, event.states, event.people, None, None, "unknown", name.title()
        )
        return Inherited(name.title(), _beside(alone, again, context.kinds), again, one.paragraph)
    return None


_SHORT = 4
_PAIR = 2
_DEFINITE = re.compile(r"^(?:The|These|Those) (?:\w+ ){0,2}?(?P<noun>[a-z]+)\b")


def _of_deal(
    text: str, alone: Reading, read: SentenceRead, found: Sequence[BackReference], context: Context
) -> Inherited | None:
    """ "The helicopters" of a deal between two states are theirs; so are "the systems" of one that named such systems."""
    if len(alone.countries) >= _PAIR and len(read.states) >= _PAIR:
        return None
    match = _DEFINITE.match(text)
    for one in context.back(read.paragraph):
        written = _referring(one, match, read, found)
        event = one.event
        if written is None or event is None or not context.kinds.of(event.kind).is_trade:
            continue
        if len(event.states) != _PAIR or not _fits(read, event):
            return None
        is_subject = written in ("They", "It") and alone.day is not None and event.day is None
        beside = one.meant if is_subject else _beside(alone, event, context.kinds)
        return Inherited(written, beside, event, one.paragraph)
    return None


def _referring(
    told: SentenceRead, match: re.Match[str] | None, read: SentenceRead, found: Sequence[BackReference]
) -> str | None:
    """The words by which a sentence refers to a thing that an earlier one ``told``, or repeats its noun; None without."""
    keys = {key: one for one in found for key in one.keys}
    for thing in told.things:
        if (key := thing.key or thing.name) in keys:
            return keys[key].written
    is_repeated = match is not None and fold(match["noun"]) in told.nouns and told.paragraph == read.paragraph
    return match.group() if match and is_repeated else None


_SAYS = re.compile(
    rf"\b(?:the|this) (?P<noun>{_either('sources')})\b[^,.]{{0,40}}? (?:{_either('sources_say')})\b"
    rf"|\b(?P<pronoun>it|he|she) (?:also |further )?(?:{_either('persons_say')})\b",
    re.IGNORECASE,
)
"""A source that goes on: what it says is of its report, whoever it speaks of."""


def _of_source(text: str, read: SentenceRead, context: Context) -> Inherited | None:
    """ "The report said", "the institute noted": more of the report of whoever was named last as its source."""
    match = _SAYS.search(text)
    if match is None:
        return None
    for one in context.back(read.paragraph, 1 if match["pronoun"] else FAR):
        names_source = bool(one.bodies or one.people)
        if one.event is not None and names_source:
            is_report = context.kinds.of(one.event.kind).tells == "figure"
            return (
                Inherited(match.group(), "", one.event, one.paragraph, False, one.place)
                if is_report
                else None
            )
    return None


def _of_persons(
    alone: Reading, read: SentenceRead, found: Sequence[BackReference], context: Context
) -> Inherited | None:
    """ "Both also discussed …": whoever met goes on meeting, if nobody else and no other day is named."""
    keys = {key for one in found for key in one.keys}
    for one in context.back(read.paragraph, 1):
        if (
            one.event is None
            or not keys
            or keys.isdisjoint({p.key for p in one.people} | set(one.event.states))
        ):
            if one.event is not None:
                return None
            continue
        if len(one.event.states) < _PAIR or not _fits(read, one.event):
            return None
        goes_on = one.place if _may_go_on(alone, read, one.event, context.kinds) else None
        return Inherited(found[0].written, "", one.event, one.paragraph, False, goes_on)
    return None


def _of_heading(text: str, alone: Reading, read: SentenceRead, context: Context) -> Inherited | None:
    """An item below a heading that names two states: a line of a list, or a deed of the heading's kind without a doer."""
    for headed in (context.heading, context.title):
        if headed is None or len(headed.states) != _PAIR or len(alone.countries) >= _PAIR:
            continue
        event = headed.event
        if event is None or not set(read.states) <= set(headed.states):
            continue
        is_deed = alone.kind == event.kind and not context.kinds.of(event.kind).is_remark
        if _LABEL.match(text) or (not read.states and is_deed):
            return Inherited(
                "an item of the list",
                " and ".join(country_name(code) for code in headed.states),
                replace_states(event, headed.states),
            )
    return None


def replace_states(event: EventTold, states: tuple[str, ...]) -> EventTold:
    """The heading's event without a day: each item has its own."""
    return EventTold(event.kind, event.about, states, event.people, None, None, "unknown")
