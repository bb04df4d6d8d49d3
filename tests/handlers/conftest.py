"""The desk at work: the real client against the sandbox, at the clock that the test turns."""

from collections.abc import AsyncIterator

import pytest

from bot.gateway.client import Client, speak_to
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from sandbox.control import Sandbox
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox.running(now=clock) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox, memory_store: Store, clock: Clock) -> AsyncIterator[Client]:
    """Logged in, without a gateway: delivery needs none."""
    await speak_to(sandbox.api_url)
    client = Client(memory_store.marks, clock)
    async with client:
        await client.login(sandbox.token)
        yield client


@pytest.fixture
async def desk(sandbox: Sandbox, client: Client, memory_store: Store, clock: Clock) -> Desk:
    buttons = EventButtons(memory_store, clock)
    composer = Composer(memory_store, buttons.under)
    delivery = Delivery(memory_store, Sender(client), composer.compose, clock, pause=0)
    return Desk(memory_store, sandbox, delivery, clock)
