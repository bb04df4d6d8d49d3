"""Names that both texts give and that differ: two events, or a question where letters alone do not settle it."""

from dataclasses import dataclass
from typing import Literal, get_args

from facts.matching.features import Features
from facts.model.kinds import NameSort
from facts.naming.spelled import one_script, share_a_name
from facts.reading.called import Name

Parting = Literal["apart", "doubt"]
_SORTS = get_args(NameSort)
"""A ship that takes part does not name the exercise: what names an event, its kind says."""
_SETTLING = frozenset({"exercise", "ship"})
"""A deal may be called by its maker or its project, a missile by its maker's or its buyer's name: there a person is
asked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """``parting`` is None where the names do not tell the texts apart: one side gives none, or they may be one."""

    parting: Parting | None = None
    reason: str = ""


def compared_names(a: Features, b: Features) -> Compared:
    """What the names of two texts say; the same both ways."""
    if not a.called and not b.called:
        return Compared()
    found = [_of_sort(sort, a, b) for sort in _SORTS if sort in (*a.kind.named_by, *b.kind.named_by)]
    parting = sorted((one for one in found if one.parting), key=lambda one: (one.parting or "", one.reason))
    return parting[0] if parting else Compared()


def share(a: Features, b: Features) -> bool:
    """Whether a name of some sort is common to both."""
    called = a.called or b.called
    return bool(called) and any(share_a_name(names_of(a, sort), names_of(b, sort)) for sort in _SORTS)


def _of_sort(sort: str, a: Features, b: Features) -> Compared:
    one, other = names_of(a, sort), names_of(b, sort)
    own = any(name.sort == sort for name in (*_own(a), *_own(b)))
    if not one or not other or not own or share_a_name(one, other):
        return Compared()
    first, second = sorted((min(n.name for n in one), min(n.name for n in other)))
    settled = (
        sort in _SETTLING
        and all(name.sure for name in (*one, *other))
        and all(one_script(x.name, y.name) for x in one for y in other)
        and not _same_edition(a, b)
    )
    return Compared("apart" if settled else "doubt", f"{sort} {first} is not {second}")


def _same_edition(a: Features, b: Features) -> bool:
    """A known series and an unknown name of one edition may be translations of each other."""
    if not a.series or not b.series:
        one, other = (a.series or b.series), (a.edition or a.number, b.edition or b.number)
        return one is not None and other[0] is not None and other[0] == other[1]
    return False


def names_of(features: Features, sort: str) -> frozenset[Name]:
    """The names of a sort that a text gives, those that tables know among them."""
    known: set[Name] = set()
    if sort == "exercise" and features.series:
        known.add(Name(sort, features.series.replace("-", " ")))
    if sort == "ship":
        known |= {Name(sort, hull.partition("-")[2].replace("-", " ") or hull) for hull in features.hulls}
    return frozenset(name for name in _own(features) if name.sort == sort) | known


def _own(features: Features) -> list[Name]:
    return [Name.parse(written) for written in features.called]
