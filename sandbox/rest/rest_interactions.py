"""REST handlers for application commands, interaction callbacks and their follow-ups."""

from aiohttp import web

from sandbox.rest.commands import GLOBAL
from sandbox.rest.interactions import shown_resource
from sandbox.rest.server import BODY, FILES, Server
from sandbox.world.errors import UNKNOWN_APPLICATION, UNKNOWN_WEBHOOK, ApiError, Problem, invalid_form
from sandbox.world.objects import Document
from sandbox.world.world import BOT_ID

PLACES = (
    "/applications/{application_id}/commands",
    "/applications/{application_id}/guilds/{guild_id}/commands",
)
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ONE = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"


class CommandRoutes:
    """The same five verbs for the global list and for a guild's."""

    def __init__(self, server: Server) -> None:
        self._commands = server.commands
        self._world = server.world

    def _scope(self, request: web.Request) -> str:
        if request.match_info["application_id"] != BOT_ID:
            raise ApiError(UNKNOWN_APPLICATION)
        guild_id = request.match_info.get("guild_id")
        return GLOBAL if guild_id is None else str(self._world.guild_of(guild_id)["id"])

    async def all_of(self, request: web.Request) -> web.Response:
        return web.json_response(self._commands.of(self._scope(request)))

    async def put(self, request: web.Request) -> web.Response:
        bodies = request[BODY]
        if not isinstance(bodies, list):
            problem = Problem((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            raise invalid_form([problem])
        return web.json_response(self._commands.put(self._scope(request), bodies))

    async def post(self, request: web.Request) -> web.Response:
        command, new = self._commands.post(self._scope(request), request[BODY])
        return web.json_response(command, status=201 if new else 200)

    async def get(self, request: web.Request) -> web.Response:
        return web.json_response(self._commands.get(self._scope(request), request.match_info["command_id"]))

    async def patch(self, request: web.Request) -> web.Response:
        return web.json_response(
            self._commands.patch(self._scope(request), request.match_info["command_id"], _object(request))
        )

    async def delete(self, request: web.Request) -> web.Response:
        self._commands.delete(self._scope(request), request.match_info["command_id"])
        return web.Response(status=204)

    def routes(self) -> list[web.RouteDef]:
        return [
            route
            for place in PLACES
            for route in (
                web.get(place, self.all_of),
                web.put(place, self.put),
                web.post(place, self.post),
                web.get(place + "/{command_id}", self.get),
                web.patch(place + "/{command_id}", self.patch),
                web.delete(place + "/{command_id}", self.delete),
            )
        ]


class InteractionRoutes:
    """The callback, and the webhook under which everything after it is sent."""

    def __init__(self, server: Server) -> None:
        self._interactions = server.interactions

    def _token_of(self, request: web.Request) -> str:
        if request.match_info["webhook_id"] != BOT_ID:
            raise ApiError(UNKNOWN_WEBHOOK)
        return request.match_info["webhook_token"]

    def _id_of(self, request: web.Request) -> str:
        return request.match_info.get("message_id", "@original")

    async def callback(self, request: web.Request) -> web.Response:
        names = request.match_info
        reply = self._interactions.acknowledge(
            names["interaction_id"], names["interaction_token"], _object(request), request[FILES]
        )
        if request.query.get("with_response", "").lower() in {"true", "1"}:
            return web.json_response(shown_resource(reply))
        return web.Response(status=204)

    async def follow_up(self, request: web.Request) -> web.Response:
        token = self._token_of(request)
        return web.json_response(self._interactions.follow_up(token, _object(request), request[FILES]))

    async def get(self, request: web.Request) -> web.Response:
        return web.json_response(self._interactions.message_of(self._token_of(request), self._id_of(request)))

    async def patch(self, request: web.Request) -> web.Response:
        token, id_ = self._token_of(request), self._id_of(request)
        return web.json_response(self._interactions.edit(token, id_, _object(request), request[FILES]))

    async def delete(self, request: web.Request) -> web.Response:
        self._interactions.delete(self._token_of(request), self._id_of(request))
        return web.Response(status=204)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/interactions/{interaction_id}/{interaction_token}/callback", self.callback),
            web.post("/webhooks/{webhook_id}/{webhook_token}", self.follow_up),
            *(
                route
                for place in (ORIGINAL, ONE)
                for route in (
                    web.get(place, self.get),
                    web.patch(place, self.patch),
                    web.delete(place, self.delete),
                )
            ),
        ]


def _object(request: web.Request) -> Document:
    """Raises ApiError 50035 when the body is no JSON object."""
    body = request[BODY]
    if not isinstance(body, dict):
        problem = Problem((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        raise invalid_form([problem])
    return body
