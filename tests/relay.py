"""A relay in front of a PostgreSQL: what goes through it can be cut off, without either side being told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import make_url


class Relay:
    """Passes bytes on while ``flowing`` is set. ``url`` leads through it."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._socket = f"{self._server.query['host']}/.s.PGSQL.{self._server.port or 5432}"
        self._writers: list[asyncio.StreamWriter] = []
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, back = await asyncio.open_unix_connection(self._socket)
            self._writers += [writer, back]
            await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                await self.flowing.wait()
                writer.write(data)
                await writer.drain()
        writer.close()

    def listens(self, port: int) -> None:
        through = self._server.set(host="127.0.0.1", port=port, query={})
        self.url = through.render_as_string(hide_password=False)

    def abort(self) -> None:
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def relayed(server: str) -> AsyncIterator[Relay]:
    """In front of the server whose address names a folder with its socket."""
    relay = Relay(server)
    listening = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    relay.listens(listening.sockets[0].getsockname()[1])
    try:
        yield relay
    finally:
        relay.flowing.set()
        relay.abort()
        listening.close()
