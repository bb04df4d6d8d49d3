"""Messages as Discord's client shows them on a phone 390 pixels wide, dark: HTML, and how high each stands."""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from math import ceil
from pathlib import Path
from typing import Any

from handlers.render.paging.measure import height, visible_text

Document = Mapping[str, Any]
Files = Callable[[str], bytes | None]
"""The bytes of a file by its address."""
SCREEN = 700
"""Pixels of a phone's screen that messages have (the looks of issue 14)."""
NAME, INSET, GAP, ROW, RULE = 24, 24, 8, 44, 17
WIDE = 286
ESCAPED = 0x100000
"""Where signs wait that stand for themselves: Unicode's last plane for private use."""
STYLE = """
body{background:#1a1a1e;color:#dfe0e2;font:15px/20px system-ui,sans-serif;width:390px;margin:0;padding:8px 12px;box-sizing:border-box}
.m{margin:0 0 22px 0}.one{margin:0 0 16px}.q{color:#9b9ca3;font-size:12px;margin:0 0 4px}.n{font-weight:600}.n b{background:#5865f2;border-radius:3px;
font-size:10px;padding:1px 4px;margin-left:4px}.box{background:#242429;border:1px solid #33343a;border-radius:8px;padding:12px;
width:286px;margin-top:4px}.box.e{border-left:4px solid var(--bar,#5865f2)}.two{display:flex;gap:8px}.two>div{flex:1}.two>img{width:64px;height:64px;object-fit:cover;margin:0}.h{font-size:19px;line-height:24px;font-weight:700}.s{font-size:12px;
line-height:16px;color:#9b9ca3}ul{margin:0;padding-left:18px}.b{display:inline-block;background:#3a3a41;border-radius:8px;
padding:7px 12px;margin:4px 6px 0 0;font-size:14px}.sel{background:#17171a;border:1px solid #33343a;border-radius:8px;padding:9px 12px;
margin-top:8px;color:#b5b6bb}.t{margin-bottom:8px}.row{display:flex;justify-content:space-between;gap:8px;align-items:flex-start;margin:4px 0}img{width:286px;border-radius:8px;margin-top:8px}hr{border:0;border-top:1px solid #33343a;margin:8px 0}a{color:#7bb0f5}blockquote{border-left:3px solid #4e5058;margin:0;padding-left:8px}
"""


def markdown(text: str) -> str:
    """The part of Discord's markdown that the bot writes."""
    return "".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    for start, tag, kind in (("## ", "div", "h"), ("-# ", "div", "s"), ("> ", "blockquote", "")):
        if line.startswith(start):
            return f'<{tag} class="{kind}">{_inline(line.removeprefix(start))}</{tag}>'
    if re.match(r"[-•] ", line):
        return f"<ul><li>{_inline(line[2:])}</li></ul>"
    return f"<div>{_inline(line) or '&nbsp;'}</div>"


def _inline(text: str) -> str:
    kept = re.sub(r"\\(\W)", lambda match: chr(ESCAPED + ord(match[1])), text)
    html = escape(kept, quote=False)
    html = re.sub(r"\[([^\]]*)\]\((https?://[^)\s]*)\)", r'<a href="\2">\1</a>', html)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    html = re.sub(r"(?<!\w)_(\S.*?)_(?!\w)|\*(\S.*?)\*", r"<i>\1\2</i>", html)
    html = re.sub(r"&lt;t:(\d+)(?::(\w))?&gt;", _moment, html)
    html = re.sub(r"~~(.+?)~~", r"<s>\1</s>", re.sub(r"`([^`]+)`", r"<code>\1</code>", html))
    return "".join(escape(chr(ord(sign) - ESCAPED)) if ord(sign) >= ESCAPED else sign for sign in html)


def _moment(found: re.Match[str]) -> str:
    """A timestamp in English, UTC, as Discord writes it: the day, or day and time."""
    at = datetime.fromtimestamp(int(found[1]), UTC)
    return f"{at:%d/%m/%Y}" if found[2] == "d" else f"{at.day} {at:%B %Y %H:%M}"


def texts(message: Document) -> Iterator[str]:
    """Every text that a reader sees without pressing anything."""
    yield from filter(None, [message.get("content")])
    for embed in message.get("embeds", ()):
        yield from filter(None, [embed.get("title"), embed.get("description")])
        for field in embed.get("fields", ()):
            yield f"{field['name']}\n{field['value']}"
        yield from filter(None, [(embed.get("footer") or {}).get("text")])
    yield from _texts_of(message.get("components") or ())


