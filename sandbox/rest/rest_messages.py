"""REST handlers for messages, their history, crossposts and threads."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.forms.forms import checked
from sandbox.forms.message_forms import MessageForm, ThreadForm
from sandbox.rest.server import BODY, FILES, Server
from sandbox.rest.threads import start_thread
from sandbox.world.errors import Problem, invalid_form
from sandbox.world.objects import Document, without_content
from sandbox.world.permissions import Permission
from sandbox.world.world import BOT_ID

InChannel = Callable[[web.Request, Document], Awaitable[web.Response]]
MOST_MESSAGES = 100
ONE = "/channels/{channel_id}/messages/{message_id}"


class MessageRoutes:
    """Everything under a channel's messages."""

    def __init__(self, server: Server) -> None:
        self._messages = server.messages
        self._world = server.world

    def _within(self, handler: InChannel) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            return await handler(request, self._world.channel_of(request.match_info["channel_id"]))

        return handle

    async def post(self, request: web.Request, channel: Document) -> web.Response:
        return web.json_response(self._messages.post_as_bot(channel, _message_form(request)))

    async def history(self, request: web.Request, channel: Document) -> web.Response:
        limit = int(request.query.get("limit", 50))
        if not 1 <= limit <= MOST_MESSAGES:
            sentence = "int value should be between 1 and 100."
            raise invalid_form([Problem(("limit",), "NUMBER_TYPE_MAX", sentence)])
        asked = {name: request.query[name] for name in ("before", "after", "around") if name in request.query}
        rows = self._messages.history(channel, limit, **asked)
        return web.json_response([_readable(row) for row in rows])

    async def get(self, request: web.Request, channel: Document) -> web.Response:
        self._world.demand(channel, Permission.READ_MESSAGE_HISTORY)
        message = self._world.message_of(channel["id"], request.match_info["message_id"])
        return web.json_response(_readable(message))

    async def patch(self, request: web.Request, channel: Document) -> web.Response:
        form = _message_form(request)
        return web.json_response(self._messages.edit_as_bot(channel, request.match_info["message_id"], form))

    async def delete(self, request: web.Request, channel: Document) -> web.Response:
        self._world.demand(channel)
        self._messages.delete(channel, request.match_info["message_id"])
        return web.Response(status=204)

    async def crosspost(self, request: web.Request, channel: Document) -> web.Response:
        return web.json_response(self._messages.crosspost(channel, request.match_info["message_id"]))

    async def thread(self, request: web.Request, channel: Document) -> web.Response:
        form = checked(ThreadForm, request[BODY])
        message_id = request.match_info["message_id"]
        started = start_thread(self._world, self._messages, channel, message_id, form)
        return web.json_response(started, status=201)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/channels/{channel_id}/messages", self._within(self.post)),
            web.get("/channels/{channel_id}/messages", self._within(self.history)),
            web.get(ONE, self._within(self.get)),
            web.patch(ONE, self._within(self.patch)),
            web.delete(ONE, self._within(self.delete)),
            web.post(ONE + "/crosspost", self._within(self.crosspost)),
            web.post(ONE + "/threads", self._within(self.thread)),
        ]


def _message_form(request: web.Request) -> MessageForm:
    return checked(MessageForm, request[BODY]).with_files(request[FILES])


def _readable(message: Document) -> Document:
    """The application has not the privilege of others' message content."""
    return message if message["author"]["id"] == BOT_ID else without_content(message)
