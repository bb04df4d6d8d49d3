"""What a page or a docstring names exists: links, headings, paths, commands, settings; proved on planted mistakes."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "facts", "feeds", "handlers", "sandbox", "seeds", "store", "tests", "benchmarks")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "seeds" / "README.md",
    ]
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
HISTORY = "CHANGELOG.md"
"""Tells of what was: files that are gone may be named there."""

FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PATH = re.compile(
    rf"(?<![\w/.*-])((?:{'|'.join((*ROOMS, 'docs'))})/[\w./*-]*[\w*/]|[\w*-]+(?:/[\w*-]+)*\.(?:py|toml|md|yaml))(?![\w/])"
)
MEMBER = re.compile(r"^(\S+\.py): (\w+)$")
TARGET = re.compile(r"(?:^|\$ |\| )make ((?:[a-z][a-z-]*)|(?=$))")
MODULE = re.compile(r"python -m (benchmarks\.[\w.]+|bot|store\.\w+|sandbox\b[\w.]*)")
SUBCOMMAND = re.compile(r"^entente ([a-z]+)")
SLASH = re.compile(r"^/([a-z]+)(?: [a-z:| ]+)?$")
OF_THE_SANDBOX = ("quit",)
SETTING = re.compile(r"\bENTENTE_[A-Z_]+\b")
PLAIN = ("__init__.py", "conftest.py", "discord.py")
"""What stands for every file of that name, and a library."""


def targets() -> set[str]:
    """Of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def missing_paths(text: str) -> Iterator[str]:
    """Paths from the root, asterisks allowed, that lead to nothing."""
    for found in PATH.finditer(text):
        path = found[1].rstrip("/")
        if path not in PLAIN and not any(ROOT.glob(path)):
            yield path


def slug(heading: str) -> str:
    """A heading's anchor, as the common renderers of Markdown make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def broken_links(page: Path, text: str) -> Iterator[str]:
    """Links within the project to a file or a heading that is not there. Other hosts are nobody's business here."""
    for link in LINK.findall(FENCE.sub("", text)):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (
            anchor and anchor not in map(slug, HEADING.findall(there.read_text("utf-8")))
        ):
            yield link


def words_of(path: Path) -> list[str]:
    return re.findall(r"\w+", path.read_text("utf-8")) if path.exists() else []


def unknown(code: str) -> Iterator[str]:
    """What a piece of code on a page names and the project does not have."""
    yield from missing_paths(code)
    if (member := MEMBER.match(code)) and member[2] not in words_of(ROOT / member[1]):
        yield code
    yield from (f"make {name}" for name in TARGET.findall(code) if name and name not in targets())
    for module in MODULE.findall(code):
        path = ROOT / module.replace(".", "/")
        if not path.with_suffix(".py").exists() and not (path / "__main__.py").exists():
            yield f"python -m {module}"
    if (found := SUBCOMMAND.match(code)) and found[1] not in COMMANDS:
        yield code
    if (found := SLASH.match(code)) and found[1] not in (*commands(), *OF_THE_SANDBOX):
        yield code
    yield from (name for name in SETTING.findall(code) if name not in settings())


@cache
def commands() -> set[str]:
    """Slash commands: each has a file of its name."""
    return {path.stem for path in (ROOT / "handlers" / "commands").glob("*.py")}


@cache
def settings() -> set[str]:
    """Every setting that the bot, its tests or its benchmarks read."""
    sources = (path for room in ("bot", "tests", "benchmarks") for path in (ROOT / room).rglob("*.py"))
    return {
        name
        for path in sources
        if path != Path(__file__) and "-env" not in str(path)  # what a benchmark's peers were installed in
        for name in SETTING.findall(path.read_text("utf-8"))
    }


