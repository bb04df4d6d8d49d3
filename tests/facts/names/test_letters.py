"""One folding of letters, one stemmer, one stop list: what they join and what they keep apart."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facts.names.lexicon import Lexicon
from facts.names.phrases import stems
from facts.names.stop_words import stop_words, stop_words_of
from facts.names.text import fold, words_of
from store.nouns.words import PASTS, SPELLINGS, ascii_words, folded_phrase, plain_letters, stem

ROOT = Path(__file__).parent.parent.parent.parent
LETTERS = st.text(st.characters(categories=["L", "M", "N"]), max_size=12)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TÜRKİYE", "türkiye"),
        ("Kırgızistan", "KIRGIZISTAN"),
        ("Łódź", "lodz"),
        ("ŁÓDŹ", "łódź"),
        ("Straße", "STRASSE"),
        ("manœuvre", "manoeuvre"),
        ("Ærø", "aero"),
        ("سعودي", "سعودی"),
        ("می‌شود", "میشود"),
        ("２０２６", "٢٠٢٦"),
        ("\uff33\uff29\uff30\uff32\uff29", "sipri"),
    ],
)
def test_one_letter_however_it_is_written(one: str, other: str) -> None:
    assert plain_letters(one) == plain_letters(other)
    assert folded_phrase(one) == folded_phrase(other)
    assert words_of(one).folded == words_of(other).folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("मैत्री", "मित्र"), ("भारत", "भरत"), ("युद्ध", "युध"), ("মৈত্রী", "মিত্র"), ("ปืน", "ปูน"), ("İran", "Iraq")],
)
def test_vowels_that_are_written_as_marks_part_words(one: str, other: str) -> None:
    """Taken off as accents are, they would leave "friendship" and "friend" the same consonants."""
    assert folded_phrase(one) != folded_phrase(other)
    assert len(folded_phrase(one).split()) == len(folded_phrase(other).split()) == 1


@given(st.text(max_size=40))
def test_folding_is_done_once(text: str) -> None:
    once = plain_letters(text)
    assert plain_letters(once) == once
    assert folded_phrase(folded_phrase(text)) == folded_phrase(text)


@given(LETTERS)
def test_case_makes_no_other_word(text: str) -> None:
    """But for signs of which Unicode's upper and lower case are no pair."""
    assume(all(sign.upper().lower() == sign.lower() for sign in text))
    assert plain_letters(text.upper()) == plain_letters(text.lower())


@given(st.text(st.characters(categories=["L", "M", "Nd"]), max_size=12))
def test_the_words_of_questions_are_in_the_letters_of_the_words_of_texts(text: str) -> None:
    """Both go by one folding: read again as a question's, a text's words are the same words. But for signs that stand for
    several, such as "¼"."""
    assume(normalize("NFKC", text) == text)
    folded = words_of(text).folded
    assert [folded_phrase(word) for word in folded] == list(folded)


def test_ids_are_in_ascii() -> None:
    assert ascii_words("Łódź–Türkiye 2: „Straße“") == ["lodz", "turkiye", "2", "strasse"]
    assert ascii_words("中国海军") == []


@pytest.mark.parametrize(
    "forms",
    [
        "navy navies",
        "army armies",
        "ally allies allied",
        "exercise exercises exercising exercised",
        "supply supplies supplied supplying",
        "sell sells sold selling",
        "sign signs signed signing",
        "frigate frigates",
        "base bases based",
        "class classes",
        "agency agencies",
        "war wars",
        "talk talks talked",
        "drill drills drilled",
    ],
)
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words", ["arms army", "base basin", "ship sheep", "mine mint", "deal dealer", "port part"]
)
def test_other_words_have_other_stems(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize("american", SPELLINGS)
def test_both_spellings_are_one_word(american: str) -> None:
    one = SPELLINGS[american]
    assert folded_phrase(f"{american} {american}s") == f"{one} {one}s"
    assert fold(american) == fold(f"{american}s") == fold(one)
    assert stem(folded_phrase(american)) == stem(one)


def test_a_past_form_is_of_its_verb() -> None:
    assert all(stem(past) == stem(verb) for past, verb in PASTS.items())


def test_what_carries_no_meaning_is_passed_over_alike() -> None:
    assert stems("What did they sell to the navy, and when?") == {stem("sell"), stem("navy")}
    assert {"what", "the", "und", "и", "है", "的", "کے"} <= stop_words()
    assert stop_words() < stop_words("questions")
    assert stop_words_of("en") < stop_words()


@pytest.mark.parametrize("part", ["names", "questions", "headlines"])
def test_each_part_of_the_stop_list_is_read(part: str) -> None:
    parts = {
        "names": stop_words("names"),
        "questions": stop_words("questions"),
        "headlines": stop_words("headlines"),
    }
    assert parts[part] > stop_words()


def test_no_stop_word_names_an_entry(lexicon: Lexicon) -> None:
    """A question of one word would be passed over; names that have to be written in capitals are told apart by them."""
    named = {
        word
        for word in stop_words("questions")
        for found in lexicon.find(words_of(word))[0]
        if len(words_of(word).folded) == 1 and not found.weak
    }
    assert named == set()


def test_there_is_one_folding_and_one_stop_list() -> None:
    """The room that judges takes marks off by ``store/nouns/words.py`` alone, and no other file lists words without meaning."""
    sources = {path: path.read_text() for path in (ROOT / "facts").rglob("*.py")}
    folding = [
        path.name for path, source in sources.items() if re.search(r"normalize\(\"NFKD|\.combining\(", source)
    ]
    assert folding == []
    listing = [path.name for path, source in sources.items() if {"the", "of", "with"} <= _listed(source)]
    assert listing == []


def _listed(source: str) -> set[str]:
    return set(re.findall(r'^\s+"(\w+)",$', source, re.MULTILINE))
