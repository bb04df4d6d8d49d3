"""Whose a sum of money is: the rows of ``tests/cases/sums.toml``. ``python -m tests.facts.figures.test_sums`` prints what is read."""

import sys
import tomllib
from pathlib import Path

from facts.figures.sums import own_sums
from facts.rows.kinds import KINDS

ROWS = tomllib.loads((Path(__file__).parent.parent.parent / "cases" / "sums.toml").read_text("utf-8"))["rows"]
YEAR = 2026


def read(title: str, lead: str, kind: str) -> str:
    return ", ".join(
        f"{one.amount.normalize():f} {one.currency}" for one in own_sums(title, lead, KINDS.of(kind), YEAR)
    )


def amiss(row: list[str]) -> str:
    """What is read where it is none of the sums that ``row`` allows."""
    title, lead, kind, sums = row
    said = read(title, lead, kind)
    return (
        ""
        if sums == "any" or said in sums.split("|")
        else f"{title}: {said or 'nothing'}, not {sums or 'nothing'}"
    )


def test_a_sum_is_told_of_what_it_is_of() -> None:
    assert list(filter(None, map(amiss, ROWS))) == []


if __name__ == "__main__":
    sys.stdout.writelines(f"{amiss(row) or f'{row[0]}: {read(*row[:3])}'}\n" for row in ROWS)
