"""HTML to plain text: one line for titles, paragraphs for texts."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.plain.encoding import cleaned
from feeds.plain.entities import REFERENCE, decoded, named

HTML_TO_TEXT = 5
"""Of a lead's HTML, this many times its wished length is looked at."""
LONGEST_TAIL = 450
MOST_HTML = 300_000
"""Characters of one text that are looked at."""
UNREAD = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "form", "button", "select")
)
"""Elements whose text is not for readers."""
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin and end a line."""
MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
SPACE = re.compile(r"\s+")
HIDDEN = re.compile("[\\xad\\u200b-\\u200d\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]")
INVISIBLE = dict.fromkeys([0xAD, 0x200B, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])
"""Soft hyphens and zero-width spaces hide a word from a search; embeddings, overrides and isolates of direction turn
round what is shown after them (Unicode Standard Annex 9)."""
JOINED = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufeff"
ASTRAY = re.compile(
    f"\u200c(?<![{JOINED}]\u200c)|\u200d(?<![{JOINED}\u20e3\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]\u200d)"
)
"""Joiners are letters' own in Arabic and Indian scripts and between emoji (RFC 5892, appendix A); elsewhere they hide words."""
SECTION = re.compile(r"<!\[CDATA\[|\]\]>(?=\s*(?:$|<))")
"""The marks of a section that was escaped with its text."""
TAGS = re.compile(
    r"</?(?:p|a|b|i|u|em|strong|br|div|span|img|font|li|ul|ol|h[1-6]|blockquote|table|tr|td)(?:\s[^<>]*)?/?>",
    re.I,
)
MOST_LAYERS = 3
"""A text that is encoded more often is shown as it is."""
TAILS = re.compile(
    r"\s*(?:The post .{0,300} (?:appeared first on|first appeared on) .{0,120}"
    r"|\(?(?:Continue reading|Read more|Read the full (?:story|article)|Read full article)\b.{0,120}"
    r"|\(?More(?:\b.{0,3}|:.{0,120}|\s+(?:on|at|from|here|details|to follow)\b.{0,120})"
    r"|Click here to (?:read|view).{0,120}"
    r"|\[(?:…|\.\.\.|&hellip;)\]|\[?(?:…|\.\.\.)\]?)\s*$"
)
"""What publishing software adds at the end of a summary."""


def line(markup: str) -> str:
    """A title's HTML (or plain text) as one line; also where it was encoded more than once."""
    text = visible(" ".join(_texts(markup)))
    for _ in range(MOST_LAYERS):
        if not (REFERENCE.search(text) or TAGS.search(text) or SECTION.search(text)):
            break
        text = visible(_unwrapped(text))
    return text


def _unwrapped(text: str) -> str:
    """Plain text that is still markup, a layer further: references, and elements that only markup has."""
    inner = SECTION.sub("", decoded(text))
    return " ".join(_texts(inner.replace("&", "&amp;"))) if TAGS.search(inner) else inner


def lead(markup: str, most: int) -> str:
    """A summary's HTML as plain text in one line of at most ``most`` characters, cut at a word."""
    text = line(markup[: most * HTML_TO_TEXT])
    while found := TAILS.search(text, max(0, len(text) - LONGEST_TAIL)):
        text = text[: found.start()]
    return shortened_text(text, most)


def shortened_text(text: str, most: int) -> str:
    """``text`` up to ``most`` characters, ended at a word by an ellipsis where something is left out."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:-–—") + "…"


def paragraphs(markup: str) -> tuple[str, ...]:
    """The lines of an HTML text that a reader sees, in order, none empty."""
    return tidy(_texts(markup))


def tidy(lines: list[str]) -> tuple[str, ...]:
    """Lines with single spaces and visible characters only, without the empty ones."""
    return tuple(text for part in lines if (text := visible(part)))


def _texts(markup: str) -> list[str]:
    markup = SECTION.sub("", named(cleaned(markup[:MOST_HTML])))
    if not MARKUP.search(markup):
        return markup.split("\n\n")
    root = LexborHTMLParser(markup).body
    return _lines(root) if root is not None else []


def visible(text: str) -> str:
    """Single spaces, and nothing that cannot be seen but the joiners of words and emoji."""
    if HIDDEN.search(text):
        text = ASTRAY.sub("", text.translate(INVISIBLE))
    return " ".join(text.split())


def _lines(root: LexborNode) -> list[str]:
    lines = [""]
    stack: list[LexborNode | None] = [root]
    while stack:  # our own stack: a hostile text may be nested deeper than Python's
        node = stack.pop()
        if node is None:
            lines.append("")
            continue
        if node.tag == "-text":
            lines[-1] += node.text_content or ""
        elif node.tag not in UNREAD:
            _enter(node, lines, stack)
    return lines


def _enter(node: LexborNode, lines: list[str], stack: list[LexborNode | None]) -> None:
    if node.tag in BLOCKS:
        lines.append("")
        stack.append(None)
    stack.extend(reversed(list(node.iter(include_text=True))))
