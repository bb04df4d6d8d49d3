"""Where sentences end, and where a full stop ends none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.prose.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Gen. Wei came. He left on Feb. 3.", ["Gen. Wei came.", "He left on Feb. 3."]),
        ("“We sell tanks.” He said no more.", ["“We sell tanks.”", "He said no more."]),
        ("The U.S. forces left. the base stays", ["The U.S. forces left. the base stays"]),
        ("Gen. Wei met Adm. Khan. They spoke of ships.", ["Gen. Wei met Adm. Khan.", "They spoke of ships."]),
        ("On Feb. 1 U.S. forces left. The base stays.", ["On Feb. 1 U.S. forces left.", "The base stays."]),
        ("Pakistan's navy took over two ships", ["Pakistan's navy took over two ships"]),
        ("Will they sign? Nobody knows.", ["Will they sign?", "Nobody knows."]),
        ("J. K. Roe of Acme Ltd. signed. It is done.", ["J. K. Roe of Acme Ltd. signed.", "It is done."]),
        ("Was it signed? Yes! 48 of them.", ["Was it signed?", "Yes!", "48 of them."]),
        ("", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences_of(text) == parts


@given(st.text())
def test_sentences_lose_no_letter(text: str) -> None:
    assert [c for part in sentences_of(text) for c in part if not c.isspace()] == [
        c for c in text if not c.isspace()
    ]
