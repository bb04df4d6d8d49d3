"""Every slash command once as a member and once as an admin, on the whole bot."""

import pytest

from sandbox.control import NotTypedError
from sandbox.world.objects import Document
from tests.openapi import SPEC, invalid_requests
from tests.town import Town, only_the_paper

FAILED = "Something went wrong"
REFUSED = "may not use"
ASKED = (
    "/recent country:Pakistan kind:exercise since:2020 limit:3",
    "/brief topic:China Pakistan exercises since:2019",
    "/timeline topic:Nepal",
    "/actor name:Gen. Bajwa",
    "/agreement name:2020 MoU",
    "/agreements party:Pakistan",
    "/event name:Shaheen-IX",
    "/search query:submarines",
    "/source text:Looking back",
    "/compare topic:cost of CPEC",
    "/help",
    "/status",
    "/watch add kind:country what:Pakistan",
    "/why item:Looking back",
    "/watch list",
    "/watch stop",
)
FOR_ADMINS = (
    "/alerts list",
    "/alerts off channel:#alerts",
    "/digest set channel:#digest hour:8 timezone:Asia/Karachi often:daily",
    "/digest list",
    "/digest now channel:#digest",
    "/digest off channel:#digest",
    "/feed list",
    "/feed remove feed:dawn",
    "/review",
    "/audit",
    "/amend undo entry:1",
    "/setup home",
)


@pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
async def test_every_command_as_member_and_admin(town: Town) -> None:
    async with town.bot() as bot:
        await only_the_paper(bot)
        for line in ASKED:
            for admin in (False, True):
                reply = await town.ask(bot, line, admin=admin)
                assert FAILED not in reply.text(), line
                assert reply.ephemeral, line
                assert reply.text().strip(), line
        for line in FOR_ADMINS:
            with pytest.raises(NotTypedError, match=REFUSED):
                await town.ask(bot, line)
            allowed = (await town.ask(bot, line, admin=True)).text()
            assert FAILED not in allowed, (line, allowed)
        typed = {line.split()[0].removeprefix("/") for line in (*ASKED, *FOR_ADMINS)}
        known = {command["name"] for command in town.sandbox.commands}
        assert known == typed
    assert [path for path, option in texts(town.sandbox.commands) if not option.get("max_length")] == []
    if SPEC.exists():
        assert invalid_requests(town.sandbox.requests) == []


def texts(rows: list[Document], path: str = "") -> list[tuple[str, Document]]:
    """Every option that takes free text: what is read word by word has to have an end."""
    found: list[tuple[str, Document]] = []
    for row in rows:
        name = f"{path} {row['name']}"
        found += [(name, row)] if row.get("type") == 3 and not row.get("choices") and path else []
        found += texts(row.get("options", []), name)
    return found


@pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
async def test_a_guild_that_is_not_served_is_told_so(town: Town) -> None:
    town.settings = town.settings.model_copy(update={"guilds": (42,)})
    async with town.bot() as bot:
        reply = await town.ask(bot, "/recent")
        assert "does not serve this server" in reply.text()
