"""``entente ingest``: documents and feed files by the same path as the watcher."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from bot.app import Base, Watcher, open_base, open_wire
from bot.settings import Settings
from bot.shell.door import RefusalError, perform, tell_operator
from bot.shell.files import read_file
from bot.shell.register import register_of
from feeds.entries.entries import Unreadable
from feeds.entries.items import Parsed
from feeds.http.outcomes import Failed, Fetched
from feeds.pages.pages import EMPTY, NO_FEED, SENT_INSTEAD, WEB_PAGE
from handlers.ingest.article import article_of, keys_of
from handlers.ingest.documents import Documents
from handlers.ingest.judge import Judged
from handlers.watch.probe import source_of
from store.nouns.models import Article, Feed, FeedFacts

ADDRESS = ("http://", "https://")
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]


def command(
    places: Annotated[
        list[str], typer.Argument(metavar="PATH|URL…", help="Files or addresses, in this order.")
    ],
    as_json: Json = False,
) -> None:
    """Read documents (txt, md, html) and feed files (RSS, Atom, JSON Feed); one line an item.

    Example: entente ingest report.txt https://example.org/feed.xml
    """
    perform(lambda settings: ingest(settings, places, as_json))


@dataclass(frozen=True)
class Body:
    """What was found at a path or address."""

    place: str
    content: bytes
    content_type: str = ""


async def ingest(settings: Settings, places: Sequence[str], as_json: bool) -> int:
    """Returns 0. Raises ``RefusalError`` for what cannot be read, before the places after it are."""
    console = Console(soft_wrap=True, highlight=False)
    async with open_base(settings) as base, open_wire(base) as wire:
        for place in places:
            body = await _body(place, wire)
            for row in await _filed(base, wire, body):
                console.print(json.dumps(row, ensure_ascii=False) if as_json else _line(row), markup=False)
            tell_operator(f"{place}: filed in {register_of(settings)}")
    return 0


async def _body(place: str, wire: Watcher) -> Body:
    if not place.startswith(ADDRESS):
        return Body(place, read_file(Path(place)))
    answer = await wire.fetcher.fetch(place)
    if isinstance(answer, Fetched):
        return Body(place, answer.body, answer.content_type)
    reason = answer.reason if isinstance(answer, Failed) else "the server says that nothing changed"
    raise RefusalError(f"{place}: {reason}")


async def _filed(base: Base, wire: Watcher, body: Body) -> list[dict[str, Any]]:
    """A feed where the body is one, else a document."""
    facts = FeedFacts(source="unsaved", url=body.place)
    parsed = await wire.parsers.parse(body.content, body.content_type, facts, base.now())
    if isinstance(parsed, Parsed):
        return await _feed(base, wire, body, parsed)
    if not _may_be_document(body, parsed):
        raise RefusalError(f"{body.place}: {parsed.reason}")
    documents = Documents(
        base.store, wire.ingest.knowledge, wire.ingest.decider, base.now, wire.ingest.questions
    )
    return await _document(documents, wire, body, parsed)


def _may_be_document(body: Body, parsed: Unreadable) -> bool:
    """A text or a page; a challenge or an error page only where somebody has saved it on purpose."""
    return parsed.reason in (WEB_PAGE, NO_FEED, EMPTY) or (
        parsed.reason in SENT_INSTEAD and not body.place.startswith(ADDRESS)
    )


async def _feed(base: Base, wire: Watcher, body: Body, parsed: Parsed) -> list[dict[str, Any]]:
    address = parsed.head.link or body.place
    source = source_of(address, parsed.head.title, await base.store.register.sources())
    await base.store.register.add_source(source)
    known = await base.store.wire.feed(body.place)
    feed = known or Feed(
        id="by-hand", source=source.id, url=body.place, added_at=base.now(), next_due=base.now()
    )
    items = sorted(
        parsed.items, key=lambda item: item.article.published or base.now()
    )  # as the watcher reads them
    for item in items:
        item.article.source = source.id
    articles = [article_of(item, feed, base.now()) for item in items]
    judged = {one.article.id: one for one in await wire.ingest.feed(feed, items)}
    others = [article for article in articles if article.id not in judged]
    found = await base.store.wire.known_articles([keys_of(article) for article in others])
    twins = {article.id: twin for article, twin in zip(others, found, strict=True) if twin}
    rows = [
        _row(body.place, judged[article.id])
        if article.id in judged
        else _known(body.place, twins.get(article.id, article))
        for article in articles
    ]
    return rows + _left_out(body.place, parsed)


async def _document(
    documents: Documents, wire: Watcher, body: Body, parsed: Unreadable
) -> list[dict[str, Any]]:
    document = await wire.parsers.document(body.content, Path(body.place).name, body.content_type)
    if isinstance(document, Unreadable):
        raise RefusalError(f"{body.place} is no feed, and {document.reason}")
    if not document.parts:
        raise RefusalError(
            f"{body.place} is neither a feed ({parsed.reason}) nor a document with a paragraph"
        )
    passages = await documents.file(document)
    return [
        {**_row(body.place, one.judged), "article": one.cited, "paragraph": one.number} for one in passages
    ]


def _row(place: str, one: Judged) -> dict[str, Any]:
    return {
        "place": place,
        "article": one.article.id,
        "title": one.article.title,
        "verdict": one.word,
        "event": one.event,
        "score": round(one.score, 2),
        "reasons": one.reasons,
    }


def _known(place: str, article: Article) -> dict[str, Any]:
    """An item that was filed before, as ``article``."""
    told = {"verdict": "known", "event": article.event, "score": round(article.score or 0, 2)}
    return {
        "place": place,
        "article": article.id,
        "title": article.title,
        **told,
        "reasons": ["filed before"],
    }


def _left_out(place: str, parsed: Parsed) -> list[dict[str, Any]]:
    """One row for the entries that were not read, with their number; none where all were."""
    counts = {"too many to be read": parsed.skipped, "no items that can be read": parsed.broken}
    why = [f"{count} entries are {reason}" for reason, count in counts.items() if count]
    row = {"place": place, "article": None, "title": "", "verdict": "skipped", "event": None}
    return [{**row, "score": 0.0, "reasons": why, "entries": sum(counts.values())}] if why else []


def _line(row: dict[str, Any]) -> Text:
    where = f" ¶{row['paragraph']}" if "paragraph" in row else ""
    event = row["event"] or "–"
    return Text(
        f"{row['verdict']:<10} {event}  {row['score']:.2f}  {row['article'] or '–'}{where}  {'; '.join(row['reasons'])}"
    )
