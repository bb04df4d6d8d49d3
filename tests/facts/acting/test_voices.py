"""Who speaks in a reaction, by headlines in ``tests/cases/voices.toml``; and that two texts are compared alike both ways."""

import tomllib
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from facts.acting.voices import Speaker, share_a_voice, voices, voices_differ
from facts.names.lexicon import Lexicon
from facts.scanning.scan import scan

FILE = Path(__file__).parent.parent.parent / "cases" / "voices.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
HEARD = [
    "GB:state:",
    "GB:body:foreign",
    "GB:body:defence",
    "GB:person:liz-truss",
    ":person:truss",
    "FR:state:",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"][:40])
def test_who_speaks(case: dict[str, Any], lexicon: Lexicon) -> None:
    found = voices(scan(case["title"], lexicon), scan(case.get("lead", ""), lexicon))
    assert list(found) == case["voices"]


def test_a_voice_is_read_as_it_was_written() -> None:
    assert [str(Speaker.parse(one)) for one in HEARD] == HEARD


def test_voices_are_compared_alike_both_ways() -> None:
    for one, other in combinations_with_replacement(HEARD, 2):
        assert voices_differ([one], [other]) == voices_differ([other], [one])
        assert share_a_voice([one], [other]) == share_a_voice([other], [one])
        assert not (voices_differ([one], [other]) and share_a_voice([one], [other]))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("GB:state:", "FR:state:", "FR speaks, not GB"),
        ("GB:body:defence", "GB:body:foreign", "defence speaks, not foreign"),
        ("GB:person:liz-truss", ":person:johnson", "johnson speaks, not liz-truss"),
        ("GB:person:liz-truss", ":person:truss", None),
        ("GB:state:", "GB:person:liz-truss", None),
        ("GB:body:defence", ":person:johnson", None),
    ],
)
def test_which_voices_are_two(one: str, other: str, reason: str | None) -> None:
    assert voices_differ([one], [other]) == reason


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (["GB:state:"], ["GB:state:"], True),
        (["GB:state:"], ["GB:person:liz-truss"], True),
        (["GB:body:defence"], ["GB:state:"], True),
        (["GB:person:liz-truss"], [":person:truss"], True),
        ([":person:truss"], [":person:truss"], True),
        (["FR:state:", "GB:state:"], ["CN:state:", "GB:body:foreign"], True),
        (["GB:state:"], ["FR:state:"], False),
        (["GB:body:defence"], ["GB:body:foreign"], False),
        (["GB:state:"], [":person:truss"], False),
        (["GB:person:liz-truss"], ["GB:person:johnson"], False),
        ([":body:defence"], [":person:truss"], False),
        ([], ["GB:state:"], False),
        ([], [], False),
    ],
)
def test_which_voices_are_surely_one(one: list[str], other: list[str], shared: bool) -> None:
    """A state speaks through its bodies and persons; of whom nobody knows the state, only the name tells."""
    assert share_a_voice(one, other) is share_a_voice(other, one) is shared


def test_nobody_is_not_somebody_else() -> None:
    assert voices_differ([], ["GB:state:"]) is None
    assert voices_differ([":person:johnson"], ["GB:person:liz-truss"], heard={"liz-truss"}) is None
