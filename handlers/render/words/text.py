"""Text from outside, made safe for a Discord message."""

import re
from collections.abc import Iterable

from discord.utils import escape_mentions

SCHEMES = ("http://", "https://")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_MARKUP = re.compile(r"[\\*_`\[\]<]|~~|\|\||^(?:#|>|-#|-\s|\d+\.)")


def safe(text: str) -> str:
    """One line in which no markdown and no mention works (Discord, "Markdown Text 101")."""
    plain = _MARKUP.sub(_escaped, " ".join(text.split()))
    return escape_mentions(plain) if "@" in plain else plain


def _escaped(found: re.Match[str]) -> str:
    mark = found.group()
    return mark[:-1] + "\\." if mark[0].isdigit() else "".join(f"\\{c}" for c in mark)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, ended at a word with an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return at_word.rstrip(" ,;:\\") + "…"


_WHOLE = re.compile(r"\[(?P<label>[^\]]*)\]\([^)]*\)|_\((?P<said>[^)]*)\)_")
"""A masked link, and a remark in italics: a part of one is nothing."""
_BOLD = re.compile(r"(?<!\\)\*\*")


def cut_marked(text: str, limit: int) -> str:
    """As ``cut``, of a text with markdown: what it would end within is left out, bold that it leaves open is closed."""
    if len(text) <= limit:
        return text
    head = cut(text, limit - len("**"))
    kept = len(head) - len("…")
    broken = next((one for one in _WHOLE.finditer(text) if one.start() < kept < one.end()), None)
    if broken is not None and not broken.start():  # nothing stands before it: its words without their marks
        return cut_marked(f"{broken['label'] or broken['said']}{text[broken.end() :]}", limit)
    head = f"{text[: broken.start()].rstrip(' ,;:')}…" if broken else head
    is_open = len(_BOLD.findall(head)) % 2
    return f"{head.removesuffix('…').rstrip('*')}…**".replace(" …**", "…") if is_open else head


def link(label: str, url: str | None) -> str:
    """A masked link for an http(s) address that fits in one; else the label alone. ``label`` is already safe."""
    if url is None or not url.lower().startswith(SCHEMES) or len(url) > 400 or set(url) & set("()<> \n"):
        return label
    return f"[{label}]({url})"


def sentence(text: str) -> str:
    """With a capital at its start and a full stop at its end."""
    text = text.strip()
    if not text:
        return text
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")


def capitalised(text: str) -> str:
    """With a capital at its start, and as it is behind that."""
    return text[:1].upper() + text[1:]


def opening_sentences(text: str, limit: int) -> str:
    """As many of its first sentences as fit; at least one, cut."""
    parts = _SENTENCE_END.split(sentence(text))
    kept = parts[0]
    for part in parts[1:]:
        if len(kept) + len(part) >= limit:
            break
        kept = f"{kept} {part}"
    return cut(kept, max(limit, 1))


def not_known(texts: Iterable[str], label: str = "Not known: ") -> str:
    """``Not known: price, class, day of the agreement.`` What is a sentence of its own stays one; empty for nothing.
    ``label`` is empty under a heading that says it already."""
    told = [safe(text) for text in texts]
    parts = [text.rstrip(".") for text in told if text[:1].islower()]
    between = "; " if any(set(part) & set(",;:") for part in parts) else ", "
    rest = [text for text in told if text and not text[:1].islower()]
    listed_parts = [f"{label}{between.join(parts)}"] if parts else []
    return " ".join(map(sentence, [*listed_parts, *rest]))


def listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


HELD = 36
"""Letters of a card's line on a phone, 286 pixels wide."""


def fact(text: str) -> str:
    """One fact of a line, which breaks at the dots between facts only: its blanks become no-break spaces. What is wider than
    a phone's card breaks where it must."""
    return text.replace(" ", "\u00a0") if len(text) <= HELD else text


def joined_facts(facts: Iterable[str]) -> str:
    """Facts in one line: ``26 Nov · Chattogram · …``. Where it breaks, the dot ends the line."""
    return "\u00a0· ".join(one for one in facts if one)
