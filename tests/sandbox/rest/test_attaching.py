"""Files by the real client: their bytes are kept, they are shown where a message names them, an edit keeps them."""

import io
import struct
import zlib
from typing import Any

import discord
import pytest
from rich.console import Console

from sandbox.control import Sandbox
from sandbox.terminal.show import Painter
from sandbox.world.uploads import MOST_BYTES
from tests.openapi import invalid_requests, needs_description
from tests.sandbox.client import Bot


def png(width: int = 2, height: int = 1) -> bytes:
    """A grey picture, as small as PNG allows."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + b"\x7f" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture(name: str = "week.png", says: str | None = "Events of the week") -> discord.File:
    return discord.File(io.BytesIO(png()), name, description=says)


def place(bot: Bot, sandbox: Sandbox) -> discord.TextChannel:
    found = bot.get_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(found, discord.TextChannel)
    return found


class Gallery(discord.ui.LayoutView):
    def __init__(self, url: str = "attachment://week.png") -> None:
        super().__init__(timeout=None)
        item = discord.MediaGalleryItem(url, description="Events of the week")
        box: discord.ui.Container[Any] = discord.ui.Container(
            discord.ui.TextDisplay("What happened"), discord.ui.MediaGallery(item)
        )
        self.add_item(box)


@needs_description
async def test_bytes_are_kept_and_an_embed_shows_its_picture(sandbox: Sandbox, bot: Bot) -> None:
    embed = discord.Embed(description="What happened").set_image(url="attachment://week.png")
    message = await place(bot, sandbox).send("2 deliveries", embed=embed, file=picture())
    (file,) = message.attachments
    assert (file.filename, file.width, file.height, file.description) == (
        "week.png",
        2,
        1,
        "Events of the week",
    )
    assert (file.size, file.content_type) == (len(png()), "image/png")
    assert message.embeds[0].image.url == file.url
    kept = sandbox.messages("alerts")[0]["attachments"][0]
    assert sandbox.file(kept).read_bytes() == png()
    assert invalid_requests(sandbox.requests) == []


async def test_a_gallery_shows_a_file_of_its_message(sandbox: Sandbox, bot: Bot) -> None:
    message = await place(bot, sandbox).send(view=Gallery(), file=picture())
    gallery = sandbox.messages("alerts")[0]["components"][0]["components"][1]
    assert gallery["items"][0]["media"]["attachment_id"] == str(message.attachments[0].id)
    console = Console(file=io.StringIO(), width=200)
    console.print(Painter(sandbox.world, links=False).message(sandbox.messages("alerts")[0]))
    path = sandbox.file(sandbox.messages("alerts")[0]["attachments"][0])
    assert f"Events of the week {path}" in console.file.getvalue()  # type: ignore[attr-defined]


async def test_an_edit_keeps_replaces_and_drops_files(sandbox: Sandbox, bot: Bot) -> None:
    message = await place(bot, sandbox).send("told", file=picture())
    embed = discord.Embed().set_image(url="attachment://week.png")
    message = await message.edit(embed=embed)
    assert message.embeds[0].image.url == message.attachments[0].url
    message = await message.edit(embed=None, attachments=[message.attachments[0], picture("next week.png")])
    assert [row.filename for row in message.attachments] == ["week.png", "next_week.png"]
    assert (await message.edit(attachments=[])).attachments == []


async def test_files_need_their_permission_and_have_a_size(sandbox: Sandbox, bot: Bot) -> None:
    message = await place(bot, sandbox).send("told")
    with pytest.raises(discord.HTTPException) as large:
        await message.channel.send(file=discord.File(io.BytesIO(b"x" * (MOST_BYTES + 1)), "large.bin"))
    assert (large.value.status, large.value.code) == (413, 40005)
    sandbox.deny("alerts", "attach_files")
    with pytest.raises(discord.Forbidden) as posted:
        await message.channel.send(file=picture())
    with pytest.raises(discord.Forbidden) as edited:
        await message.edit(attachments=[picture()])
    assert posted.value.code == edited.value.code == 50013


async def test_an_answer_carries_a_file_to_its_reader(sandbox: Sandbox, bot: Bot) -> None:
    @bot.tree.command(description="Shows a picture")
    async def show(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(view=Gallery(), file=picture(), ephemeral=True)
        await interaction.followup.send(file=picture("more.png"), ephemeral=True)

    await bot.tree.sync()
    reply = await sandbox.invoke("/show")
    await reply.until(lambda now: len(now.messages) == 2, 5)
    names = [row["filename"] for message in reply.messages for row in message["attachments"]]
    assert names == ["week.png", "more.png"]
    assert all(row["ephemeral"] for message in reply.messages for row in message["attachments"])
    sandbox.deny("general", "attach_files")
    assert (await sandbox_refusal(bot, sandbox)).code == 50013


async def sandbox_refusal(bot: Bot, sandbox: Sandbox) -> discord.HTTPException:
    """What the bot meets when it answers with a file where it may attach none."""
    met: list[discord.HTTPException] = []

    @bot.tree.command(description="Tries to")
    async def attempt(interaction: discord.Interaction[Any]) -> None:
        try:
            await interaction.response.send_message(file=picture())
        except discord.HTTPException as refusal:
            met.append(refusal)
            await interaction.response.send_message("without its picture")

    await bot.tree.sync()
    assert (await sandbox.invoke("/attempt")).text() == "without its picture"
    return met[0]


async def test_a_message_keeps_its_generation_of_components(sandbox: Sandbox, bot: Bot) -> None:
    new = await place(bot, sandbox).send(view=Gallery("https://a.example/week.png"))
    old = await place(bot, sandbox).send("told")
    for message, change in (
        (new, {"content": "more"}),
        (new, {"embed": discord.Embed(title="more")}),
        (old, {"view": Gallery("https://a.example/week.png")}),
    ):
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(**change)
        assert refused.value.code == 50035
    changed = await old.edit(content=None, view=Gallery("https://a.example/week.png"))
    assert changed.flags.components_v2
