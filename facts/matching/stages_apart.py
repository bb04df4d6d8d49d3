"""Stages of one deal or ship: what was approved, signed, laid down, launched or handed over is news each time. Pure."""

from facts.figures.alike import alike
from facts.matching.features import Features, gap_of, is_told_together
from facts.model.kinds import Kind

_MILESTONES = ("laid down", "launched", "in service", "halted", "denied", "test")


def milestone(a: Features, b: Features) -> str | None:
    """A launch, a commissioning, a cancellation are milestones of their own."""
    have_steps = _has_steps(a.kind) or _has_steps(b.kind)
    if a.step == b.step or not have_steps or (gap := gap_of(a, b)) is None or gap <= 4:
        return None
    if a.step in _MILESTONES and b.step in _MILESTONES:
        return f"step “{min(a.step, b.step)}” is not “{max(a.step, b.step)}”"
    return None


def _has_steps(kind: Kind) -> bool:
    return kind.is_trade or kind.is_restriction


def planned(a: Features, b: Features) -> str | None:
    """What is planned for one day is not what was signed or delivered on another."""
    if not (a.kind.is_trade and b.kind.is_trade) or (a.phase == "announced") == (b.phase == "announced"):
        return None
    plan, done = (a, b) if a.phase == "announced" else (b, a)
    if done.step not in ("signed", "delivered", "in service") or (gap := gap_of(a, b)) is None or gap <= 4:
        return None
    if is_told_together(a, b):
        return None
    if (plan.exact and done.exact) or gap > max(a.kind.days_apart, b.kind.days_apart):
        return f"planned {gap} days from what is {done.step}"
    return None


def other_stage(a: Features, b: Features) -> str | None:
    """What was approved is not yet signed, and a keel is no launch, where their titles say so on other days."""
    found = _stages_of_both(a, b)
    return found if found and (gap := gap_of(a, b)) is not None and gap > _MIXED_DAYS else None


def visit_around(a: Features, b: Features) -> str | None:
    """What is signed on a visit is no visit, unless both titles speak of the signing or neither does."""
    signing, visit = (a, b) if b.kind.is_talk else (b, a)
    if not visit.kind.is_talk or signing.kind.is_talk or "signed" not in signing.kind.done:
        return None
    is_apart = _SIGNED in stages_of(signing) and _SIGNED not in stages_of(visit)
    return "what is signed is not the visit" if is_apart else None


def may_be_other_stages(a: Features, b: Features) -> str | None:
    """The same within the days in which outlets may mix them up."""
    return _stages_of_both(a, b)


def share_a_stage(a: Features, b: Features) -> bool:
    return bool(stages_of(a) & stages_of(b))


def stages_of(one: Features) -> frozenset[str]:
    """The stages that a title names."""
    return frozenset(mark.removeprefix(_STAGE) for mark in one.marks if mark.startswith(_STAGE))


def _stages_of_both(a: Features, b: Features) -> str | None:
    one, other = stages_of(a), stages_of(b)
    if not one or not other or one & other or one | other == _HANDED_OVER or not _are_deeds(a, b):
        return None
    first, second = sorted((min(one), min(other)))
    return f"{first} is not {second}"


def _are_deeds(a: Features, b: Features) -> bool:
    """Deals and things go through stages; what is held or said begins and ends."""
    return all(one.kind.is_momentary and not one.kind.is_restriction for one in (a, b))


_STAGE = "stage: "
_SIGNED = "signed"
_MIXED_DAYS = 3
_HANDED_OVER = frozenset({"delivered", "in service"})
"""One ceremony is told as either."""


def stays_away(a: Features, b: Features) -> str | None:
    """Who leaves a drill does not call it off: that others hold it is another matter."""
    if not (a.kind.is_in_editions and b.kind.is_in_editions) or (_AWAY in a.marks) == (_AWAY in b.marks):
        return None
    return "one stays away from what the other tells"


_AWAY = "away"


def part(a: Features, b: Features) -> str | None:
    """A jet is not its engine nor its upkeep; a sum that both give makes them one deal all the same."""
    both_trade = all(any(kind.is_of_things for kind in one.kinds) for one in (a, b))
    if not both_trade or ("part" in a.marks) == ("part" in b.marks):
        return None
    named = (a.equipment or a.things) and (b.equipment or b.things)
    is_one = any(x.currency == y.currency and alike(x.amount, y.amount) for x in a.amounts for y in b.amounts)
    return "one is of a part or of upkeep" if named and not is_one else None
