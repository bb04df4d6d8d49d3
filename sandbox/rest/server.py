"""Discord's REST API and gateway on a loopback port.

Every request passes, in this order: record, authorisation, faults, rate limits, the handler. A handler's ``ApiError``
becomes Discord's error body.
"""

import asyncio
import json
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiohttp import BodyPartReader, web

from sandbox.rest.commands import Commands
from sandbox.rest.gateway import Gateway
from sandbox.rest.interactions import Interactions
from sandbox.rest.messages import Messages
from sandbox.world.clock import Clock
from sandbox.world.errors import INVALID_JSON, TOO_LARGE, UNAUTHORIZED, ApiError
from sandbox.world.faults import Fault, Faults
from sandbox.world.limits import Limits
from sandbox.world.objects import Document
from sandbox.world.uploads import MOST_BYTES, Upload, Uploads
from sandbox.world.world import BOT_ID, World

API: Final = "/api/v10"
BODY: Final = web.RequestKey("body", object)
"""Where a handler finds the request's JSON body."""
FILES: Final = web.RequestKey("files", dict[str, Upload])
"""Where a handler finds the request's files, by their number as text."""
TOKEN: Final = "sandbox-token"  # noqa: S105 - it opens nothing but this sandbox
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MAJOR_PARAMETERS: Final = ("channel_id", "guild_id", "webhook_id")
_FILE = re.compile(r"files\[(\d)\]")
WITHOUT_TOKEN: Final = ("/webhooks/", "/interactions/")
"""Routes that carry their own token; "Get Gateway" alone needs none."""


@dataclass
class Recorded:
    """One REST request with what came of it; ``route`` is its template in Discord's API description."""

    method: str
    path: str
    route: str
    query: dict[str, str]
    body: Any
    status: int = 0
    answer: Any = None


