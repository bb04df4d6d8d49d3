"""The gateway: a websocket that greets, identifies, keeps sessions to resume, and tells events.

Protocol: https://docs.discord.com/developers/events/gateway. Frames are plain JSON text: a client that asks for
compression still has to take them.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.world.objects import Document, without_content

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_SECONDS: Final = 41.25
AUTHENTICATION_FAILED: Final = 4004
ENDS_A_SESSION: Final = (1000, 1001)
"""Close codes by which a client ends its session for good ("Resuming": "close code 1000 or 1001")."""
RESUMABLE: Final = 4
"""Sessions without a connection that are kept to be resumed."""
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
INTENTS: Final[Mapping[str, int]] = {
    "GUILD_CREATE": GUILDS,
    "GUILD_DELETE": GUILDS,
    "GUILD_ROLE_CREATE": GUILDS,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "CHANNEL_DELETE": GUILDS,
    "THREAD_CREATE": GUILDS,
    "THREAD_UPDATE": GUILDS,
    "THREAD_DELETE": GUILDS,
    "MESSAGE_CREATE": GUILD_MESSAGES,
    "MESSAGE_UPDATE": GUILD_MESSAGES,
    "MESSAGE_DELETE": GUILD_MESSAGES,
}
"""The intent that an event needs; the others (interactions, READY) are told to every session."""


@dataclass
class Session:
    """One identified client. ``sent`` holds every frame since the start, for a resume."""

    id: str
    intents: int
    sent: list[str] = field(default_factory=list)
    holder: web.WebSocketResponse | None = None
    frames: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    """Frames to send; read by the connection that holds the session."""

    def tell(self, event: str, data: Document) -> None:
        frame = json.dumps({"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data})
        self.sent.append(frame)
        if self.holder is not None:
            self.frames.put_nowait(frame)

    def held_by(self, socket: web.WebSocketResponse, seen: int) -> None:
        """A connection takes the session over and gets every frame after the first ``seen``."""
        self.holder, self.frames = socket, asyncio.Queue()
        for frame in self.sent[seen:]:
            self.frames.put_nowait(frame)


class Gateway:
    """``greeting`` gives the events that a new session begins with, READY first, for a session id."""

    def __init__(
        self, token: str, bot_id: str, greeting: Callable[[str], list[tuple[str, Document]]]
    ) -> None:
        self._token = token
        self._bot_id = bot_id
        self._greeting = greeting
        self._sessions: dict[str, Session] = {}
        """Every session that can be resumed, in the order in which they began: each is told every event that it asked for
        ("Sharding": one bot may be connected as often as it likes, and each connection gets its shard's events)."""
        self._sessions_begun = 0
        self._connections: dict[web.WebSocketResponse, web.Request] = {}
        self._hung_up: set[web.WebSocketResponse] = set()
        """Connections that the gateway closes itself: their sessions can be resumed."""
        self.refusing = False
        """While true, nobody can connect: the gateway is away."""
        self.refused = asyncio.Event()
        """Set once somebody tried to."""
        self.heartbeat = HEARTBEAT_SECONDS
        """How often a client that connects from now on is asked for a sign of life."""
        self.ready = asyncio.Event()
        """Set while a session is connected."""
        self._thawed = asyncio.Event()
        self._thawed.set()

    def publish(self, event: str, data: Document) -> None:
        """To each session, now or when it resumes, if its intents ask for the event."""
        for session in self._sessions.values():
            self._tell(session, event, data)

    @property
    def connected(self) -> int:
        """How many sessions are connected now."""
        return sum(session.holder is not None for session in self._sessions.values())

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refusing:
            self.refused.set()
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=4096)
        await socket.prepare(request)
        self._connections[socket] = request
        try:
            await self._thawed.wait()
            await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": round(self.heartbeat * 1000)}})
            await self._converse(socket)
        finally:
            del self._connections[socket]
            self._hung_up.discard(socket)
        return socket

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        """Closes every connection with ``code``; sessions can be resumed."""
        self.thaw()
        for socket in [*self._connections]:
            self._hung_up.add(socket)
            await socket.close(code=code)

    def lose(self) -> None:
        """Breaks every connection without a word, as a network does."""
        for request in [*self._connections.values()]:
            if request.transport is not None:
                request.transport.abort()

    def freeze(self) -> None:
        """Every connection stays open and dead, as behind a router that forgot it: heartbeats are not acknowledged,
        events and a goodbye not answered. Who connects is not greeted."""
        self._thawed.clear()
        for request in self._connections.values():
            if request.transport is not None:
                request.transport.pause_reading()

    def thaw(self) -> None:
        self._thawed.set()
        for request in self._connections.values():
            if request.transport is not None:
                request.transport.resume_reading()

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tells every connection that its session is invalid, for good or (``resumable``) to be resumed."""
        if not resumable:
            self.forget_sessions()
        await self._tell_connections({"op": INVALID_SESSION, "d": resumable})

    async def ask_to_reconnect(self) -> None:
        """What Discord says before it moves a client to another of its servers."""
        await self._tell_connections({"op": RECONNECT, "d": None})

    async def _tell_connections(self, frame: Document) -> None:
        for socket in [*self._connections]:
            await socket.send_json(frame)

    def forget_sessions(self) -> None:
        """A resume is answered with "invalid session" from here on; the client has to identify again."""
        self._sessions.clear()
        self.ready.clear()

    async def _converse(self, socket: web.WebSocketResponse) -> None:
        writer: asyncio.Task[None] | None = None
        session: Session | None = None
        try:
            async for message in _messages(socket):
                if message["op"] == HEARTBEAT:
                    await socket.send_json({"op": ACK})
                elif message["op"] in {IDENTIFY, RESUME}:
                    session = await self._admitted(socket, message)
                    if session is not None:
                        writer = asyncio.create_task(self._write(socket, session))
        finally:
            if writer is not None:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
            self._hung_up_by(socket, session)

    def _hung_up_by(self, socket: web.WebSocketResponse, session: Session | None) -> None:
        """What becomes of the session of a connection that is gone; another one may hold it already."""
        if session is not None and session.holder is socket:
            by_client = socket not in self._hung_up
            self._left(session, ended=by_client and socket.close_code in ENDS_A_SESSION)

    async def _admitted(self, socket: web.WebSocketResponse, message: dict[str, Any]) -> Session | None:
        if message["d"]["token"] != self._token:
            await socket.close(code=AUTHENTICATION_FAILED, message=b"Authentication failed.")
            return None
        if message["op"] == IDENTIFY:
            return self._begun(socket, message["d"]["intents"])
        session = self._sessions.get(message["d"]["session_id"])
        if session is None:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return None
        return self._resumed(socket, session, message["d"]["seq"])

    def _begun(self, socket: web.WebSocketResponse, intents: int) -> Session:
        self._sessions_begun += 1
        session = Session(f"session-{self._sessions_begun}", intents)
        self._sessions[session.id] = session
        session.held_by(socket, 0)
        for event, data in self._greeting(session.id):
            self._tell(session, event, data)
        self.ready.set()
        return session

    def _left(self, session: Session, *, ended: bool) -> None:
        """A session without a connection: it may be resumed, unless its client ended it; only the newest are kept."""
        session.holder = None
        abandoned = [row.id for row in self._sessions.values() if row.holder is None]
        for id_ in [session.id] if ended else abandoned[:-RESUMABLE]:
            self._sessions.pop(id_, None)
        if not self.connected:
            self.ready.clear()

    def _tell(self, session: Session, event: str, data: Document) -> None:
        if self._is_wanted(session, event, data):
            session.tell(event, self._as_readable(session, event, data))

    def _resumed(self, socket: web.WebSocketResponse, session: Session, seen: int) -> Session:
        session.held_by(socket, seen)
        session.tell("RESUMED", {})
        self.ready.set()
        return session

    async def _write(self, socket: web.WebSocketResponse, session: Session) -> None:
        frames = session.frames
        with contextlib.suppress(ConnectionError):
            while True:
                frame = await frames.get()
                await self._thawed.wait()
                await socket.send_str(frame)

    def _is_wanted(self, session: Session, event: str, data: Document) -> bool:
        needed = INTENTS.get(event, 0)
        if needed == GUILD_MESSAGES and "guild_id" not in data:
            needed = DIRECT_MESSAGES
        return session.intents & needed == needed

    def _as_readable(self, session: Session, event: str, data: Document) -> Document:
        foreign = data.get("author", {}).get("id", self._bot_id) != self._bot_id
        private = "guild_id" not in data
        if not event.startswith("MESSAGE_") or not foreign or private or session.intents & MESSAGE_CONTENT:
            return data
        return without_content(data)


async def _messages(socket: web.WebSocketResponse) -> AsyncIterator[dict[str, Any]]:
    """What a client sends; what is no text says nothing."""
    async for frame in socket:
        if frame.type is WSMsgType.TEXT:
            yield json.loads(frame.data)
