"""``entente ask``: one slash command through the real client and command tree, on a sandbox of its own."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from bot.app import open_base, open_wire
from bot.gateway.client import Client, hush_of
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.plain import plain
from handlers.commands import Workplace, every_button, every_command
from handlers.drawing.rasterizer import open_rasterizer
from handlers.render.pages.answer import Answer
from handlers.render.paging.binding import bind_pages
from handlers.render.paging.booklet import AskedCommand, PagePlace
from handlers.render.paging.layout import PageReader, layout
from sandbox.control import Sandbox
from sandbox.forms.message_forms import COMPONENTS_V2, EPHEMERAL
from sandbox.rest.interactions import Reply, message_words
from sandbox.terminal.show import Painter
from sandbox.typed import NotTypedError
from sandbox.unanswered import NoAnswerError
from sandbox.world.objects import Document

Show = Callable[[Reply, Sandbox, list[Answer]], None]
_Who = Literal["member", "admin"]
PATIENCE = 600.0
"""Seconds: nobody waits on Discord's clock here, and the payload that is printed is the answer, not a deferral."""


class NoMarks:
    """A sandbox that lives for one question has no memory: the commands are always announced."""

    async def mark(self, name: str) -> str | None:
        return None

    async def set_mark(self, name: str, value: str, now: datetime) -> None:
        return None


def command(
    line: Annotated[str, typer.Argument(help="The command as it is typed in Discord.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the payload that Discord would get, and the citations.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--all", help="Also every page that the menus and Next lead to.")
    ] = False,
    who: Annotated[
        _Who, typer.Option("--as", help="Who asks: a member, or an admin with Manage Server.")
    ] = "member",
) -> None:
    """Answer one slash command in the terminal, through the real command tree.

    Example: entente ask "/recent country:Pakistan limit:5"
    """
    shown = print_json if as_json else print_pages if whole else print_text
    perform(lambda settings: ask(settings, line, who, shown))


async def ask(settings: Settings, line: str, who: _Who, show: Show) -> int:
    """Asks ``line`` as a member or an admin and shows the reply. Returns 0.

    Raises ``RefusalError`` for what Discord's own client would not send, and where no answer came.
    """
    answers: list[Answer] = []
    asked = datetime.now(UTC)
    async with (
        open_base(settings, reading=True) as base,
        open_wire(base) as wire,
        Sandbox.running(
            now=lambda: asked
        ) as sandbox,  # nobody waits three seconds for a machine that is slow
        open_rasterizer() as rasterizer,
    ):
        client = Client(NoMarks(), base.now, hush=hush_of(sandbox.api_url), patience=PATIENCE)
        home = int(sandbox.guild["id"])
        place = Workplace(
            base.store, base.now, answers.append, wire.probe, fixed_home=home, rasterizer=rasterizer
        )
        client.install(every_command(place), every_button(place))
        async with connected(client, sandbox.token, sandbox.api_url) as running:
            await until_up(client, running)
            show(await _asked(client, sandbox, line, who), sandbox, answers)
    return 0


async def _asked(client: Client, sandbox: Sandbox, line: str, who: _Who) -> Reply:
    try:
        asker = sandbox.admin if who == "admin" else sandbox.member
        reply = await sandbox.invoke(line, member=asker, seconds=PATIENCE)
    except (NotTypedError, NoAnswerError) as refusal:
        raise RefusalError(str(refusal)) from None
    await client.tree.idle()
    return reply


def pages_of(answer: Answer) -> list[dict[str, Any]]:
    """Every page after the first as the payload of its message."""
    booklet = bind_pages(answer, datetime.now(UTC))
    shown = PageReader(0, AskedCommand("", ()))
    places = [
        PagePlace(number, page)
        for number, chapter in enumerate(booklet.chapters)
        for page in range(len(chapter.pages))
    ]
    views: list[Any] = [layout(booklet, place, shown, is_drawn=True) for place in places[1:]]
    return [{"flags": COMPONENTS_V2 | EPHEMERAL, "components": view.to_components()} for view in views]


def print_text(reply: Reply, sandbox: Sandbox, _answers: list[Answer]) -> None:
    """The reply as the sandbox's terminal shows it; into a pipe its words, unwrapped and with nothing drawn around."""
    print_messages(reply.messages, sandbox)


def print_pages(reply: Reply, sandbox: Sandbox, answers: list[Answer]) -> None:
    """The reply, then what its menus and *Next* lead to, page by page."""
    bare = {"content": "", "embeds": [], "attachments": []}
    pages = [page for answer in answers for page in pages_of(answer)]
    turned = [reply.messages[-1] | bare | page for page in pages]
    print_messages([*reply.messages, *turned], sandbox)


def print_messages(messages: Sequence[Document], sandbox: Sandbox) -> None:
    """Drawn in a terminal; into a pipe as plain words."""
    console = Console()
    painter = Painter(sandbox.world, links=console.is_terminal)
    for message in messages:
        if console.is_terminal:
            console.print(painter.message(message))
        else:
            typer.echo(plain(painter.readable("\n".join(message_words(message)))))


def print_json(reply: Reply, _sandbox: Sandbox, answers: list[Answer]) -> None:
    """One object: ``data`` is the message that Discord would get, ``pages`` are those that its menus and buttons lead to
    and any message after the first, ``citations`` the sources of every statement as data."""
    first, *rest = reply.payloads or [{}]
    document: dict[str, Any] = {
        "data": first.get("data", first),
        "pages": [*rest, *(page for answer in answers for page in pages_of(answer))],
        "citations": [citation for answer in answers for citation in answer.citations()],
    }
    Console(soft_wrap=True, highlight=False, emoji=False).print(
        json.dumps(document, ensure_ascii=False, indent=2), markup=False
    )
