"""What a kind of event is: one row with all its properties. The rows are ``facts/rows/kinds.toml``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from facts.model.assertion import Assertion

Family = Literal["arms", "forces", "visits", "agreements", "words"]
"""Kinds of one family have one colour."""
Stakes = Literal["capability", "contact", "words", ""]
"""What a kind counts for importance: it changes what a state has or may do, brings forces together, or is said rather
than done."""
NameSort = Literal["exercise", "ship", "thing", "deal"]
"""Sorts of names that a text itself may give (``facts/reading/called.py``)."""
Heading = Literal[
    "Agreements and deals", "Arms: orders, deliveries, co-production", "Exercises and training", "Visits and talks",
    "Embargoes and sanctions", "Aid and access", "Incidents", "Statements and reports", "Other events",
]  # fmt: skip
"""Headings of a brief, in its order."""
RESIDUAL = "other"
"""The name of the kind of what is of no other."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Language that speaks of a kind, in the concepts of ``facts/concepts``.

    Items of ``pattern`` are parted by blanks and all stand in one title or lead, at most 13 words apart; ``a>b``
    means b within three words after a, ``a~b`` the same in either order. ``weight`` is how sure it is on its own:
    from 2 on it makes a text with two parties relevant.
    """

    pattern: str
    weight: float


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of event; two are the same if they are one row.

    What people see: ``label``, ``icon`` and ``counted`` ("visit", "visits") name it, ``family`` colours it, ``heading``
    is where a brief has it. ``asked`` are words that a person may write for it beside these, ``themes`` the names of the
    themes of ``facts/asking/themes.toml`` that it tells.

    What the judges go by: ``days_apart``: reports of one such event are rarely further apart. ``neighbours`` are kinds
    that one event may be told as, too (named on one side). ``named_by`` are the sorts of names that name such an event.
    ``done``: the steps of a deal that show that what was announced has come about; readers are told the first of them.
    ``retold``: an event of which only so much is asserted is told as the kind that ``tells`` that: a statement or report.

    - ``is_momentary``: it happens on one day, and its quantities are of what it is about. Texts on an exercise or a
      visit may each tell another of its days.
    - ``is_trade``: arms change hands or are made; ``is_of_things``: so much of something is sold, given or made.
    - ``is_one_way``: one gives and another gets; two do not make it together.
    - ``is_by_branch``: the navy's is not the air force's.
    - ``is_in_one_place``: one in Beijing is not one in Islamabad.
    - ``is_in_editions``: it is named, numbered, announced months ahead and held again.
    - ``is_talk``: talks, wishes and praise are what it consists of.
    - ``is_reaction``: somebody says something about something else.
    - ``is_restriction``: one state takes something from another.
    - ``is_handover``: what was bought or given has come.
    - ``is_planned_by_name``: a title says "planned exercise" where it is announced.
    """

    name: str
    label: str
    icon: str
    counted: tuple[str, str]
    triggers: tuple[Trigger, ...]
    days_apart: int
    family: Family = "words"
    heading: Heading = "Other events"
    asked: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    named_by: tuple[NameSort, ...] = ()
    stakes: Stakes = ""
    done: tuple[str, ...] = ()
    retold: tuple[Assertion, ...] = ()
    tells: Assertion | None = None
    is_momentary: bool = False
    is_trade: bool = False
    is_of_things: bool = False
    is_one_way: bool = False
    is_by_branch: bool = False
    is_in_one_place: bool = False
    is_in_editions: bool = False
    is_talk: bool = False
    is_reaction: bool = False
    is_restriction: bool = False
    is_handover: bool = False
    is_planned_by_name: bool = False

    @property
    def is_remark(self) -> bool:
        """Whether a document has many sentences of it that tell no event by themselves."""
        return self.tells is not None or self.name == RESIDUAL

    @property
    def is_cooperation(self) -> bool:
        """Whether two work together in it: conflicts, restrictions and what is said are none."""
        return self.family != "words"

    @property
    def words(self) -> tuple[str, ...]:
        """All that it may be asked for by."""
        return (self.name, self.label, *self.asked)


class Kinds:
    """The table of kinds. Whoever judges or shows kinds takes one; the shipped one is ``KINDS``."""

    def __init__(self, rows: Iterable[Kind]) -> None:
        self._rows = {row.name: row for row in rows}
        self.residual = self._rows[RESIDUAL]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def of(self, name: str) -> Kind:
        """The row of a name; the residual one for a name that is none (an event filed by another version)."""
        return self._rows.get(name, self.residual)

    def telling(self, assertion: Assertion) -> Kind:
        """The kind as which that is told of which no more than ``assertion`` is asserted."""
        figures, words = (next(row for row in self if row.tells == tells) for tells in ("figure", "comment"))
        return figures if assertion == "figure" else words

    def beside(self, row: Kind) -> "Kinds":
        """This table with one more row, before the residual one."""
        return Kinds([*(known for known in self if known is not self.residual), row, self.residual])
