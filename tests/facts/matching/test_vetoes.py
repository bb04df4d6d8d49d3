"""Each veto by itself, on both sides of its limits, both ways round, with the reason that is shown."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from facts.matching.features import Features, Span, gap_of
from facts.matching.vetoes import doubt, veto, veto_event
from facts.model.reading import Count, Money
from facts.rows.kinds import KINDS

DAY = date(2027, 3, 1)


def on(later: int, /, **also: Any) -> dict[str, Any]:
    """Told so many days after the first of March."""
    return {"published": DAY + timedelta(days=later), **also}


def at(later: int, until: int | None = None, /, **also: Any) -> dict[str, Any]:
    """Stated to have happened then, and told that day."""
    start = DAY + timedelta(days=later)
    return on(
        later, days=Span(start, DAY + timedelta(days=later if until is None else until)), exact=True, **also
    )


def told(kind: str = "order", states: str = "CN PK", **also: Any) -> Features:
    lists = {
        name: frozenset(value.split()) if isinstance(value, str) else value
        for name, value in also.items()
        if name
        in ("firm", "equipment", "hulls", "things", "branches", "hosts", "called", "bystanders", "people")
    }
    return Features(
        **{
            "published": DAY,
            **also,
            **lists,
            "kinds": (KINDS.of(kind),),
            "countries": frozenset(states.split()),
        }
    )


DRILL = {"kind": "exercise"}
GIFT = {"kind": "aid"}
ROUND = {**DRILL, "series": "milan", "edition": 2027}
SUM = {"amounts": (Money(Decimal(700), "USD"),)}
THREE = {"quantities": (Count(3, "jf-17"),)}
ROWS: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    # numbers, editions, series
    ({"number": 9, "series": "shaheen"}, {"number": 10, "series": "shaheen"}, "number 9 is not 10"),
    ({"number": 9, "series": "shaheen"}, {"number": 10}, "number 9 is not 10"),
    ({"number": 9, "series": "shaheen"}, {"number": 9, "series": "shaheen"}, None),
    ({"number": 9, "series": "shaheen"}, {"number": 10, "series": "indra"}, None),
    ({"edition": 2027}, {"edition": 2028}, "edition 2027 is not 2028"),
    ({"edition": 2028}, {"edition": 2028}, None),
    ({"edition": 2028}, {}, None),
    ({"edition": 2029}, {}, "edition 2029 is not of 2027"),
    ({"edition": 2026}, {}, None),
    ({"edition": 2025}, {}, "edition 2025 is not of 2027"),
    ({"edition": 2025, "published": None}, {"published": None}, None),
    ({**DRILL, "series": "shaheen"}, {**DRILL, "series": "indra"}, "series indra is not shaheen"),
    ({"series": "shaheen"}, {**DRILL, "series": "indra"}, "series indra is not shaheen"),
    ({"series": "shaheen"}, {"series": "indra"}, None),
    ({**DRILL, "series": "al-badr"}, {**DRILL, "series": "albadr"}, None),
    # which one of several
    ({"ordinal": 3}, {"ordinal": 4}, "no. 3 of its class is not no. 4"),
    ({"ordinal": 3}, {}, None),
    ({"batch": 2}, {"batch": 3}, "batch 2 is not 3"),
    ({"batch": 2}, {"batch": 2}, None),
    ({"ordinal": 1}, {"final": True}, "the first is not the last"),
    ({"batch": 1}, {"final": True}, "the first is not the last"),
    ({"ordinal": 2}, {"final": True}, None),
    ({"ordinal": 1}, {}, None),
    # states
    ({"states": "IN PH"}, {"states": "KE OM"}, "states IN+PH share none with KE+OM"),
    ({"states": "IN PH"}, {"states": "IN VN"}, "states IN+PH are not IN+VN"),
    ({"states": "IN PH"}, {"states": "IN PH US"}, None),
    ({"states": "IN PH"}, {"states": "IN"}, None),
    ({"states": "IN PH VN", "firm": "IN PH"}, {"states": "IN PH VN", "firm": "IN VN"}, "states IN+PH are not IN+VN"),
    ({"states": "IN PH VN", "firm": "IN PH", "people": "x"}, {"states": "IN PH VN", "firm": "IN VN", "people": "x"}, None),
    ({"states": "IN PH VN", "firm": "IN PH"}, {"states": "IN VN"}, None),
    ({"states": "IN VN", "firm": "IN"}, {"states": "IN PH", "firm": "IN"}, "states IN+PH are not IN+VN"),
    ({"states": "IN PH"}, {"states": ""}, None),
    ({"kind": "statement", "states": "CN PK", "speaker": "US"}, {"kind": "statement", "states": "IR KP", "speaker": "US"}, None),
    ({"kind": "statement", "states": "CN PK"}, {"kind": "statement", "states": "IR KP"}, "states CN+PK share none with IR+KP"),
    # who only stands by, or made what another hands over
    ({"states": "NG PK", "people": "x"}, {"states": "CN PK", "bystanders": "NG", "people": "x"}, None),
    ({"states": "NG PK", "people": "x"}, {"states": "CN PK", "people": "x"}, "states CN+PK are not NG+PK"),
    ({"states": "NG PK"}, {"states": "CN PK", "bystanders": "NG"}, "states CN+PK are not NG+PK"),
    ({"states": "NG PK", **SUM}, {"states": "CN PK", "bystanders": "NG", **SUM}, None),
    ({"states": "NG PK", **THREE}, {"states": "CN PK", "bystanders": "NG", **THREE}, None),
    ({"states": "NG PK", **THREE}, {"states": "CN PK", "bystanders": "NG"}, "states CN+PK are not NG+PK"),
    ({"states": "NG PK", "people": "x"}, {"states": "CN PK", "bystanders": "NG"}, "states CN+PK are not NG+PK"),
    ({"states": "NG PK", **SUM}, {"states": "CN PK", "bystanders": "NG"}, "states CN+PK are not NG+PK"),
    # one round of many states, several services and hosts
    ({**ROUND, "states": "AU JP TH"}, {**ROUND, "states": "IN"}, None),
    ({**ROUND, "states": "AU JP"}, {**ROUND, "states": "IN"}, "states AU+JP share none with IN"),
    ({**ROUND, "states": "AU JP TH", "number": 3}, {**ROUND, "states": "IN", "edition": None}, "states AU+JP+TH share none with IN"),
    ({**ROUND, "branches": "land"}, {**ROUND, "branches": "sea"}, None),
    ({**ROUND, "hosts": "CN"}, {**ROUND, "hosts": "PK"}, None),
    # ships, equipment, sorts
    ({"equipment": "kilo", "things": "submarine"}, {"equipment": "ins-x", "hulls": "ins-x", "things": "submarine"}, None),
    ({"equipment": "kilo", "things": "submarine"}, {"equipment": "ins-x", "hulls": "ins-x", "things": "frigate"}, "equipment ins-x is not kilo"),
    ({"equipment": "kilo", "things": "submarine"}, {"equipment": "ins-x hangor", "hulls": "ins-x", "things": "submarine"}, "equipment hangor is not kilo"),
    ({"equipment": "kilo"}, {"equipment": "ins-x", "hulls": "ins-x"}, "equipment ins-x is not kilo"),
    ({"equipment": "kilo", "things": "submarine"}, {"equipment": "ins-x", "things": "submarine"}, "equipment ins-x is not kilo"),
    ({"equipment": "f-16", "things": "jet", **SUM}, {"equipment": "f110", "things": "engine", **SUM}, None),
    ({"equipment": "f-16", "things": "jet"}, {"equipment": "f110", "things": "engine"}, "equipment f-16 is not f110"),
    ({"equipment": "f414", "things": "engine", **SUM}, {"equipment": "f110", "things": "engine", **SUM}, "equipment f110 is not f414"),
    ({"hulls": "pns-taimur"}, {"hulls": "pns-saif"}, "ship pns-saif is not pns-taimur"),
    ({"hulls": "pns-taimur"}, {"hulls": "pns-saif pns-taimur"}, None),
    ({"equipment": "vt-4"}, {"equipment": "l-15"}, "equipment l-15 is not vt-4"),
    ({"equipment": "vt-4"}, {"kind": "agreement", "equipment": "l-15"}, "equipment l-15 is not vt-4"),
    ({"kind": "visit", "equipment": "vt-4"}, {"kind": "visit", "equipment": "l-15"}, None),
    ({"equipment": "vt-4"}, {"equipment": "vt-4 l-15"}, None),
    ({"equipment": "vt-4"}, {}, None),
    ({"things": "tank"}, {"things": "drone"}, "things drone is not tank"),
    ({"things": "tank", "equipment": "x"}, {"things": "drone"}, "things drone is not tank"),
    ({**GIFT, "things": "tank"}, {**GIFT, "things": "drone"}, "things drone is not tank"),
    ({"kind": "visit", "things": "tank"}, {"things": "drone"}, None),
    ({"things": "tank"}, {"things": "tank"}, None),
    ({"things": "tank", **SUM}, {"things": "drone", "amounts": (Money(Decimal(700), "EUR"),)}, "things drone is not tank"),
    ({"things": "tank", **SUM}, {"things": "drone", "amounts": (Money(Decimal(900), "USD"),)}, "things drone is not tank"),
    ({"things": "tank", "equipment": "x"}, {"things": "drone", "equipment": "x"}, None),
    ({"things": "tank", "amounts": (Money(Decimal(7), "USD"),)}, {"things": "drone", "amounts": (Money(Decimal(7), "USD"),)}, None),
    # branches and hosts
    ({**DRILL, "branches": "sea"}, {**DRILL, "branches": "air"}, "branch air is not sea"),
    ({**DRILL, "branches": "land"}, {**DRILL, "branches": "special"}, None),
    ({**DRILL, "branches": "land"}, {**DRILL, "branches": "sea"}, "branch land is not sea"),
    ({**DRILL, "branches": "sea"}, {"branches": "air"}, None),
    ({**DRILL, "branches": "sea"}, {**DRILL, "branches": "air sea"}, None),
    ({"kind": "visit", "hosts": "CN"}, {"kind": "visit", "hosts": "PK"}, "host CN is not PK"),
    ({"kind": "visit", "hosts": "CN"}, {"hosts": "PK"}, None),
    ({"kind": "visit", "hosts": "CN"}, {"kind": "visit", "hosts": "CN PK"}, None),
    # denials and speakers
    ({"denied": True}, {}, "one denies what the other tells"),
    ({"denied": True}, {"denied": True}, None),
    ({"denied": True}, {"phase": "refused"}, None),
    ({"denied": True, "step": "halted"}, {"phase": "refused"}, "one denies what the other tells"),
    ({"speaker": "US"}, {"speaker": "IN"}, "IN speaks or acts, not US"),
    ({"speaker": "US"}, {}, None),
    ({"kind": "sanction", "speaker": "US", "target": "IR"}, {"kind": "sanction", "speaker": "US", "target": "CN"}, "done to CN, not IR"),
    ({"kind": "statement", "speaker": "US", "target": "IR"}, {"kind": "statement", "speaker": "US", "target": "CN"}, None),
    ({"kind": "sanction", "speaker": "US", "target": "IR"}, {"kind": "sanction", "speaker": "US", "target": "IR"}, None),
    ({"kind": "sanction", "speaker": "US", "target": "US"}, {"kind": "sanction", "speaker": "US", "target": "CN"}, None),
    # milestones and plans
    (on(0, kind="delivery", step="launched"), on(5, kind="delivery", step="in service"), "step “in service” is not “launched”"),
    (on(0, kind="delivery", step="launched"), on(4, kind="delivery", step="in service"), None),
    (on(0, kind="delivery", step="test"), on(5, kind="delivery", step="launched"), "step “launched” is not “test”"),
    (on(0, kind="delivery", step="launched"), on(5, kind="delivery", step="launched"), None),
    (on(0, kind="delivery", step="launched"), on(5, kind="delivery", step="signed"), None),
    (on(0, kind="sanction", step="halted"), on(5, kind="statement", step="denied"), "step “denied” is not “halted”"),
    (on(0, kind="visit", step="launched"), on(5, kind="visit", step="in service"), None),
    (at(0, phase="announced"), at(5, step="signed"), "planned 5 days from what is signed"),
    (at(0, phase="announced"), at(4, step="signed"), None),
    (at(0, phase="announced"), at(5, step="delivered"), "planned 5 days from what is delivered"),
    (at(0, phase="announced"), at(5, step="in service"), "planned 5 days from what is in service"),
    (at(0, phase="announced"), at(5, step="talks"), None),
    (at(0, phase="announced"), on(5, step="signed"), None),
    (on(0, phase="announced"), at(5, step="signed"), None),
    (on(0, phase="announced"), on(10, step="signed"), None),
    (on(0, phase="announced"), on(11, step="signed"), "planned 11 days from what is signed"),
    (at(0, phase="announced"), at(5, kind="visit", step="signed"), None),
    # one exercise after the other
    (on(0, **DRILL, phase="under way"), on(15, **DRILL, phase="announced"), "announced 15 days after the other"),
    (on(0, **DRILL, phase="under way"), on(14, **DRILL, phase="announced"), None),
    (on(0, **DRILL, phase="announced"), on(15, **DRILL, phase="announced"), None),
    (on(0, **DRILL, phase="concluded"), on(8, **DRILL, phase="under way"), "begins 8 days after the other ended"),
    (on(0, **DRILL, phase="concluded"), on(7, **DRILL, phase="under way"), None),
    (on(0, **DRILL, phase="concluded"), on(8, kind="visit", phase="under way"), None),
    (on(0, **DRILL, phase="concluded"), on(8, **DRILL, phase="concluded"), None),
    (on(0, **DRILL, phase="reported"), on(8, **DRILL, phase="under way"), None),
    (on(0, **DRILL, phase="concluded", series="indra", number=3), on(8, **DRILL, phase="under way", series="indra", number=3), None),
    # days
    (on(0), on(20), None),
    (on(0), on(21), "21 days apart"),
    (on(0, kind="visit"), on(10, kind="visit"), None),
    (on(0, kind="visit"), on(11, kind="visit"), "11 days apart"),
    (on(0, **DRILL), on(35, **DRILL), None),
    (on(0, **DRILL), on(36, **DRILL), "36 days apart"),
    (on(0, **DRILL), on(60, kind="visit"), None),
    (on(0, **DRILL), on(61, kind="visit"), "61 days apart"),
    (on(0, **DRILL, phase="announced"), on(120, **DRILL), None),
    (on(0, **DRILL, phase="announced"), on(121, **DRILL), "121 days apart"),
    (on(0, **DRILL, series="indra", edition=2027), on(120, **DRILL, series="indra", edition=2027), None),
    (on(0, **DRILL, series="indra", edition=2027), on(121, **DRILL, series="indra", edition=2027), "121 days apart"),
    (on(0, **DRILL, series="indra", number=3), on(300, **DRILL, series="indra", number=3), None),
    (on(0, **DRILL, series="indra", number=3), on(401, **DRILL, series="indra", number=3), "401 days apart"),
    (on(0, **DRILL, series="indra"), on(36, **DRILL), "36 days apart"),
    (on(0, **DRILL, number=3), on(36, **DRILL, number=3), "36 days apart"),
    (on(0, **DRILL, series="indra", number=3), on(401, **DRILL, number=3), "401 days apart"),
    (on(0), on(15, kind="visit"), None),
    ({"published": None}, on(300), None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), ROWS)
def test_a_veto(one: dict[str, Any], other: dict[str, Any], reason: str | None) -> None:
    a, b = told(**one), told(**other)
    assert veto(a, b) == reason
    assert veto(b, a) == reason
    assert veto_event(a, b, ()) == veto_event(b, a, ()) == reason


def month(later: int, /, **also: Any) -> dict[str, Any]:
    """Told in the beginning of March, of a month so many days later."""
    start = DAY + timedelta(days=later)
    return on(0, days=Span(start, start + timedelta(days=30)), exact=False, **also)


def test_a_far_month_parts_nothing_that_is_told_together() -> None:
    assert veto(told(**month(200)), told(**on(3))) is None
    assert veto(told(**on(3)), told(**month(200))) is None
    assert veto(told(**month(200)), told(**on(4))) == "196 days apart"
    assert veto(told(**month(-800)), told(**on(3))) is None
    assert veto(told(**month(200)), told(**month(300))) == "70 days apart"
    assert veto(told(**month(200)), told(**at(3))) is None
    assert veto(told(**month(45)), told(**month(200))) is None
    assert veto(told(**month(46)), told(**month(200))) == "124 days apart"
    plan = month(200, phase="announced")
    assert veto(told(**plan), told(**on(0, step="signed"))) is None
    assert veto(told(**plan), told(**on(4, step="signed"))) == "planned 196 days from what is signed"


def test_days_that_both_state_count_before_those_of_telling() -> None:
    assert gap_of(told(**at(0) | on(9)), told(**at(3) | on(9))) == 3
    assert gap_of(told(**at(0, 5)), told(**at(7))) == 2
    assert gap_of(told(**at(0)), told(**on(9))) == 9
    assert gap_of(told(**at(0) | on(45)), told(**on(40))) == 5
    assert gap_of(told(**at(0) | on(46)), told(**on(46))) == 46


def test_a_number_settles_unless_a_text_of_the_event_gives_the_same() -> None:
    probe, facts = told(number=10), told(number=9)
    assert veto_event(probe, facts, [told(), told()]) == "number 9 is not 10"
    assert veto_event(probe, facts, [told(), told(number=10)]) is None
    for name, one, other in (("edition", 2027, 2028), ("ordinal", 3, 4), ("batch", 2, 3)):
        this: dict[str, Any] = {name: one}
        that: dict[str, Any] = {name: other}
        assert veto_event(told(**this), told(), [told(**that), told()]), name
        assert veto_event(told(**this), told(), [told(**that), told(**this)]) is None, name


def test_the_first_is_not_the_last_unless_a_text_of_the_event_says_so_too() -> None:
    assert veto_event(told(ordinal=1), told(), [told(final=True), told()]) == "the first is not the last"
    assert veto_event(told(final=True), told(), [told(ordinal=1), told()]) == "the first is not the last"
    assert veto_event(told(final=True), told(), [told(ordinal=1), told(final=True)]) is None


def test_other_checks_ask_more_than_half_of_the_texts() -> None:
    probe, other, same = told(equipment="vt-4"), told(equipment="l-15"), told(equipment="vt-4")
    assert veto_event(probe, same, [other]) == "equipment l-15 is not vt-4"
    assert veto_event(probe, same, [other, same]) is None
    assert veto_event(probe, same, [other, other, same]) == "equipment l-15 is not vt-4"
    assert veto_event(probe, other, [same]) is None


def test_days_part_only_from_an_event_that_is_far_by_every_text() -> None:
    probe = told(**on(60))
    assert veto_event(probe, told(published=None), [told(**on(0)), told(**on(5))]) == "60 days apart"
    assert veto_event(probe, told(published=None), [told(**on(0)), told(**on(50))]) is None
    assert veto_event(probe, told(published=None), [told(published=None)]) is None
    for texts in ((told(**on(0)), told(**on(200))), (told(**on(200)), told(**on(0)))):
        assert veto_event(probe, told(published=None), texts) == "60 days apart"


def test_a_number_before_the_last_is_a_question() -> None:
    assert doubt(told(ordinal=3), [told(final=True)]) == "no. 3 may not be the last"
    assert doubt(told(final=True), [told(batch=3)]) == "no. 3 may not be the last"
    assert doubt(told(ordinal=3, final=True), [told(final=True)]) is None
    assert doubt(told(ordinal=3), [told(final=True, ordinal=3)]) is None
    assert doubt(told(), [told(final=True)]) is None
    assert doubt(told(), []) is None


def test_a_name_that_one_text_shares_answers_the_question() -> None:
    one, other = (told(called=frozenset([f"thing:{name}"])) for name in ("korvin", "tolmar"))
    assert doubt(one, [other]) == "thing korvin is not tolmar"
    assert doubt(one, [other, one]) is None


def test_a_named_exercise_parts_unless_a_text_shares_the_name() -> None:
    one, other = (
        told("exercise", called=frozenset([f"exercise:{name}"])) for name in ("iron falcon", "amber tide")
    )
    assert veto_event(one, told("exercise"), [other]) == "exercise amber tide is not iron falcon"
    assert veto_event(one, told("exercise"), [other, one]) is None


def test_whoever_may_be_another_speaker_is_a_question() -> None:
    one, other = (told("statement", voices=frozenset([voice])) for voice in (":person:karim", "PK:state:"))
    assert doubt(one, [other]) == "who speaks may be another"


def test_things_of_any_kind_that_a_text_is_told_as() -> None:
    beside = replace(told(things="tank"), kinds=(KINDS.of("visit"), KINDS.of("order")))
    assert veto(beside, told(things="drone")) == "things drone is not tank"


def test_a_plan_has_the_longer_time_of_two_kinds() -> None:
    slow = replace(told(**on(0, phase="announced")), kinds=(replace(KINDS.of("order"), days_apart=20),))
    assert veto(slow, told(**on(20, step="signed"))) is None
    assert veto(slow, told(**on(21, step="signed"))) == "planned 21 days from what is signed"
