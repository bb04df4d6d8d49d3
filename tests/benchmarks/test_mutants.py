"""What `make mutants` plants is what runs, and nothing else of the module is another."""

from benchmarks.mutants.chosen import meeting_of
from benchmarks.mutants.mutate import ROOT, Broken, mutants
from benchmarks.mutants.rooms import ROOMS
from benchmarks.mutants.run import known_survivors, line_of
from benchmarks.mutants.swap import swap_of
from facts.matching import names_apart, voices_apart
from facts.matching.features import Features
from facts.rows.kinds import KINDS

STATED = Features(kinds=(KINDS.of("sanction"),), countries=frozenset({"US", "IR"}), speaker="US")
TAKEN = Features(kinds=(KINDS.of("sanction"),), countries=frozenset({"IN", "IR"}), speaker="IN")


def test_who_holds_a_function_runs_what_it_was_exchanged_for() -> None:
    held = voices_apart.other_speaker
    kept = held.__code__
    planted = next(one for one in mutants("facts/matching/voices_apart.py") if "NotEq → Eq" in one.what)
    assert planted.where == "other_speaker"
    swap = swap_of(planted)
    assert swap is not None
    assert held(STATED, TAKEN) == "IN speaks or acts, not US"
    try:
        swap.make()
        assert held(STATED, TAKEN) is None
    finally:
        held.__code__ = kept


def is_table(where: str) -> bool:
    return where.isupper()


def test_what_is_copied_on_import_is_not_exchanged() -> None:
    path = "facts/matching/names_apart.py"
    planted = mutants(path)
    tables = {one.where for one in planted if swap_of(one) is None}
    assert tables == {one.where for one in planted if is_table(one.where)} >= {"_SETTLING"}
    assert {one.where for one in planted} > {"compared_names", "share"}
    assert vars(names_apart)["_SETTLING"]


def test_a_broken_function_raises_whatever_it_is_given() -> None:
    path = "facts/matching/names_apart.py"
    for line, where in dict.fromkeys((one.line, one.where) for one in mutants(path)):
        broken = Broken(path, line, where, "", 0, 0)
        assert "raise ImportError" in broken.source()
        assert (swap_of(broken) is None) == is_table(where), (line, where)


def test_every_room_has_mutants_and_tests() -> None:
    for name, room in ROOMS.items():
        assert len(room.mutants()) > 100, name
        assert all((ROOT / test).exists() for test in room.tests), name


def test_a_survivor_that_is_known_is_still_a_mutant() -> None:
    known = known_survivors()
    lines = {line_of(mutant) for room in ROOMS.values() for mutant in room.mutants()}
    assert sorted(known.keys() - lines) == []
    assert all(known.values())


def test_a_mutant_meets_the_quickest_test_of_each_file_and_way_first_and_slow_ones_last() -> None:
    mutant = next(one for one in ROOMS["outbox"].mutants() if "." not in one.where and one.where.islower())
    function, line = f"{mutant.path}::{mutant.where}", mutant.line
    tests: dict[str, tuple[float, list[int]]] = {
        "a::quick": (0.1, [line]),
        "a::quick-too": (0.2, [line]),
        "a::other-way": (0.3, [line, line + 1]),
        "b::other-file": (0.4, [line]),
        "a::elsewhere": (0.1, [line + 1]),
        "b::slow": (60.0, [line]),
    }
    room = ROOMS["outbox"].tests[0]
    cover = {
        f"{room}/{name}": {"seconds": seconds, "runs": {function: lines}}
        for name, (seconds, lines) in tests.items()
    }
    cover[f"{room}/a::unconcerned"] = {"seconds": 0.1, "runs": {f"{mutant.path}::another": [line]}}

    def met(most: float) -> list[str]:
        return [test.removeprefix(f"{room}/") for test in meeting_of("outbox", mutant, cover, most).tests]

    ordered = ["a::quick", "a::other-way", "b::other-file", "a::quick-too"]
    assert met(100) == [*ordered, "b::slow", "a::elsewhere"]
    assert met(1) == ordered
    assert met(0) == ["a::quick"], "one at least"
