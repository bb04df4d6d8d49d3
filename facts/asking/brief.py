"""What matters on a topic, in order: the bottom line, the themes, where sources differ, and what is not known."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import get_args

from facts.model.kinds import Heading, Kinds
from facts.rows.kinds import KINDS
from store.nouns.models import Agreement, Claim, Event

HEADINGS: tuple[Heading, ...] = get_args(Heading)
"""Agreements themselves stand under the first."""
WEIGHT = {"critical": 3, "high": 2, "notable": 1, "low": 0}
BOTTOM = 3
_YEARS = re.compile(r"\d{4}(?:\s*[-–]\s*\d{2,4})?(?: to \d{4}(?:\s*[-–]\s*\d{2,4})?)?")
"""A period that is only years: "2018", "2015–19", "2010–14 to 2015–19"."""


@dataclass(frozen=True)
class Group:
    """Events and agreements under one heading, the most important and newest first."""

    heading: str
    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class Differing:
    """Figures on one subject that are not the same."""

    topic: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Brief:
    """A brief before it is rendered. Every claim is in one of ``figures``, ``facts``, ``plans``, ``views``, ``denied``,
    or in ``differing``."""

    bottom: tuple[Event, ...]
    groups: tuple[Group, ...]
    differing: tuple[Differing, ...]
    figures: tuple[Claim, ...]
    facts: tuple[Claim, ...]
    plans: tuple[Claim, ...]
    views: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    unknown: tuple[Event | Agreement, ...]


def compose_brief(
    events: Sequence[Event],
    agreements: Sequence[Agreement],
    claims: Sequence[Claim],
    kinds: Kinds = KINDS,
) -> Brief:
    """Puts what was found in the order in which it is told."""
    split = differing(claims)
    beside = {id(claim) for one in split for claim in one.claims}
    plain = [claim for claim in claims if id(claim) not in beside and not claim.denied]
    ranked = sorted(events, key=weight, reverse=True)
    return Brief(
        bottom=tuple(ranked[:BOTTOM]),
        groups=tuple(_groups(ranked, agreements, kinds)),
        differing=split,
        figures=_kind(plain, "figure"),
        facts=_kind(plain, "fact"),
        plans=_kind(plain, "plan"),
        views=_kind(plain, "view"),
        denied=tuple(claim for claim in claims if claim.denied and id(claim) not in beside),
        unknown=_unknown(events, agreements),
    )


def weight(event: Event) -> tuple[int, date]:
    """Importance first, then the newest day."""
    return WEIGHT[event.importance], event.day or date.min


def newest_known(deal: Agreement) -> tuple[date, str]:
    """The newest day of an agreement's ledger, then its name."""
    return max((step.day for step in deal.steps if step.day), default=date.min), deal.name


def differing(claims: Iterable[Claim]) -> tuple[Differing, ...]:
    """The claims under one topic of which at least two give different values, or one denies what another says."""
    by_topic: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.topic:
            by_topic[claim.topic].append(claim)
    return tuple(Differing(topic, tuple(rows)) for topic, rows in by_topic.items() if _differ(rows))


def _differ(rows: Sequence[Claim]) -> bool:
    if len({claim.denied for claim in rows}) > 1:
        return True
    return any(contradict(one, other) for one, other in combinations(rows, 2))


def contradict(one: Claim, other: Claim) -> bool:
    """Whether two figures cannot both be told as the value: one unit, the same actors, and not of two plain periods.

    The lower and the upper end of one speaker's estimate do not contradict each other.
    """
    if one.value is None or other.value is None or one.value == other.value or one.unit != other.unit:
        return False
    if one.speaker and one.speaker == other.speaker:
        return False
    periods = {claim.period or "" for claim in (one, other)}
    apart = len(periods) == 2 and all(_YEARS.fullmatch(period) for period in periods)
    ours, theirs = set(one.actors), set(other.actors)
    return not apart and (ours <= theirs or theirs <= ours)


def beside(claims: Iterable[Claim]) -> tuple[Differing, ...]:
    """The subjects on which two or more texts say something, for their words to be read side by side."""
    by_topic: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.topic and claim.kind in ("fact", "figure"):
            by_topic[claim.topic].append(claim)
    several = {topic: rows for topic, rows in by_topic.items() if len(rows) > 1}
    return tuple(
        Differing(topic, tuple(rows))
        for topic, rows in several.items()
        if len({citation.article for claim in rows for citation in claim.citations}) > 1
    )


def _groups(events: Sequence[Event], agreements: Sequence[Agreement], kinds: Kinds) -> Iterable[Group]:
    by_heading: defaultdict[Heading, list[Event]] = defaultdict(list)
    for event in events:
        by_heading[kinds.of(event.kind).heading].append(event)
    for heading in HEADINGS:
        chosen = tuple(by_heading[heading])
        is_first = heading == HEADINGS[0]
        deals = tuple(sorted(agreements, key=newest_known, reverse=True)) if is_first else ()
        if chosen or deals:
            yield Group(heading, chosen, deals)


def _kind(claims: Iterable[Claim], kind: str) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if claim.kind == kind)


def _unknown(events: Sequence[Event], agreements: Sequence[Agreement]) -> tuple[Event | Agreement, ...]:
    """What has something unknown; an event whose agreement is there too leaves it to the agreement."""
    deals = [deal for deal in agreements if deal.unknown]
    ids = {deal.id for deal in deals}
    return (*deals, *(event for event in events if event.unknown and event.agreement not in ids))
