"""A terminal in front of the sandbox: type a slash command, see the reply, see alerts arrive.

Words of the terminal's own: ``/press 2`` (a button of the last answer; ``/press a1`` of an alert; ``/press 3 label``
for a menu), ``/apps a1 Details`` (a command in the menu of the message with that button), ``/as admin|member``, ``/in channel``, ``/quit``.
"""

import asyncio
import os
import stat
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document as Typing
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.text import Text

from sandbox.control import Sandbox
from sandbox.forms.components import BUTTON, TEXT_INPUT, every
from sandbox.rest.interactions import Reply
from sandbox.terminal.completion import suggestions
from sandbox.terminal.show import Painter, pressable, values_of
from sandbox.typed import NotTypedError, well_formed
from sandbox.unanswered import NoAnswerError, NotThereError
from sandbox.world.objects import Document
from sandbox.world.world import BOT_ID

Settled = Callable[[], Awaitable[None]]
LONGEST_LINE = 1 << 20
OWN_WORDS = ("press", "apps", "as", "in", "quit")


class Source(Protocol):
    """Where lines come from."""

    async def line(self, prompt: str) -> str | None:
        """The next line; None at the end."""


class Piped:
    """Lines that are there, or come; each is echoed, as nobody saw it typed."""

    def __init__(self, lines: AsyncIterable[str], console: Console, answered: Settled) -> None:
        self._lines = aiter(lines)
        self._console = console
        self._answered = answered

    async def line(self, prompt: str) -> str | None:
        await self._answered()
        line = await anext(self._lines, None)
        if line is not None:
            self._console.print(Text(f"{prompt}{line.rstrip()}", style="bold green"))
        return line


class Prompted:
    """A person at the keyboard, with completion."""

    def __init__(self, completer: Completer) -> None:
        self._session: PromptSession[str] = PromptSession(completer=completer, complete_while_typing=True)

    async def line(self, prompt: str) -> str | None:
        try:
            # What fails elsewhere in this process is logged there; a prompt that stops for it would eat the next line.
            return await self._session.prompt_async(prompt, set_exception_handler=False)
        except (EOFError, KeyboardInterrupt):
            return None


class Terminal:
    """One person's view: who they are, where they are, and what they can press."""

    def __init__(self, sandbox: Sandbox, console: Console) -> None:
        self._sandbox = sandbox
        self._console = console
        self._painter = Painter(sandbox.world, links=console.is_terminal)
        self._buttons: dict[str, tuple[Document, Document]] = {}
        """What can be pressed by its label: the message and the part."""
        self._alert_buttons = 0
        self._asking = False
        self._shown: set[str] = set()
        self.member = sandbox.member
        self.channel = "general"

    def watch(self) -> Callable[[], None]:
        """Shows what the bot posts or edits unasked, as it arrives; the answer ends it."""
        return self._sandbox.listen(self._noticed)

    async def handle(self, line: str, source: Source) -> bool:
        """Does what one line says, with every error as one line; False when it was the last."""
        words = well_formed(line).strip()
        try:
            if self._is_own(words):
                return await self._own(words, source)
            if words:
                await self._answered(
                    self._sandbox.invoke(words, member=self.member, channel=self.channel), source
                )
        except (NotTypedError, NotThereError, NoAnswerError, TimeoutError) as error:
            self._console.print(Text(str(error) or "the bot is not connected", style="red"))
        return True

    def _is_own(self, words: str) -> bool:
        """A command that the bot registered under the same name goes before."""
        first = words[1:].split(" ", maxsplit=1)[0]
        registered = {row["name"] for row in self._sandbox.commands}
        return words.startswith("/") and first in OWN_WORDS and first not in registered

    async def _own(self, words: str, source: Source) -> bool:
        name, _, rest = words[1:].partition(" ")
        if name == "press":
            await self._press(rest, source)
        elif name == "apps":
            await self._apply(rest, source)
        elif name == "as":
            self._become(rest.strip())
        elif name == "in":
            self._go(rest.strip().removeprefix("#"))
        return name != "quit"

    def _become(self, who: str) -> None:
        people = {"admin": self._sandbox.admin, "member": self._sandbox.member}
        if who not in people:
            raise NotThereError(f"/as admin or /as member, not {who!r}")
        self.member = people[who]
        self._console.print(Text(f"You are {self.member['user']['global_name']}, {who}.", style="dim"))

    def _go(self, channel: str) -> None:
        if channel not in self._sandbox.channels:
            raise NotThereError(
                f"there is no channel {channel!r}; there are {', '.join(self._sandbox.channels)}"
            )
        self.channel = channel
        self._console.print(Text(f"You are in #{channel}.", style="dim"))

    async def _press(self, rest: str, source: Source) -> None:
        message, part, value = self._pointed(rest)
        if part["type"] == BUTTON:
            pressed = self._sandbox.press(message, part["custom_id"], member=self.member)
        else:
            pressed = self._sandbox.select(
                message, part["custom_id"], *values_of(part, value), member=self.member
            )
        await self._answered(pressed, source)

    async def _apply(self, rest: str, source: Source) -> None:
        message, _, name = self._pointed(rest)
        await self._answered(self._sandbox.apply(message, name, member=self.member), source)

    def _pointed(self, rest: str) -> tuple[Document, Document, str]:
        """The message and the part of it that the first word points at, and what follows."""
        label, _, value = rest.strip().partition(" ")
        if label not in self._buttons:
            known = ", ".join(self._buttons) or "none yet"
            raise NotThereError(f"there is nothing to press under {label!r}; there is {known}")
        return *self._buttons[label], value.strip()

    async def _answered(self, asked: Awaitable[Reply], source: Source) -> None:
        self._asking = True
        try:
            reply = await asked
        finally:
            self._asking = False
        if reply.modal is not None:
            await self._fill(reply, source)
        for message in reply.messages:
            self._shown.add(message["id"])
            self._show(message, self._labels(message, ""))

    async def _fill(self, reply: Reply, source: Source) -> None:
        """Asks for each field of the modal that the bot opened."""
        modal = reply.modal or {"title": "", "components": []}
        self._console.print(Text(modal["title"], style="bold"))
        values: dict[str, str] = {}
        for part in every(modal["components"]):
            if part["type"] == TEXT_INPUT:
                typed = await source.line(f"{part.get('label') or part['custom_id']}: ")
                values[part["custom_id"]] = well_formed(typed or "").strip()
        await self._answered(self._sandbox.submit(reply, values, member=self.member), source)

    def _noticed(self, what: str, message: Document) -> None:
        own = "interaction_metadata" in message
        if message["author"]["id"] != BOT_ID or what == "delete" or (own and self._asking):
            return
        if own and (what == "update" or message["id"] in self._shown):
            return
        self._shown.add(message["id"])
        note = " · edited" if what == "update" else ""
        self._show(message, self._labels(message, "a"), note)

    def _labels(self, message: Document, before: str) -> list[str]:
        """Answers count from 1 each time; alerts count on, so that a late one takes no answer's place."""
        parts = pressable(message)
        first = self._alert_buttons if before else 0
        if before:
            self._alert_buttons += len(parts)
        elif parts:
            self._buttons = {label: row for label, row in self._buttons.items() if label.startswith("a")}
        labels = [f"{before}{first + position}" for position in range(1, len(parts) + 1)]
        self._buttons |= {label: (message, part) for label, part in zip(labels, parts, strict=True)}
        return labels

    def _show(self, message: Document, labels: list[str], note: str = "") -> None:
        self._console.print(self._painter.message(message, labels, note))


