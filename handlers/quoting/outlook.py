"""What texts say is still to come, and what comes later than it was to, in their own sentences."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from facts.asking.windows import Window, extent, surely_within
from facts.figures.days import Stated, stated_days
from facts.model.kinds import Kinds
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.sifting.dealings import tells_open
from facts.sifting.inquiries import is_of_off, tells_coming, tells_slip
from facts.wording.clues import clue
from handlers.briefing.brief_parts import composed, unknown_lines
from handlers.briefing.leading import is_still_ahead
from handlers.quoting.sentences import Sentence, quoted_answer, quoted_lines, sifted, titled_line
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.event import denial_line, telling_line
from handlers.render.words.cite import told_days
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Library, Told

MOST = 2
"""Sentences that answer."""
SLIPS = 3
AGENDA = 4
_YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?!\w)")


def coming_lines(looked: Looked, today: date) -> tuple[Line, ...]:
    """What texts say is to come of what was found, with the time that they give; of one event what was said last, those first
    that have most of the question."""
    asked = stems(looked.topic.asked)
    said = sifted(filter(_may_come, looked.found.events), looked.found.library, tells_coming)
    ahead = [one for one in said if _is_ahead(one, today)]
    newest: dict[str, Sentence] = {}
    for one in sorted(ahead, key=lambda one: (_shared(one, asked), one.day), reverse=True):
        newest.setdefault(one.told.event.id, one)
    rows = sorted(newest.values(), key=lambda one: (_shared(one, asked), one.day), reverse=True)
    return tuple(quoted_lines(rows, looked.found.library, MOST))


def agenda_answer(question: str, inside: Looked, ever: Looked) -> Answer | None:
    """What is to be in a time: the events in it, the first first, then what texts of others say is to come in it. None where
    neither is known."""
    events = sorted(
        (one for one in inside.found.events if _may_come(one)), key=lambda one: one.event.day or date.max
    )
    events = [one for one in events if _is_surely_in(one, inside.window)] or events
    known, window, library = {one.event.id for one in events}, inside.window, ever.found.library
    others = [one for one in ever.found.events if _may_come(one) and one.event.id not in known]
    said = [one for one in sifted(others, library, tells_coming) if _is_within(one, window)]
    if not (events or said):
        return None
    rows = [(one.event.day or date.max, titled_line(one, inside.found.library)) for one in events]
    for one in _first_of_each(said):
        rows += [(_first_day(one, window), line) for line in quoted_lines([one], library, 1)]
    lead = [line for _, line in sorted(rows, key=lambda row: row[0])[:AGENDA]]
    merged = replace(ever.found.library, articles={**library.articles, **inside.found.library.articles})
    whole = replace(inside, found=replace(inside.found, library=merged))
    return quoted_answer(
        question, whole, tuple(lead), [*events, *{one.told.event.id: one.told for one in said}.values()]
    )


def open_lines(looked: Looked, today: date, kinds: Kinds = KINDS) -> tuple[Line, ...]:
    """What is not settled of what was found: what texts say is to come or not agreed, what is denied, what is filed as not known.
    That none is told so, where none is; empty where nothing is known."""
    found, library = looked.found, looked.found.library
    newest = sorted(found.events, key=_told_last(library), reverse=True)
    said = [one for one in sifted(newest, library, _tells_open) if not one.is_ours and _is_open(one, today)]
    quoted = tuple(quoted_lines(_one_of_each(said), library, MOST))
    named = {line.opens for line in quoted}
    denied = [
        line
        for one in newest
        if (line := denial_line(one, found.events, library)) and line.opens not in named
    ]
    ahead = [
        one for one in newest if is_still_ahead(one.event, today) and f"event/{one.event.id}" not in named
    ]
    events = {one.event.id: one for one in found.events}
    unknown = list(unknown_lines(composed(found, kinds), events, library))
    rows = (*quoted, *denied[:1], *(titled_line(one, library) for one in ahead[:MOST]), *unknown[:MOST])
    if rows or not newest:
        return rows[:AGENDA]
    head = Line("No text that is filed says what is open on this.")
    more = telling_line(newest[0], library)
    return (head, titled_line(newest[0], library), *([more] if more else []))


def _is_surely_in(told: Told, read: Window) -> bool:
    event = told.event
    return surely_within(read, event.day, event.until, event.precision)


def _told_last(library: Library) -> Callable[[Told], date]:
    def last(told: Told) -> date:
        return max(told_days(told, library), default=told.event.day or date.min)

    return last


def _tells_open(text: str) -> bool:
    return tells_coming(text) or tells_open(text)


def _is_open(said: Sentence, today: date) -> bool:
    """Whether it says what is not agreed, or what is still ahead; a title says it with its day anyway."""
    return not said.is_title and (tells_open(said.text) or _is_ahead(said, today))


def _one_of_each(said: Iterable[Sentence]) -> Iterator[Sentence]:
    """The first of each event, then what else they say."""
    first, rest = dict[str, Sentence](), list[Sentence]()
    for one in said:
        if first.setdefault(one.told.event.id, one) is not one:
            rest.append(one)
    yield from (*first.values(), *rest)


def _is_within(said: Sentence, window: Window) -> bool:
    """Whether a sentence names a time that lies in the window as a whole."""
    days = (extent(one.day, one.until, one.precision) for one in _days(said))
    return any(
        (window.since or date.min) <= first and last <= (window.until or date.max) for first, last in days
    )


def _first_day(said: Sentence, window: Window) -> date:
    """The first day in the window that a sentence names."""
    days = (extent(one.day, one.until, one.precision)[0] for one in _days(said))
    return min((day for day in days if (window.since or date.min) <= day), default=date.max)


def _days(said: Sentence) -> list[Stated]:
    if said.day == date.min or said.is_ours:
        return []
    return stated_days("", said.text, said.day, ahead=True)


def slip_answer(
    question: str, looked: Looked, ever: Looked | None = None, having: frozenset[str] = frozenset()
) -> Answer | None:
    """What texts say comes later than it was to, or is put off, what was said last first; what is only filed so behind it. ``ever``
    is what is known of other times, of which texts may have told in the window. Each sentence has all the words that it is asked to
    be ``having``. None where no text says so."""
    whole = _with_told_in(looked, ever)
    events, library = whole.found.events, whole.found.library
    inside = {one.event.id for one in looked.found.events}
    told_so = [
        one
        for one in sifted(filter(_may_come, events), library, tells_slip)
        if not one.is_ours
        and having <= stems(one.text)
        and (one.told.event.id in inside or _was_told_in(one.day, looked.window))
    ]
    said = sorted(_first_of_each(told_so), key=_newest)
    told = {one.told.event.id for one in said}
    phases = {"postponed", "cancelled"} if is_of_off(question) else {"postponed"}
    filed = [one for one in looked.found.events if one.event.phase in phases and one.event.id not in told]
    filed = [] if having else filed
    if not said and not (filed and is_of_off(question)):
        return None
    rows = said[:SLIPS]
    more = [titled_line(one, library) for one in filed[: AGENDA - len(rows)]]
    lead = (*quoted_lines(rows, library, SLIPS), *more)
    return quoted_answer(question, whole, lead, [*(one.told for one in said), *filed])


def _with_told_in(looked: Looked, ever: Looked | None) -> Looked:
    """With the events of other times."""
    if ever is None:
        return looked
    known = {one.event.id for one in looked.found.events}
    more = [one for one in ever.found.events if one.event.id not in known]
    articles = {**ever.found.library.articles, **looked.found.library.articles}
    library = replace(ever.found.library, articles=articles)
    return replace(looked, found=replace(looked.found, events=(*looked.found.events, *more), library=library))


def _was_told_in(day: date, window: Window) -> bool:
    return (window.since or date.min) <= day <= (window.until or date.max)


def unslipped_answer(question: str, looked: Looked) -> Answer | None:
    """That nothing is told so, where it is asked which of several are; the newest of them behind it."""
    events = sorted(looked.found.events, key=lambda told: told.event.day or date.min, reverse=True)
    is_ours = sifted(events, looked.found.library, tells_slip)
    if not events or is_ours or not clue("which").match(question):
        return None
    told = Line("No text that is filed says so of any that is known.")
    lead = (told, *(titled_line(one, looked.found.library) for one in events[:MOST]))
    return quoted_answer(question, looked, lead, events)


def _newest(said: Sentence) -> int:
    return -said.day.toordinal()


def _first_of_each(rows: Iterable[Sentence]) -> Iterator[Sentence]:
    """Of each event a sentence that says more than its title, where there is one."""
    best: dict[str, Sentence] = {}
    for one in rows:
        kept = best.get(one.told.event.id)
        if kept is None or (kept.is_title and not one.is_title):
            best[one.told.event.id] = one
    yield from best.values()


def _may_come(told: Told) -> bool:
    return told.event.standing != "denied" and told.event.phase not in NEVER_DONE


def _shared(said: Sentence, asked: frozenset[str]) -> int:
    return len(asked & stems(said.text))


def _is_ahead(said: Sentence, today: date) -> bool:
    """Whether the last time that a sentence names is not over."""
    if said.day == date.min or said.is_ours:
        return False
    ends = [extent(one.day, one.until, one.precision)[1] for one in _days(said)]
    ends += [date(int(year), 12, 31) for year in _YEAR.findall(said.text)]
    return max(ends, default=date.min) >= today
