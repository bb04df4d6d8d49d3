"""How the judges alone read the founding documents: every paragraph that was filed by hand under an event, against the
events that they find in its sentences. ``make paragraphs`` prints a table and, last, the figures as JSON; ``--print 000,001``
also every sentence of these documents with what was made of it.

right: same or update of an event filed from that paragraph, and of no other; wrong: of another, whatever else; held: a
person would decide; missed: not taken for ours, or taken for new. Beside them, of all paragraphs: ``stray`` are known
events found where none was filed, ``as_new`` sentences that would be filed as new, ``asked`` those that a person is asked
about.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from facts.matching.match import New, Same, Unsure, Update
from feeds.entries.entries import Document
from feeds.pages.documents import read_document
from handlers.ingest.documents import Filings, read_passages
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from seeds.load import load_seeds
from store.nouns.decisions import ArticleKeys
from store.store import Store, open_store

RAW = Path(__file__).parents[3] / "shared" / "seeds"
WORDS = ("right", "wrong", "held", "missed")
BESIDE = ("stray", "as_new", "asked")


def outcome(judged: Sequence[Judged], filed: Sequence[str]) -> str:
    """One of ``WORDS`` for a paragraph that was filed under the events ``filed``, by what its sentences became."""
    found = {one.event for one in judged if isinstance(one.verdict, Same | Update)}
    if found:
        return "right" if found <= set(filed) else "wrong"
    return "held" if any(isinstance(one.verdict, Unsure) for one in judged) else "missed"


def beside(judged: Sequence[Judged], filed: Sequence[str]) -> Counter[str]:
    """What else a paragraph's sentences would bring about."""
    stray = not filed and any(isinstance(one.verdict, Same | Update) for one in judged)
    new = sum(isinstance(one.verdict, New) for one in judged)
    return Counter(stray=stray, as_new=new, asked=sum(isinstance(one.verdict, Unsure) for one in judged))


async def read(store: Store, knowledge: Knowledge, document: Document, *, shown: bool) -> Counter[str]:
    [article] = await store.wire.known_articles([ArticleKeys(content_hash=document.content_hash)])
    if article is None:
        sys.exit(f"{document.name} is no founding document of these seeds")
    filings = Filings(article.id, await store.register.founding_evidence(article.id))
    counts: Counter[str] = Counter()
    passages = read_passages(document, article, filings, knowledge, {}, learn=False)
    for number, group in groupby(passages, key=lambda passage: passage.number):
        told, filed = [passage.judged for passage in group], filings.events(number)
        word = outcome(told, filed) if filed else "-"
        counts += Counter({word: 1}) + beside(told, filed)
        if shown:
            show(document.name[:3], number, word, told, filed)
    return counts


def show(name: str, number: int, word: str, told: Sequence[Judged], filed: Sequence[str]) -> None:
    print(f"\n[{name} {number}] {word}: filed {', '.join(filed) or 'under nothing'}")
    for one in told:
        reading = one.reading
        print(f"  {one.word} {one.event or ''} | {one.article.title}")
        print(
            f"      {reading.kind} {'+'.join(reading.countries)} {reading.day or ''} {reading.assertion} {reading.score:.2f}"
        )
        for reason in one.reasons:
            if reason.startswith(("from context", "nearest", "goes on")):
                print(f"      {reason}")


async def main(raw: Sequence[Document], shown: Sequence[str]) -> None:
    store = await open_store("sqlite://", lambda: datetime.now(UTC))
    await store.register.seed(load_seeds())
    knowledge = Knowledge(store)
    await knowledge.refresh()
    table, total = Table("document", *WORDS, *BESIDE), Counter[str]()
    for document in raw:
        counts = await read(store, knowledge, document, shown=document.name[:3] in shown)
        table.add_row(document.name[:3], *(str(counts[word]) for word in (*WORDS, *BESIDE)))
        total += counts
    await store.close()
    Console().print(table)
    figures = {word: total[word] for word in (*WORDS, *BESIDE)}
    sys.stdout.write(json.dumps(figures | {"paragraphs": sum(total[word] for word in WORDS)}) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--print", default="", metavar="000,001", help="documents whose sentences are shown")
    asked = [name for name in parser.parse_args().print.split(",") if name]
    if not RAW.is_dir():
        sys.exit("the founding documents are not beside the project")
    documents = [read_document(path.read_bytes(), path.name) for path in sorted(RAW.glob("*.txt"))]
    asyncio.run(main(documents, asked))
