"""REST handlers for accounts, the guild and its channels."""

from aiohttp import web

from sandbox.forms.forms import Form, Snowflake, checked
from sandbox.rest.server import BODY, Server
from sandbox.world.errors import NOT_FOUND, UNKNOWN_APPLICATION, UNKNOWN_ROLE, UNKNOWN_USER, ApiError
from sandbox.world.objects import THREADS, own_user
from sandbox.world.permissions import Permission
from sandbox.world.world import BOT_ID


class DirectChannelForm(Form):
    """The body of "create DM"."""

    recipient_id: Snowflake


class Accounts:
    """The bot itself, its application, and where the gateway is."""

    def __init__(self, server: Server) -> None:
        self._world = server.world
        self._server = server

    async def me(self, request: web.Request) -> web.Response:
        return web.json_response(own_user(self._world.bot))

    async def person(self, request: web.Request) -> web.Response:
        if request.match_info["user_id"] not in self._world.users:
            raise ApiError(UNKNOWN_USER)
        return web.json_response(self._world.users[request.match_info["user_id"]])

    async def own_application(self, request: web.Request) -> web.Response:
        if request.match_info.get("application_id", BOT_ID) != BOT_ID:
            raise ApiError(UNKNOWN_APPLICATION)
        return web.json_response(self._world.application)

    async def gateway(self, request: web.Request) -> web.Response:
        return web.json_response({"url": self._server.gateway_url})

    async def gateway_of_a_bot(self, request: web.Request) -> web.Response:
        starts = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        body = {"url": self._server.gateway_url, "shards": 1, "session_start_limit": starts}
        return web.json_response(body)

    async def open_direct_channel(self, request: web.Request) -> web.Response:
        recipient = checked(DirectChannelForm, request[BODY]).recipient_id
        if recipient not in self._world.users or recipient == BOT_ID:
            raise ApiError(UNKNOWN_USER)
        return web.json_response(self._world.open_direct_channel(recipient))

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/users/@me", self.me),
            web.get("/users/{user_id}", self.person),
            web.post("/users/@me/channels", self.open_direct_channel),
            web.get("/oauth2/applications/@me", self.own_application),
            web.get("/applications/@me", self.own_application),
            web.get("/applications/{application_id}", self.own_application),
            web.get("/gateway", self.gateway),
            web.get("/gateway/bot", self.gateway_of_a_bot),
        ]


class Guilds:
    """The guild, its channels, members and roles."""

    def __init__(self, server: Server) -> None:
        self._world = server.world

    async def guild(self, request: web.Request) -> web.Response:
        found = self._world.guild_of(request.match_info["guild_id"])
        members = len(self._world.rosters[found["id"]])
        counts = {"approximate_member_count": members, "approximate_presence_count": 1}
        return web.json_response(found | (counts if request.query.get("with_counts") else {}))

    async def channels(self, request: web.Request) -> web.Response:
        guild = self._world.guild_of(request.match_info["guild_id"])
        return web.json_response(self._world.channels_of(guild["id"]))

    async def active_threads(self, request: web.Request) -> web.Response:
        guild = self._world.guild_of(request.match_info["guild_id"])
        threads = self._world.active_threads(guild["id"])
        return web.json_response({"threads": threads, "members": [], "has_more": False})

    async def member(self, request: web.Request) -> web.Response:
        guild = self._world.guild_of(request.match_info["guild_id"])
        return web.json_response(self._world.member_of(request.match_info["user_id"], guild["id"]))

    async def members(self, request: web.Request) -> web.Response:
        guild = self._world.guild_of(request.match_info["guild_id"])
        limit, after = int(request.query.get("limit", 1)), int(request.query.get("after", 0))
        rows = sorted(self._world.rosters[guild["id"]].values(), key=lambda row: int(row["user"]["id"]))
        return web.json_response([row for row in rows if int(row["user"]["id"]) > after][:limit])

    async def roles(self, request: web.Request) -> web.Response:
        return web.json_response(self._world.guild_of(request.match_info["guild_id"])["roles"])

    async def role(self, request: web.Request) -> web.Response:
        rows = self._world.guild_of(request.match_info["guild_id"])["roles"]
        found = next((row for row in rows if row["id"] == request.match_info["role_id"]), None)
        if found is None:
            raise ApiError(UNKNOWN_ROLE)
        return web.json_response(found)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/guilds/{guild_id}", self.guild),
            web.get("/guilds/{guild_id}/channels", self.channels),
            web.get("/guilds/{guild_id}/threads/active", self.active_threads),
            web.get("/guilds/{guild_id}/members", self.members),
            web.get("/guilds/{guild_id}/members/{user_id}", self.member),
            web.get("/guilds/{guild_id}/roles", self.roles),
            web.get("/guilds/{guild_id}/roles/{role_id}", self.role),
        ]


class Channels:
    """One channel, whichever kind."""

    def __init__(self, server: Server) -> None:
        self._world = server.world

    async def channel(self, request: web.Request) -> web.Response:
        found = self._world.channel_of(request.match_info["channel_id"])
        self._world.demand(found)
        return web.json_response(found)

    async def delete(self, request: web.Request) -> web.Response:
        found = self._world.channel_of(request.match_info["channel_id"])
        thread = found["type"] in THREADS
        self._world.demand(found, Permission.MANAGE_THREADS if thread else Permission.MANAGE_CHANNELS)
        return web.json_response(self._world.remove_channel(found["id"]))

    async def typing(self, request: web.Request) -> web.Response:
        self._world.demand(self._world.channel_of(request.match_info["channel_id"]))
        return web.Response(status=204)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/channels/{channel_id}", self.channel),
            web.delete("/channels/{channel_id}", self.delete),
            web.post("/channels/{channel_id}/typing", self.typing),
        ]


class Unknown:
    """Whatever is left is not an address of this API, or not one that the sandbox plays."""

    async def unknown(self, request: web.Request) -> web.Response:
        raise ApiError(NOT_FOUND)

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{anything:.*}", self.unknown)]
