"""How many take part in something, and what has more or fewer of them, in the sentences of the texts that tell it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.strengths import (
    Strength,
    StrengthLimit,
    counts_in,
    group_name,
    has_count,
    part_groups,
    tells_earlier,
)
from handlers.briefing.leading import is_precise, leading
from handlers.quoting.sentences import Sentence, quoted_answer, quoted_lines, said_of, sifted, titled_line
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.claim import claim_line
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Library, Told

MOST = 3
"""Sentences that answer."""
FEW = 2
SHOWN = 4
"""Events of a list by their numbers."""


@dataclass(frozen=True)
class Measured:
    """An event with the largest number that a sentence has of a group."""

    count: int
    said: Sentence


def strength_lines(looked: Looked, asked: Strength, today: date, kinds: Kinds = KINDS) -> tuple[Line, ...]:
    """The numbers of those who take part; of a group of which none is told, that. Empty where nobody takes part in anything."""
    found, library = looked.found, looked.found.library
    among = [one for one in found.events if not kinds.of(one.event.kind).is_of_things]
    first = (
        leading(replace(looked, found=replace(found, events=tuple(among))), today, kinds) if among else None
    )
    first = first or (among[0] if 0 < len(among) <= FEW else None)
    if first is None:
        return ()
    is_named = any(_names_event(facet, kinds) for facet in looked.topic.facets)
    events = [first] if is_precise(looked) else [first, *(one for one in among if one is not first)]
    told = [
        said
        for said in sifted(events, library, lambda text: _has_any(text, asked.groups))
        if said.told is first
    ]
    told = told or sifted(events[1 : MOST + 1], library, lambda text: _has_any(text, asked.groups))
    if not is_named and (not told or len(among) > FEW):
        return ()
    claims = [claim for claim in found.claims if not claim.denied and _has_any(claim.text, asked.groups)][:1]
    lines = list(quoted_lines(_distinct(told, asked.groups), library, MOST))
    lines += [claim_line(claim, library, dated=False) for claim in claims] if not lines else []
    texts = [said.text for said in told] + [claim.text for claim in claims]
    sides = zip(asked.groups, asked.typed, strict=True)
    missing = [typed for name, typed in sides if not any(has_count(text, name) for text in texts)]
    untold = [Line(f"How many {safe(listed(missing))} is not told.")] if missing else []
    return (*lines, *untold) if lines else (*untold, titled_line(first, library))


def part_lines(told: Told, library: Library, kinds: Kinds = KINDS, most: int = MOST) -> list[Line]:
    """The numbers of those who take part in an event, in the sentences of its texts that tell them, each number once; those that
    set it beside an earlier time last. Empty of what is handed over, of which numbers are filed."""
    if kinds.of(told.event.kind).is_of_things:
        return []
    taking = part_groups()
    said = sorted(said_of(told, library), key=lambda one: (tells_earlier(one.text), one.is_title))
    numbered = (one for one in said if not one.is_ours and _has_any(one.text, taking))
    return [one.line for one in _adding(numbered, taking)][:most]


def _adding(said: Iterable[Sentence], taking: tuple[str, ...]) -> Iterator[Sentence]:
    """Sentences with a number that none before them has."""
    known = set[tuple[str, int]]()
    for one in said:
        counts = {(name, count) for name in taking for count in counts_in(one.text, name)}
        if counts - known or (not counts and not one.is_title):
            known |= counts
            yield one


def _names_event(facet: Facet, kinds: Kinds) -> bool:
    """Whether a side of the question is a name, or a sort of event in which somebody takes part."""
    if facet.what == "theme":
        return bool(facet.kinds) and not any(kinds.of(kind).is_of_things for kind in facet.kinds)
    return facet.what not in ("country", "equipment") and not facet.loose


def _has_any(text: str, groups: Iterable[str]) -> bool:
    return any(has_count(text, name) for name in groups)


def _distinct(told: list[Sentence], groups: tuple[str, ...]) -> Iterator[Sentence]:
    """Those that have most of the groups first, without those whose numbers others have told already."""
    known = set[tuple[str, int]]()
    for said in sorted(told, key=lambda one: -sum(has_count(one.text, name) for name in groups)):
        counts = {(name, count) for name in groups for count in counts_in(said.text, name)}
        if counts - known or not counts:
            known |= counts
            yield said


def limit_answer(question: str, looked: Looked, asked: StrengthLimit) -> Answer | None:
    """What has more or fewer of a group than the limit, or most of it; where nothing has, that with the nearest number. None
    where no event is known on it."""
    rows = _measured(looked, asked)
    if not rows:
        return _numberless(question, looked, asked)
    met = [row for row in rows if asked.holds(row.count)]
    if asked.is_rank:
        lead, met = _ranked(rows, looked, asked), rows
    elif met:
        lead = (_how_many(met, asked), *_listed(met, looked))
    else:
        nearest = (rows[0],) if asked.least is not None else (rows[-1],)
        told = Line(f"Nothing that is known on this is told with {asked.told}; the nearest number:")
        lead = (told, *_listed(nearest, looked))
    return quoted_answer(question, looked, lead, [row.said.told for row in met])


def _numberless(question: str, looked: Looked, asked: StrengthLimit) -> Answer | None:
    """That no number is told, with the newest of what there is."""
    events = sorted(looked.found.events, key=lambda told: told.event.day or date.min, reverse=True)
    told = Line(f"Nothing that is known on this is told with a number of {group_name(asked.group)}.")
    lead = (told, *(titled_line(one, looked.found.library) for one in events[:FEW]))
    return quoted_answer(question, looked, lead, events) if events else None


def _how_many(met: list[Measured], asked: StrengthLimit) -> Line:
    where = tuple(dict.fromkeys(place for row in met for place in row.said.sources))
    return Line(f"{'One is' if len(met) == 1 else f'**{len(met)}** are'} told with {asked.told}.", where)


def _ranked(rows: list[Measured], looked: Looked, asked: StrengthLimit) -> tuple[Line, ...]:
    """What was held before what only lies ahead."""
    rows = sorted(
        rows[::-1] if asked.is_smallest else rows, key=lambda row: row.said.told.event.phase in AHEAD
    )
    end = "fewest" if asked.is_smallest else "most"
    what = group_name(asked.group)
    first, *others = _listed(rows, looked)
    head = (
        f"The only one that is told with a number of {what}"
        if not others
        else f"The {end} {what} of {len(rows)} with a number"
    )
    return (replace(first, text=f"{head}: {first.text}"), *others[: SHOWN - 2])


def _measured(looked: Looked, asked: StrengthLimit) -> list[Measured]:
    """By the largest number that is told of each, the largest first."""
    library = looked.found.library
    rows = (_largest(said_of(told, library), asked.group) for told in looked.found.events if _is_so(told))
    return sorted((row for row in rows if row), key=lambda row: -row.count)


def _largest(said: Iterable[Sentence], group: str) -> Measured | None:
    """Of the first sentence of each text that has a number: later ones may tell of more than the event."""
    first: dict[str, Measured] = {}
    for one in said:
        if counts := counts_in(one.text, group):
            first.setdefault(
                one.sources[0].reference.article if one.sources else "", Measured(max(counts), one)
            )
    return max(first.values(), key=lambda row: row.count, default=None)


def _is_so(told: Told) -> bool:
    return told.event.standing != "denied" and told.event.phase not in NEVER_DONE


def _listed(rows: Iterable[Measured], looked: Looked) -> list[Line]:
    return list(quoted_lines((row.said for row in rows), looked.found.library, SHOWN))
