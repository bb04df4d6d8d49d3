"""The worker process for web pages: a library for main texts is too heavy for every worker, and slow on hostile pages.

Started as ``python -m feeds.page_worker``; it speaks as ``feeds/worker.py`` does.
"""

from collections.abc import Iterator
from typing import Any

from feeds.encoding import decode
from feeds.text import cut
from feeds.webpages import read_page
from feeds.worker import Job, run

LEAD = 600
"""Characters of a main text that leave this process: a lead's worth. The rest is dropped here."""


def answers(job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """The beginning of a page's main text; empty where it has none."""
    page = read_page(decode(body, job.content_type))
    yield {"lead": cut(" ".join(page.paragraphs), LEAD)}


if __name__ == "__main__":
    run(answers)
