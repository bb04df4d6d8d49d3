"""What is meant stands among the first three that are offered, in every option."""

import tomllib
from pathlib import Path

import pytest

from tests.asker import Asker

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "completion.toml").read_text())
LINES = {
    "country": ("/recent country:{}", "country"),
    "actor": ("/actor name:{}", "name"),
    "topic": ("/brief topic:{}", "topic"),
    "kind": ("/recent kind:{}", "kind"),
    "zone": ("/watch add kind:country what:Nepal timezone:{}", "timezone"),
}
FIRST = 3


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("option", LINES)
async def test_what_is_meant_is_among_the_first_three(asker: Asker, option: str) -> None:
    line, focused = LINES[option]
    missed = []
    for typed, meant in CASES[option].items():
        choices = await asker.complete(line.format(typed), focused)
        names = [choice["name"] for choice in choices[:FIRST]]
        if not any(name.startswith(meant) for name in names):
            missed.append((typed, names))
    assert missed == []


def test_there_are_a_hundred_prefixes() -> None:
    assert sum(map(len, CASES.values())) >= 100
