"""Facts that differ so that two texts cannot be about one event. Asked before anything is weighed.

A veto holds both ways: ``veto(a, b)`` and ``veto(b, a)`` give the same reason.
"""

from collections.abc import Callable, Sequence
from itertools import chain

from facts.figures.alike import alike
from facts.matching.features import Features, gap_of, is_told_together
from facts.matching.names_apart import (
    compared_names,
    may_be_corrected,
    may_be_more,
    may_be_of_others,
    may_be_only_seen,
    may_be_wider,
    other_lot,
    other_rank,
    other_way,
    share,
)
from facts.matching.stages_apart import (
    may_be_other_stages,
    milestone,
    other_stage,
    part,
    planned,
    share_a_stage,
    stages_of,
    stays_away,
    visit_around,
)
from facts.matching.voices_apart import may_be_others, other_speaker, other_target, other_voice
from facts.naming.spelled import same_meaning, same_name
from facts.scanning.things import things_differ

Check = Callable[[Features, Features], str | None]

SERIES_DAYS = 120
"""One instance of a series is told of within so many days: from its announcement to its end."""
RUNNING_DAYS = 35
"""Reports of a running exercise are not further apart: it lasts some weeks at most."""
_ENDED_DAYS = 7
_PATIENCE = 2.0
"""How many times the days of its kind two reports of one event may be apart."""


def other_number(a: Features, b: Features) -> str | None:
    """Shaheen-IX is not Shaheen-X; the sixth round is not the seventh."""
    if a.number is None or b.number is None or a.number == b.number:
        return None
    if a.series == b.series or a.series is None or b.series is None:
        return f"number {min(a.number, b.number)} is not {max(a.number, b.number)}"
    return None


def edition(a: Features, b: Features) -> str | None:
    """Inspired Gambit 2025 is not Inspired Gambit 2026."""
    if a.edition is None or b.edition is None or a.edition == b.edition:
        return None
    return f"edition {min(a.edition, b.edition)} is not {max(a.edition, b.edition)}"


def edition_year(a: Features, b: Features) -> str | None:
    """An edition named by its year is not one of a far other year."""
    for one, other in ((a, b), (b, a)):
        when = other.when
        if (
            one.edition
            and when
            and other.edition is None
            and not when.start.year - 1 <= one.edition <= when.end.year + 1
        ):
            return f"edition {one.edition} is not of {when.start.year}"
    return None


def series(a: Features, b: Features) -> str | None:
    """Two named series are two exercises."""
    if (
        a.series
        and b.series
        and not _one_series(a.series, b.series)
        and (a.kind.is_in_editions or b.kind.is_in_editions)
    ):
        return f"series {min(a.series, b.series)} is not {max(a.series, b.series)}"
    return None


def _one_series(one: str, other: str) -> bool:
    words = one.replace("-", " "), other.replace("-", " ")
    return one == other or same_name(one.replace("-", ""), other.replace("-", "")) or same_meaning(*words)


def names(a: Features, b: Features) -> str | None:
    """Two exercises or ships that both texts name, known or not, are two."""
    found = compared_names(a, b)
    return found.reason if found.parting == "apart" else None


def ordinal(a: Features, b: Features) -> str | None:
    """The third Hangor is not the fourth."""
    if a.ordinal and b.ordinal and a.ordinal != b.ordinal:
        return f"no. {min(a.ordinal, b.ordinal)} of its class is not no. {max(a.ordinal, b.ordinal)}"
    return None


def batch(a: Features, b: Features) -> str | None:
    """The second batch is not the third; the first ones to come are of the first."""
    one, other = (x.batch or (1 if y.batch and x.ordinal == 1 else None) for x, y in ((a, b), (b, a)))
    if one and other and one != other:
        return f"batch {min(one, other)} is not {max(one, other)}"
    return None


