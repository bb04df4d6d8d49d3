"""Discord messages as a terminal shows them: Rich renderables for content, embeds and components."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from sandbox.forms.components import BUTTON, LINK_STYLE, SELECTS, TEXT_DISPLAY, every
from sandbox.forms.message_forms import EPHEMERAL
from sandbox.unanswered import NotThereError
from sandbox.world.objects import THREADS, Document
from sandbox.world.world import World

TIME_STYLES: Final = {
    "t": "%H:%M UTC",
    "T": "%H:%M:%S UTC",
    "d": "%d/%m/%Y",
    "D": "%-d %B %Y",
    "f": "%-d %B %Y %H:%M UTC",
    "F": "%A, %-d %B %Y %H:%M UTC",
    "R": "%-d %B %Y %H:%M UTC",
}
"""Discord's timestamp styles (reference, "Timestamp styles"); a relative one is shown as a time."""
OFFERED: Final = 5
"""Options of a menu whose labels are printed."""
LEAST_COLOUR: Final = 0x40
"""A channel of a colour below this is hard to see on a dark terminal."""


class Painter:
    """``links`` makes words clickable; without it an address stands in brackets behind its word."""

    def __init__(self, world: World, *, links: bool) -> None:
        self._world = world
        self._links = links

    def message(self, message: Document, labels: Sequence[str] = (), note: str = "") -> RenderableType:
        """A message with its heading; ``labels``, in order, are what can be typed to press its parts."""
        parts: list[RenderableType] = [self._heading(message, note)]
        if message["content"]:
            parts.append(Padding(self.markdown(message["content"]), (0, 0, 0, 2)))
        parts += [Padding(self.embed(embed), (0, 0, 0, 2)) for embed in message["embeds"]]
        parts += [Padding(row, (0, 0, 0, 2)) for row in self._components(message, labels)]
        parts += [Padding(self._file(row), (0, 0, 0, 2)) for row in message["attachments"]]
        return Group(*parts)

    def embed(self, embed: Document) -> RenderableType:
        parts: list[RenderableType] = []
        author = embed.get("author", {}).get("name")
        if author:
            parts.append(Text(author, style="dim"))
        if embed.get("description"):
            parts.append(self.markdown(embed["description"]))
        for row in embed.get("fields", []):
            parts += [
                Text.from_markup("[bold]") + self._line(row["name"], "bold"),
                self.markdown(row["value"]),
            ]
        ends = [embed.get("footer", {}).get("text"), _moment(embed.get("timestamp"))]
        if any(ends):
            parts.append(Text(" · ".join(end for end in ends if end), style="dim"))
        return Panel(Group(*parts), title=self._title(embed), title_align="left", border_style=_colour(embed))

    def markdown(self, text: str) -> RenderableType:
        """Discord's markdown: a line's end is a line's end, and times, people and channels get their names."""
        lines = [re.sub(r"^-# ", "", line) for line in self.readable(text).split("\n")]
        return Markdown("  \n".join(lines), hyperlinks=self._links)

    def readable(self, text: str) -> str:
        """``<t:…>``, ``<#…>``, ``<@…>`` and ``<@&…>`` as words."""
        text = re.sub(r"<t:(-?\d+)(?::([tTdDfFR]))?>", _time, text)
        channels = {id_: row["name"] for id_, row in self._world.channels.items() if "name" in row}
        roles = {row["id"]: row["name"] for row in self._world.guild["roles"]}
        people = {id_: row["global_name"] or row["username"] for id_, row in self._world.users.items()}
        for pattern, names, before in (
            (r"<#(\d+)>", channels, "#"),
            (r"<@&(\d+)>", roles, "@"),
            (r"<@!?(\d+)>", people, "@"),
        ):
            text = re.sub(pattern, lambda m, n=names, b=before: b + n.get(m[1], m[1]), text)  # type: ignore[misc]
        return re.sub(r"<(https?://[^>\s]+)>", r"\1", text)

    def _heading(self, message: Document, note: str) -> Text:
        channel = self._world.channels.get(message["channel_id"], {})
        above = self._world.channels.get(channel.get("parent_id") or "", {})
        inside = f"#{above['name']} › " if channel.get("type") in THREADS and above else "#"
        place = f"{inside}{channel['name']}" if "name" in channel else "direct message"
        only = " · only you see this" if message["flags"] & EPHEMERAL else ""
        author = message["author"]["global_name"] or message["author"]["username"]
        return Text.assemble((author, "bold cyan"), (f" {place}{only}{note}", "dim"))

    def _title(self, embed: Document) -> Text | None:
        if not embed.get("title"):
            return None
        title = self._line(embed["title"], "bold")
        address = embed.get("url")
        if address and self._links:
            title.stylize(f"link {address}")
        return title if self._links or not address else title + Text(f" ({address})", style="dim")

    def _line(self, text: str, style: str) -> Text:
        """One line without its markdown signs."""
        plain = re.sub(r"\\([\\*_~`|>\[\]()#.-])|\*\*|__|~~|`", r"\1", self.readable(text))
        return Text(plain, style=style)

    def _file(self, attachment: Document) -> Text:
        """What is in it, for who cannot see it, and the path of the file that can be opened."""
        path = self._world.uploads.path(attachment["id"], attachment["filename"])
        said = attachment.get("description", "")
        return Text.assemble((said and f"{said} ", ""), (str(path), f"blue link {path.resolve().as_uri()}"))

    def _components(self, message: Document, labels: Sequence[str]) -> Iterator[RenderableType]:
        names = iter(labels)
        for row in message["components"]:
            texts = [part["content"] for part in every([row]) if part["type"] == TEXT_DISPLAY]
            yield from (self.markdown(text) for text in texts)
            words = [_part(part, names) for part in every([row]) if part["type"] in {BUTTON, *SELECTS}]
            if words:
                yield Text("  ").join(words)


