"""Names, ranks, lots and sides that both texts give and that differ: two events, or a question where that is not sure."""

from dataclasses import dataclass
from typing import Literal, get_args

from facts.matching.features import Features
from facts.model.kinds import NameSort
from facts.naming.spelled import one_script, share_a_name
from facts.reading.called import Name
from facts.rows.patterns import word_set
from facts.scanning.things import things_differ

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


def other_way(a: Features, b: Features) -> str | None:
    """China sells to Pakistan, not the reverse."""
    if not (a.suppliers and a.recipients and b.suppliers and b.recipients):
        return None
    reversed_ = a.suppliers & b.recipients and a.recipients & b.suppliers
    if not reversed_ or a.suppliers & b.suppliers:
        return None
    first, second = sorted((min(a.suppliers), min(b.suppliers)))
    return f"{first} gives in one, {second} in the other"


def other_rank(a: Features, b: Features) -> str | None:
    """The deputy minister's visit is not the minister's, where they are told on other days."""
    return "the deputy is not the head" if _ranks_differ(a, b) and _apart(a, b, 1) else None


def other_lot(a: Features, b: Features) -> str | None:
    """Two helicopters are not three, nor 14 jets eight more, where they are told days apart."""
    both = all(any(kind.is_of_things for kind in one.kinds) for one in (a, b))
    if not both or not _apart(a, b, _LOT_DAYS) or may_be_corrected(a, b):
        return None
    pairs = [(x, y) for x in a.quantities for y in b.quantities if x.of.split()[-1:] == y.of.split()[-1:]]
    if not pairs or any(max(x.number, y.number) <= min(x.number, y.number) * _ROUNDED for x, y in pairs):
        return None
    first, second = sorted((pairs[0][0].number, pairs[0][1].number))
    return f"{first} is not {second}"


def may_be_corrected(a: Features, b: Features) -> bool:
    """Whether one corrects what was told: place and count of what it corrects may have been others."""
    return _CORRECTED in a.marks or _CORRECTED in b.marks


def may_be_wider(a: Features, b: Features) -> str | None:
    """Days apart two titles tell of an exercise of few states, one of which is at one alone, and no name says that it is
    the same."""
    held = a.kind.is_in_editions and b.kind.is_in_editions
    few = all(_PAIR <= len(one.firm) <= _FEW for one in (a, b))
    if not held or not few or a.firm == b.firm or a.series or b.series or not _apart(a, b, 1):
        return None
    return f"{min(a.firm ^ b.firm)} takes part in one alone"


def may_be_of_others(a: Features, b: Features) -> str | None:
    """Jets fly one drill, ships sail another; a frigate's visit is not a submarine's."""
    one, other = _medium(a), _medium(b)
    held = a.kind.is_in_editions and b.kind.is_in_editions and not (a.branches and b.branches)
    if held and one and other and not one & other and not (a.series and a.series == b.series):
        return f"{min(*one, *other)} alone takes part in one"
    calls = not a.kind.is_of_things and not b.kind.is_of_things and a.things | b.things <= _AT_SEA
    return "another ship" if calls and things_differ(a.things, b.things) else None


def may_be_only_seen(a: Features, b: Features) -> str | None:
    """What is reported of a thing at a show is not the talks that somebody held there, unless it names whom they met."""
    reports = {x.kind.tells == "figure" for x in (a, b)}
    talks = a.kind.is_talk or b.kind.is_talk
    return "one tells of talks alone" if len(reports) > 1 and talks and not a.people & b.people else None


def _medium(one: Features) -> frozenset[str]:
    """The services that take part, or else those whose craft do."""
    return one.branches or frozenset(name for name, craft in _CRAFT.items() if one.things & craft)


_AT_SEA = word_set("concept_groups", "at_sea")
_IN_THE_AIR = word_set("concept_groups", "in_the_air")
_CRAFT = {"sea": _AT_SEA, "air": _IN_THE_AIR}


def may_be_more(a: Features, b: Features) -> str | None:
    """One tells of more of the same and the other does not, days apart; or one may be of the deputy."""
    if _ranks_differ(a, b):
        return "one may be of the deputy"
    if _one_is_delivered(a, b) and _apart(a, b, 1):
        return "one orders what the other delivers"
    is_one = (a.ordinal and a.ordinal == b.ordinal) or (a.batch and a.batch == b.batch)
    if is_one or any(_has_no_lots(one) for one in (a, b)) or not _apart(a, b, _LOT_DAYS):
        return None
    return "one tells of more of the same" if _is_more(a) != _is_more(b) else None


_LOT_DAYS = 3
"""Days within which reports of one event count it otherwise, or leave out that it is one more."""
_ROUNDED = 1.15
_CORRECTED = "corrected"
_PAIR, _FEW = 2, 4
"""Of more states an outlet names those that its readers know."""


def _has_no_lots(one: Features) -> bool:
    """A ship's visit is one of several, a minister's is not."""
    return one.kind.is_reaction or one.kind.is_in_editions or (one.kind.is_talk and not one.things)


def _one_is_delivered(a: Features, b: Features) -> bool:
    """Whether one tells of the order alone and the other of the delivery."""
    steps = {a.step, b.step}
    told = a.phase == b.phase == "reported" and a.kind != b.kind
    return (
        told
        and a.kind.is_trade
        and b.kind.is_trade
        and steps in ({"signed", "delivered"}, {"signed", "in service"})
    )


def _is_more(one: Features) -> bool:
    return one.final or "more" in one.marks or max(one.ordinal or 0, one.batch or 0) > 1


def _ranks_differ(a: Features, b: Features) -> bool:
    if not (a.kind.is_talk and b.kind.is_talk) or a.people & b.people:
        return False
    ranks = (a.marks & _RANKS, b.marks & _RANKS)
    return frozenset({"deputy"}) in ranks and frozenset({"head"}) in ranks


_RANKS = frozenset({"deputy", "head"})


def _apart(a: Features, b: Features, days: int) -> bool:
    """Whether they were told, or are said to have happened, more than so many days apart."""
    if a.published and b.published:
        return abs((a.published - b.published).days) > days
    return bool(a.when and b.when and a.when.gap(b.when) > days)


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