def final(a: Features, b: Features) -> str | None:
    """The first is not the last."""
    if a.final == b.final:
        return None
    is_first = {a.ordinal, b.ordinal} == {1, None} or {a.batch, b.batch} == {1, None}
    return "the first is not the last" if is_first else None


def host(a: Features, b: Features) -> str | None:
    """A meeting in Beijing is not one in Islamabad."""
    if not a.hosts or not b.hosts or a.hosts & b.hosts or not _are_in_one_place(a, b):
        return None
    if is_one_round(a, b) or may_be_corrected(a, b):
        return None
    return _pair("host", a.hosts, b.hosts)


def _are_in_one_place(a: Features, b: Features) -> bool:
    return a.kind.is_in_one_place and b.kind.is_in_one_place


def _are_by_branch(a: Features, b: Features) -> bool:
    return a.kind.is_by_branch and b.kind.is_by_branch


def states(a: Features, b: Features) -> str | None:
    """Two deals of India with two customers are two events."""
    one, other = (a.firm if len(a.firm) > 1 else a.countries), (b.firm if len(b.firm) > 1 else b.countries)
    one_voice = a.kind.is_reaction and b.kind.is_reaction and a.speaker is not None and a.speaker == b.speaker
    if not one or not other or one_voice:
        return None
    shared = one & other
    if is_one_round(a, b) and max(len(a.countries), len(b.countries)) > 2:
        return None  # an outlet names its own state of many
    if not shared:
        return f"states {_list(min(sorted(one), sorted(other)))} share none with {_list(max(sorted(one), sorted(other)))}"
    sure = min(len(one), len(other)) >= 2 and (len(a.firm) > 1) == (len(b.firm) > 1)
    if len(shared) < 2 and ((sure and not _names_the_other(a, b)) or _is_host_elsewhere(a, b)):
        first, second = sorted((sorted(one), sorted(other)))
        return f"states {_list(first)} are not {_list(second)}"
    return None


def _is_host_elsewhere(a: Features, b: Features) -> bool:
    """Whether one text tells whose guest somebody was, and the other tells of other states: who lands in Kathmandu is not
    received by an army in Pakistan."""
    return _are_in_one_place(a, b) and any(
        x.hosts and len(y.countries) > 1 and not x.hosts & (y.countries | y.bystanders)
        for x, y in ((a, b), (b, a))
    )


def _names_the_other(a: Features, b: Features) -> bool:
    """Whether one text names all the states of the other, and both the same sum, count or person: who only stands by, or
    made what another hands over, was taken for a party. A guest goes on to the next host."""
    named = any(x.countries <= y.countries | y.bystanders for x, y in ((a, b), (b, a)))
    met = bool(a.people & b.people) and not (a.kind.is_talk and b.kind.is_talk)
    return named and (met or _one_sum(a, b) or bool({*a.quantities} & {*b.quantities}))


def _list(states: list[str]) -> str:
    return "+".join(states)


def equipment(a: Features, b: Features) -> str | None:
    """A tank is not a frigate, one named ship not another. A ship and its class, a jet and its engine may be one."""
    if a.hulls and b.hulls and not a.hulls & b.hulls:
        return _pair("ship", a.hulls, b.hulls)
    is_trade = a.kind.is_trade or b.kind.is_trade
    if not a.equipment or not b.equipment or a.equipment & b.equipment or not is_trade:
        return None
    if _is_ship_of(a, b) or _is_ship_of(b, a) or _is_part_of(a, b):
        return None
    return _pair("equipment", a.equipment, b.equipment)


def _is_ship_of(ship: Features, other: Features) -> bool:
    """A ship whose class is not known may be of the class that the other names."""
    sorts = ship.things and other.things and not things_differ(ship.things, other.things)
    return bool(sorts) and bool(ship.hulls) and ship.equipment <= ship.hulls and not other.hulls


def _is_part_of(a: Features, b: Features) -> bool:
    """A jet and its engine are one deal where the sums agree."""
    return ("engine" in a.things) != ("engine" in b.things) and _one_sum(a, b)