def pressable(message: Document) -> list[Document]:
    """Buttons and selects that send something, in the order in which a message shows them."""
    parts = every(message["components"])
    return [part for part in parts if part["type"] in {BUTTON, *SELECTS} and _sends(part)]


def values_of(part: Document, typed: str) -> list[str]:
    """What a menu sends for what is typed: an option's label, or how one alone begins; else values, parted by blanks.
    Raises NotThereError, which names the labels, for what several options or none go by."""
    options, wanted = part.get("options", []), typed.strip().casefold()
    if not options or {*typed.split()} <= {option["value"] for option in options}:
        return typed.split()
    whole = [option["value"] for option in options if option["label"].casefold() == wanted]
    begun = [option["value"] for option in options if option["label"].casefold().startswith(wanted)]
    found = whole or begun
    if len(found) == 1:
        return found
    several = "several of" if found else "not among"
    raise NotThereError(f"{typed!r} is {several} {', '.join(option['label'] for option in options)}")


def _sends(part: Document) -> bool:
    return "custom_id" in part and not part.get("disabled")


def _part(part: Document, names: Iterator[str]) -> Text:
    label = part.get("label") or part.get("placeholder") or part.get("emoji", {}).get("name") or "choose"
    if part.get("style") == LINK_STYLE and part["type"] == BUTTON:
        return Text(f"{label} → {part['url']}", style="blue")
    if not _sends(part):
        return Text(label, style="dim strike")
    offered = [option["label"] for option in part.get("options", [])]
    more = f" and {len(offered) - OFFERED} more" if len(offered) > OFFERED else ""
    values = ", ".join(offered[:OFFERED]) + more
    name = next(names, None)
    shown = Text(label + (f" ({values})" if values else ""))
    return shown if name is None else Text.assemble((f"[{name}] ", "bold yellow"), shown)


def _moment(timestamp: str | None) -> str | None:
    if timestamp is None:
        return None
    return datetime.fromisoformat(timestamp).astimezone(UTC).strftime(TIME_STYLES["f"])


def _time(match: re.Match[str]) -> str:
    """Left as it was written where it is beyond what a calendar holds, as Discord leaves it."""
    try:
        when = datetime.fromtimestamp(int(match[1]), UTC)
    except (OverflowError, ValueError, OSError):
        return match[0]
    return when.strftime(TIME_STYLES[match[2] or "f"])


def _colour(embed: Document) -> str:
    colour = embed.get("color") or 0
    channels = [colour >> shift & 0xFF for shift in (16, 8, 0)]
    return f"#{colour:06x}" if max(channels) >= LEAST_COLOUR else "white"
