"""Every route of Discord's API that the sandbox serves, in the order in which they are tried."""

from aiohttp import web

from sandbox.rest.rest import Accounts, Channels, Guilds, Unknown
from sandbox.rest.rest_interactions import CommandRoutes, InteractionRoutes
from sandbox.rest.rest_messages import MessageRoutes
from sandbox.rest.server import Server


def every_route(server: Server) -> list[web.RouteDef]:
    nouns = (Accounts, Guilds, Channels, MessageRoutes, CommandRoutes, InteractionRoutes)
    return [*(handler for noun in nouns for handler in noun(server).routes()), *Unknown().routes()]