def sorts(a: Features, b: Features) -> str | None:
    """Tanks are not drones."""
    are_of_things = all(any(kind.is_of_things for kind in one.kinds) for one in (a, b))
    if not a.things or not b.things or not are_of_things:
        return None
    if a.equipment & b.equipment or _one_sum(a, b) or not things_differ(a.things, b.things):
        return None
    return _pair("things", a.things, b.things)


def _one_sum(a: Features, b: Features) -> bool:
    return any(x.currency == y.currency and alike(x.amount, y.amount) for x in a.amounts for y in b.amounts)


def _pair(what: str, one: frozenset[str], other: frozenset[str]) -> str:
    first, second = sorted((sorted(one)[0], sorted(other)[0]))
    return f"{what} {first} is not {second}"


def branch(a: Features, b: Features) -> str | None:
    """A naval exercise is not an air exercise; the air chief's visit is not the army chief's."""
    if not a.branches or not b.branches or a.branches & b.branches or not _are_by_branch(a, b):
        return None
    if a.branches | b.branches <= {"land", "special"} or is_one_round(a, b):
        return None
    return _pair("branch", a.branches, b.branches)


def polarity(a: Features, b: Features) -> str | None:
    """A denial is not what it denies. Who says no to something ("not joining", "refuses to join") may tell of it."""
    if a.denied == b.denied:
        return None
    denial, other = (a, b) if a.denied else (b, a)
    if denial.step != "halted" and other.phase == "refused":
        return None
    return "one denies what the other tells"


def sequence(a: Features, b: Features) -> str | None:
    """An exercise that is announced after the other was under way, or begins after the other ended, is the next one."""
    held_again = a.kind.is_in_editions and b.kind.is_in_editions
    if not held_again or is_one_round(a, b) or not a.when or not b.when:
        return None
    if (gap := gap_of(a, b)) is None or gap <= _ENDED_DAYS:
        return None
    earlier, later = (a, b) if a.when.start <= b.when.start else (b, a)
    if later.phase == "announced" and earlier.phase != "announced" and gap > 2 * _ENDED_DAYS:
        return f"announced {gap} days after the other"
    if earlier.phase == "concluded" and later.phase == "under way":
        return f"begins {gap} days after the other ended"
    return None


def days(a: Features, b: Features) -> str | None:
    """Too far apart for one event of its kind."""
    gap = gap_of(a, b)
    if gap is not None and gap > _allowed(a, b) and not is_told_together(a, b):
        return f"{gap} days apart"
    return None


def _allowed(a: Features, b: Features) -> float:
    if is_one_round(a, b) and a.number:
        return 400
    editions = a.kind.is_in_editions and b.kind.is_in_editions
    if editions and (a.series == b.series or a.series is None or b.series is None):
        ahead = is_one_round(a, b) or "announced" in (a.phase, b.phase)
        return SERIES_DAYS if ahead else RUNNING_DAYS
    return _PATIENCE * max(a.kind.days_apart, b.kind.days_apart)


def is_one_round(a: Features, b: Features) -> bool:
    """One series and the same number or year in both."""
    named = a.series is not None and a.series == b.series
    return named and (
        (a.number is not None and a.number == b.number) or (a.edition is not None and a.edition == b.edition)
    )


def is_numbered_round(a: Features, b: Features) -> bool:
    """One series and one number in two texts that both tell what is held: Shaheen-XI is held once."""
    is_held = a.kind.is_in_editions and b.kind.is_in_editions and a.denied == b.denied
    return (
        is_held and a.series is not None and (a.series, a.number) == (b.series, b.number) and bool(a.number)
    )


