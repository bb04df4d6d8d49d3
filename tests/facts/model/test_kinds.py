"""Every row of the kinds is whole and speaks only in concepts that exist, and no other file names a kind."""

import ast
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from facts.asking.themes import THEMES
from facts.model.kinds import Kind, Kinds
from facts.names.concepts import concept_forms
from facts.names.lexicon import Lexicon
from facts.rows.kinds import KINDS, kind_in
from facts.rows.patterns import word_table
from facts.scanning.port_calls import VISITING
from facts.scanning.scan import TWO_STATES
from facts.scanning.triggers import concepts_of

ROOT = Path(__file__).parent.parent.parent.parent
ROOMS = ("bot", "handlers", "feeds", "facts", "store", "seeds")
ITS_OWN = {"facts/model/kinds.py", "facts/rows/kinds.py"}
OTHER_TABLES = {"facts/weights/features.py"}
"""The table of the sorts of names: two have the word of a kind."""
NOTHING_ELSE = {"order", "delivery", "coproduction"}
"""Kinds whose word stands for nothing else: neither a noun of the register nor a concept, an option or a sort of name."""
OF_A_NOUN = {"agreement"}
"""What the ``kind`` of a watch, an entry or a hit may be, too."""


def named(source: str, kinds: Kinds) -> Iterator[str]:
    """Names of kinds in a source: those that mean nothing else, those that a ``kind`` is compared with or set to, and
    those that stand together."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(name)) if name in kinds and name in NOTHING_ELSE:
                yield name
            case ast.Set() | ast.Tuple() | ast.List() | ast.Dict():
                together = {name for name in _strings(node) if name in kinds}
                yield from together if len(together) > 1 else ()
            case ast.Compare(left=left, comparators=right):
                if any(_is_a_kind(one) for one in (left, *right)):
                    yield from _kinds_in([left, *right], kinds)
            case ast.keyword(arg=str(arg), value=value) if arg in ("kind", "kinds"):
                yield from _kinds_in([value], kinds)


def _is_a_kind(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in ("kind", "kinds")


def _kinds_in(nodes: Sequence[ast.expr], kinds: Kinds) -> set[str]:
    return {name for node in nodes for name in _strings(node) if name in kinds} - OF_A_NOUN


def _strings(node: ast.AST) -> Iterator[str]:
    for one in (node, *ast.iter_child_nodes(node)):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def product() -> Iterator[tuple[str, str]]:
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        if "versions" not in path.parts:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def test_no_other_file_names_a_kind() -> None:
    """What a file wants to know of a kind is a property of its row."""
    found = {path: set(named(source, KINDS)) for path, source in product() if path not in ITS_OWN}
    assert {path: names for path, names in found.items() if names and path not in OTHER_TABLES} == {}


@pytest.mark.parametrize(
    "planted",
    [
        'COLOURS = {"exercise": 1, "visit": 2}',
        'HEAVY = frozenset({"agreement", "access"})',
        'if event.kind == "visit": ...',
        'if event.kind in ("statement", "something"): ...',
        'if "exercise" in features.kinds: ...',
        'facts = EventFacts(kind="other", title="x")',
        'icon = ICONS["delivery"]',
    ],
)
def test_a_planted_name_is_found(planted: str) -> None:
    assert set(named(planted, KINDS))


@pytest.mark.parametrize(
    "innocent",
    [
        'if watch.kind == "agreement": ...',
        'term = Term(name, "exercise", name)',
        '"""An order."""',
        'x = ("event", "agreement")',
    ],
)
def test_a_word_with_another_meaning_is_no_kind(innocent: str) -> None:
    assert not set(named(innocent, KINDS))


def test_every_kind_is_found_by_its_name_alone() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names) == len(KINDS)
    assert all(KINDS.of(kind.name) is kind and kind.name in KINDS for kind in KINDS)
    assert KINDS.of("of a later version") is KINDS.residual


def test_every_kind_has_all_that_a_message_and_the_matcher_need() -> None:
    for kind in KINDS:
        assert kind.label, kind.name
        assert kind.icon, kind.name
        assert kind.triggers, kind.name
        assert all(kind.counted), kind.name
        assert 0 < kind.days_apart <= 30, kind.name
    assert len({kind.icon for kind in KINDS}) == len(KINDS)


def of_its_types(kind: Kind) -> Kind:
    return TypeAdapter(Kind).validate_json(json.dumps(asdict(kind)), strict=True)


def test_every_property_is_of_its_type() -> None:
    assert all(asdict(of_its_types(kind)) == asdict(kind) for kind in KINDS)


@pytest.mark.parametrize(
    ("planted", "raised"),
    [
        ({"family": "navy"}, ValidationError),
        ({"days_apart": "7"}, ValidationError),
        ({"icom": "🔧"}, TypeError),
    ],
)
def test_a_property_that_no_kind_has_is_refused(planted: dict[str, object], raised: type[Exception]) -> None:
    with pytest.raises(raised):
        of_its_types(kind_in("visit", {**word_table("kinds")["visit"], **planted}))


def test_what_a_kind_names_is_there() -> None:
    names, themes = {kind.name for kind in KINDS}, {theme.name for theme in THEMES}
    for kind in KINDS:
        assert set(kind.neighbours) <= names - {kind.name}, kind.name
        assert set(kind.themes) <= themes, kind.name


def test_what_is_only_said_is_told_as_what_tells_it() -> None:
    for kind in KINDS:
        for assertion in kind.retold:
            assert KINDS.telling(assertion).tells == ("figure" if assertion == "figure" else "comment")
            assert KINDS.telling(assertion) is not kind


def test_one_more_kind_stands_before_the_residual_one() -> None:
    row = Kind("overhaul", "Overhaul", "🔧", ("overhaul", "overhauls"), (), 10)
    more = KINDS.beside(row)
    assert [kind.name for kind in more][-2:] == ["overhaul", KINDS.residual.name]
    assert "overhaul" not in KINDS


def test_triggers_speak_in_concepts_that_some_word_or_name_carries(lexicon: Lexicon) -> None:
    words = {concept for form in concept_forms() for concept in form.entries}
    carried = words | {mark for term in lexicon.terms.values() for mark in term.marks}
    assert carried | {TWO_STATES, VISITING} >= concepts_of(KINDS)
