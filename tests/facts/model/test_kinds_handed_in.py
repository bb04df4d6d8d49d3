"""Whoever reads kinds is handed a table of them: the shipped one is no more than a default."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent.parent
ROOMS = ("facts", "handlers", "store", "feeds", "seeds")
HOME = ROOT / "facts" / "rows" / "kinds.py"
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path != HOME)


def reads_the_shipped_table(source: str) -> list[int]:
    """Lines that read ``KINDS`` of ``facts/rows/kinds.py`` otherwise than as the default of a parameter or field."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    if not any(isinstance(node, ast.ImportFrom) and node.module == "facts.rows.kinds" for node in nodes):
        return []
    given = {id(name) for default in _defaults(nodes) for name in ast.walk(default)}
    names = [node for node in nodes if isinstance(node, ast.Name) and node.id == "KINDS"]
    return sorted(name.lineno for name in names if id(name) not in given)


def _defaults(nodes: list[ast.AST]) -> list[ast.expr]:
    parameters = [node for node in nodes if isinstance(node, ast.arguments)]
    fields = [
        line
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign)
    ]
    every = [
        *(default for row in parameters for default in (*row.defaults, *row.kw_defaults)),
        *(line.value for line in fields),
    ]
    return [default for default in every if default is not None]


def test_the_table_of_kinds_is_handed_in() -> None:
    found = {str(path.relative_to(ROOT)): reads_the_shipped_table(path.read_text()) for path in SOURCES}
    assert {path: lines for path, lines in found.items() if lines} == {}


HEAD = "from facts.rows.kinds import KINDS\n"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def label(name: str, kinds: Kinds = KINDS) -> str:\n    return kinds.of(name).label\n", []),
        ("class Composer:\n    kinds: Kinds = KINDS\n", []),
        ("def label(name: str) -> str:\n    return KINDS.of(name).label\n", [3]),
        ("NAMES = {kind.name for kind in KINDS}\n", [2]),
    ],
    ids=["a parameter", "a field", "read in a function", "read in a constant"],
)
def test_a_planted_reader_of_the_shipped_table_is_found(source: str, found: list[int]) -> None:
    assert reads_the_shipped_table(HEAD + source) == found
    assert reads_the_shipped_table(source) == []
