"""The worker process for web pages and documents: a library for main texts is too heavy for every worker, and slow on
hostile pages.

Started as ``python -m feeds.workers.page_worker``; it speaks as ``feeds/workers/jobs.py`` does.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from feeds.pages.documents import read_document
from feeds.pages.webpages import read_page
from feeds.plain.encoding import decode, is_text
from feeds.plain.guess import guessed
from feeds.plain.text import shortened_text
from feeds.workers.jobs import Job, run

LEAD = 600
"""Characters of a main text that leave this process: a lead's worth. The rest is dropped here."""
PARAGRAPHS_IN_A_PART = 50


def page_replies(job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """The beginning of a page's main text (empty where it has none), or a whole document."""
    if job.what == "document":
        yield from _document(job, body)
    else:
        page = read_page(decode(body, job.content_type, guessed))
        yield {"lead": shortened_text(" ".join(page.paragraphs), LEAD)}


def _document(job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """Paragraphs with the places of their parts, then the document without them."""
    if not is_text(body):
        yield {"unreadable": "it is no text: only text, Markdown and HTML documents are read"}
        return
    document = read_document(body, job.url, job.content_type)
    rows = [
        (place, paragraph.number, paragraph.text, paragraph.heading)
        for place, part in enumerate(document.parts)
        for paragraph in part.paragraphs
    ]
    for start in range(0, len(rows), PARAGRAPHS_IN_A_PART):
        yield {"more": rows[start : start + PARAGRAPHS_IN_A_PART]}
    bare = tuple(replace(part, paragraphs=()) for part in document.parts)
    yield {"document": replace(document, parts=bare)}


if __name__ == "__main__":
    run(page_replies)
