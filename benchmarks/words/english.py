"""Writes the stems of English words, by which a word that no text has is told from a misspelt one: ``make concepts``.

The words are those of simplemma's dictionary (https://github.com/adbar/simplemma). The bot reads nothing but their stems:
resident, the dictionary takes tens of megabytes.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from store.nouns.words import ENGLISH, ENGLISH_LETTERS, folded_phrase, stem

FILE = Path(__file__).parents[2] / "store" / "nouns" / ENGLISH


def dictionary() -> frozenset[str]:
    """Forms and lemmas in small letters; what is shorter or longer is never read as another word, or has no near one."""
    pairs = DefaultDictionaryFactory().get_dictionary("en").items()
    words = {_text(word) for pair in pairs for word in pair}
    return frozenset(
        word
        for word in words
        if len(word) in ENGLISH_LETTERS and word.isascii() and word.isalpha() and word.islower()
    )


def _text(word: str | bytes) -> str:
    return word if isinstance(word, str) else word.decode()


def stems(words: Iterable[str]) -> list[str]:
    """In the order of the alphabet, each once."""
    return sorted({stem(folded_phrase(word)) for word in words})


def run() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    made = stems(dictionary())
    FILE.write_text("\n".join(["", *made, ""]), encoding="ascii")
    sys.stdout.write(f"{len(made)} stems of English words\n")


if __name__ == "__main__":
    run()
