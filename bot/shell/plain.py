"""Takes Discord's markdown off a text, for a pipe: one statement, one line, nothing drawn around it."""

import re

LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\((https?://[^)\s]+)\)")
MARKS = re.compile(r"(?<!\\)(?:\*\*|__|`)|^-# |(?<![\w\\])_(?=\()|(?<=\))_(?!\w)", re.MULTILINE)
ESCAPED = re.compile(r"\\([\W_])")


def plain(text: str) -> str:
    """The words as they are read; a link keeps its address behind it in angle brackets."""
    return ESCAPED.sub(r"\1", MARKS.sub("", LINK.sub(r"\1 <\2>", text)))
