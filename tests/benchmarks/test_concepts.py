"""The table of forms is what ``make concepts`` makes of the words, and every word stands in it."""

from importlib.util import find_spec

import pytest

from facts.names.concepts import concept_forms
from facts.names.text import words_of

if find_spec("simplemma") is None:
    pytest.skip("simplemma is a development dependency", allow_module_level=True)

from benchmarks.words import concepts

QUICK = frozenset(
    {"af", "ar", "bn", "en", "fa", "gu", "hi", "id", "ja", "ko", "mr", "nl", "ta", "te", "ur", "vi", "zh"}
)
"""Languages without a dictionary or with a small one; ``make concepts`` reads the large ones in half a minute."""


def test_the_table_is_what_the_command_makes() -> None:
    written = concepts.FILE.read_text("utf-8")
    assert written.startswith(concepts.HEAD)
    kept = [line for line in written.splitlines()[1:] if line.partition("\t")[0] in QUICK]
    assert kept == concepts.lines(QUICK)


def test_every_entry_stands_in_the_table_and_no_other_form_does() -> None:
    known = {
        (one.language, concept, entry) for one in concept_forms() for concept, entry in one.entries.items()
    }
    own = set(concepts.entries())
    assert known <= own, "a form is of an entry that is gone"
    lemmas = {(one.language, one.form): one.entries for one in concept_forms()}
    for language, concept, entry in own:
        folded = " ".join(words_of(entry.replace("~", "")).folded)
        assert concept in lemmas[language, folded], (language, concept, entry)


@pytest.mark.parametrize(
    ("entry", "language", "forms"),
    [
        ("sign~", "en", {"sign", "signs", "signed", "signing"}),
        ("hand~ over", "en", {"hand over", "hands over", "handed over", "handing over"}),
        ("air force", "en", {"air force"}),
        ("समझौता~", "hi", {"समझौता", "समझौते", "समझौतो", "समझौतों"}),
    ],
)
def test_a_marked_word_stands_for_all_its_forms(entry: str, language: str, forms: set[str]) -> None:
    assert set(concepts.forms_of(entry, language)) == forms


def test_a_word_that_no_dictionary_has_is_not_marked_in_silence() -> None:
    with pytest.raises(ValueError, match="no form of frobnicate"):
        concepts.forms_of("frobnicate~", "en")


def test_what_is_derived_is_no_form() -> None:
    endings = concepts.INFLECTED["tr"]
    assert all(
        endings.fullmatch(one) for one in ("", "i", "a", "da", "lar", "lari", "larinda", "inin", "ina")
    )
    assert not any(endings.fullmatch(one) for one in ("ci", "cilar", "lik", "siz", "dayken"))
