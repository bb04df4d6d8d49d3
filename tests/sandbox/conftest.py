from collections.abc import AsyncIterator

import pytest

from sandbox.control import Sandbox
from tests.sandbox.client import Bot, connected


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as running:
        yield running


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with connected(sandbox) as client:
        yield client
