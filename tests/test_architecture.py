"""The import rule and the size of files, read from the code itself; proved on planted violations."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "feeds", "facts", "store", "seeds", "sandbox")
NOUNS = (
    "store.nouns.models",
    "store.nouns.values",
    "store.nouns.gazetteer",
    "store.nouns.words",
)
MOST_LINES = 400
MOST_FUNCTION_LINES = 40
"""A revision lists its tables and is as long as they are; nothing else is longer."""
MAY_IMPORT: dict[str, set[str]] = {
    "bot": {"bot", "handlers", "feeds", "facts", "store", "seeds", "sandbox"},
    "handlers": {"handlers", "feeds", "facts", "store"},
    "feeds": {"feeds", *NOUNS},
    "facts": {"facts", *NOUNS},
    "store": {"store"},
    "seeds": {"seeds", *NOUNS},
    "sandbox": {"sandbox"},
}
THIRD_PARTIES_OF_ONE_ROOM = {
    "discord": {"bot", "handlers"},
    "apscheduler": {"bot"},
    "feedparser": {"feeds"},
    "protego": {"feeds"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "rapidfuzz": {"facts", "store"},
    "typer": {"bot"},
    "pydantic_settings": {"bot"},
}


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source)))


@cache
def imports(source: str, module: str) -> tuple[tuple[str, bool], ...]:
    """Every module that ``source`` imports, absolute, and whether the import stands inside a function."""
    return tuple(_imports(source, module))


def _imports(source: str, module: str) -> Iterator[tuple[str, bool]]:
    inside = {
        id(node)
        for function in nodes(source)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.split(".")[: -node.level] if node.level else []
            yield ".".join([*package, *([node.module] if node.module else [])]), id(node) in inside


def violations(source: str, module: str) -> list[str]:
    room = module.split(".", maxsplit=1)[0]
    found = []
    for name, hidden in imports(source, module):
        top = name.split(".")[0]
        if hidden:
            found.append(f"{module}: {name} is imported inside a function")
        if top in ROOMS and not {top, name} & MAY_IMPORT[room]:
            found.append(f"{module}: {room} may not import {name}")
        if room not in THIRD_PARTIES_OF_ONE_ROOM.get(top, {room}):
            found.append(f"{module}: {top} belongs to {sorted(THIRD_PARTIES_OF_ONE_ROOM[top])}")
    return found


def files(*folders: str) -> list[Path]:
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "-env" not in str(path)
    )


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_import_rule() -> None:
    modules = {module_of(path): path.read_text() for path in files(*ROOMS)}
    assert [found for module, source in modules.items() for found in violations(source, module)] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("facts.matching.match", "from store.search.answers import Answers"),
        ("feeds.http.fetch", "import handlers.ingest"),
        ("store.wire.wire", "from facts.model.kinds import KINDS"),
        ("sandbox.rest.server", "from store.nouns.models import Event"),
        ("handlers.ingest.ingest", "from bot.settings import Settings"),
        ("seeds.load", "def read() -> None:\n    import tomllib"),
        ("facts.matching.match", "import discord"),
        ("feeds.http.fetch", "from ...store import events"),
    ],
)
def test_import_rule_finds_a_planted_violation(module: str, source: str) -> None:
    assert violations(source, module)


def test_no_import_circles() -> None:
    graph = {
        module_of(path): {name for name, _ in imports(path.read_text(), module_of(path))}
        for path in files(*ROOMS)
    }
    assert circle(graph) == []


def test_a_planted_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == ["a", "b", "c", "a"]


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The first circle of imports, as the path that closes; empty when there is none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done or module not in graph:
            return []
        for name in sorted(graph[module]):
            if found := walk(name, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := walk(module, []))), [])


def folder_of(module: str) -> str:
    return module.rpartition(".")[0]


def folder_graph(modules: dict[str, set[str]]) -> dict[str, set[str]]:
    """Which folder imports from which other one. A room's own folder and those inside it count apart."""
    graph: dict[str, set[str]] = {}
    for module, imported in modules.items():
        inside = {folder_of(name) for name in imported if name in modules}
        graph.setdefault(folder_of(module), set()).update(inside - {folder_of(module)})
    return graph


