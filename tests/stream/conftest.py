"""The stream read once for all tests of this folder: by the real way in, on a founded store in memory."""

import asyncio
from pathlib import Path

import pytest

from tests.clock import Clock
from tests.stream.labelled import Item, stream
from tests.stream.outcome import Outcome, ingested
from tests.templates import copied


@pytest.fixture(scope="session")
def items() -> tuple[Item, ...]:
    return stream()


@pytest.fixture(scope="session")
def outcome(items: tuple[Item, ...], founded_sqlite: Path) -> Outcome:
    return asyncio.run(_read(items, founded_sqlite))


async def _read(items: tuple[Item, ...], founded: Path) -> Outcome:
    clock = Clock()
    store = await copied(founded, clock)
    try:
        return await ingested(items, store, clock)
    finally:
        await store.close()
