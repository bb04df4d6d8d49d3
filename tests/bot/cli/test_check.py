"""``entente check`` on what servers let the bot do."""

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.cli.check import check
from bot.settings import Settings

GUILDS = [
    {"id": "1", "name": "Desk", "permissions": str(1 << 15 | 1 << 11)},
    {"id": "2", "name": "Library", "permissions": str(1 << 11)},
    {"id": "3", "name": "Archive", "permissions": str(1 << 3)},
]


async def test_where_pictures_cannot_be_attached_is_named(tmp_path: Path) -> None:
    async def me(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bot a-token"
        return web.json_response({"username": "Entente"})

    async def guilds(_request: web.Request) -> web.Response:
        return web.json_response(GUILDS)

    app = web.Application()
    app.router.add_get("/api/users/@me", me)
    app.router.add_get("/api/users/@me/guilds", guilds)
    async with TestServer(app) as server:
        settings = Settings(
            DISCORD_TOKEN="a-token",
            ENTENTE_DISCORD_API=str(server.make_url("/api")),
            ENTENTE_DATABASE=f"sqlite:///{tmp_path / 'checked.db'}",
        )
        found = {finding.about: finding.detail for finding in await check(settings)}
    assert found["token"] == "belongs to Entente"
    assert found["pictures"] == "Attach Files is missing in Library"