def imported_names(source: str, module: str) -> set[str]:
    """Modules that a source imports, also by ``from folder import module``."""
    names = {name for name, _ in imports(source, module)}
    for node in nodes(source):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_folders_form_no_circle() -> None:
    looked_at = files(*ROOMS, "benchmarks")
    modules = {module_of(path): imported_names(path.read_text(), module_of(path)) for path in looked_at}
    assert circle(folder_graph(modules)) == []


def test_a_planted_circle_of_folders_is_found() -> None:
    planted = {"a.one.x": {"a.two.y"}, "a.two.y": set(), "a.two.z": {"a.one.x"}}
    assert circle(planted) == []
    assert circle(folder_graph(planted)) == ["a.one", "a.two", "a.one"]


MOST_FILES = 12
WIDE = {"handlers.commands", "store.migrations.versions"}
"""One file a command, a revision: their number is that of what they are."""


def crowded(modules: Iterable[str]) -> list[str]:
    """Folders with more than ``MOST_FILES`` files of code."""
    counts = Counter(folder_of(module) for module in modules if not module.endswith(("__init__", "__main__")))
    return sorted(folder for folder, count in counts.items() if count > MOST_FILES and folder not in WIDE)


def test_a_folder_has_at_most_twelve_files() -> None:
    assert crowded(module_of(path) for path in files(*ROOMS, "benchmarks")) == []


def test_a_planted_crowded_folder_is_found() -> None:
    modules = [f"some.room.file_{number}" for number in range(MOST_FILES + 1)]
    assert crowded(modules) == ["some.room"]
    assert crowded(modules[1:]) == []


ENTRANCES = {"main", "run", "command"}
"""What a program or a command of the shell is started by: the same word in each of them."""
STAND_IN = "sandbox"
"""It stands in for Discord, in Discord's words, and knows nothing of the bot: its names are its own."""


def public_names(source: str) -> set[str]:
    """Functions, classes and names of types at the top of a module, without a leading underscore."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    body = ast.parse(source).body
    names = {node.name for node in body if isinstance(node, kinds)} | {
        target.id
        for node in body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
        if isinstance(target, ast.Name) and target.id[:1].isupper() and not target.id.isupper()
    }
    return {name for name in names if not name.startswith("_")} - ENTRANCES


def defined_twice(modules: dict[str, set[str]]) -> dict[str, list[str]]:
    """Public names by the modules that define them, where there are several."""
    where: dict[str, list[str]] = {}
    for module, names in modules.items():
        for name in names:
            where.setdefault(name, []).append(module)
    return {name: found for name, found in where.items() if len(found) > 1}


def test_a_public_name_is_defined_once() -> None:
    product = [
        path for path in files(*(room for room in ROOMS if room != STAND_IN)) if "versions" not in path.parts
    ]
    assert defined_twice({module_of(path): public_names(path.read_text()) for path in product}) == {}


def test_a_planted_second_definition_is_found() -> None:
    first, second = (
        public_names("def told() -> None: ...\nclass _Told: ...\n"),
        public_names("class told: ...\n"),
    )
    assert defined_twice({"a": first, "b": second}) == {"told": ["a", "b"]}
    assert defined_twice({"a": first, "b": public_names("def _told() -> None: ...\n")}) == {}
    assert public_names("Told = int | str\nAsked: TypeAlias = int\nTOLD = 3\n_Told = int\ntold = 4\n") == {
        "Told",
        "Asked",
    }


WHOLE = {"e2e", "stream", "benchmarks"}
"""Tests of the whole bot, of the judges on the open stream, and of the benchmarks: they belong to no one room."""


def astray(tests: Iterable[Path], root: Path) -> list[str]:
    """Tests whose folder is none of the product's."""
    folders = [path.relative_to(root / "tests").parent for path in tests]
    return sorted(
        str(folder)
        for folder in folders
        if folder.parts and folder.parts[0] not in WHOLE and not (root / folder).is_dir()
    )


def test_tests_stand_where_the_code_stands() -> None:
    assert astray((ROOT / "tests").rglob("test_*.py"), ROOT) == []


def test_a_planted_stray_test_is_found(tmp_path: Path) -> None:
    (tmp_path / "facts" / "names").mkdir(parents=True)
    tests = [tmp_path / "tests" / "facts" / folder / "test_one.py" for folder in ("names", "desk")]
    assert astray(tests, tmp_path) == ["facts/desk"]


def too_long(source: str) -> bool:
    return len(source.splitlines()) > MOST_LINES


