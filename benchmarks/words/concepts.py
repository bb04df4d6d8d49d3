"""Expands the words of the beat to their forms and writes them: ``make concepts``.

``facts/concepts/*.toml`` has lemmas and phrases by language, one a line; a word with ``~`` behind it stands for all its
forms. These come from simplemma's dictionaries (https://github.com/adbar/simplemma), inverted. The bot reads nothing but
the table: resident, the dictionaries of a few languages take hundreds of megabytes.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from facts.names.joined import ARTICLE, joined_forms, with_clitics
from facts.names.text import words_of

FOLDER = Path(__file__).parents[2] / "facts" / "concepts"
FILE = FOLDER / "forms.tsv"
HEAD = "# Forms of the words of the beat: language, folded form, and each concept with the entry it is of. Written by `make concepts`.\n"
WORD = re.compile(r"[^\s\d'’.-]+")
DICTIONARY = {"no": "nb"}
"""Languages that simplemma knows by another code."""
INFLECTED = {
    "tr": re.compile(
        r"(?:[lt][ae]r)?(?:[iu]|s[iu])?n?(?:y?[ae]|[dt][ae]|[dt][ae]n|[yn]?[iu]|n?[iu]n|y?l[ae])?",
    )
}
"""Where derived words stand beside inflected ones: the folded endings of case, number and possession, which are kept."""
LOST = 1
"""Folded letters that a form may be shorter than its lemma: what is shorter is a fragment, or another word."""


def entries() -> Iterator[tuple[str, str, str]]:
    """Language, concept and entry, in the order of the files."""
    for path in sorted(FOLDER.glob("*.toml")):
        for concept, written in tomllib.loads(path.read_text("utf-8")).items():
            yield from ((path.stem, concept, entry) for entry in written)


def forms_of(entry: str, language: str) -> tuple[str, ...]:
    """What an entry stands for, as written; raises ``ValueError`` for a marked word that the language's dictionary has
    no form of."""
    marked = [word for word in entry.split() if word.endswith("~")]
    if not marked:
        return _JOINED[language](entry) if language in _JOINED else (entry,)
    [word] = marked
    lemma = word.removesuffix("~")
    inflected = tuple(form for form in inverted(language).get(lemma, ()) if _is_form(form, lemma, language))
    if not inflected:
        raise ValueError(f"{language}: no form of {lemma} is known")
    return tuple(entry.replace(word, form) for form in sorted({lemma, *inflected}))


def _arabic(entry: str) -> tuple[str, ...]:
    """Bare and with the article, alone and behind each clitic."""
    words = entry.split()
    bare = not any(word.startswith(ARTICLE) for word in words)
    heads = (entry, " ".join(ARTICLE + word for word in words)) if bare else (entry,)
    return tuple(dict.fromkeys(form for head in heads for form in (head, *with_clitics(head))))


def _urdu(entry: str) -> tuple[str, ...]:
    """A noun in the plural and before a postposition."""
    stem = entry.removesuffix("ہ")
    return (entry, f"{stem}وں", *((f"{stem}ے",) if stem != entry else ()))


def _bangla(entry: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(joined_forms(entry)))


_JOINED: Mapping[str, Callable[[str], tuple[str, ...]]] = {"ar": _arabic, "bn": _bangla, "ur": _urdu}
"""Languages whose words are joined to what stands beside them, by rules that no dictionary is needed for."""


def _is_form(form: str, lemma: str, language: str) -> bool:
    if not WORD.fullmatch(form):
        return False
    folded, base = (" ".join(words_of(word).folded) for word in (form, lemma))
    if len(folded) < len(base) - LOST:
        return False
    endings = INFLECTED.get(language)
    return endings is None or _ending(folded, base, endings)


def _ending(form: str, lemma: str, endings: re.Pattern[str]) -> bool:
    """Whether a form is the lemma and an ending; its last letter may be softened (k to g, t to d)."""
    return form[: len(lemma) - 1] == lemma[:-1] and endings.fullmatch(form[len(lemma) :]) is not None


@cache
def inverted(language: str) -> Mapping[str, Sequence[str]]:
    """Lemma → its forms, by the dictionary of a language."""
    dictionary = DefaultDictionaryFactory().get_dictionary(DICTIONARY.get(language, language))
    found: dict[str, list[str]] = {}
    for form, lemma in dictionary.items():
        found.setdefault(lemma, []).append(form)
    return found


def lines(languages: frozenset[str] | None = None) -> list[str]:
    """The lines of the table, of all languages or of some."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    for language, concept, entry in entries():
        if languages is None or language in languages:
            for form in forms_of(entry, language):
                folded = " ".join(words_of(form).folded)
                table.setdefault((language, folded), {}).setdefault(concept, entry)
    return [
        "\t".join([language, folded, *(f"{concept}={entry}" for concept, entry in of.items())])
        for (language, folded), of in sorted(table.items())
    ]


def run() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = lines()
    FILE.write_text(HEAD + "\n".join(made) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(made)} forms\n")


if __name__ == "__main__":
    run()
