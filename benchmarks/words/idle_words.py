"""Words of the beat that no text of the sets has: ``python -m benchmarks.words.idle_words``.

Read are the labelled sets beside the project (of the dealt ones *learn* alone), ``corpus/`` and the open stream of the
tests. An idle word is either a right one, which ``tests/facts/names/test_concepts.py`` reads in a text, or a relic that goes.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.news.devset import SHARED
from benchmarks.news.labels import corpus, examples, of_part
from benchmarks.words.concepts import entries
from facts.names.concepts import concept_forms
from facts.names.text import words_of

STREAM = Path(__file__).parents[2] / "tests" / "stream"
Entry = tuple[str, str, str]


def texts() -> Iterator[str]:
    """Every title and lead that words may be looked for in."""
    labelled = of_part("learn", examples()) if SHARED.is_dir() else ()
    for one in (*labelled, *corpus()):
        yield f"{one.article.title} . {one.article.lead}"
    for path in sorted(STREAM.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for event in (*table.get("event", ()), *table.get("none", ())):
            yield from (f"{row['title']} . {row.get('lead', '')}" for row in event["items"])


def idle(read: Iterable[str]) -> list[Entry]:
    """Language, concept and entry of those of which no form stands anywhere."""
    carried = {(one.language, one.form): one.entries for one in concept_forms()}
    longest = max(len(one.form.split()) for one in concept_forms())
    forms = Counter(form for text in read for form in _runs(words_of(text).folded, longest))
    fired = {
        (language, concept, entry)
        for (language, form), of in carried.items()
        if forms[form]
        for concept, entry in of.items()
    }
    return [one for one in dict.fromkeys(entries()) if one not in fired]


def _runs(folded: tuple[str, ...], longest: int) -> Iterator[str]:
    for start in range(len(folded)):
        for end in range(start + 1, min(start + longest, len(folded)) + 1):
            yield " ".join(folded[start:end])


def run() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    for entry in idle(texts()):
        sys.stdout.write("\t".join(entry) + "\n")


if __name__ == "__main__":
    run()
