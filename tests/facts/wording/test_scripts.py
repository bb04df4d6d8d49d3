"""Words as scripts write them."""

import pytest

from facts.wording.scripts import is_other_form, parted_words

NAMED = frozenset(["巴基斯坦", "坦克", "تدریبات", "باکستان"])


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("巴基斯坦的坦克", ("巴基斯坦", "的", "坦克")),
        ("巴基斯坦xx坦克", ("巴基斯坦xx坦克",)),
        ("التدریبات", ("تدریبات",)),
        ("بالتدریبات", ("تدریبات",)),
        ("وباکستان", ("باکستان",)),
        ("tanks", ("tanks",)),
    ],
)
def test_a_run_is_parted_at_what_is_named(word: str, parts: tuple[str, ...]) -> None:
    assert parted_words(word, NAMED.__contains__) == parts


@pytest.mark.parametrize(
    ("word", "known", "same"),
    [
        ("оружия", "оружие", True),
        ("пакистану", "пакистан", True),
        ("tansk", "tanks", False),
        ("китаи", "катар", False),
    ],
)
def test_cases_of_a_word_are_no_misspellings(word: str, known: str, same: bool) -> None:
    assert is_other_form(word, known) is same
