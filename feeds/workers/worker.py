"""The loop of a worker process: it reads what a stranger wrote, and may be killed while it does.

Started as ``python -m feeds.workers.worker`` with a socket as its input and output. A job is a line of JSON (what to do with
which arguments and how many bytes follow) and those bytes; its answer is one line of JSON, or several parts of it. JSON
and not pickle: whoever takes over this process gains nothing in the other.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from feeds.entries.entries import Asked, Unreadable
from feeds.formats.extract import extract, glimpse
from feeds.lists.discover import candidates
from feeds.plain.encoding import decode

MEMORY = 400_000_000
"""Bytes of data that a worker may hold; a body of ten megabytes needs about a quarter of it."""
DRAFTS_IN_A_PART = 50
"""Drafts in one line of an answer: what the other side decodes at once must not stall its event loop."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a worker; ``size`` bytes of a body follow it."""

    what: str
    size: int
    content_type: str = ""
    url: str = ""
    at: str = ""
    asked: Asked | None = None


def to_line(value: Any) -> bytes:
    """A value as one line of JSON; a dataclass is its fields (``asdict`` copies every string in it first), a moment is
    written by ISO 8601."""
    return json.dumps(value, default=_plain).encode() + b"\n"


def read_job(line: bytes) -> Job:
    told = json.loads(line)
    asked = told["asked"] and Asked(**told["asked"] | {"known": tuple(told["asked"]["known"])})
    return Job(**told | {"asked": asked})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return {field.name: getattr(value, field.name) for field in fields(value)}


Answers = Callable[[Job, bytes], Iterator[dict[str, Any]]]
"""What a kind of worker does with a job: the parts of its answer."""


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


def safe_answers(answers: Answers, job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """Never raises: a parser that breaks on a body makes the body unreadable, not the worker useless."""
    try:
        yield from answers(job, body)
    except (MemoryError, RecursionError):
        yield {"unreadable": "the body is too large or too deeply nested to be read"}
    except Exception as error:  # noqa: BLE001 - format libraries raise whatever a hostile body makes them raise
        yield {"unreadable": f"the body breaks the parser ({type(error).__name__})"}


def serve(answers: Answers, jobs: BinaryIO, out: BinaryIO) -> None:
    """Answers jobs until nobody can send one."""
    out.write(b"{}\n")
    out.flush()
    while line := jobs.readline():
        job = read_job(line)
        body = jobs.read(job.size)
        for part in safe_answers(answers, job, body):
            out.write(to_line(part))
        out.flush()


def run(answers: Answers) -> None:
    """The life of a worker process, within its memory."""
    with contextlib.suppress(ValueError, OSError):  # not every system knows this limit
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    serve(answers, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    run(replies_of)
