"""Parsing in processes that can be killed, so that no body of a stranger stalls or fells the bot.

The event loop only moves bytes: a body goes into a worker's socket, drafts come back in parts of fifty.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from feeds.entries.entries import Declared, Document, Glimpse, Head, Paragraph, Part, Unreadable
from feeds.entries.items import Item, Parsed
from feeds.formats.parse import asked_of_feed
from feeds.lists.discover import FeedLink
from feeds.workers.jobs import Job, to_line
from feeds.workers.processes import Process, start
from store.nouns.models import ArticleFacts, FeedFacts

WORKERS = 2
SECONDS = 2.0
"""How long one body may take; the slowest of ninety captured feeds takes a twentieth of it."""
DOCUMENT_SECONDS = 20.0
"""A document is one that a person hands over and waits for."""
STARTING_SECONDS = 30.0
JOBS_OF_A_WORKER = 2000
"""A worker is replaced after so many jobs: format libraries leak, and a hostile body may leave something behind."""
TOO_SLOW = "the body takes longer than {seconds:g} seconds to read"
KILLED = "the body breaks the process that reads it"


class KilledError(Exception):
    """A worker did not answer: it was killed or died."""


class Worker:
    """One process, started when it is first needed."""

    def __init__(self, seconds: float, module: str = "feeds.workers.worker") -> None:
        self.seconds, self.module = seconds, module
        self.process: Process | None = None
        self.jobs = 0

    async def answer(self, job: Job, body: bytes) -> AsyncIterator[dict[str, Any]]:
        """The parts of an answer. Of a body that is too much for the process, which is gone then, the last one is
        ``unreadable``."""
        try:
            process = await self._running()
            async with asyncio.timeout(self.seconds):
                await _send(process, to_line(job) + body)
                more = True
                while more:
                    part = await _line(process)
                    more = "more" in part
                    yield part
        except (TimeoutError, KilledError) as error:
            await self.stop()
            too_slow = TOO_SLOW.format(seconds=self.seconds)
            yield {"unreadable": too_slow if isinstance(error, TimeoutError) else KILLED}
        except BaseException:
            await self.stop()
            raise
        else:
            self.jobs += 1
            if self.jobs >= JOBS_OF_A_WORKER:
                await self.stop()

    async def _running(self) -> Process:
        if self.process is None or self.process.has_ended():
            await self.stop()
            self.jobs = 0
            self.process = await _ready(self.module)
        return self.process

    async def stop(self) -> None:
        process, self.process = self.process, None
        if process is not None:
            await process.kill()


async def _ready(module: str) -> Process:
    """A worker that has said that it is up."""
    process = await start(module)
    try:
        async with asyncio.timeout(STARTING_SECONDS):
            await _line(process)
    except BaseException:
        await process.kill()
        raise
    return process


async def _send(process: Process, message: bytes) -> None:
    process.writer.write(message)
    with suppress(ConnectionError):  # it died while we wrote: reading its answer tells
        await process.writer.drain()


async def _line(process: Process) -> dict[str, Any]:
    try:
        line = await process.reader.readline()
    except (ValueError, ConnectionError) as error:
        # longer than LONGEST_LINE, or dead with our message unread
        raise KilledError from error
    if not line.endswith(b"\n"):
        raise KilledError
    answer: dict[str, Any] = json.loads(line)
    return answer


class Parsers:
    """The workers of one bot. Made by ``open_parsers``."""

    def __init__(self, workers: int, seconds: float) -> None:
        self.workers = [Worker(seconds) for _ in range(workers)]
        self.pages = Worker(seconds, "feeds.workers.page_worker")
        self.documents = Worker(DOCUMENT_SECONDS, "feeds.workers.page_worker")
        self._page_turn = asyncio.Lock()
        self.idle: asyncio.Queue[Worker] = asyncio.Queue()
        for worker in self.workers:
            self.idle.put_nowait(worker)

    async def parse(
        self,
        body: bytes,
        content_type: str,
        feed: FeedFacts,
        now: datetime,
        *,
        identity: str | None = None,
        known: Sequence[str] = (),
    ) -> Parsed | Unreadable:
        """As ``feeds.parse.parse``, in a process of its own. Never raises for what a body holds."""
        job = Job("feed", len(body), content_type, "", now.isoformat(), asked_of_feed(feed, identity, known))
        items: list[Item] = []
        part: dict[str, Any] = {}
        async for part in self._answer(job, body):
            items += [
                Item(ArticleFacts(**one["article"]), tuple(one["keys"])) for one in part.get("more", ())
            ]
        return _parsed(part, items)

    async def glimpse(
        self, body: bytes, content_type: str, feed: FeedFacts, now: datetime, *, identity: str | None = None
    ) -> Glimpse | Unreadable:
        """As ``feeds.extract.glimpse``, in a process of its own."""
        job = Job("glimpse", len(body), content_type, "", now.isoformat(), asked_of_feed(feed, identity, ()))
        parts = [part async for part in self._answer(job, body)]
        return _glimpse(parts[-1])

    async def candidates(self, body: bytes, content_type: str, url: str) -> tuple[FeedLink, ...]:
        """As ``feeds.discover.candidates``; none where the page is too much for a worker."""
        job = Job("candidates", len(body), content_type, url)
        parts = [part async for part in self._answer(job, body)]
        return tuple(FeedLink(**told) for part in parts for told in part.get("candidates", ()))

    async def page_lead(self, body: bytes, content_type: str) -> str:
        """The beginning of a web page's main text; empty where it has none or is too much for a worker."""
        job = Job("page", len(body), content_type)
        async with self._page_turn:
            parts = [part async for part in self.pages.answer(job, body)]
        return str(parts[-1].get("lead", ""))

    async def document(self, body: bytes, name: str, content_type: str = "") -> Document | Unreadable:
        """As ``feeds.documents.read_document``, in a process of its own; what is no text is not read."""
        paragraphs: list[list[Any]] = []
        part: dict[str, Any] = {}
        async for part in self.documents.answer(Job("document", len(body), content_type, name), body):
            paragraphs += part.get("more", ())
        return _document(part, paragraphs)

    async def _answer(self, job: Job, body: bytes) -> AsyncIterator[dict[str, Any]]:
        worker = await self.idle.get()
        try:
            async for part in worker.answer(job, body):
                yield part
        finally:
            self.idle.put_nowait(worker)


