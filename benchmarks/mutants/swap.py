"""A mutant in the place of a function that is imported already: the function stays, what it runs is exchanged.

Who holds the function (a table, another module, an object of a fixture) runs the mutant from then on. What is changed
outside a function's body (a table, a default, a field) was copied while it was imported, and is not exchanged.
"""

import ast
import sys
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from benchmarks.mutants.mutate import Mutant, Unchanged


@dataclass(frozen=True, slots=True)
class Swap:
    """The function that is imported, and what it is to run."""

    function: FunctionType
    code: CodeType

    def make(self) -> None:
        self.function.__code__ = self.code


def swap_of(mutant: Mutant) -> Swap | None:
    """None where the change is not, or not only, in the body of one function."""
    function = _function(sys.modules[module_of(mutant.path)], mutant.where.split("."))
    changed = mutant.source() if function else ""
    if function is None or not _is_in_body(mutant, changed, function.__qualname__):
        return None
    whole = compile(changed, function.__code__.co_filename, "exec", dont_inherit=True)
    codes = [code for code in _codes(whole) if code.co_qualname == function.__qualname__]
    fits = len(codes) == 1 and codes[0].co_freevars == function.__code__.co_freevars
    return Swap(function, codes[0]) if fits else None


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _function(holder: object, names: list[str]) -> FunctionType | None:
    """The outermost function on the way to a name, where it is the one that is written there."""
    for at, name in enumerate(names, start=1):
        holder = _unwrapped(vars(holder).get(name))
        if isinstance(holder, FunctionType):
            return holder if holder.__qualname__ == ".".join(names[:at]) else None
        if not isinstance(holder, type):
            return None
    return None


def _unwrapped(found: Any) -> object:
    """The function of a property, a class method or a decorated function."""
    if isinstance(found, property):
        found = found.fget
    if isinstance(found, classmethod | staticmethod):
        found = found.__func__
    while isinstance(found, FunctionType) and hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    return found


def _is_in_body(mutant: Mutant, changed: str, name: str) -> bool:
    """Whether the rest of the module, and what the function takes, stay as they are."""
    before = Unchanged(mutant.path, mutant.line, mutant.where, "nothing", 0, 0).source()
    return _emptied(before, name) == _emptied(changed, name)


@lru_cache(maxsize=64)
def _emptied(source: str, name: str) -> str:
    """The module without the body of one function."""
    tree = ast.parse(source)
    holder: Any = tree
    for part in name.split("."):
        holder = next(node for node in holder.body if getattr(node, "name", None) == part)
    holder.body = []
    return ast.dump(tree)


def _codes(code: CodeType) -> list[CodeType]:
    inner = [one for one in code.co_consts if isinstance(one, CodeType)]
    return inner + [deeper for one in inner for deeper in _codes(one)]
