"""How long something lasted, in the sentences of the texts that tell it: one, the longest of several, those over a limit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.lengths import LengthAsked, lengths_in
from handlers.quoting.sentences import Sentence, quoted_answer, quoted_lines, said_of, titled_line
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.bottom_line import AHEAD
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Library, Told

MOST = 3
"""Sentences that answer."""
SHOWN = 4
"""Events of a list by their lengths."""
NEWEST = 2
"""Events that stand behind a line which says that none tells a length."""


@dataclass(frozen=True)
class Lasting:
    """An event with how many days it lasted, as a sentence says it, else as its days are filed (``said`` is None)."""

    told: Told
    days: int
    said: Sentence | None

    def line(self, library: Library) -> Line:
        """With the sentence, where one tells it; else with its first and last day."""
        lines = (
            quoted_lines([self.said], library, 1) if self.said else iter([titled_line(self.told, library)])
        )
        return next(lines)


def length_answer(question: str, looked: Looked, asked: LengthAsked, kinds: Kinds = KINDS) -> Answer | None:
    """None where nothing was found that lasts, and of one event where no length of it is told."""
    library = looked.found.library
    events = [one for one in looked.found.events if _may_last(one, kinds)]
    rows = [row for one in events if (row := _lasting(one, library))]
    if asked.sort == "one" and all(facet.what == "country" for facet in looked.topic.facets):
        return None  # what is meant was passed over
    if asked.sort == "one":
        newest = sorted(rows, key=lambda row: row.told.event.day or date.min, reverse=True)[:MOST]
        return _of_rows(question, looked, newest, [row.line(library) for row in newest])
    if not rows:
        return _lengthless(question, looked, events) if events else None
    if asked.sort == "limit":
        return _limited(question, looked, rows, asked)
    return _ranked(question, looked, rows, len(events) - len(rows), is_shortest=asked.sort == "shortest")


def _lasting(told: Told, library: Library) -> Lasting | None:
    """By the first sentence of the newest text that tells a length; else by its days."""
    for said in said_of(told, library):
        if lengths := lengths_in(said.text):
            return Lasting(told, max(lengths), said)
    event = told.event
    if event.day and event.until and event.precision == "day":
        return Lasting(told, (event.until - event.day).days + 1, None)
    return None


def _may_last(told: Told, kinds: Kinds) -> bool:
    """Whether it came about or may yet, and is nothing that is over at once."""
    is_so = told.event.standing != "denied" and told.event.phase not in NEVER_DONE
    return is_so and not kinds.of(told.event.kind).is_of_things


def _ranked(
    question: str, looked: Looked, rows: list[Lasting], others: int, *, is_shortest: bool
) -> Answer | None:
    """What was held before what only lies ahead."""
    rows = sorted(rows, key=lambda row: row.days if is_shortest else -row.days)
    rows.sort(key=lambda row: row.told.event.phase in AHEAD)
    first, *more = [row.line(looked.found.library) for row in rows[: SHOWN - 1]]
    end = "shortest" if is_shortest else "longest"
    head = f"The {end} of {len(rows)} whose length is told" if more else "The only one whose length is told"
    untold = f" ({others} {'tells' if others == 1 else 'tell'} none)" if others else ""
    return _of_rows(question, looked, rows, [replace(first, text=f"{head}{untold}: {first.text}"), *more])


def _limited(question: str, looked: Looked, rows: list[Lasting], asked: LengthAsked) -> Answer | None:
    rows = sorted(rows, key=lambda row: -row.days)
    met = [row for row in rows if asked.holds(row.days)]
    if not met:
        nearest = min(rows, key=lambda row: min(abs(row.days - asked.least), abs(row.days - asked.most)))
        head = Line(f"Nothing that is known on this is told as {asked.told}; the nearest length:")
        return _of_rows(question, looked, [nearest], [head, nearest.line(looked.found.library)])
    lines = [row.line(looked.found.library) for row in met[:SHOWN]]
    where = tuple(dict.fromkeys(place for line in lines for place in line.sources))
    many = "One is" if len(met) == 1 else f"**{len(met)}** are"
    return _of_rows(question, looked, met, [Line(f"{many} told as {asked.told}.", where), *lines])


def _lengthless(question: str, looked: Looked, events: list[Told]) -> Answer:
    newest = sorted(events, key=lambda told: told.event.day or date.min, reverse=True)
    head = Line("No text that is filed says how long any of these lasted.")
    lines = (titled_line(one, looked.found.library) for one in newest[:NEWEST])
    return quoted_answer(question, looked, (head, *lines), newest)


def _of_rows(question: str, looked: Looked, rows: Iterable[Lasting], lines: list[Line]) -> Answer | None:
    return quoted_answer(question, looked, tuple(lines), [row.told for row in rows]) if lines else None