class Completing(Completer):
    """Hands prompt_toolkit what ``suggestions`` finds."""

    def __init__(self, sandbox: Sandbox, terminal: Terminal) -> None:
        self._sandbox = sandbox
        self._terminal = terminal

    def get_completions(self, document: Typing, complete_event: CompleteEvent) -> list[Completion]:
        """Only the asynchronous way asks the bot."""
        return []

    async def get_completions_async(
        self, document: Typing, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        for row in await suggestions(self._sandbox, document.text_before_cursor, self._terminal.member):
            yield Completion(row.text, -row.replaces, display=row.label, display_meta=row.about)


async def converse(
    sandbox: Sandbox,
    *,
    console: Console,
    answered: Settled,
    settled: Settled,
    lines: AsyncIterable[str] | None = None,
) -> None:
    """Answers lines until their end; without ``lines``, those of a person at the keyboard.

    ``answered`` waits until the bot has sent the last part of its answers: lines of a pipe are answered one by one.
    ``settled`` waits until it has nothing in flight at all: what is pending is shown before the end.
    """
    terminal = Terminal(sandbox, console)
    stop = terminal.watch()
    try:
        if lines is not None:
            await _until_the_end(terminal, Piped(lines, console, answered))
            await settled()
        else:
            _greet(sandbox, console)
            with patch_stdout(raw=True):
                await _until_the_end(terminal, Prompted(Completing(sandbox, terminal)))
    finally:
        stop()


async def _until_the_end(terminal: Terminal, source: Source) -> None:
    going = True
    while going:
        line = await source.line("> ")
        going = line is not None and await terminal.handle(line, source)


def _greet(sandbox: Sandbox, console: Console) -> None:
    names = ", ".join(f"/{row['name']}" for row in sandbox.commands)
    console.print(Text(f"A Discord on this machine alone. Commands: {names}", style="dim"))
    console.print(
        Text("Tab completes. /press N, /apps N Details, /as admin, /in channel, /quit.", style="dim")
    )


async def standard_input(stream: TextIO) -> AsyncIterator[str]:
    """Lines as they come, without a thread that would hold up the end: pipes and sockets by the loop, files at once."""
    mode = os.fstat(stream.fileno()).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        for raw in stream.buffer:
            yield raw.decode(errors="replace")
        return
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), stream)
    try:
        async for raw in reader:
            yield raw.decode(errors="replace")
    finally:
        transport.close()