def _texts_of(parts: Any) -> Iterator[str]:
    for part in parts:
        if part["type"] == 10:
            yield part["content"]
        yield from _texts_of(part.get("components", ()) if part["type"] != 1 else ())


def count_components(parts: Any) -> int:
    """All components of a message, those inside others too."""
    return sum(
        1 + count_components(part.get("components", ())) + ("accessory" in part) for part in parts or ()
    )


def characters(message: Document) -> int:
    return len(visible_text("\n".join(texts(message))))


def screens(message: Document, sizes: Mapping[str, tuple[int, int]]) -> float:
    """``sizes`` are width and height of the files by their names."""
    pixels = NAME + sum(height(text) for text in texts(message))
    pixels += INSET if message.get("embeds") or message.get("components") else 0
    pixels += sum(_control_height(part, sizes) for part in message.get("components") or ())
    return pixels / SCREEN


def _control_height(part: Document, sizes: Mapping[str, tuple[int, int]]) -> int:
    if part["type"] == 1:
        return ROW + GAP
    if part["type"] == 12:
        return sum(ceil(WIDE * high / wide) + GAP for wide, high in sizes.values())
    own = RULE if part["type"] == 14 else 0
    return own + sum(_control_height(one, sizes) for one in part.get("components", ()))


def page(shown: Mapping[str, tuple[Document, ...]], files: Files) -> str:
    """Messages under what was typed."""
    body = "".join(_shown(asked, messages, files) for asked, messages in shown.items())
    measured = "<script>document.title=Math.ceil(document.body.getBoundingClientRect().height)</script>"
    return f'<!doctype html><meta charset="utf-8"><title></title><style>{STYLE}</style><body>{body}{measured}</body>'


def _shown(asked: str, messages: tuple[Document, ...], files: Files) -> str:
    typed = f'<p class="q">{escape(asked)}</p>' if asked else ""
    return f'<div class="m">{typed}{"".join(message_html(one, files) for one in messages)}</div>'


def message_html(message: Document, files: Files) -> str:
    parts = [
        '<div class="n">Entente<b>APP</b></div>',
        markdown(message.get("content") or "") if message.get("content") else "",
    ]
    for embed in message.get("embeds", ()):
        said = [embed.get("title") and f"**{embed['title']}**", embed.get("description")]
        said += [f"**{field['name']}**\n{field['value']}" for field in embed.get("fields", ())]
        image = _image((embed.get("image") or {}).get("url"), files)
        foot = (embed.get("footer") or {}).get("text")
        bar = f"--bar:#{embed['color']:06x}" if embed.get("color") else ""
        parts.append(
            f'<div class="box e" style="{bar}">{markdown(chr(10).join(filter(None, said)))}{image}{markdown(f"-# {foot}") if foot else ""}</div>'
        )
    parts += [_component(part, files) for part in message.get("components") or ()]
    return f'<div class="one">{"".join(parts)}</div>'


def _component(part: Document, files: Files) -> str:
    inside = "".join(_component(one, files) for one in part.get("components", ()))
    label = escape(part.get("label") or "")
    if part["type"] == 9:
        button = escape(part["accessory"].get("label") or "")
        return f'<div class="row"><div>{inside}</div><span class="b">{button}</span></div>'
    if part["type"] == 12:
        return "".join(_image(item["media"]["url"], files) for item in part["items"])
    drawn = {
        2: f'<span class="b">{label}</span>',
        3: f'<div class="sel">{_chosen(part)}</div>',
        10: f'<div class="t">{markdown(part.get("content", ""))}</div>',
        14: "<hr>",
        17: f'<div class="box">{inside}</div>',
    }
    return drawn.get(part["type"], f"<div>{inside}</div>")


def _chosen(menu: Document) -> str:
    options = (one["label"] for one in menu.get("options", ()) if one.get("default"))
    return escape(next(options, menu.get("placeholder") or ""))


def _image(url: str | None, files: Files) -> str:
    data = files(url) if url else None
    if data is None:
        return ""
    return f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">'


def write_page(file: Path, shown: Mapping[str, tuple[Document, ...]], files: Files) -> None:
    file.write_text(page(shown, files), encoding="utf-8")
