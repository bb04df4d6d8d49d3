"""Discord's limits on messages that its API description leaves out or spreads, and what a body would have it notify.

https://docs.discord.com/developers/resources/message (Embed Limits, Allowed Mentions Object) and
https://docs.discord.com/developers/components/reference.
"""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.forms.components import every
from sandbox.forms.message_forms import COMPONENTS_V2
from sandbox.rest.server import Recorded

EMBED = {"title": 256, "description": 4096}
PART = {"label": 100, "value": 100, "description": 100, "custom_id": 100, "placeholder": 150, "url": 512}
LIVE = re.compile(r"(?<!\\)<(?:@[!&]?|#)(?P<who>\d+)>|@(?P<all>everyone|here)\b")
"""A mention that Discord would show as one; behind a backslash or with a zero-width space in it, it is plain text."""


def shown(row: Recorded) -> dict[str, Any] | None:
    """What a request makes a message of; ``None`` for other requests."""
    body = row.body if isinstance(row.body, dict) else {}
    if row.route.endswith("/callback"):
        return body["data"] if body.get("type") in (4, 7) else None
    is_message = "/messages" in row.route or row.route.startswith("/webhooks/")
    return body if is_message and row.method in ("POST", "PATCH") and body else None


def over_limits(row: Recorded) -> list[str]:
    """Every limit that the message of a request breaks."""
    body = shown(row) or {}
    return [f"{row.method} {row.path}: {problem}" for problem in _broken(body)]


def _broken(body: dict[str, Any]) -> Iterator[str]:
    if len(body.get("content") or "") > 2000:
        yield "content"
    yield from _broken_embeds(body.get("embeds") or [])
    yield from _crowded(_rows(body))
    yield from _broken_components(body)


def _broken_embeds(embeds: list[dict[str, Any]]) -> Iterator[str]:
    if len(embeds) > 10:
        yield "embeds"
    if sum(len(text) for embed in embeds for text in _texts(embed)) > 6000:
        yield "characters in all embeds"
    for embed in embeds:
        yield from _broken_of(embed)


def _broken_components(body: dict[str, Any]) -> Iterator[str]:
    components = body.get("components") or []
    if body.get("flags", 0) & COMPONENTS_V2:
        parts = list(every(components))
        if len(parts) > 40 or sum(len(part.get("content", "")) for part in parts) > 4000:
            yield "components of the second generation"
    elif len(components) > 5:
        yield "rows of components"


def _broken_of(embed: dict[str, Any]) -> Iterator[str]:
    yield from (name for name, most in EMBED.items() if len(embed.get(name) or "") > most)
    fields = embed.get("fields") or []
    if len(fields) > 25 or any(len(f["name"]) > 256 or len(f["value"]) > 1024 for f in fields):
        yield "fields"
    if len((embed.get("footer") or {}).get("text", "")) > 2048:
        yield "footer"


def _rows(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows, in a container too; of a section the button beside it counts as a row."""
    every_part = list(every(body.get("components") or []))
    beside = [{"components": [part["accessory"]]} for part in every_part if "accessory" in part]
    return [*(part for part in every_part if part["type"] == 1), *beside]


def _crowded(rows: list[dict[str, Any]]) -> Iterator[str]:
    parts = [part for row in rows for part in row["components"]]
    if any(len(row["components"]) > 5 for row in rows):
        yield "rows of components"
    options = [option for part in parts for option in part.get("options", [])]
    for part in [*parts, *options]:
        yield from (name for name, most in PART.items() if len(str(part.get(name) or "")) > most)
        if "options" in part and not 1 <= len(part["options"]) <= 25:
            yield "options"
        if part.get("type") == 2 and len(part.get("label") or "") > 80:
            yield "label of a button"
    names = [part["custom_id"] for part in parts if "custom_id" in part]
    if len(set(names)) < len(names):
        yield "custom ids"


def _texts(embed: dict[str, Any]) -> list[str]:
    fields = [text for row in embed.get("fields") or [] for text in (row["name"], row["value"])]
    named = [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    return [text for text in (embed.get("title"), embed.get("description"), *named, *fields) if text]


def would_ping(row: Recorded) -> list[str]:
    """Why the message of a request might notify somebody: it leaves it to Discord, or allows it."""
    body = shown(row)
    if body is None:
        return []
    allowed = body.get("allowed_mentions")
    if allowed is None and (body.get("content") or row.method == "POST"):
        return [f"{row.method} {row.path}: it is left to Discord whom it notifies"]
    named = [kind for kind in ("parse", "users", "roles") if (allowed or {}).get(kind)]
    return [f"{row.method} {row.path}: {kind} may be notified" for kind in named]


def live(row: Recorded, who: int, word: str) -> list[str]:
    """Where text from outside still works as markdown: as a mention of ``who`` or of everybody, or as a link whose words
    begin with ``word``."""
    body = shown(row) or {}
    texts = [text for embed in body.get("embeds") or [] for text in _texts(embed)]
    texts += [part["content"] for part in every(body.get("components") or []) if "content" in part]
    texts = [re.sub(r"\]\(https?://[^)\s]*\)", "]", text) for text in (*texts, body.get("content") or "")]
    mentions = [
        text for text in texts for m in LIVE.finditer(text) if m.group("all") or m.group("who") == str(who)
    ]
    links = [text for text in texts if re.search(rf"(?<!\\)\[{word}", text)]
    return [f"{row.method} {row.path}: {text[:200]}" for text in [*mentions, *links]]
