"""Stages of a deal, parts of a whole, who takes part and who is aimed at: each rule on both sides of its limits."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from facts.matching.features import Features, marks_in
from facts.matching.stages_apart import stages_of
from facts.matching.vetoes import doubt, veto, veto_event
from facts.model.reading import Count, Money
from facts.rows.kinds import KINDS

DAY = date(2027, 3, 1)
LISTS = ("countries", "firm", "equipment", "things", "branches", "hosts", "marks", "bystanders", "people")


def told(kind: str = "order", later: int = 0, **also: Any) -> Features:
    """Told so many days after the first of March."""
    lists = {
        name: frozenset(value.split(",")) if isinstance(value, str) else value
        for name, value in also.items()
        if name in LISTS
    }
    plain = {"countries": frozenset({"CN", "PK"}), "published": DAY + timedelta(days=later)}
    return Features(**{**plain, **also, **lists, "kinds": (KINDS.of(kind),)})


APPROVED: dict[str, Any] = {"marks": "stage: approved"}
SIGNED: dict[str, Any] = {"marks": "stage: signed"}
LAID: dict[str, Any] = {"marks": "stage: keel laid"}
LAUNCHED: dict[str, Any] = {"marks": "stage: launched"}
SUM: dict[str, Any] = {"amounts": (Money(Decimal(700), "USD"),)}
DRILL: dict[str, Any] = {"kind": "exercise"}
PARTED: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    (APPROVED, {**SIGNED, "later": 4}, "approved is not signed"),
    (APPROVED, {**SIGNED, "later": 3}, None),
    (APPROVED, {"later": 4}, None),
    (APPROVED, {"marks": "stage: signed,stage: approved", "later": 4}, None),
    ({**APPROVED, "kind": "agreement"}, {**SIGNED, "later": 4, "kind": "agreement"}, "approved is not signed"),
    ({**APPROVED, **DRILL}, {**SIGNED, "later": 4, **DRILL}, None),
    ({**APPROVED, "kind": "sanction"}, {**SIGNED, "later": 4, "kind": "sanction"}, None),
    ({**LAID, "kind": "delivery"}, {**LAUNCHED, "kind": "delivery", "later": 4}, "keel laid is not launched"),
    ({"marks": "stage: delivered"}, {"marks": "stage: in service", "later": 5}, None),
    ({"step": "laid down"}, {"step": "launched", "later": 5}, "step “laid down” is not “launched”"),
    ({"step": "laid down"}, {"step": "launched", "later": 4}, None),
    ({"batch": 2}, {"ordinal": 1, "later": 1}, "batch 1 is not 2"),
    ({"batch": 2}, {"ordinal": 2, "later": 1}, None),
    ({"batch": 1}, {"ordinal": 1, "later": 1}, None),
    ({"ordinal": 1}, {"later": 1}, None),
    # who is aimed at
    ({**DRILL, "target": "KP"}, {**DRILL, "target": "CN"}, "aimed at CN, not KP"),
    ({**DRILL, "target": "KP"}, {**DRILL, "target": "KP", "firm": "CN,KP"}, None),
    ({**DRILL, "target": "KP"}, {**DRILL, "firm": "CN,PK,KP"}, "KP is the target of one and a party of the other"),
    ({**DRILL, "target": "KP"}, {**DRILL, "firm": "CN,PK"}, None),
    ({"target": "KP"}, {"target": "CN"}, None),
    ({**DRILL, "target": "KP"}, {"target": "CN", "kind": "training"}, None),
    # who answers
    ({"kind": "sanction", "speaker": "US"}, {}, "US has no part in what it answers"),
    ({"kind": "sanction", "speaker": "US"}, {"bystanders": "US"}, None),
    ({"kind": "sanction", "speaker": "CN"}, {}, None),
    ({"kind": "sanction"}, {}, None),
    ({"kind": "sanction", "speaker": "US"}, {"kind": "sanction"}, None),
    ({"kind": "sanction", "speaker": "US"}, {"kind": "statement"}, None),
    ({"kind": "order", "speaker": "US"}, {}, None),
    ({"kind": "sanction", "speaker": "US", "countries": "US,CN"}, {"countries": frozenset()}, None),
    # where, and what a correction may change
    ({**DRILL, "hosts": "CN"}, {**DRILL, "hosts": "PK"}, "host CN is not PK"),
    ({**DRILL, "hosts": "CN"}, {**DRILL, "hosts": "PK", "marks": "corrected"}, None),
    ({"kind": "access", "hosts": "CN"}, {"kind": "access", "hosts": "PK"}, "host CN is not PK"),
    ({"kind": "access", "hosts": "CN"}, {"hosts": "PK"}, None),
    ({"quantities": (Count(2, "jet"),)}, {"quantities": (Count(4, "jet"),), "later": 4}, "2 is not 4"),
    ({"quantities": (Count(2, "jet"),), "marks": "corrected"}, {"quantities": (Count(4, "jet"),), "later": 4}, None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), PARTED)
def test_what_parts_two(one: dict[str, Any], other: dict[str, Any], reason: str | None) -> None:
    a, b = told(**one), told(**other)
    assert veto(a, b) == veto(b, a) == reason


JET: dict[str, Any] = {"things": "jet"}
PART: dict[str, Any] = {"marks": "part", "things": "engine,jet"}
ASKED: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    (APPROVED, SIGNED, "approved is not signed"),
    (APPROVED, APPROVED, None),
    (JET, PART, "one is of a part or of upkeep"),
    (JET, {**PART, **SUM}, "one is of a part or of upkeep"),
    ({**JET, **SUM}, {**PART, **SUM}, None),
    ({**JET, **SUM}, {**PART, "amounts": (Money(Decimal(700), "EUR"),)}, "one is of a part or of upkeep"),
    (PART, PART, None),
    ({}, PART, None),
    ({"equipment": "f-16"}, PART, "one is of a part or of upkeep"),
    ({**JET, "kind": "visit"}, PART, None),
    ({"final": True, "later": 4}, {}, "one tells of more of the same"),
    ({"final": True, "later": 3}, {}, None),
    # who takes part
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,PK,RU", "later": 2}, "RU takes part in one alone"),
    ({**DRILL, "firm": "CN,PK,IR"}, {**DRILL, "firm": "CN,PK,RU", "later": 2}, "IR takes part in one alone"),
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,PK", "later": 2}, None),
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,PK,RU", "later": 1}, None),
    ({**DRILL, "firm": "CN"}, {**DRILL, "firm": "CN,PK", "later": 2}, None),
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,IR,PK,RU", "later": 2}, "IR takes part in one alone"),
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,IN,IR,PK,RU", "later": 2}, None),
    ({**DRILL, "firm": "CN,PK", "series": "milan"}, {**DRILL, "firm": "CN,PK,RU", "later": 2}, None),
    ({**DRILL, "firm": "CN,PK"}, {**DRILL, "firm": "CN,PK,RU", "later": 2, "series": "milan"}, None),
    ({"firm": "CN,PK"}, {"firm": "CN,PK,RU", "later": 2}, None),
    ({**DRILL, "things": "jet"}, {**DRILL, "branches": "sea"}, "air alone takes part in one"),
    ({**DRILL, "things": "jet"}, {**DRILL, "things": "vessel"}, "air alone takes part in one"),
    ({**DRILL, "things": "jet,ship"}, {**DRILL, "branches": "sea"}, None),
    ({**DRILL, "things": "tank"}, {**DRILL, "branches": "sea"}, None),
    ({**DRILL, "things": "jet", "series": "milan"}, {**DRILL, "branches": "sea", "series": "milan"}, None),
    ({"kind": "visit", "things": "ship"}, {"kind": "visit", "things": "submarine"}, "another ship"),
    ({"kind": "visit", "things": "ship"}, {"kind": "visit", "things": "vessel"}, None),
    ({"kind": "visit", "things": "ship"}, {"kind": "visit"}, None),
    ({"kind": "visit", "things": "ship"}, {"kind": "visit", "things": "drone"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), ASKED)
def test_what_is_asked_about(one: dict[str, Any], other: dict[str, Any], reason: str | None) -> None:
    a, b = told(**one), told(**other)
    assert doubt(a, [b]) == doubt(b, [a]) == reason


def test_a_stage_that_one_text_names_too_answers_the_question() -> None:
    approved, signed = told(**APPROVED), told(**SIGNED)
    assert doubt(signed, [told(), approved]) == "approved is not signed"
    assert doubt(signed, [told(), approved, signed]) is None


def test_what_was_approved_among_talks_is_signed_anew() -> None:
    """Only the texts that name a stage say how far it had come; within the days of a mix-up a person is asked."""
    talks, approved = told(), told(**APPROVED)
    later, soon = told(**SIGNED, later=9), told(**SIGNED, later=2)
    assert veto_event(later, talks, [talks, approved, told(later=2)]) == "approved is not signed"
    assert veto_event(soon, talks, [talks, approved, told(later=2)]) is None
    assert veto_event(later, talks, [talks, approved, told(**SIGNED, later=8)]) is None, (
        "another text tells it, too"
    )
    assert veto_event(later, talks, [talks, told(later=2)]) is None


def test_a_part_is_a_question_unless_a_text_of_the_event_is_of_it_too() -> None:
    jet, part = told(**JET), told(**PART)
    assert doubt(part, [told(), jet]) == "one is of a part or of upkeep", "what is filed has no words"
    assert doubt(part, [told(), jet, part]) is None
    assert doubt(jet, [jet, part]) == "one is of a part or of upkeep"


TITLES = {
    "Cabinet clears purchase of Turkish drones": {"approved"},
    "Ghana signs for Turkish drones": {"signed"},
    "Steel cut for third corvette": {"steel cut"},
    "Keel of third corvette laid": {"keel laid"},
    "Third corvette launched in Istanbul": {"launched"},
    "Turkey, Pakistan launch joint drill": set(),
    "Corvette starts sea trials": {"on trials"},
    "Navy commissions third corvette": {"in service"},
    "Third corvette handed over to Pakistan": {"delivered"},
    "Pakistan to receive third corvette": set(),
    "中国与泰国签署潜艇合同": {"signed"},
    "巴基斯坦第三艘潜艇下水": {"launched"},
    "В Петербурге заложен фрегат": {"keel laid"},
    "Hükümet helikopter alımını onayladı": {"approved"},
}


@pytest.mark.parametrize(("title", "stages"), TITLES.items())
def test_the_stages_that_a_title_names(title: str, stages: set[str]) -> None:
    assert stages_of(Features(marks=marks_in(title))) == stages


MARKED = {
    "Correction: Thailand buys four jets": "corrected",
    "US approves engines for Bahrain's F-16 jets": "part",
    "India signs contract to maintain S-400": "part",
}


@pytest.mark.parametrize(("title", "mark"), MARKED.items())
def test_a_mark_of_a_title(title: str, mark: str) -> None:
    assert mark in marks_in(title)
    assert mark not in marks_in("Pakistan buys upgraded jets with engines of its own")
