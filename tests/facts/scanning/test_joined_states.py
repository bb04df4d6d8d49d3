"""Two states that stand side by side act together: their drill is one of two states in whatever words it is told."""

import pytest

from facts.names.lexicon import Lexicon
from facts.scanning.scan import scan


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("China-Pakistan air drill", ["China Pakistan"]),
        ("Chinese-Pakistani sea drill in full flow", ["Chinese Pakistani"]),
        ("Oman and India to drill", ["Oman and India"]),
        ("Pakistan, Azerbaijan, Turkey open exercise", ["Pakistan Azerbaijan", "Azerbaijan Turkey"]),
        ("Indien und Frankreich üben", ["Indien und Frankreich"]),
        ("Pakistan Navy, PLA Navy patrol", ["Pakistan Navy PLA Navy"]),
        ("Pakistan, Pakistan Navy say", []),
        ("China sends ships to Pakistan", []),
        ("Drill near India worries Nepal", []),
        ("Xi flies home from China. Pakistan opens drill", []),
        ("Drill off India; Oman sends ships", []),
        ("INS Zarnuk drills off Karachi as Kenya watches", []),
        ("Kenya watches, far off, as INS Zarnuk drills", []),
    ],
)
def test_states_side_by_side(text: str, joined: list[str], lexicon: Lexicon) -> None:
    segment = scan(text, lexicon)
    found = segment.concepts.get("two-states", [])
    assert [" ".join(segment.words.raw[start:end]) for start, end in found] == joined
