"""How candidates are judged and which verdict follows, on facts alone: each side of each choice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from facts.matching import match as matching
from facts.matching.features import Features
from facts.matching.index import Candidate
from facts.matching.levels import ALONE, APART, OF_WORDS, REACTION, SPECIFIC
from facts.matching.match import LIMITS, MatchLimits, New, Same, Unsure, Update, judge_all, levels_of_event
from facts.matching.weigh import weighed
from facts.model.reading import Reading
from facts.rows.kinds import KINDS
from facts.weights.model import Weights

DAY = date(2027, 3, 1)
WORTH = {"states: the same": 1.0, "kind: the same": 1.0, "equipment: shared": 2.0, REACTION: -1.0, ALONE: 0.5}
EVEN = Weights(0.0, WORTH, {})


def told(kind: str = "order", later: int = 0, states: str = "CN PK", **also: Any) -> Features:
    lists = {
        name: frozenset(value.split()) for name, value in also.items() if name in ("equipment", "people")
    }
    return Features(
        kinds=(KINDS.of(kind),), countries=frozenset(states.split()), published=DAY + timedelta(days=later),
        **{**also, **lists},
    )  # fmt: skip


def event(name: str, *entries: Features) -> Candidate:
    """Its facts, and then its texts."""
    return Candidate(name, entries)


def read(**also: Any) -> Reading:
    return Reading(relevance="relevant", kind="order", countries=("CN", "PK"), **also)


@pytest.mark.parametrize(
    ("near", "later", "alone"),
    [((0,), 0, True), ((0, 0), 0, False), ((0, 6), 0, True), ((5,), 0, True), ((6,), 0, False)],
)
def test_what_is_alone_is_told_by_days_states_and_kind(
    near: tuple[int, ...], later: int, alone: bool
) -> None:
    known = [event(f"e{number}", told(), told(later=days)) for number, days in enumerate(near)]
    known = [replace(one, entries=(one.entries[1],)) for one in known]
    (first, *_) = judge_all(told(later=later), known, EVEN)
    assert first.alone == alone
    assert any(reason.startswith(ALONE) for reason in first.weighed.reasons) == alone


def test_another_kind_or_one_shared_state_is_not_near() -> None:
    other = event("e1", told("visit"))
    assert [one.alone for one in judge_all(told(), [event("e0", told()), other], EVEN)] == [True, False]
    wide = event("e1", told(states="CN"))
    assert [one.alone for one in judge_all(told(), [event("e0", told()), wide], EVEN)] == [True, False]
    undated = event("e1", replace(told(), published=None))
    assert [one.alone for one in judge_all(told(), [undated], EVEN)] == [False]


def test_a_kind_told_beside_is_near_either_way() -> None:
    both = replace(told(), kinds=(KINDS.of("visit"), KINDS.of("order")))
    assert judge_all(told(), [event("e0", both)], EVEN)[0].alone
    assert judge_all(both, [event("e0", told())], EVEN)[0].alone


def test_an_event_that_is_ruled_out_is_not_weighed_and_leaves_the_other_alone() -> None:
    barred = event("e1", told(equipment="l-15"))
    found = judge_all(told(equipment="vt-4"), [event("e0", told(equipment="vt-4")), barred], EVEN)
    assert [(one.event, one.veto is None, one.alone) for one in found] == [
        ("e0", True, True),
        ("e1", False, False),
    ]
    assert (found[1].weighed.score, found[1].weighed.specific, found[1].weighed.reasons) == (0.0, 0, ())


def test_an_event_is_weighed_by_the_text_that_agrees_most() -> None:
    known = event("e0", told(), told(states="CN"), told(equipment="vt-4"), told())
    (found,) = judge_all(told(equipment="vt-4"), [known], EVEN)
    assert found.weighed.score == 1.0 + 1.0 + 2.0 + 0.5


def test_facts_are_compared_where_there_is_no_text() -> None:
    assert len(levels_of_event(told(), event("e0", told()), alone=False)) == 1
    assert len(levels_of_event(told(), event("e0", told(), told(), told()), alone=False)) == 2


@pytest.mark.parametrize(
    ("probe", "kinds", "apart"),
    [
        ("order", ("order", "order"), False), ("statement", ("order", "order"), True),
        ("order", ("order", "statement"), True), ("statement", ("order", "statement"), False),
        ("order", ("order", "statement", "order"), False), ("statement", ("order", "statement", "order"), True),
        ("statement", ("statement",), False), ("order", ("statement",), True),
    ],
)  # fmt: skip
def test_a_reaction_is_no_event_by_what_all_texts_are(
    probe: str, kinds: tuple[str, ...], apart: bool
) -> None:
    known = event("e0", *(told(kind) for kind in kinds))
    assert all((REACTION in found) == apart for found in levels_of_event(told(probe), known, alone=False))
    assert not any(
        REACTION in found for found in levels_of_event(told(probe), known, alone=False, denying=True)
    )


def test_a_reaction_is_never_surer_for_being_alone() -> None:
    known = event("e0", told("statement"))
    assert ALONE not in levels_of_event(told("statement"), known, alone=True)[0]
    assert ALONE in levels_of_event(told(), event("e0", told()), alone=True)[0]
    assert ALONE not in levels_of_event(told(), event("e0", told()), alone=False)[0]


def known_as(probe: Features, *entries: Features) -> Same | Update | Unsure:
    (found,) = judge_all(probe, [event("e0", *entries)], EVEN)
    return matching._known(found, probe)


def test_what_is_known_is_new_of_it_or_a_question() -> None:
    assert isinstance(known_as(told(), told()), Same)
    step = known_as(told(phase="concluded"), told(phase="announced"), told(phase="concluded"))
    assert isinstance(step, Update)
    assert step.event == "e0"
    assert step.changes == ("phase",)
    asked = known_as(told(ordinal=3), told(final=True))
    assert isinstance(asked, Unsure)
    assert asked.reasons[-1] == "no. 3 may not be the last"


def news(probe: Features, *known: Candidate, limits: MatchLimits | None = None, **also: Any) -> New:
    judged = judge_all(probe, known, EVEN)
    return matching._new(probe, read(**also), judged, limits or MatchLimits())


def test_what_nothing_is_like_says_so() -> None:
    found = news(told())
    assert found == New(
        0.0, ("nothing known shares states, equipment, series, people, sums or rare words with it",)
    )
    assert news(told(), agreements=("cpec", "cpec-2")).agreement == "cpec"


def test_a_new_event_names_the_nearest_and_why_it_is_not_it() -> None:
    low = event("e1", told("visit"))
    found = news(told(), low, event("e0", told()), limits=MatchLimits(unsure=9.0))
    assert (found.score, found.reasons, found.follows) == (2.5, ("nearest is e0: score 2.5 under 9",), None)
    barred = news(told(equipment="vt-4", states="CN"), event("e0", told(equipment="l-15", states="CN")))
    assert barred.reasons == ("nearest is e0: equipment l-15 is not vt-4",)
    open_first = news(
        told(equipment="vt-4"), event("e1", told(equipment="l-15")), event("e0", told("visit", states="CN"))
    )
    assert open_first.reasons[-1].startswith("nearest is e0: score ")


FRIGATE: dict[str, Any] = {"equipment": "type-054a"}
DRILL: dict[str, Any] = {"kind": "exercise", "series": "shaheen"}
STORIES: list[tuple[Mapping[str, Any], Mapping[str, Any], bool]] = [
    ({**FRIGATE, "later": 90}, FRIGATE, True),
    ({**FRIGATE, "later": 90}, {"equipment": "vt-4"}, False),
    ({"later": 90}, {}, False),
    ({**FRIGATE, "later": 90, "states": "CN BD"}, FRIGATE, False),
    ({**FRIGATE, "later": 90, "states": "CN"}, {**FRIGATE, "states": "CN"}, False),
    (FRIGATE, {**FRIGATE, "later": 1}, False),
    (FRIGATE, FRIGATE, True),
    ({**FRIGATE, "later": 90, "published": None}, FRIGATE, False),
    ({**FRIGATE, "later": 90}, {**FRIGATE, "published": None}, False),
    ({**DRILL, "later": 300}, DRILL, True),
    ({**DRILL, "later": 300}, {**DRILL, "series": "indra"}, False),
    ({**DRILL, "later": 300, "series": None}, {**DRILL, "series": None}, False),
]  # fmt: skip


@pytest.mark.parametrize(("probe", "known", "follows"), STORIES)
def test_a_story_goes_on_where_thing_or_series_and_two_states_do(
    probe: Mapping[str, Any], known: Mapping[str, Any], follows: bool
) -> None:
    earlier = told(**{name: value for name, value in known.items() if name != "published"})
    earlier = replace(earlier, published=None) if "published" in known else earlier
    now = told(**{name: value for name, value in probe.items() if name != "published"})
    now = replace(now, published=None) if "published" in probe else now
    found = news(now, event("e0", earlier))
    assert found.follows == ("e0" if follows else None)
    assert found.reasons[0].startswith("follows e0: ") == follows


def test_a_story_follows_the_newest_of_the_earlier_events() -> None:
    old, newer = event("e2", told(later=10, **FRIGATE)), event("e1", told(later=20, **FRIGATE))
    several = event("e0", told(later=1, **FRIGATE), told(later=30, **FRIGATE), told(later=2, **FRIGATE))
    for known, wanted in (((old, newer), "e1"), ((newer, old), "e1"), ((several, newer, old), "e0")):
        assert news(told(later=200, **FRIGATE), *known).follows == wanted
    among = event("e5", told(later=40, equipment="vt-4"), told(later=40, **FRIGATE))
    assert news(told(later=200, **FRIGATE), among).follows == "e5"
    undated = event("e9", told(**FRIGATE), replace(told(**FRIGATE), published=None))
    found = news(told(later=200, **FRIGATE), undated, several)
    assert (found.follows, found.reasons[0]) == ("e0", "follows e0: 170 days apart")


def test_without_a_veto_a_story_goes_on_by_another_step() -> None:
    assert (
        news(told(later=1, **FRIGATE), event("e0", told(**FRIGATE))).reasons[0] == "follows e0: another step"
    )


def denied(probe: Features, *known: Candidate, specific: int = 1) -> New:
    limits = MatchLimits(same=2.0, unsure=0.5, specific=specific)
    return matching._denying(New(reasons=("new",)), probe, list(known), limits, EVEN)


def test_a_denial_denies_what_it_is_surest_of() -> None:
    probe = told(denied=True, **FRIGATE)
    sure, less = event("e0", told(**FRIGATE)), event("e1", told())
    for known in ((sure, less), (less, sure)):
        assert denied(probe, *known) == New(reasons=("denies e0", "new"), follows="e0", denies="e0")
    assert denied(probe, less) == New(reasons=("new",))
    assert denied(probe) == New(reasons=("new",))
    assert denied(probe, event("e0", told(equipment="l-15"))) == New(reasons=("new",))
    twins = (event("e0", told(**FRIGATE)), event("e1", told(**FRIGATE)))
    assert denied(probe, *twins).denies == "e1"


def test_a_denial_of_a_halt_denies_a_halt_alone_and_no_denial() -> None:
    halt = told(denied=True, step="halted", **FRIGATE)
    assert denied(halt, event("e0", told(**FRIGATE))).denies is None
    assert denied(halt, event("e0", told(**FRIGATE), told(step="halted", **FRIGATE))).denies == "e0"
    for phase in ("cancelled", "postponed"):
        assert denied(halt, event("e0", told(phase=phase, **FRIGATE))).denies == "e0", phase
    assert denied(halt, event("e0", told(phase="refused", **FRIGATE))).denies is None
    assert denied(told(denied=True, **FRIGATE), event("e0", told(denied=True, **FRIGATE))).denies is None
    refused = told(denied=True, phase="refused", **FRIGATE)
    assert denied(refused, event("e0", told(**FRIGATE))).denies == "e0"
    assert denied(refused, event("e0", told(denied=True, **FRIGATE))).denies is None


def test_a_denial_told_as_a_reaction_is_weighed_as_what_it_denies() -> None:
    beside = (KINDS.of("statement"), KINDS.of("order"))
    probe = replace(told(denied=True, **FRIGATE), kinds=beside)
    limits = MatchLimits(same=3.0, unsure=0.5)
    known = [event("e0", told(**FRIGATE))]
    assert matching._denying(New(), probe, known, limits, EVEN).denies == "e0"


@pytest.mark.parametrize(
    ("levels", "specific"),
    [
        (["equipment: shared"], 1), (["equipment: shared", "people: shared"], 2), (["states: the same"], 0),
        (["equipment: shared", REACTION], 0), (["equipment: shared", "kind: another"], 0),
        (["titles: alike", "equipment: shared"], 2), (["titles: alike", "equipment: shared", "things: others"], 1),
        (["equipment: shared", "people: shared", "voice: another"], 1), (["people: shared", "voice: of one alone"], 1),
        (["place: shared"], 0), (["people: lost"], 0), ([], 0),
    ],
)  # fmt: skip
def test_what_names_an_event(levels: list[str], specific: int) -> None:
    """``place: shared`` weighs nothing here, and ``people: lost`` less than nothing."""
    values = {"equipment: shared": 1.0, "people: shared": 0.5, "titles: alike": 0.25, "place: shared": 0.0}
    values |= {"states: the same": 1.0, "people: lost": -1.0}
    found = weighed(levels, Weights(-0.5, values, {}))
    assert found.specific == specific
    assert found.score == -0.5 + sum(values.get(level, 0.0) for level in levels)
    assert found.reasons == tuple(f"{level} {values[level]:+.1f}" for level in levels if level in values)


def test_what_parts_and_what_is_of_words_is_told_apart() -> None:
    assert APART.isdisjoint(SPECIFIC)
    assert OF_WORDS < SPECIFIC


def test_the_shipped_limits_and_what_nothing_is_worth() -> None:
    assert (LIMITS.same, LIMITS.unsure, LIMITS.specific) == (0.8, 0.6, 1)
    assert New().score == 0.0


def test_a_sum_is_told_to_two_places() -> None:
    assert weighed(["people: shared"], Weights(0.0, {"people: shared": 0.1262}, {})).score == 0.13


def test_of_several_that_would_do_one_of_its_own_kind_is_taken() -> None:
    probe, limits = told(equipment="vt-4"), MatchLimits(same=2.5, unsure=0.5)
    visit = event("e0", told("visit", equipment="vt-4"), told(equipment="vt-4"))
    order, last = event("e1", told(), told()), event("e2", told(), told())
    judged = [
        matching._weighed(probe, one, EVEN, alone=one is not visit, denying=False)
        for one in (visit, order, last)
    ]
    assert [one.weighed.score for one in judged] == [4.0, 2.5, 2.5]
    assert matching._best(judged, probe, limits).event == "e1"
    assert matching._best(judged, probe, MatchLimits(same=2.6)).event == "e0"
    assert matching._best(judged[1:], told("visit"), limits).event == "e1"