def codes(text: str) -> Iterator[str]:
    """Inline code, and the lines of fenced blocks without their prompt."""
    for block in FENCE.findall(text):
        yield from (line.strip().removeprefix("$ ") for line in block.splitlines())
    yield from SPAN.findall(FENCE.sub("", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    assert list(broken_links(page, text)) == []
    if page.name != HISTORY:
        assert [name for code in codes(text) for name in unknown(code)] == []


@pytest.mark.parametrize(
    "text",
    [
        "`facts/steps.py`",
        "`nowhere.py`",
        "`handlers/ingest/ingest.py: Nobody`",
        "`make nothing`",
        "```console\n$ make nothing\n```",
        "`python -m benchmarks.nothing`",
        "`entente fly`",
        "`/fly name`",
        "`ENTENTE_NOTHING`",
    ],
)
def test_a_planted_name_is_found(text: str) -> None:
    assert [name for code in codes(text) for name in unknown(code)] != []


@pytest.mark.parametrize("link", ["nowhere.md", "index.md#nothing", "#nothing", "decisions"])
def test_a_planted_link_is_found(link: str) -> None:
    page = ROOT / "docs" / "index.md"
    assert list(broken_links(page, f"[a page]({link})")) == ([link] if link != "decisions" else [])


def test_every_page_is_reached_from_the_index() -> None:
    reached, ahead = set[Path](), [ROOT / "docs" / "index.md"]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        links = [link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")) if ":" not in link]
        ahead += {(page.parent / link).resolve() for link in links if link.endswith(".md")} - reached
    assert set((ROOT / "docs").rglob("*.md")) <= reached


def unnamed(page: str, folders: list[str]) -> list[str]:
    return [folder for folder in folders if f"`{folder}/`" not in page]


def test_the_architecture_page_names_every_folder_of_code() -> None:
    product = (
        path.parent.relative_to(ROOT) for room in ROOMS[:-2] for path in (ROOT / room).rglob("__init__.py")
    )
    folders = sorted(str(folder) for folder in product if folder.name != "versions")
    assert unnamed((ROOT / "docs" / "architecture.md").read_text("utf-8"), folders) == []
    assert unnamed("`facts/rows/`", ["facts/rows", "facts/new"]) == ["facts/new"]


def test_decisions_are_numbered_and_say_what_was_refused() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{n:03d}-" for n in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text("utf-8")
        day = r"\d{4}-\d\d-\d\d"
        assert re.match(rf"# {path.name[:3]}\. .+\n\nDate: {day}(, last amended {day})?\n", text), path.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Choice", "Refused"], path.name


HERE = re.compile(r'Path\(__file__\)((?:\.parent(?!s)|\.parents\[\d+\])+)((?: */ *"[^"]+")*)')
BESIDE = "shared"
"""A folder beside the project that a clone has not: tests that read it skip without it."""


def lost(path: Path, source: str) -> list[str]:
    """Places that a test names by its own and that do not exist: a glob there finds nothing, and the test tries nothing."""
    found = []
    for ups, rest in HERE.findall(source):
        there, names = path, re.findall(r'"([^"]+)"', rest)
        for up in re.findall(r"parents\[(\d+)\]|parent", ups):
            there = there.parents[int(up)] if up else there.parent
        if BESIDE not in names and not there.joinpath(*names).exists():
            found.append(str(there.joinpath(*names)))
    return found


def test_every_place_that_a_test_reads_from_exists() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    assert [
        place for path in tests if path != Path(__file__) for place in lost(path, path.read_text("utf-8"))
    ] == []


def test_a_planted_lost_place_is_found() -> None:
    path = ROOT / "tests" / "facts" / "test_one.py"
    for expression in ('parent / "cases"', 'parents[2] / "cases"', 'parent.parent / "nothing"'):
        assert lost(path, f"CASES = Path(__file__).{expression}\n") != []
    assert lost(path, 'CASES = Path(__file__).parent.parent / "cases" / "assess"\n') == []


def told(source: str) -> Iterator[tuple[int, str]]:
    """Docstrings, sentences that stand below a name, and comments, each with its line."""
    for node in ast.walk(ast.parse(source)):
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield child.lineno, text
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def stale(source: str) -> list[tuple[int, str]]:
    """Paths that a docstring or a comment names and that lead to nothing."""
    return [(line, path) for line, text in told(source) for path in missing_paths(text)]


@pytest.mark.parametrize("room", ROOMS)
def test_every_path_in_a_docstring_exists(room: str) -> None:
    files = sorted(path for path in (ROOT / room).rglob("*.py") if "-env" not in str(path))
    found = {str(path.relative_to(ROOT)): stale(path.read_text("utf-8")) for path in files}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_a_planted_stale_path_is_found() -> None:
    assert stale('"""See ``facts/steps.py``."""\nx = 1  # as in rules.py\n') == [
        (1, "facts/steps.py"),
        (2, "rules.py"),
    ]
    assert stale('"""See ``facts/model/kinds.py``, ``seeds/*.toml`` and ``__init__.py``."""\n') == []


def test_the_lengths_of_answers_are_of_one_run() -> None:
    """The rows of the table are as many answers, and as long ones, as the sentence above it says."""
    text = (ROOT / "docs" / "measures" / "reader.md").read_text(encoding="utf-8")
    section = text.partition("## What a reader sees")[2].partition("\n## ")[0]
    said = re.search(
        r"(\d+) answers, median [\d,]+ characters \(.*?\), most ([\d,]+); most screens ([\d.]+)", section
    )
    assert said is not None
    rows = re.findall(r"^\| (\d+) .* \| [\d,]+ to ([\d,]+) \| ([\d.]+) \| \d+ \|$", section, re.MULTILINE)
    assert sum(int(count) for count, _, _ in rows) == int(said[1])
    assert max(int(most.replace(",", "")) for _, most, _ in rows) == int(said[2].replace(",", ""))
    assert max(float(screens) for _, _, screens in rows) == float(said[3])
