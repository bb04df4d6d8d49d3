"""Designations on cards: the variant that texts name, and no class that none writes."""

import pytest

from handlers.render.words.designations import as_texts_name, variant_written, without_classes

WRITTEN = [
    ("J-10", ["20 J-10CE fighters"], "J-10CE"),
    ("J-10", ["J10CE jets", "the J-10 CE"], "J-10CE"),
    ("J-10", ["J-10C and J-10CE"], "J-10"),
    ("J-10", ["J-10 jets", "J-10C fighters"], "J-10C"),
    ("J-10", ["J-10s"], "J-10"),
    ("J-10", ["J-100C"], "J-10"),
    ("J-10", ["FJ-10C"], "J-10"),
    ("MQ-9", ["31 MQ-9B drones"], "MQ-9B"),
    ("JF-17", ["JF-17 Block III"], "JF-17"),
    ("JF-17", [], "JF-17"),
    ("KAAN", ["KAANX"], "KAAN"),
    ("Gripen", ["150 Gripen E jets"], "Gripen E"),
    ("Gripen", ["the Gripen-E, Gripen E's price"], "Gripen-E"),
    ("Gripen", ["Gripen C/D jets"], "Gripen C/D"),
    ("Gripen", ["Gripen E and Gripen C"], "Gripen"),
    ("Gripen", ["Gripen A good choice for Kyiv"], "Gripen"),
    ("Gripen", ["Gripen I saw"], "Gripen"),
    ("Rafale", ["26 Rafale M fighters", "Rafale jets"], "Rafale M"),
    ("Rafale", ["Rafale F. Smith said"], "Rafale"),
    ("Rafale", ["Rafale IN INDIA"], "Rafale"),
    ("Type 054A/P", ["Type 054A/P"], "Type 054A/P"),
    ("Hangor class", ["Hangor class"], "Hangor class"),
]


@pytest.mark.parametrize(("designation", "texts", "shown"), WRITTEN)
def test_as_the_texts_write_it(designation: str, texts: list[str], shown: str) -> None:
    assert variant_written(designation, texts) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Type 054B frigates", "Type 054B"),
        ("a Type 054A frigate", "Type 054A"),
        ("Tughril-class frigates", "Tughril-class"),
        ("frigates of two types", "Type 054A/P"),
        ("Type 054B and Type 054C ships", "Type 054A/P"),
    ],
)
def test_another_variant_is_not_told_as_the_one_that_it_is_filed_with(text: str, shown: str) -> None:
    aliases = ["Type 054 A/P", "054A/P", "Tughril class", "Tughril-class", "Type 054A", "Type 054"]
    assert as_texts_name("Type 054A/P", aliases, [text]) == shown


def test_a_named_ship_does_not_bring_its_class() -> None:
    ship, its_class = "PNS Tughril", "Type 054A/P"
    assert without_classes([ship, its_class], ["PNS Tughril handed over"]) == [ship]
    assert without_classes([ship, its_class], ["The Type-054 A/P frigate", "PNS Tughril"]) == [
        ship,
        its_class,
    ]
    assert without_classes(["HQ-9"], ["FD-2000 for Turkey"]) == ["HQ-9"]
    assert without_classes(["AH-64", "S-400"], ["Apache and S-400"]) == ["AH-64", "S-400"]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["FD-2000 for Turkey"], "FD-2000"),
        (["HQ-9 or FD-2000"], "HQ-9"),
        (["the HQ-9BE"], "HQ-9BE"),
        (["a missile named FD-20001"], "HQ-9"),
        (["红旗-9 导弹"], "HQ-9"),
        (["a long-range missile"], "HQ-9"),
    ],
)
def test_by_the_name_that_the_texts_use(texts: list[str], shown: str) -> None:
    assert as_texts_name("HQ-9", ["红旗-9", "FD-2000", "Red Banner 9"], texts) == shown
