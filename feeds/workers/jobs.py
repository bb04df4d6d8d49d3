"""What a worker process is asked and how it answers, and the loop in which it does.

A worker is started as ``python -m`` with a socket as its input and output. A job is a line of JSON (what to do with
which arguments and how many bytes follow) and those bytes; its answer is one line of JSON, or several parts of it. JSON
and not pickle: whoever takes over this process gains nothing in the other.
"""

import contextlib
import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, BinaryIO

from feeds.entries.entries import Asked

MEMORY = 400_000_000
"""Bytes of data that a worker may hold; a body of ten megabytes needs about a quarter of it."""


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


_Answers = Callable[[Job, bytes], Iterator[dict[str, Any]]]
"""What a kind of worker does with a job: the parts of its answer."""


def safe_answers(answers: _Answers, job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """Never raises: a parser that breaks on a body makes the body unreadable, not the worker useless."""
    try:
        yield from answers(job, body)
    except (MemoryError, RecursionError):
        yield {"unreadable": "the body is too large or too deeply nested to be read"}
    except Exception as error:  # noqa: BLE001 - format libraries raise whatever a hostile body makes them raise
        yield {"unreadable": f"the body breaks the parser ({type(error).__name__})"}


def serve(answers: _Answers, jobs: BinaryIO, out: BinaryIO) -> None:
    """Answers jobs until nobody can send one."""
    out.write(b"{}\n")
    out.flush()
    while line := jobs.readline():
        job = read_job(line)
        body = jobs.read(job.size)
        for part in safe_answers(answers, job, body):
            out.write(to_line(part))
        out.flush()


def run(answers: _Answers) -> None:
    """The life of a worker process, within its memory."""
    with contextlib.suppress(ValueError, OSError):  # not every system knows this limit
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    serve(answers, sys.stdin.buffer, sys.stdout.buffer)
