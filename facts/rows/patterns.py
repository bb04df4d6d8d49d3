"""Tables of words and of regular expressions, as they stand in TOML files of this folder and of others."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
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
    return re.compile(written, re.IGNORECASE)


def verbs(form: str) -> str:
    """The verbs of a form (``facts/rows/verbs.toml``) as alternatives of an expression."""
    return alternatives("verbs", form)


def pattern_of(alternatives: Iterable[str], words: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """One expression of all alternatives; ``<name>`` in them stands for what ``words`` has of that name."""
    written = "|".join(alternatives)
    for name, meant in (words or {}).items():
        written = written.replace(f"<{name}>", meant)
    return re.compile(written)