HARD: tuple[Check, ...] = (other_number, edition, edition_year, series, names, ordinal, batch, final)
"""What one text that says it settles, unless another text of the event says otherwise."""
CHECKS: tuple[Check, ...] = (
    *HARD,
    states,
    equipment,
    sorts,
    branch,
    host,
    polarity,
    other_speaker,
    other_target,
    other_voice,
    other_way,
    other_rank,
    other_lot,
    milestone,
    other_stage,
    visit_around,
    planned,
    stays_away,
    sequence,
)


def doubt(probe: Features, entries: Sequence[Features]) -> str | None:
    """What speaks against one event but does not settle it: a person is asked where all else agrees."""
    reasons = [reason for entry in entries if (reason := _doubt(probe, entry))]
    if reasons and not any(share(probe, entry) for entry in entries):
        return reasons[0]
    stages = [reason for entry in entries if (reason := may_be_other_stages(probe, entry))]
    if stages and not any(share_a_stage(probe, entry) for entry in entries):
        return stages[0]
    parts = [part(probe, entry) for entry in entries[1:] or entries]
    return parts[0] if parts and all(parts) else None


def _doubt(a: Features, b: Features) -> str | None:
    found = compared_names(a, b)
    if found.parting:
        return found.reason
    for check in DOUBTS:
        if reason := check(a, b):
            return reason
    for one, other in ((a, b), (b, a)):
        nth = one.ordinal or one.batch
        if nth and not one.final and other.final and not (other.ordinal or other.batch):
            return f"no. {nth} may not be the last"
    return None


DOUBTS: tuple[Check, ...] = (
    may_be_others, may_be_more, may_be_wider, may_be_of_others, may_be_only_seen,
)  # fmt: skip


def veto(a: Features, b: Features) -> str | None:
    """The first reason why the two cannot be one event; None where there is none."""
    for check in (*CHECKS, days):
        if reason := check(a, b):
            return reason
    return None


def veto_event(probe: Features, facts: Features, texts: Sequence[Features]) -> str | None:
    """Why a text cannot be about an event: by what the register holds of it, by a number that one of its texts
    gives (where none gives the probe's), by what more than half of its texts say, or by every day that is known."""
    entries = (facts, *texts)
    by_any = (_given_otherwise(check, probe, entries) for check in HARD)
    by_most = (_said_by_most(check, probe, texts or (facts,)) for check in CHECKS[len(HARD) :])
    return next(filter(None, chain(by_any, by_most)), None) or _on_other_days(probe, texts or entries)


def _given_otherwise(check: Check, probe: Features, entries: Sequence[Features]) -> str | None:
    """The first reason of any entry, where none gives what the probe does."""
    found = [reason for entry in entries if (reason := check(probe, entry))]
    return found[0] if found and not any(_agrees(check, probe, entry) for entry in entries) else None


def _said_by_most(check: Check, probe: Features, entries: Sequence[Features]) -> str | None:
    """Of how far a deal has come only the texts that tell it are asked: talks that were approved are signed anew."""
    telling = [entry for entry in entries if stages_of(entry)] if check is other_stage else entries
    found = [reason for entry in telling if (reason := check(probe, entry))]
    return found[0] if len(found) * 2 > len(telling) else None


def _on_other_days(probe: Features, entries: Sequence[Features]) -> str | None:
    """The shortest reason, where every entry with a day lies on others."""
    apart = [days(probe, entry) for entry in entries if entry.when]
    return min(filter(None, apart), key=len) if apart and all(apart) else None


def _agrees(check: Check, probe: Features, entry: Features) -> bool:
    """Whether ``entry`` gives the same number as ``probe``, whatever other texts of its event say."""
    if check is names:
        return share(probe, entry)
    if check not in _GIVEN:
        return False
    value = getattr(probe, _GIVEN[check])
    return bool(value) and getattr(entry, _GIVEN[check]) == value


_GIVEN: dict[Check, str] = {
    other_number: "number", edition: "edition", series: "series", ordinal: "ordinal", batch: "batch", final: "final"
}  # fmt: skip
"""What a check reads, where two texts may give the same."""
