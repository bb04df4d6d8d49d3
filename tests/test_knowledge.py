"""What is known of languages and of the beat stands in tables, not in code: read from the code itself, proved on planted words."""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("facts", "handlers")
MOST = 3
"""Words that may stand side by side in code: more of them are a row of a table."""
OF_FORMATS = (
    {"st", "nd", "rd", "th"},  # a day's number
    {"com", "org", "net", "in", "pk", "cn", "couk", "tv"},  # domains
    {"ip", "it", "er", "el"},  # letters behind which English doubles the last one of a verb
    {"ar", "bn", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "ur", "zh"},  # languages (ISO 639-1)
)
SORTS = {
    "company",
    "country",
    "exercise",
    "grouping",
    "ministry",
    "person",
    "place",
    "seat",
    "service",
    "ship",
}
MARKS = {"air", "decoy", "forces", "land", "office", "sea", "special", "think-tank"}
STAGES = {"halted", "in service", "laid down", "launched", "test"}
"""How names, their marks and the stages of a deal are called in code."""
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}")
_PLAIN = re.compile(r"[^\W\d_][\w'’ -]*")


def alternatives(expression: str) -> Iterator[list[str]]:
    """The alternatives of every group of a regular expression, and of the whole; a group within one is left out of it."""
    expression = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "", expression)
    open_groups = [[""]]
    for sign in re.split(r"(\((?:\?(?:P<\w+>|<?[=!]|[:>]))?|\)|\|)", expression):
        if sign.startswith("("):
            open_groups.append([""])
        elif sign == ")" and len(open_groups) > 1:
            yield open_groups.pop()
        elif sign == "|":
            open_groups[-1].append("")
        else:
            open_groups[-1][-1] += sign
    yield from open_groups


def listed(source: str, ours: frozenset[str] = frozenset()) -> list[tuple[int, list[str]]]:
    """Lines with more than ``MOST`` words side by side: as alternatives of an expression, or as a set to look words up in
    that is not one of names which are ``ours`` alone (of fields, kinds and states)."""
    return [
        (node.lineno, sorted(words))
        for node in _nodes(source)
        if isinstance(node, ast.expr)
        for words in _side_by_side(node)
        if len(words) > MOST and not _is_known(words, ours)
    ]


def _side_by_side(node: ast.expr) -> Iterator[set[str]]:
    text = _text(node)
    if "|" in text:
        yield from ({word[0] for one in group if (word := _WORD.search(one))} for group in alternatives(text))
    for one in _looked_up(node):
        yield {_text(part) for part in ast.walk(one) if _PLAIN.fullmatch(_text(part))}


def _is_known(words: set[str], ours: frozenset[str]) -> bool:
    return ours >= words or any(format_words >= words for format_words in OF_FORMATS)


def _looked_up(node: ast.expr) -> Iterator[ast.expr]:
    """What words are looked up in: a set, what one is made of, what stands behind "in"."""
    if isinstance(node, ast.Set):
        yield node
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("set", "frozenset")
    ):
        yield from (one for one in node.args if isinstance(one, ast.List | ast.Tuple))
    elif isinstance(node, ast.Compare):
        yield from (one for one in node.comparators if isinstance(one, ast.List | ast.Tuple))


@cache
def _nodes(source: str) -> tuple[ast.AST, ...]:
    """All but docstrings and parts of strings."""
    every = tuple(ast.walk(ast.parse(source)))
    told = {id(node.value) for node in every if isinstance(node, ast.Expr)}
    parts = {id(part) for node in every if isinstance(node, ast.JoinedStr) for part in node.values}
    return tuple(node for node in every if id(node) not in told and id(node) not in parts)


def _text(node: ast.AST) -> str:
    """A string as it stands, what is put into it as a sign that is no word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "§" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def names_of_ours(source: str) -> Iterator[str]:
    """Names that are given in code: the values of ``Literal``, and of fields."""
    for node in _nodes(source):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Literal"
        ):
            yield from (text for part in ast.walk(node.slice) if (text := _text(part)))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def sources(*rooms: str) -> Iterator[tuple[str, str]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text()


def test_words_stand_in_tables() -> None:
    given = {name for _, source in sources("facts", "store/nouns") for name in names_of_ours(source)}
    ours = frozenset(given | SORTS | MARKS | STAGES)
    found = {module: words for module, source in sources(*ROOMS) if (words := listed(source, ours))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        r'R = re.compile(r"\b(?:said|told|claimed|denied)\b")',
        r'R = re.compile(rf"\b(?P<who>{NAME}) (?:has |had )?(?:sa(?:id|ys)|told|claim(?:ed)?|denied)\b")',
        'R = re.compile("buy|sell|lease" "|lend")',
        'W = {"navy", "army", "air force", "militia"}',
        'W = frozenset(["navy", "army", "air force", "militia"])',
        'def f(x):\n    return x in ("navy", "army", "air force", "militia")',
        'W = frozenset({("navy",), ("army",), ("marines",), ("militia",)})',
    ],
)
def test_planted_words_are_found(source: str) -> None:
    assert listed(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Docstrings may say navy|army|marines|militia."""',
        r'R = re.compile(r"\b(?:said|told|claimed)\b|[a-z|]+|\d{4}|\s-\s|\bat\b")',
        'W = {"navy", "army", "militia"}',
        'W = word_set("parties", "before")',
        'R = re.compile(rf"\\d{{1,2}}(?:st|nd|rd|th)? {MONTH}")',
        'Kind = Literal["navy", "army", "air force", "militia"]\nW = {"navy", "army", "air force", "militia"}',
    ],
)
def test_few_words_and_names_of_ours_may_stand_in_code(source: str) -> None:
    assert listed(source, frozenset(names_of_ours(source))) == []


def test_an_installed_bot_has_every_table() -> None:
    tables = [
        path for room in (*ROOMS, "store", "feeds", "seeds") for path in (ROOT / room).rglob("*.t[os][mv]*")
    ]
    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    assert [str(path) for path in tables if not is_packed(path.relative_to(ROOT), said)] == []


def is_packed(path: Path, said: dict[str, list[str]]) -> bool:
    """Whether a file is of the data of its own package, or of one above it."""
    own = any(fnmatch(path.name, pattern) for pattern in said.get("*", []))
    above = any(
        fnmatch(str(path.relative_to(room)), pattern)
        for room in path.parents
        for pattern in said.get(".".join(room.parts), [])
    )
    return above or (own and (ROOT / path.parent / "__init__.py").exists())


def test_a_planted_table_without_a_package_is_found() -> None:
    assert is_packed(Path("facts/rows/kinds.toml"), {"*": ["*.toml"]})
    assert is_packed(Path("seeds/events/all.toml"), {"seeds": ["**/*.toml"]})
    assert not is_packed(Path("seeds/events/all.toml"), {"*": ["*.toml"]})
    assert not is_packed(Path("facts/prose/words.toml"), {"facts.rows": ["*.toml"]})
