"""Where a piece of knowledge stands in the project: the file and line of a name, a word or a trigger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from facts.names.concepts import concept_forms
from facts.names.text import words_of

ROOT = Path(__file__).parent.parent.parent
ENTRIES = ("facts/**/rows/*.py", "facts/**/*.toml", "seeds/**/*.toml")
CONCEPTS = "facts/concepts/*.toml"
KINDS = "facts/**/kinds.toml"
HEAD = re.compile(r"""^\s*(?:\("(?P<row>[^"]+)",|"(?P<key>[^"]+)":|\[(?:\w+\.)?"?(?P<table>[^\]"]+)"?\]$)""")
"""How an entry begins: a row's id, a key, a TOML table."""
LONG_ROW = re.compile(r'^\s*"(?P<row>[^"]+)",$')
"""A row's id below its bracket."""
CONCEPT = re.compile(r"^([a-z-]+) = \[$")
WORD = re.compile(r'^  "(.+)",$')
"""A concept in the file of its language, and one of its words."""
TRIGGER = re.compile(r'^"([^"]+)" = \d')
LONGEST = 40
"""Lines of an entry that are looked at."""


@dataclass(frozen=True, slots=True)
class DataEntry:
    """An entry of a data file: ``place`` is ``file:line``, ``text`` what stands below its id."""

    place: str
    text: str


class Origins:
    """Reads the data files when first asked; some tens of milliseconds."""

    def entry(self, key: str, written: str) -> str:
        """``file:line`` of the entry ``key`` that has the words ``written`` in it; of none where it is the only one, else
        empty (names of states come from CLDR, too)."""
        entries = self._entries.get(key, [])
        sought = f" {' '.join(words_of(written).folded)} "
        found = [entry for entry in entries if sought in f" {' '.join(words_of(entry.text).folded)} "]
        if not found and len(entries) == 1:
            found = entries
        return found[0].place if found else ""

    def word(self, concept: str, written: str) -> str:
        """``file:line`` of the word, or of the lemma whose form it is, by which ``written`` carries the concept; else
        empty (names carry concepts, too)."""
        form = " ".join(words_of(written).folded)
        return next((place for one in self._forms.get(form, ()) if (place := self._line(concept, *one))), "")

    def _line(self, concept: str, language: str, entries: dict[str, str]) -> str:
        return self._lines.get((language, concept, entries.get(concept, "")), "")

    def trigger(self, pattern: str) -> str:
        """``file:line`` of a kind's trigger; empty for what is none (a drill with a name of its own)."""
        return self._triggers.get(pattern, "")

    @cached_property
    def _entries(self) -> dict[str, list[DataEntry]]:
        found: dict[str, list[DataEntry]] = {}
        for path in sorted({path for pattern in ENTRIES for path in ROOT.glob(pattern)}):
            for key, entry in _entries_of(path):
                found.setdefault(key, []).append(entry)
        return found

    @cached_property
    def _forms(self) -> dict[str, list[tuple[str, dict[str, str]]]]:
        found: dict[str, list[tuple[str, dict[str, str]]]] = {}
        for one in concept_forms():
            found.setdefault(one.form, []).append((one.language, one.entries))
        return found

    @cached_property
    def _lines(self) -> dict[tuple[str, str, str], str]:
        """Language, concept and entry to the line that it stands on."""
        return {key: place for path in ROOT.glob(CONCEPTS) for key, place in _words_in(path)}

    @cached_property
    def _triggers(self) -> dict[str, str]:
        return {
            pattern: _place(path, number)
            for path in ROOT.glob(KINDS)
            for number, line in enumerate(path.read_text("utf-8").splitlines())
            for pattern in TRIGGER.findall(line)
        }


def _words_in(path: Path) -> Iterator[tuple[tuple[str, str, str], str]]:
    concept = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        if head := CONCEPT.match(line):
            concept = head[1]
        elif word := WORD.match(line):
            yield (path.stem, concept, word[1]), _place(path, number)


def _entries_of(path: Path) -> Iterator[tuple[str, DataEntry]]:
    lines = path.read_text("utf-8").splitlines()
    heads = list(_heads(lines))
    ends = [*(number for number, _ in heads[1:]), len(lines)]
    for (number, head), after in zip(heads, ends, strict=False):
        key = next(group for group in head.groups() if group)
        rest = [lines[number][head.end() :], *lines[number + 1 : min(after, number + LONGEST)]]
        yield key, DataEntry(_place(path, number), "\n".join(rest))


def _heads(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines):
        after_bracket = number > 0 and lines[number - 1].strip() == "("
        if head := HEAD.match(line) or (LONG_ROW.match(line) if after_bracket else None):
            yield number, head


def _place(path: Path, number: int) -> str:
    return f"{path.relative_to(ROOT)}:{number + 1}"
