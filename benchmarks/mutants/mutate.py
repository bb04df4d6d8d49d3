"""Small faults of a program's text: one mutant is one changed place of one module.

A comparison or its boundary, a number or truth value, "and" for "or", "any" for "all", a branch that is never taken, a
statement or a row of a table left out, nothing returned. Annotations, decorators, docstrings and what is only logged
are left as they are. No dependency: what a mutant is, and that it runs in the process of its tests, is a hundred lines,
and the libraries for it start a process for each mutant and run all tests in it.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_JOINED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Add,
}
_CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}
_ROWS = (ast.Constant, ast.Call, ast.Name)


@dataclass(frozen=True, slots=True)
class Mutant:
    """``where`` is the innermost function (``Class.method``) or the module's table that is changed; ``place`` and ``nth``
    say which change of which node it is."""

    path: str
    line: int
    where: str
    what: str
    place: int
    nth: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.where}: {self.what}"

    def source(self) -> str:
        """The whole changed module."""
        tree = ast.parse((ROOT / self.path).read_text(encoding="utf-8"))
        node = next(node for at, (node, _) in enumerate(_places(tree)) if at == self.place)
        _, edit = list(_changes(node))[self.nth]
        _apply(tree, node, edit(node))
        return ast.unparse(ast.fix_missing_locations(tree))


class Unchanged(Mutant):
    """The module as it is: what every test has to pass."""

    def source(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")


class Broken(Mutant):
    """The module with nothing but an error in the changed function (in its whole, where a table is changed): what no
    test may pass."""

    def source(self) -> str:
        tree: ast.Module = ast.parse((ROOT / self.path).read_text(encoding="utf-8"))
        holder: Any = tree
        for name in self.where.split("."):
            holder = next((one for one in holder.body if getattr(one, "name", None) == name), None)
            if holder is None:
                return "raise ImportError"
            if isinstance(holder, ast.FunctionDef | ast.AsyncFunctionDef):
                holder.body = ast.parse("raise ImportError").body
                return ast.unparse(tree)
        return "raise ImportError"


def mutants(path: str) -> list[Mutant]:
    """Every mutant of a module (its path from the project's folder), in the order of its text."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return [
        Mutant(path, getattr(node, "lineno", 0), where, what, place, nth)
        for place, (node, where) in enumerate(_places(tree))
        for nth, (what, _) in enumerate(_changes(node))
    ]


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every node that may be changed, with the function or the module's table that it stands in."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _within(statement, statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            if not _is_type(statement.value):
                yield from _within(statement.value, ast.unparse(target))


def _within(node: ast.AST, where: str) -> Iterator[tuple[ast.AST, str]]:
    yield node, where
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params", "bases"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_said(child):
                inner = (
                    f"{where}.{child.name}"
                    if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
                    else where
                )
                yield from _within(child, inner)


def _is_type(node: ast.AST) -> bool:
    """What gives a type a name is an annotation too."""
    match node:
        case ast.Subscript(value=ast.Name(id=name)):
            return name[0].isupper() or name in ("dict", "list", "tuple", "set", "frozenset", "type")
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _is_type(left) and _is_type(right)
    return isinstance(node, ast.Name) and node.id[0].isupper() and not node.id.isupper()


def _is_said(node: ast.AST) -> bool:
    """A docstring, or what is only logged."""
    if not isinstance(node, ast.Expr):
        return False
    call = node.value
    return isinstance(call, ast.Constant) or (
        isinstance(call, ast.Call) and ast.unparse(call.func).startswith("log.")
    )


class Edit:
    """Sets fields of a node, or puts another node in its place."""

    def __init__(self, instead: ast.AST | None = None, **fields: object) -> None:
        self.instead, self.fields = instead, fields

    def __call__(self, node: ast.AST) -> ast.AST:
        for name, value in self.fields.items():
            setattr(node, name, value)
        return self.instead or node


def _changes(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    yield from _of_conditions(node)
    yield from _of_values(node)
    yield from _of_statements(node)
    yield from _of_rows(node)


def _of_conditions(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.Compare(ops=[op]):
            for other in _COMPARED[type(op)]:
                yield f"{_short(node)}: {type(op).__name__} → {other.__name__}", Edit(ops=[other()])
        case ast.BoolOp(op=op):
            joined = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"{_short(node)}: {type(op).__name__} → {type(joined).__name__}", Edit(op=joined)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"{_short(node)}: without not", Edit(operand)
        case ast.IfExp(body=body, orelse=orelse):
            yield f"{_short(node)}: branches swapped", Edit(body=orelse, orelse=body)


def _of_values(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.BinOp(op=op) if type(op) in _JOINED:
            yield (
                f"{_short(node)}: {type(op).__name__} → {_JOINED[type(op)].__name__}",
                Edit(op=_JOINED[type(op)]()),
            )
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", Edit(value=not value)
        case ast.Constant(value=int() | float() as value):
            yield f"{value} → {value + 1}", Edit(value=value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield f"{_short(node)}: {name} → {_CALLED[name]}", Edit(func=ast.Name(_CALLED[name], ast.Load()))


def _of_statements(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    match node:
        case ast.If(test=test):
            yield f"if {_short(test)}: never", Edit(test=ast.Constant(value=False))
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"return {_short(value)}: nothing", Edit(value=ast.Constant(value=None))
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign():
            yield f"{_short(node)}: left out", Edit(ast.Pass())


def _of_rows(node: ast.AST) -> Iterator[tuple[str, Edit]]:
    """Rows of one sort that a table lists: constants, names, calls."""
    if not isinstance(node, ast.Tuple | ast.Set | ast.List) or isinstance(
        getattr(node, "ctx", None), ast.Store
    ):
        return
    rows = node.elts
    if len(rows) > 1 and len({type(row) for row in rows}) == 1 and isinstance(rows[0], _ROWS):
        for at, row in enumerate(rows):
            yield f"without {_short(row)}", Edit(elts=[one for n, one in enumerate(rows) if n != at])


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:67]}..."


def _apply(tree: ast.Module, node: ast.AST, instead: ast.AST) -> None:
    if instead is node:
        return
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, instead)
            elif isinstance(value, list):
                setattr(parent, name, [instead if one is node else one for one in value])
