"""What came in since a day: what texts told in that time, whenever it happened or is to be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.brief import weight
from facts.asking.windows import Window
from handlers.briefing.brief_parts import ENOUGH
from handlers.quoting.sentences import said_of, titled_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, evidenced, texts_of
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked, scope, told_window
from store.nouns.views import Told

FIRST = 4
"""Events of the first sentences."""


@dataclass(frozen=True)
class Heard:
    """An event that texts told in a time; ``is_new``: none told it before."""

    told: Told
    day: date
    is_new: bool
    sources: tuple[Cited, ...]


def changes_answer(question: str, looked: Looked, window: Window) -> Answer:
    """What was told in the window, of most weight first and what was told last before others; ``looked`` is of all times."""
    rows = sorted(_heard(looked, window), key=lambda row: (weight(row.told.event)[0], row.day), reverse=True)
    library = looked.found.library
    events = tuple(event_line(row.told, library) for row in rows)
    narrowed = replace(looked, window=window)
    if not rows:
        return Answer(
            capitalised(question),
            (Line(f"Nothing that came in is filed of that time ({told_window(window)})."),),
            notes=looked.notes,
            scope=scope(window),
            is_empty=True,
        )
    new = sum(row.is_new for row in rows)
    told = "1 development was told" if len(rows) == 1 else f"{len(rows)} developments were told"
    other = len(rows) - new
    again = f", {other} of them a change of what was known" if other and new else ""
    again = again or (
        ", a change of what was known" if other == 1 else ", changes of what was known" if other else ""
    )
    lead = Line(
        f"{told} in that time{again}.",
        tuple(dict.fromkeys(place for row in rows[:FIRST] for place in row.sources)),
    )
    return Answer(
        capitalised(question),
        (lead, *(_line(row, looked) for row in rows[:FIRST])),
        (Section("Told in that time", events),),
        looked.notes,
        enough=ENOUGH,
        overview=(Section("Also told", events[FIRST:]),) if events[FIRST:] else (),
        names=names_met(looked.found),
        scope=scope(narrowed.window),
    )


def _heard(looked: Looked, window: Window) -> Iterator[Heard]:
    library = looked.found.library
    for told in looked.found.events:
        texts = [text for text in texts_of(told, library) if text.published]
        days = [text.published.date() for text in texts if text.published]
        inside = [day for day in days if _holds(window, day)]
        if inside:
            is_new = all(_holds(window, day) for day in days)
            ids = {text.article for text in texts if text.published and _holds(window, text.published.date())}
            where = evidenced((one for one in told.evidence if one.article in ids), library)
            yield Heard(told, max(inside), is_new, where)


def _holds(window: Window, day: date) -> bool:
    return (window.since or date.min) <= day <= (window.until or date.max)


def _line(row: Heard, looked: Looked) -> Line:
    """The event; what changed of one that was known before, in the words of the text that told it last."""
    library = looked.found.library
    title = titled_line(row.told, library, row.sources)
    said = next((one for one in said_of(row.told, library) if one.day == row.day and not one.is_title), None)
    if row.is_new or said is None:
        return title
    return replace(title, text=f"{title.text.removesuffix('.')}: “{safe(said.text)}”")
