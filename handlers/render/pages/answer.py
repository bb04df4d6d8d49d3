"""An answer to a slash command or a press as data: cited lines, in the order of their importance."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from handlers.render.pictures.canvas import Picture
from handlers.render.words.cite import Cited, of_line

EVER = "all years"
"""The scope of a question that names no time."""


@dataclass(frozen=True)
class Line:
    """One statement in safe markdown, with where it is said; one without a source states nothing that needs it.

    ``head`` is what a list shows of it (bold what, then when and who), ``opens`` what tells all of it, as ``kind/id``.
    """

    text: str
    sources: tuple[Cited, ...] = ()
    head: str = ""
    opens: str = ""
    pieces: tuple["Line", ...] = ()
    """What it is put together of, each with its own places; without any, ``sources`` say all of it."""
    goes_on: bool = False
    """As a piece: it is read in one with the piece before it, and their footnotes stand together behind both."""

    def citations(self) -> list[dict[str, Any]]:
        if not self.pieces:
            return of_line(self.text, self.sources)
        return [
            data for one in self.pieces for data in of_line(self.text, one.sources, one.text.strip(" ,.·"))
        ]


def pieced(*pieces: Line, head: str = "", opens: str = "", heading: int | None = None) -> Line:
    """One line out of several pieces, their blanks and dots included. The first ``heading`` of them are what its ``head``
    shows as well: their places are the line's."""
    text = "".join(one.text for one in pieces)
    sources = tuple(dict.fromkeys(source for one in pieces[:heading] for source in one.sources))
    apart = len({one.sources for one in pieces if one.sources}) > 1
    return Line(text, sources, head, opens, pieces if apart else ())


def sources_of(lines: Iterable[Line]) -> tuple[Cited, ...]:
    """Where any of the lines is said, each place once."""
    return tuple(dict.fromkeys(source for line in lines for source in line.sources))


def listed_pieces(lines: Iterable[Line]) -> list[Line]:
    """Pieces with commas between them and a full stop at their end."""
    *others, last = lines
    parted = [piece for one in others for piece in (one, Line(", "))]
    return [*parted, Line(f"{last.text}.", last.sources)]


def spaced(lines: Iterable[Line]) -> Iterator[Line]:
    """Pieces with a blank between them; empty ones are left out."""
    for number, line in enumerate(one for one in lines if one.text):
        yield Line(f" {line.text}" if number else line.text, line.sources)


@dataclass(frozen=True)
class LaterLine:
    """A line that is not made yet. ``key`` tells it apart from others: what it opens, else what it says."""

    key: str
    make: Callable[[], Line]


class LaterLines(Sequence[Line]):
    """Lines that are made when somebody reads them, each once: of hundreds a first page has a few."""

    def __init__(self, rows: Iterable[Line | LaterLine]) -> None:
        self.rows = list(rows)

    def only(self, places: Iterable[int]) -> "LaterLines":
        """Those at these places."""
        return LaterLines(self.rows[at] for at in places)

    def then(self, text: str) -> "LaterLines":
        """With one more line at the end."""
        return LaterLines([*self.rows, Line(text)])

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return self.only(range(len(self))[at])
        row = self.rows[at]
        if isinstance(row, LaterLine):
            row = self.rows[at] = row.make()
        return row


@dataclass(frozen=True)
class Section:
    """Lines under a heading; ``of`` says how many there are where not all are here."""

    heading: str
    lines: Sequence[Line]
    of: int = 0
    picture: Picture | None = None


@dataclass(frozen=True)
class MetName:
    """A name that an answer meets: ``asks`` is what tells of it, as ``kind/id``; ``note`` tells it apart."""

    label: str
    asks: str
    note: str = ""


@dataclass(frozen=True)
class AnswerAct:
    """What can be done about an answer, under its first page: a button, or with ``options`` a menu. ``asks`` is the id by
    which it is answered; what ``is_private`` is for this reader alone, and is left out where others read it too."""

    label: str
    asks: str
    options: tuple[MetName, ...] = ()
    is_private: bool = False


@dataclass(frozen=True)
class Answer:
    """What a command says: the most important first. ``notes`` tell how the question was read,
    and stand before all: whoever reads the first line knows whether it was understood."""

    title: str
    lead: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    overview: tuple[Section, ...] = ()
    """What the first page says under the lead; the first lines of the sections where it is empty."""
    names: tuple[MetName, ...] = ()
    candidates: tuple[Line, ...] = ()
    """What an ambiguous name may mean, each with what it ``opens``."""
    scope: str = ""
    """The time that was asked for, in words; ``EVER`` where that is all of it."""
    enough: int = 760
    """Characters from which on the first page has only the first line of a section more: the sections have the rest."""
    acts: tuple[AnswerAct, ...] = ()
    picture: Picture | None = None
    """What the first page shows under its text; its sources are those of the answer."""
    is_empty: bool = False
    """It says that nothing is known, or that the question cannot be read."""
    is_private: bool = False
    """It is for whoever asked alone, as what an admin sees is: it cannot be shared."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.lead, *self.candidates, *(line for section in self.sections for line in section.lines))

    def citations(self) -> list[dict[str, Any]]:
        """Every citation as data: the statement, and article, outlet, date, paragraph, address and reliability."""
        return [data for line in self.lines for data in line.citations()]
