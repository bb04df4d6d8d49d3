"""Ordinals: every form of ``facts/rows/ordinals.toml`` is read as its number, in a sentence of its language."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.figures.ordinals import in_chinese, ordinals_in
from facts.names.lexicon import Lexicon
from facts.names.text import words_of
from facts.reading.series import Which, series_of
from facts.scanning.scan import scan
from store.nouns.words import plain_letters
from tests.examples import share_of

LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads(
    files("facts.rows").joinpath("ordinals.toml").read_text(encoding="utf-8")
)
FORMS = [
    (language, int(name) if name.isdigit() else None, form.removesuffix("~") + ending)
    for language, row in LANGUAGES.items()
    for name, forms in row.items()
    if name.isdigit() or name == "last"
    for form in forms.split("|")
    for ending in (row["endings"].split("|") if form.endswith("~") else [""])
]
SENTENCES = {
    "en": "China delivers the {} submarine to Pakistan",
    "zh": "中国向巴基斯坦交付{}艘潜艇",
    "ur": "چین نے پاکستان کو {} آبدوز حوالے کر دی",
    "hi": "चीन ने पाकिस्तान को {} पनडुब्बी सौंपी",
    "bn": "চীন বাংলাদেশকে {} সাবমেরিন হস্তান্তর করেছে",
    "ru": "Китай передал Пакистану {} подводную лодку",
    "tr": "Çin, Pakistan'a {} Hangor sınıfı denizaltıyı teslim etti",
    "ar": "الصين تسلم باكستان الغواصة {} من فئة هانغور",
    "fa": "چین زیردریایی {} را به پاکستان تحویل داد",
    "fr": "La Chine livre le {} sous-marin au Pakistan",
    "es": "China entrega el {} submarino a Pakistán",
    "de": "China übergibt das {} U-Boot an Pakistan",
    "id": "Tiongkok menyerahkan kapal selam {} ke Pakistan",
}
"""In Chinese the sentence brings the measure word."""


def which(title: str, lexicon: Lexicon) -> Which:
    return series_of(scan(title, lexicon), scan("", lexicon), published=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_its_number(language: str) -> None:
    for _, value, form in (one for one in FORMS if one[0] == language):
        text = f"x {form} x"
        assert [one.value for one in ordinals_in(text, words_of(text))] == [value], form


@pytest.mark.parametrize("language", [name for name in LANGUAGES if "written" in LANGUAGES[name]])
@pytest.mark.parametrize("value", [1, 3, 11, 20, 42])
def test_figures_with_a_suffix(language: str, value: int) -> None:
    for template in LANGUAGES[language]["written"]:
        text = template.format(n=value, c=in_chinese(value))
        assert [one.value for one in ordinals_in(text, words_of(text))] == [value], text


def test_the_languages_that_are_read_count_to_twenty() -> None:
    for language in ("en", "ur", "hi", "bn", "ru", "tr", "ar", "fa", "fr", "es", "it", "de", "id"):
        assert {value for one, value, _ in FORMS if one == language} >= {None, *range(1, 21)}, language


def test_no_form_is_two_numbers() -> None:
    read: dict[str, int | None] = {}
    for _, value, form in FORMS:
        assert read.setdefault(plain_letters(form), value) == value, form


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("8 и 9 фрегатов", []),
        ("шесть подводных лодок", []),
        ("двадцать первый фрегат", [21]),
        ("twenty-first frigate", [21]),
        ("第二十三艘", [23]),
        ("3 rd 4 th", []),
        ("le 2e et le 3ème", [2, 3]),
    ],
)
def test_what_is_none_and_what_is_long(text: str, values: list[int]) -> None:
    assert [one.value for one in ordinals_in(text, words_of(text))] == values


@settings(max_examples=share_of(150), deadline=None)
@given(st.sampled_from(sorted(SENTENCES)), st.data())
def test_two_numbers_are_two_pieces(lexicon: Lexicon, language: str, data: st.DataObject) -> None:
    forms = [(value, form) for one, value, form in FORMS if one == language and value]
    forms = forms or [(value, f"第{in_chinese(value)}") for value in range(1, 31)]
    (first, one), (second, other) = (data.draw(st.sampled_from(forms)) for _ in range(2))
    readings = [which(SENTENCES[language].format(form), lexicon) for form in (one, other)]
    assert [reading.ordinal for reading in readings] == [first, second], (one, other)


@pytest.mark.parametrize(
    ("title", "ordinal", "batch", "final"),
    [
        ("China delivers fourth and final frigate to Pakistan", 4, None, True),
        ("China delivers last frigate to Pakistan", None, None, True),
        ("China delivers Batch III of missiles to Pakistan", None, 3, False),
        ("China delivers batch two of missiles to Pakistan", None, 2, False),
        ("China delivers the final batch of missiles to Pakistan", None, None, True),
        ("中国向巴基斯坦交付第二批导弹", None, 2, False),
        ("چین نے پاکستان کو میزائلوں کی دوسری کھیپ دے دی", None, 2, False),
        ("Китай поставил вторую партию ракет", None, 2, False),
        ("China delivers frigate to Pakistan for the third time", None, None, False),
        ("Last week China delivered a frigate to Pakistan", None, None, False),
        ("Third country to buy the tank", None, None, False),
        ("China's Third Fleet sends a frigate", None, None, False),
    ],
)
def test_pieces_and_batches(
    title: str, ordinal: int | None, batch: int | None, final: bool, lexicon: Lexicon
) -> None:
    found = which(title, lexicon)
    assert (found.ordinal, found.batch, found.final) == (ordinal, batch, final)


SPANS = [
    (
        "Egypt and Turkey start first joint naval drill in 13 years",
        "Egypt and Turkey start first joint naval drill",
    ),
    ("China receives first frigate since 2019", "China receives first frigate"),
    ("La France entame le premier exercice depuis 2021", "La France entame le premier exercice"),
    ("Deutschland beginnt die erste Übung seit 2019", "Deutschland beginnt die erste Übung"),
    ("India inicia el primer ejercicio en cinco años", "India inicia el primer ejercicio"),
    ("Россия начала первые учения за пять лет", "Россия начала первые учения"),
    ("Türkiye beş yıl sonra ilk tatbikat için hazır", "Türkiye ilk tatbikat için hazır"),
    ("中国五年来第一次演习", "中国第一次演习"),
    ("بدأت مصر أول تدريب منذ عام 2019", "بدأت مصر أول تدريب"),
    ("پاکستان کی پانچ سال بعد پہلی مشق", "پاکستان کی پہلی مشق"),
    ("भारत का पांच साल बाद पहला अभ्यास", "भारत का पहला अभ्यास"),
    ("Indonesia gelar latihan pertama dalam lima tahun", "Indonesia gelar latihan pertama"),
]


@pytest.mark.parametrize(("of_a_while", "of_all"), SPANS)
def test_the_first_in_years_is_no_first(of_a_while: str, of_all: str) -> None:
    assert [one.value for one in ordinals_in(of_all, words_of(of_all))] == [1]
    assert [one.value for one in ordinals_in(of_a_while, words_of(of_a_while))] == []


def test_the_second_in_years_is_the_second() -> None:
    text = "Egypt and Turkey hold second drill in five years"
    assert [one.value for one in ordinals_in(text, words_of(text))] == [2]


@pytest.mark.parametrize("text", ["Iraq to buy 12 JF-17A jets", "Iran shows its MiG-29a and Su-30nd jets"])
def test_a_designator_is_no_ordinal(text: str) -> None:
    assert ordinals_in(text, words_of(text)) == ()