@dataclass
class Server:
    """The parts of the sandbox, wired; ``requests`` holds the REST requests since the start, or the newest of them."""

    clock: Clock
    token: str = TOKEN
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    requests: list[Recorded] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many requests there were since the start, by method and route: ``POST /channels/{channel_id}/messages``."""
    keeps: int | None = None
    """How many of the newest requests and interactions are kept, at least; None: all. For runs of hours."""
    keeps_answers: bool = True
    """Off where a benchmark reads long histories a thousand times over."""
    state: Path | None = None
    """A file that the world is read from and saved to after each change."""
    url: str = ""
    """Set once the port is known: ``http://127.0.0.1:port``."""

    def __post_init__(self) -> None:
        self.gateway = Gateway(self.token, BOT_ID, self._greeting)
        uploads = Uploads(self.state.with_suffix(".files") if self.state is not None else None)
        self.world = World(self.clock, self.gateway.publish, uploads)
        if self.state is not None and self.state.exists():
            self.world.restore(self.state)
        self.messages = Messages(self.world)
        self.commands = Commands(self.world)
        self.interactions = Interactions(self.world, self.messages)

    def save(self) -> None:
        if self.state is not None:
            self.world.save(self.state)

    def requests_since(self, count: int) -> list[Recorded]:
        """Those after the first ``count`` since the start, as far as they are kept."""
        forgotten = self.counts.total() - len(self.requests)
        return self.requests[max(0, count - forgotten) :]

    @property
    def gateway_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/gateway/"

    def application(self, *handlers: web.RouteDef) -> web.Application:
        """The web application with ``handlers`` under the API's prefix."""
        api = web.Application(middlewares=[self._recorded, self._answered])
        api.add_routes(handlers)
        whole = web.Application(client_max_size=25 * 1024 * 1024)
        whole.add_subapp(API, api)
        whole.router.add_get("/gateway/", self.gateway.serve)
        return whole

    def _greeting(self, session_id: str) -> list[tuple[str, Document]]:
        joined = sorted(self.world.joined)
        ready = {
            "v": 10,
            "user": self.world.bot | {"mfa_enabled": True, "verified": True, "email": None},
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in joined],
            "session_id": session_id,
            "session_type": "normal",
            "resume_gateway_url": self.gateway_url,
            "shard": [0, 1],
            "application": {"id": BOT_ID, "flags": 0},
        }
        reachable = [guild_id for guild_id in joined if guild_id not in self.world.unavailable]
        now = self.clock.now()
        return [
            ("READY", ready),
            *(("GUILD_CREATE", self.world.guild_created(now, guild_id)) for guild_id in reachable),
        ]

    def _keep(self, row: Recorded) -> None:
        """Forgets the oldest half where there are twice as many as asked: a list is cut seldom, not at each request."""
        self.requests.append(row)
        self.counts[f"{row.method} {row.route}"] += 1
        if self.keeps is not None and len(self.requests) > 2 * self.keeps:
            del self.requests[: -self.keeps]
            self.interactions.forget(self.keeps)

    @web.middleware
    async def _recorded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        row = Recorded(request.method, _path(request), _route(request), dict(request.query), None)
        self._keep(row)
        try:
            request[FILES] = {}
            request[BODY] = row.body = await _body(request)
            response = await handler(request)
        except ApiError as error:
            response = web.json_response(error.body(), status=error.refusal.status)
        row.status = response.status
        if request.method != "GET" and response.status < 300:
            self.save()
        if isinstance(response, web.Response) and response.text:
            row.answer = json.loads(response.text) if self.keeps_answers else None
            response.headers["Content-Type"] = "application/json"  # without a charset, as clients compare it
        return response

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self._authorise(request)
        fault = self.faults.meeting(request.method, _path(request))
        if fault is None:
            return await self._within_limits(request, handler)
        return await self._troubled(request, handler, fault)

    async def _troubled(self, request: web.Request, handler: Handler, fault: Fault) -> web.StreamResponse:
        response = await self._within_limits(request, handler) if fault.accepted else None
        if fault.answer != "wait":
            return _faulty(request, fault)
        await asyncio.sleep(fault.seconds)
        return await self._within_limits(request, handler) if response is None else response

    async def _within_limits(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        major = next(
            (request.match_info[name] for name in MAJOR_PARAMETERS if name in request.match_info), ""
        )
        now = time.time()  # not the turnable clock: a client waits for real
        allowed = self.limits.take(request.method, _route(request), major, now)
        if allowed.over:
            return _faulty(request, Fault("limit", retry_after=allowed.reset_after), allowed.headers(now))
        response = await _handled(request, handler)
        response.headers.update(allowed.headers(now))
        return response

    def _authorise(self, request: web.Request) -> None:
        path = _path(request)
        free = path == "/gateway" or path.startswith(WITHOUT_TOKEN)
        if not free and request.headers.get("Authorization") != f"Bot {self.token}":
            raise ApiError(UNAUTHORIZED)


def _path(request: web.Request) -> str:
    return request.path.removeprefix(API)


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical.removeprefix(API) if resource is not None else ""


async def _handled(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refusals are answers too: they carry the rate limit's headers."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response(error.body(), status=error.refusal.status)


def _faulty(request: web.Request, fault: Fault, headers: dict[str, str] | None = None) -> web.StreamResponse:
    if fault.answer == "drop" and request.transport is not None:
        request.transport.abort()
    status = 429 if fault.answer == "limit" else fault.status
    more = fault.headers() if fault.answer == "limit" else {}
    return web.json_response(fault.body(), status=status, headers=more | (headers or {}))


async def _body(request: web.Request) -> Any:
    """JSON, or the ``payload_json`` part of a form with files; None when there is no body.

    Raises ApiError 50109 when the JSON is none.
    """
    if request.content_type.startswith("multipart/"):
        text = await _payload_part(request)
    else:
        text = await request.text()
    try:
        return json.loads(text) if text else None
    except ValueError:
        raise ApiError(INVALID_JSON) from None


async def _payload_part(request: web.Request) -> str:
    """The JSON of a form; its files are left in the request. Raises ApiError 40005 for one that is too large."""
    payload = ""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        if part.name == "payload_json":
            payload = await part.text()
        elif found := _FILE.fullmatch(part.name or ""):
            request[FILES][found[1]] = await _uploaded(part)
    return payload


async def _uploaded(part: BodyPartReader) -> Upload:
    data = bytes(await part.read())
    if len(data) > MOST_BYTES:
        raise ApiError(TOO_LARGE)
    return Upload(part.filename or "", data, part.headers.get("Content-Type"))
