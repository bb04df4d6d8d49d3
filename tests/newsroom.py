"""Real servers on loopback, and a fetcher that may reach them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.http.fetch import Fetcher, FetchLimits, open_fetcher
from store.store import Store
from tests.clock import Clock
from tests.site import Newsroom, open_newsroom

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]
NOW = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts a server for one handler of every path; gives its address."""
    async with AsyncExitStack() as stack:

        async def start(handler: Handler) -> str:
            application = web.Application()
            application.router.add_route("*", "/{path:.*}", handler)
            server = await stack.enter_async_context(TestServer(application))
            return str(server.make_url("/")).rstrip("/")

        yield start


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    limits = FetchLimits(connect=1, read=0.4, total=1, body=100_000)
    async with open_fetcher("mailto:desk@entente.example", lambda: NOW, ["127.0.0.0/8"], limits) as fetcher:
        yield fetcher


@pytest.fixture
async def room(memory_store: Store, clock: Clock) -> AsyncIterator[Newsroom]:
    """A publisher and a poller that reads it."""
    async with open_newsroom(memory_store, clock) as room:
        yield room
