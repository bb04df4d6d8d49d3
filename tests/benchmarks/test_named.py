"""The measure of names counts what is a name, by expressions that know nothing of the register."""

import pytest

from benchmarks.news.named import FINDERS, is_within, names

FOUND = [
    ("people", "Chinese Vice Admiral Wen Taoran met Defence Minister Orvan Delkash.", ["Wen Taoran", "Orvan Delkash"]),
    ("people", "The General Staff Headquarters and the President House said so.", []),
    ("services", "The Royal Thai Navy and the PLAAF trained.", ["Royal Thai Navy", "PLAAF"]),
    ("ships and classes", "PNS Marwarid sailed with the destroyer Changbai.", ["PNS Marwarid", "destroyer Changbai"]),
    ("systems", "Four QX-71 tanks were shown.", ["QX-71"]),
    ("exercises", "The joint exercise Korvan Hunt began.", ["Korvan Hunt"]),
    ("exercises", "Military Drill Begins In Pune", []),
    ("pacts", "They signed the Korvan Accord and spoke of AUKUS.", ["Korvan Accord", "AUKUS"]),
]  # fmt: skip


@pytest.mark.parametrize(("sort", "text", "wanted"), FOUND)
def test_names_are_found_in_a_text(sort: str, text: str, wanted: list[str]) -> None:
    assert [name for name, _, _ in names(text, FINDERS[sort])] == wanted


def test_a_name_is_within_another_word_by_word() -> None:
    assert is_within(("wen", "taoran"), ("admiral", "wen", "taoran"))
    assert is_within(("karvan", "hunt", "four"), ("hunt",))
    assert not is_within(("wen",), ("wenbin",))
