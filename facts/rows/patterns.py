"""Tables of words and of regular expressions, as they stand in TOML files of this folder and of others."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any


def word_table(name: str, folder: str = "facts.rows") -> Mapping[str, Any]:
    """A file of a package ``folder``, read once. A long expression is broken into lines there, behind a ``|``; here it is one."""
    return _table(name, folder)


@cache
def _table(name: str, folder: str) -> Mapping[str, Any]:
    table: dict[str, Any] = tomllib.loads(files(folder).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return {key: _on_one_line(value) for key, value in table.items()}


def _on_one_line(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\n", "")
    if isinstance(value, list):
        return [_on_one_line(one) for one in value]
    return {key: _on_one_line(one) for key, one in value.items()} if isinstance(value, dict) else value


def rows_of_table(name: str, folder: str = "facts.names") -> list[list[str]]:
    """The rows of a file of names: tabs between what stands in them, ``#`` before what is none."""
    table = files(folder).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in table.splitlines() if not line.startswith("#")]


@cache
def word_set(name: str, row: str, folder: str = "facts.rows") -> frozenset[str]:
    """A row of words of a file of a package ``folder``, to look words up in."""
    return frozenset(word_table(name, folder)[row])


def alternatives(name: str, row: str, folder: str = "facts.rows") -> str:
    """A row of words of a file of a package ``folder`` as alternatives of an expression, in their order."""
    return "|".join(word_table(name, folder)[row])


def expression(written: str) -> re.Pattern[str]:
    """Compiled, in letters of any case."""
    return re.compile(at_words(written), re.IGNORECASE)


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the ``words``, which are expressions, that is no part of a longer one; in letters of any case."""
    return expression(rf"\b(?:{'|'.join(words)})\b")


def verbs(form: str) -> str:
    """The verbs of a form (``facts/rows/verbs.toml``) as alternatives of an expression."""
    return alternatives("verbs", form)


def pattern_of(alternatives: Iterable[str], words: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """One expression of all alternatives; ``<name>`` in them stands for what ``words`` has of that name."""
    written = "|".join(alternatives)
    for name, meant in (words or {}).items():
        written = written.replace(f"<{name}>", meant)
    return re.compile(at_words(written))


_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.DOTALL)
"""Of a regular expression: an escaped sign, a set of signs, a bracket or bar, and what stands between."""
_EDGE = r"\b"


def at_words(written: str) -> str:
    """The same expression, where alternatives that follow each other begin at the edge of a word: whether there is one is asked
    once for all of them, and not of each at every letter. Hundreds are looked for in a quarter of the time."""
    runs = groupby(_alternatives_of(written), key=lambda one: one.startswith(_EDGE))
    return "|".join(_together([*parts]) if at_edge else "|".join(parts) for at_edge, parts in runs)


def _together(parts: Sequence[str]) -> str:
    within = "|".join(part.removeprefix(_EDGE) for part in parts)
    return f"{_EDGE}(?:{within})" if len(parts) > 1 else parts[0]


def _alternatives_of(written: str) -> Iterator[str]:
    """Those of the whole expression, not of what is in brackets."""
    part, depth = "", 0
    for piece in _PIECE.findall(written):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            yield part
            part = ""
        else:
            part += piece
    yield part
