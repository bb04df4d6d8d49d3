"""No row of the judges is idle: without any one of them something that is right is told wrongly.

Rows are the vetoes, the guard of a merge, and the rules of assertion, phase and step; the kinds are in
``tests/stream/test_ratchet.py``. What is right is taken
from the stream and from the case files.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from facts.asserting import assertion as asserting
from facts.asserting.assertion import Asserted, assertion_of
from facts.matching import match as matching
from facts.matching import vetoes
from facts.matching.match import LIMITS, MatchLimits, match
from facts.names.lexicon import Lexicon
from facts.reading import phases
from facts.rows.kinds import KINDS
from facts.rows.patterns import pattern_of, word_table
from tests.stream.labelled import stream
from tests.stream.pairs import Ready, ready
from tests.stream.variant import variant

CASES = Path(__file__).parent.parent / "cases"
NEVER = re.compile(r"(?!)")
TABLES = {"_OVER": asserting._OVER, "_DONE_OR_NOT": asserting._DONE_OR_NOT, "_NOUNS": asserting._NOUNS}
RULES = (
    "_IGNORED", "_LIFTED", "_FOR_IT", "_COMMENTED", "_FIGURE", "_OPEN", "_REPORTED", "_STOPPED", "_MET", "_RESTRICTS",
    "_BACKGROUND", "_OPENING", "_RELATIVE", "_EXPLAINS", "_VERB_FINAL", "_LASTING", "_BEGUN", "_ENDED", "_AHEAD",
)  # fmt: skip
Said = tuple[tuple[str, ...], list[tuple[tuple[str, str, str], Asserted]]]
"""What a rule may be asked of, and what is said there of each kind."""


def nothing_against(*_: object) -> None:
    """A check that never finds anything."""


@pytest.fixture(scope="module")
def pairs(lexicon: Lexicon) -> tuple[Ready, ...]:
    return ready(lexicon)


@pytest.mark.parametrize("row", [*(check.__name__ for check in vetoes.CHECKS), "days"])
def test_no_veto_is_idle(row: str, pairs: Sequence[Ready]) -> None:
    """Without it two events are told as one: the verdict is no longer among the right ones."""
    loose = variant(vetoes)
    loose.HARD = tuple(check for check in loose.HARD if check.__name__ != row)
    loose.CHECKS = tuple(check for check in loose.CHECKS if check.__name__ != row)
    if row == "days":
        loose.days = nothing_against
    matcher = variant(matching, veto_event=loose.veto_event)
    assert any(one.word(matcher.match) not in one.pair.right for one in pairs)


def test_doubt_is_not_idle(pairs: Sequence[Ready]) -> None:
    matcher = variant(matching, doubt=nothing_against)
    assert any(one.word(matcher.match) not in one.pair.right for one in pairs)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (MatchLimits(specific=0), "apart"), (MatchLimits(same=-2.0, specific=0), "apart"),
        (MatchLimits(specific=99), "one"), (MatchLimits(same=99.0), "one"),
    ],
)  # fmt: skip
def test_the_guard_of_a_merge_holds_both_ways(limits: MatchLimits, told: str, pairs: Sequence[Ready]) -> None:
    """Looser, two events are told as one; tighter, one event as two."""
    assert limits != LIMITS
    lost = [one for one in pairs if one.word(partial(match, limits=limits)) not in one.pair.right]
    assert lost
    assert any(("same" in one.pair.right) == (told == "one") for one in lost)


@pytest.fixture(scope="module")
def said() -> list[Said]:
    """Titles, leads and kinds with what is asserted of them, where that is right."""
    return list(_said())


def _said() -> Iterator[Said]:
    for title, lead, right, kinds in (*_of_cases(), *_of_stream()):
        found = [((title, lead, kind), assertion_of(title, lead, KINDS.of(kind), title)) for kind in kinds]
        yield _ways(title, lead), [one for one in found if one[1].assertion in right]


def _of_cases() -> Iterator[tuple[str, str, list[str], list[str]]]:
    for path in sorted((CASES / "assertion").glob("*.toml")):
        for title, lead, right in tomllib.loads(path.read_text(encoding="utf-8"))["rows"]:
            yield title, lead, right.split("|"), ["order", "exercise", "sanction"]


def _of_stream() -> Iterator[tuple[str, str, list[str], list[str]]]:
    for item in stream():
        if item.event:
            yield item.title, item.lead, list(item.assertions), list(item.kinds)


@pytest.fixture(scope="module")
def private() -> Any:
    return variant(asserting)


@pytest.mark.parametrize(
    ("table", "row"), [(table, row) for table, rows in TABLES.items() for row in range(len(rows))]
)
def test_no_row_of_assertions_is_idle(table: str, row: int, said: Sequence[Said], private: Any) -> None:
    rows = getattr(asserting, table)
    without = (*rows[:row], (rows[row][0], NEVER), *rows[row + 1 :])
    assert any(_differs(private, table, without, rows[row][1], said))


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_of_assertions_is_idle(rule: str, said: Sequence[Said], private: Any) -> None:
    assert any(_differs(private, rule, NEVER, getattr(asserting, rule), said))


def idioms() -> Iterator[tuple[str, str, int, int]]:
    """Every line of ``facts/rows/assertions.toml`` that stands beside others, by what it becomes a part of."""
    for name, attribute in LINES.items():
        lines = word_table("assertions")["rules"][name]
        yield from ((name, attribute, 0, line) for line in range(len(lines)) if len(lines) > 1)
    for attribute in TABLES:
        name = attribute.removeprefix("_").lower()
        for row, one in enumerate(word_table("assertions")[name]):
            yield from ((name, attribute, row, line) for line in range(len(one["patterns"])))


LINES = {
    "ignored": "_IGNORED", "denied_negative": "_FOR_IT", "commented": "_COMMENTED", "figure": "_FIGURE",
}  # fmt: skip


@pytest.mark.parametrize(("name", "attribute", "row", "line"), list(idioms()))
def test_no_idiom_of_assertions_is_idle(
    name: str, attribute: str, row: int, line: int, said: Sequence[Said], private: Any
) -> None:
    whole = getattr(asserting, attribute)
    of_rule = name in LINES
    lines = (
        word_table("assertions")["rules"][name]
        if of_rule
        else word_table("assertions")[name][row]["patterns"]
    )
    less = pattern_of([*lines[:line], *lines[line + 1 :]] or [NEVER.pattern], asserting._WORDS)
    value = less if of_rule else (*whole[:row], (whole[row][0], less), *whole[row + 1 :])
    assert any(_differs(private, attribute, value, pattern_of([lines[line]], asserting._WORDS), said))


def _differs(
    private: Any, name: str, value: Any, pattern: re.Pattern[str], said: Sequence[Said]
) -> Iterator[bool]:
    """For each text that the pattern touches, whether it is told otherwise by the private copy."""
    before = getattr(private, name)
    setattr(private, name, value)
    try:
        for ways, told in said:
            if any(pattern.search(text) for text in ways):
                for (title, lead, kind), right in told:
                    yield private.assertion_of(title, lead, KINDS.of(kind), title) != right
    finally:
        setattr(private, name, before)


def told_phases() -> list[tuple[str, str, str]]:
    """Titles with the phase and the step that they tell."""
    return [tuple(row) for row in tomllib.loads((CASES / "phases.toml").read_text(encoding="utf-8"))["rows"]]


@pytest.mark.parametrize(("title", "phase", "step"), told_phases())
def test_phase_and_step(title: str, phase: str, step: str) -> None:
    told = phases.phase_of(title, "")
    assert (told, phases.step_of(title, "")) == (phase, step)


@pytest.mark.parametrize("table", ["PHASES", "STEPS"])
def test_no_row_of_phases_is_idle(table: str) -> None:
    rows = getattr(phases, table)
    for row in rows:
        less = variant(phases, **{table: tuple(one for one in rows if one.name != row.name)})
        told = [(less.phase_of(title, ""), less.step_of(title, "")) for title, _, _ in told_phases()]
        assert told != [(phase, step) for _, phase, step in told_phases()], row.name


def _ways(title: str, lead: str) -> tuple[str, ...]:
    """What a rule may be asked of: as written, and in the letters of clauses."""
    ways = (title, lead, asserting._plain(title), asserting._plain(lead))
    return tuple(dict.fromkeys(ways))
