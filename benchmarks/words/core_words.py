"""Which concept of the core has no word in which language: ``python -m benchmarks.words.core_words``.

``benchmarks/words/core_words.toml`` names the concepts without which a kind of event is not read, and the languages that the bot reads.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.words.concepts import entries

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Grid:
    """How many words each concept (row) has in each language (column)."""

    languages: tuple[str, ...]
    concepts: tuple[str, ...]
    words: Mapping[tuple[str, str], int]

    def holes(self) -> list[tuple[str, str]]:
        """Language and concept without a word, in the order of the file."""
        return [(lang, of) for of in self.concepts for lang in self.languages if (lang, of) not in self.words]


def grid() -> Grid:
    """What ``facts/concepts`` has of the core."""
    core = tomllib.loads(FILE.read_text(encoding="utf-8"))
    words: dict[tuple[str, str], int] = {}
    for language, concept, _ in entries():
        words[language, concept] = words.get((language, concept), 0) + 1
    return Grid(tuple(core["languages"]), (*core["concepts"], *core["against"]), words)


def shown(found: Grid) -> str:
    """A line a concept: its words by language, and a dot where there is none."""
    head = f"{'':16}" + "".join(f"{language:>5}" for language in found.languages)
    lines = [
        f"{concept:16}" + "".join(f"{found.words.get((lang, concept), '.'):>5}" for lang in found.languages)
        for concept in found.concepts
    ]
    return "\n".join([head, *lines, f"{len(found.holes())} holes"]) + "\n"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    sys.stdout.write(shown(grid()))
