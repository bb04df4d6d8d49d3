"""Takes Discord's markdown off a text, for a pipe: one statement, one line, nothing drawn around it."""

import re

LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\((https?://[^)\s]+)\)")
MARKS = re.compile(r"(?<!\\)(?:\*\*|__|`)|^-# |(?<![\w\\])_(?=\()|(?<=\))_(?!\w)", re.MULTILINE)
ESCAPED = re.compile(r"\\([\W_])")


HELD_BLANKS = str.maketrans("\u00a0\u202f", "  ")


def plain(text: str) -> str:
    """The words as they are read; a link keeps its address behind it in angle brackets. Blanks that hold a line together on
    a phone are plain ones: whoever searches the output types these."""
    return ESCAPED.sub(r"\1", MARKS.sub("", LINK.sub(r"\1 <\2>", text))).translate(HELD_BLANKS)
