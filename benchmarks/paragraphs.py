"""How the judges alone read the founding documents: every paragraph that was filed by hand under an event, against the
event that they find for it. ``make paragraphs`` prints a table and, last, the figures as JSON.

right: same or update of an event filed from that paragraph; wrong: of another; held: a person would decide; missed: not
taken for ours, or taken for new.
"""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from facts.matching.match import New, Same, Unsure, Update
from feeds.entries.entries import Document
from feeds.pages.documents import read_document
from handlers.ingest.documents import Filings, document_row
from handlers.ingest.judge import Judged, judge
from handlers.ingest.knowledge import Knowledge
from seeds.load import load_seeds
from store.nouns.decisions import ArticleKeys
from store.store import Store, open_store

RAW = Path(__file__).parents[2] / "shared" / "seeds"
WORDS = ("right", "wrong", "held", "missed")


def outcome(judged: Judged, filed: Sequence[str]) -> str:
    """One of ``WORDS`` for a paragraph that was filed under the events ``filed``."""
    match judged.verdict:
        case Same(event=event) | Update(event=event):
            return "right" if event in filed else "wrong"
        case Unsure():
            return "held"
        case None | New():
            return "missed"


async def read(store: Store, knowledge: Knowledge, document: Document) -> Counter[str]:
    [article] = await store.wire.known_articles([ArticleKeys(content_hash=document.content_hash)])
    if article is None:
        sys.exit(f"{document.name} is no founding document of these seeds")
    filings = Filings(article.id, await store.register.founding_evidence(article.id))
    told = [
        (
            document_row(document, part, paragraph, article, datetime.now(UTC)),
            filings.events(paragraph.number),
        )
        for part in document.parts
        for paragraph in part.paragraphs
        if filings.events(paragraph.number)
    ]
    judged = judge([row for row, _ in told], knowledge, learn=False)
    return Counter(outcome(one, filed) for one, (_, filed) in zip(judged, told, strict=True))


async def main(raw: Sequence[Document]) -> None:
    store = await open_store("sqlite://", lambda: datetime.now(UTC))
    await store.register.seed(load_seeds())
    knowledge = Knowledge(store)
    await knowledge.refresh()
    table, total = Table("document", *WORDS), Counter[str]()
    for document in raw:
        counts = await read(store, knowledge, document)
        table.add_row(document.name[:3], *(str(counts[word]) for word in WORDS))
        total += counts
    await store.close()
    Console().print(table)
    sys.stdout.write(json.dumps({word: total[word] for word in WORDS} | {"paragraphs": total.total()}) + "\n")


if __name__ == "__main__":
    if not RAW.is_dir():
        sys.exit("the founding documents are not beside the project")
    asyncio.run(main([read_document(path.read_bytes(), path.name) for path in sorted(RAW.glob("*.txt"))]))
