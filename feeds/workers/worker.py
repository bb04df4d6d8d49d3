"""The worker process for feeds: it reads what a stranger wrote, and may be killed while it does.

Started as ``python -m feeds.workers.worker``; ``feeds/workers/jobs.py`` has its loop.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from feeds.entries.entries import Unreadable
from feeds.formats.extract import extract, glimpse
from feeds.lists.discover import candidates
from feeds.plain.encoding import decode
from feeds.workers.jobs import Job, run

DRAFTS_IN_A_PART = 50
"""Drafts in one line of an answer: what the other side decodes at once must not stall its event loop."""


def replies_of(job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """The parts of an answer; the last one has no ``more``."""
    if job.what == "candidates":
        found = candidates(decode(body, job.content_type), job.url)
        yield {"candidates": found}
        return
    if job.asked is None:
        raise ValueError(f"a job to {job.what} says nothing of its feed")
    if job.what == "glimpse":
        seen = glimpse(body, job.content_type, job.asked, datetime.fromisoformat(job.at))
        yield {"unreadable": seen.reason} if isinstance(seen, Unreadable) else {"glimpse": seen}
        return
    extracted = extract(body, job.content_type, job.asked, datetime.fromisoformat(job.at))
    if isinstance(extracted, Unreadable):
        yield {"unreadable": extracted.reason}
        return
    drafts = extracted.drafts
    for start in range(0, len(drafts), DRAFTS_IN_A_PART):
        yield {"more": drafts[start : start + DRAFTS_IN_A_PART]}
    yield {"extract": replace(extracted, drafts=())}


if __name__ == "__main__":
    run(replies_of)