def test_a_file_is_at_most_400_lines() -> None:
    assert [module_of(p) for p in files(*ROOMS, "tests", "benchmarks") if too_long(p.read_text())] == []


def test_a_planted_long_file_is_found() -> None:
    assert too_long("x = 1\n" * (MOST_LINES + 1))
    assert not too_long("x = 1\n" * MOST_LINES)


def bare_folders(root: Path, rooms: Iterable[str]) -> list[str]:
    """Folders with code and no ``__init__.py``: an installed bot would not have them."""
    folders = {path.parent for room in rooms for path in (root / room).rglob("*.py")}
    return sorted(str(path.relative_to(root)) for path in folders if not (path / "__init__.py").exists())


def test_every_folder_of_code_is_a_package() -> None:
    assert bare_folders(ROOT, ROOMS) == []


def test_a_planted_bare_folder_is_found(tmp_path: Path) -> None:
    for name in ("facts/__init__.py", "facts/rows/ships.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert bare_folders(tmp_path, ["facts"]) == ["facts/rows"]


def long_functions(source: str) -> list[str]:
    """Functions of more than ``MOST_FUNCTION_LINES``, decorators and docstring not counted."""
    return [
        node.name
        for node in nodes(source)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(node) - (lines_of(node.body[0]) if ast.get_docstring(node) else 0) > MOST_FUNCTION_LINES
    ]


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_a_function_is_at_most_40_lines() -> None:
    found = {path: long_functions(path.read_text()) for path in files(*ROOMS)}
    assert {
        module_of(path): names
        for path, names in found.items()
        if names and not (path.parent.name == "versions" and names == ["upgrade"])
    } == {}


def test_a_planted_long_function_is_found() -> None:
    body = "    x = 1\n" * (MOST_FUNCTION_LINES - 1)
    told = '    """One.\n\n    Two.\n    """\n'
    assert long_functions(f"def fits():\n{told}{body}") == []
    assert long_functions(f"class Room:\n  async def long(self):\n{body}    x = 2\n") == ["long"]


REVISIONS = ROOT / "store" / "migrations" / "versions"


def named_in(path: Path, name: str) -> object:
    """What a revision says of itself: the constant that ``name`` is given at the top of its file."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            return ast.literal_eval(node.value)
    return None


def loose_revisions(folder: Path) -> list[str]:
    """Files that are no link of the one chain: each is named by its revision, and comes after the one before it.

    Two that were written side by side, after the same one, are both heads: the second is found.
    """
    found, before = [], None
    for number, path in enumerate(sorted(folder.glob("v*.py")), start=1):
        revision, after = named_in(path, "revision"), named_in(path, "down_revision")
        if path.stem != f"v{number:04}" or revision != f"{number:04}" or after != before:
            found.append(path.name)
        before = f"{number:04}"
    return found


def test_revisions_are_one_chain() -> None:
    assert loose_revisions(REVISIONS) == []


@pytest.mark.parametrize(
    ("files_of", "found"),
    [
        ({"v0001": ("0001", None), "v0002": ("0002", "0001"), "v0003": ("0003", "0002")}, []),
        ({"v0001": ("0001", None), "v0002": ("0002", "0001"), "v0003": ("0003", "0001")}, ["v0003.py"]),
        ({"v0001": ("0001", None), "v0002": ("0002", "0001"), "v0003": ("0002", "0001")}, ["v0003.py"]),
        ({"v0001": ("0001", None), "v0002": ("0003", "0001")}, ["v0002.py"]),
        ({"v0001": ("0001", None), "v0003": ("0003", "0001")}, ["v0003.py"]),
        ({"v0001": ("0001", None), "v0002": ("0002", "0001"), "v0002b": ("0002", "0001")}, ["v0002b.py"]),
        ({"v0001": ("0001", None), "v0002": ("0002", None)}, ["v0002.py"]),
    ],
    ids=[
        "a chain",
        "two heads",
        "one revision twice",
        "another name",
        "a gap",
        "one number twice",
        "two roots",
    ],
)
def test_a_planted_loose_revision_is_found(
    tmp_path: Path, files_of: dict[str, tuple[str, str | None]], found: list[str]
) -> None:
    for name, (revision, after) in files_of.items():
        (tmp_path / f"{name}.py").write_text(f"revision = {revision!r}\ndown_revision = {after!r}\n")
    assert loose_revisions(tmp_path) == found
