"""What is ours only because it is surely about a known event: ``python -m benchmarks.match.again``.

Every labelled text beside the project in time order, the index holding what came before and was taken for ours; counted are
texts that are none of ours by themselves and are put to a known event (``handlers/ingest/judge.py``), by their label. Titles
are printed of *learn* alone; *lock* is not read. The last line is JSON.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.news.devset import SHARED
from benchmarks.news.known import founded_lexicon
from benchmarks.news.labels import Example, examples
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import New, Same, Update, match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.weights.model import certain, relevance
from handlers.ingest.judge import COMPARED, SURELY


def told_again(stream: Iterable[Example], lexicon: Lexicon) -> Iterator[Example]:
    """The texts of a stream that a known event makes ours."""
    index, weights = EventIndex(), certain(relevance())
    for one in stream:
        reading = assess(one.article, lexicon)
        if reading.relevant:
            learn(index, one, reading, lexicon)
        elif reading.relevance == "irrelevant" and reading.score >= COMPARED:
            verdict = match(one.article, assess(one.article, lexicon, weights), index)
            if isinstance(verdict, Same | Update) and verdict.score >= SURELY:
                yield one


def learn(index: EventIndex, one: Example, reading: Reading, lexicon: Lexicon) -> None:
    verdict = match(one.article, reading, index)
    text = ProfileText(one.article.title, one.article.lead, reading.published, reading)
    if isinstance(verdict, New):
        index.add(Profile(one.id, draft(one.article, reading, lexicon), (text,)))
    elif isinstance(verdict, Same | Update):
        index.add_text(verdict.event, text)


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    if not (SHARED / "wire").is_dir():
        sys.exit(f"There are no labelled texts at {SHARED}; ENTENTE_SHARED may name the folder.")
    lexicon = founded_lexicon()
    told = [one for one in examples() if one.set != "devset" and one.article.published is not None]
    told.sort(key=lambda one: (str(one.article.published), one.id))
    found: dict[str, Counter[str]] = {}
    for part in ("learn", "check"):
        again = list(told_again((one for one in told if one.part == part), lexicon))
        found[part] = Counter(one.label for one in again)
        if part == "learn":
            sys.stdout.writelines(f"{one.label}: {one.article.title}\n" for one in again)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
