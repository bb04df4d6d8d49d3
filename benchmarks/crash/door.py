"""A PostgreSQL that goes away: a door on loopback in front of the real server, which is shut, slammed or blocked."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg.conninfo
from sqlalchemy import make_url


class Door:
    """Hands every connection on to the server behind it."""

    def __init__(self, behind: str) -> None:
        url = make_url(behind)
        words = psycopg.conninfo.conninfo_to_dict(behind)
        self._path = str(words["host"])
        self._port = int(words.get("port") or 5432)
        self._url = url
        self._server: asyncio.Server | None = None
        self._number = 0
        self._through = asyncio.Event()
        self._through.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        url = self._url.set(host="127.0.0.1", port=self._number, query={})
        return url.render_as_string(hide_password=False)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self._number)
        self._number = self._server.sockets[0].getsockname()[1]
        self._through.set()

    async def shut(self) -> None:
        """Connections are reset, new ones refused."""
        if self._server is not None:
            self._server.close()
        self.slam()
        await asyncio.sleep(0)

    def slam(self) -> None:
        """Every connection is reset; new ones are taken."""
        for writer in [*self._writers]:
            end: socket.socket | None = writer.get_extra_info("socket")
            if end is not None and end.family == socket.AF_INET:
                with suppress(OSError):
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    def block(self) -> None:
        """Connections stay, are taken too, and nothing comes through."""
        self._through.clear()

    def unblock(self) -> None:
        self._through.set()

    async def close(self) -> None:
        self._through.set()
        await self.shut()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        socket_of = f"{self._path}/.s.PGSQL.{self._port}"
        far_reader, far_writer = await (
            asyncio.open_unix_connection(socket_of)
            if self._path.startswith("/")
            else asyncio.open_connection(self._path, self._port)
        )
        self._writers |= {writer, far_writer}
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            self._writers -= {writer, far_writer}
            writer.transport.abort()
            far_writer.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._through.wait()
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def door_to(server: str) -> AsyncIterator[Door]:
    door = Door(server)
    await door.open()
    try:
        yield door
    finally:
        await door.close()
