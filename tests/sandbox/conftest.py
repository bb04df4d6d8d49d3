from collections.abc import AsyncIterator

import pytest

from sandbox.control import Sandbox
from tests.openapi import SPEC, invalid_answers
from tests.sandbox.client import Bot, connected


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Everything that it answered in the test is of the shape that Discord describes."""
    async with Sandbox.running() as running:
        yield running
    if SPEC.exists():
        assert invalid_answers(running.requests) == []


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with connected(sandbox) as client:
        yield client
