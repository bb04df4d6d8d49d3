"""No row of things is idle: without any sort, category or neighbour some title names something else."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.rows.patterns import word_table
from facts.scanning import things
from facts.scanning.scan import Segment, scan
from tests.stream.variant import variant

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "things.toml").read_text(encoding="utf-8"))
Table = Mapping[str, Mapping[str, list[str]]]
Told = list[object]


Read = tuple[list[Segment], list[tuple[Segment, Segment]]]


@pytest.fixture(scope="module")
def read(lexicon: Lexicon) -> Read:
    """The titles of the cases: those that name a sort, and the pairs that may tell of one deal."""
    titles = [row[0] for row in (*CASES["words"], *CASES["names"])]
    pairs = [(scan(one, lexicon), scan(other, lexicon)) for one, other in CASES["near"]]
    return [scan(title, lexicon) for title in titles], pairs


def told(read: Read, table: Table) -> Told:
    """What every case says by a table."""
    module, sorts = variant(things), things._sorts_of(table)
    module._sorts = lambda: sorts
    named = [module.things(segment) for segment in read[0]]
    return [*named, *(module.things_differ(module.things(a), module.things(b)) for a, b in read[1])]


@pytest.fixture(scope="module")
def right(read: Read) -> Told:
    return told(read, word_table("things"))


def test_what_the_cases_name(right: Told) -> None:
    sorts = [(row[-1],) for row in (*CASES["words"], *CASES["names"])]
    assert right == [*sorts, *(False for _ in CASES["near"])]


def rows() -> Iterator[tuple[str, str, str]]:
    for sort, row in word_table("things").items():
        yield sort, "words", ""
        yield from ((sort, "categories", one) for one in row.get("categories", ()))
        yield from ((sort, "near", one) for one in row.get("near", ()) if not _is_mutual(sort, one))


def _is_mutual(sort: str, other: str) -> bool:
    """Of two that name each other the second row changes nothing."""
    return sort in word_table("things")[other].get("near", ()) and sort > other


@pytest.mark.parametrize(("sort", "part", "entry"), list(rows()))
def test_no_row_of_things_is_idle(sort: str, part: str, entry: str, read: Read, right: Told) -> None:
    table = {name: dict(row) for name, row in word_table("things").items()}
    table[sort][part] = [one for one in table[sort].get(part, ()) if entry and one != entry]
    if part == "near":
        table[entry]["near"] = [one for one in table[entry].get("near", ()) if one != sort]
    assert told(read, table) != right
