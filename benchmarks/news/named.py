"""How many of the names that relevant news gives are known, or read as names that would be proposed.

``python -m benchmarks.news.named [--part check] [--unknown N]``: persons with a title, services, ships and classes, systems,
exercises, pacts. What counts as a name is found by plain expressions over the text (``benchmarks/news/named.toml``), which know
nothing of the register and of the reading. A name is *known* where the lexicon finds an entry of a fitting sort in it, and
*proposed* where the reading gives it as one that goes to ``/review`` once it keeps appearing. Names are shown of *learn*
alone.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.news.known import founded_lexicon
from benchmarks.news.labels import Example, examples
from facts.names.lexicon import Lexicon
from facts.names.text import words_of
from facts.naming.given import unknown_names
from facts.reading.assess import assess
from facts.scanning.scan import scan

_CAP = r"(?:(?:[A-Z][\w’'`]*[a-zà-ÿ]|[A-Z]\.)[\w’'`]*)"
_NAME = rf"(?:{_CAP}(?:(?: |-)(?:al-|bin |ul |ur |uz-|e )?{_CAP}){{0,3}})"
_STATE = (
    r"(?:(?:Pakistan|China|India|Bangladesh|Sri Lanka|Nepal|Turkey|Turkish|Russia|Iran|Saudi|Egypt|Indonesia|Malaysia|Thailand|Thai|"
    r"Vietnam|Philippine|Singapore|Japan|Australia|French|France|German|Britain|British|Polish|Poland|Ukrain|Azerbaijan|Nigeria|"
    r"Myanmar|Cambodia|Lao|Qatar|Kuwait|Oman|Bahrain|Jordan|Iraq|Afghan|Uzbek|Kazakh|Tajik|Mongolia|Korea|Canad|Ital|Spa|Gree|"
    r"Israel|Emirat|American|US|U\.S\.|Chinese|Belarus|Serbia|Romania|Morocc|South Africa|Brazil|Swedish|Norweg|Finnish|Maldiv)\w*)"
)
_ROWS = tomllib.loads((Path(__file__).parent / "named.toml").read_text(encoding="utf-8"))
_NEVER = frozenset(_ROWS.pop("never"))


@dataclass(frozen=True)
class Finder:
    """How names of a sort are found, and which sorts of the lexicon they may be."""

    expression: re.Pattern[str]
    fits: tuple[str, ...]


def _finder(row: dict[str, str]) -> Finder:
    spelled = row["expression"].replace("NAME", _NAME).replace("CAP", _CAP).replace("STATE", _STATE)
    return Finder(re.compile(spelled), tuple(row["fits"]))


FINDERS = {sort: _finder(row) for sort, row in _ROWS.items()}


@dataclass
class Count:
    """Names of one sort, each once a text."""

    known: int = 0
    proposed: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)

    @property
    def every(self) -> int:
        return self.known + self.proposed + self.missing.total()


def main() -> None:
    """Prints the table, and of *learn* the most frequent names of each sort that are neither."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--part", choices=("learn", "check"), default="learn")
    parser.add_argument("--unknown", type=int, default=8)
    asked = parser.parse_args()
    lexicon, counts = founded_lexicon(), {sort: Count() for sort in FINDERS}
    relevant = [one for one in examples() if one.part == asked.part and one.label != "no"]
    for one in relevant:
        count_in(one, lexicon, counts)
    print(f"{len(relevant)} relevant items of {asked.part}\n")
    print(f"{'sort':20}{'names':>7}{'known':>7}{'proposed':>10}{'together':>10}")
    for sort, count in [*counts.items(), ("all", together(counts))]:
        share = 100 * (count.known + count.proposed) / max(1, count.every)
        print(f"{sort:20}{count.every:7}{count.known:7}{count.proposed:10}{share:9.1f}%")
    for sort, count in counts.items() if asked.part == "learn" else ():
        print(f"\nneither, {sort}:")
        for name, times in count.missing.most_common(asked.unknown):
            print(f"  {times} {name}  | {count.example[name]}")


def together(counts: dict[str, Count]) -> Count:
    """All sorts as one."""
    every = Count(sum(one.known for one in counts.values()), sum(one.proposed for one in counts.values()))
    for one in counts.values():
        every.missing += one.missing
    return every


def count_in(one: Example, lexicon: Lexicon, counts: dict[str, Count]) -> None:
    """Each name of a text once, in the sort that it has there."""
    reading = assess(one.article, lexicon)
    given = {words_of(name.name).folded for name in unknown_names(one.article, reading, lexicon)}
    for sort, finder in FINDERS.items():
        seen = set[str]()
        for text in (one.article.title, one.article.lead[:700]):
            known = places(text, lexicon, finder.fits)
            for name, start, end in names(text, finder):
                if name.casefold() not in seen:
                    seen.add(name.casefold())
                    is_given = any(is_within(own, words_of(name).folded) for own in given)
                    is_known = any(a < end and start < b for a, b in known)
                    count_one(counts[sort], name, around(text, start, end), is_known, is_given)


def count_one(count: Count, name: str, example: str, is_known: bool, is_given: bool) -> None:
    if is_known:
        count.known += 1
    elif is_given:
        count.proposed += 1
    else:
        count.missing[name] += 1
        count.example.setdefault(name, example)


def names(text: str, finder: Finder) -> Iterator[tuple[str, int, int]]:
    """Each name with its start and end; one that begins with a word that is none is left out."""
    for match in finder.expression.finditer(text):
        group = next(name for name, found in match.groupdict().items() if found)
        if not _NEVER & set(match[group].casefold().split()):
            yield match[group], match.start(group), match.end(group)


def places(text: str, lexicon: Lexicon, sorts: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where names of these sorts stand that the lexicon knows."""
    segment = scan(text, lexicon)
    starts, raw = segment.words.starts, segment.words.raw
    return [(starts[f.start], starts[f.end - 1] + len(raw[f.end - 1])) for f in segment.of_sort(*sorts)]


def is_within(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one of the two is a part of the other, word by word."""
    return any(
        name[at : at + len(given)] == given or given[at : at + len(name)] == name
        for at in range(len(name) + len(given))
    )


def around(text: str, start: int, end: int) -> str:
    return text[max(0, start - 60) : end + 60].replace("\n", " ")


if __name__ == "__main__":
    main()