def _document(last: dict[str, Any], paragraphs: list[list[Any]]) -> Document | Unreadable:
    if "unreadable" in last:
        return Unreadable(last["unreadable"])
    told = last["document"]
    of_part: dict[int, list[Paragraph]] = defaultdict(list)
    for place, number, text, heading in paragraphs:
        of_part[place].append(Paragraph(number, text, heading))
    parts = (
        Part(
            part["title"],
            part["author"],
            datetime.fromisoformat(part["published"]) if part["published"] else None,
            part["basis"],
            tuple(of_part[place]),
        )
        for place, part in enumerate(told["parts"])
    )
    return Document(told["name"], told["title"], told["content_hash"], tuple(parts))


def _parsed(part: dict[str, Any], items: list[Item]) -> Parsed | Unreadable:
    if "unreadable" in part:
        return Unreadable(part["unreadable"])
    told = part["extract"]
    head = _head(told["head"])
    facts = (head, told["identity"], told["total"], tuple(told["slices"]), told["ill_formed"])
    return Parsed(tuple(items), *facts, told["skipped"], told["broken"])


def _glimpse(part: dict[str, Any]) -> Glimpse | Unreadable:
    if "unreadable" in part:
        return Unreadable(part["unreadable"])
    told = part["glimpse"]
    keys = tuple(map(tuple, told["keys"]))
    dates, slices = tuple(told["dates"]), tuple(told["slices"])
    facts = (_head(told["head"]), told["identity"], told["total"], slices)
    return Glimpse(keys, dates, *facts, told["skipped"], told["broken"])


def _head(told: dict[str, Any]) -> Head:
    pace = told["declared"]
    declared = Declared(pace["minutes"], tuple(pace["skip_hours"]), tuple(pace["skip_days"]))
    return Head(told["title"], told["link"], told["language"], declared)


@asynccontextmanager
async def open_parsers(workers: int = WORKERS, seconds: float = SECONDS) -> AsyncIterator[Parsers]:
    """Workers for as long as the context lasts; each starts with its first job."""
    parsers = Parsers(workers, seconds)
    try:
        yield parsers
    finally:
        every = (*parsers.workers, parsers.pages, parsers.documents)
        await asyncio.gather(*(worker.stop() for worker in every))
