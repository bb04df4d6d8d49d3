"""Documents (text, Markdown, HTML) to dated parts with numbered paragraphs: for ``entente ingest`` and full texts.

Paragraphs are counted as ``seeds/README.md`` says: blocks between blank lines that end as a sentence does or have more
than twenty words, from 1 through the whole document. What is left over (headlines, bylines, captions, link lists) is
page furniture, of which titles, authors and dates are read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from feeds.entries.dates import plausible, read_date
from feeds.entries.entries import Document, Paragraph, Part
from feeds.pages.pages import is_page
from feeds.pages.webpages import read_page
from feeds.plain.encoding import decode
from feeds.plain.guess import guessed
from feeds.plain.text import SPACE, shortened_text, visible

WORDS_OF_A_PARAGRAPH = 20
WORDS_OF_A_HEADING = 12
TITLE_LENGTH = 300
SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*$""")
BLANK = re.compile(r"\n[^\S\n]*\n")
HEADER = re.compile(
    r"^(?:(?:Comment|Posted|Written|Reply)\s+by|From)\s+(?P<author>.{2,60}?)\s+(?:on|,)\s+"
    r"(?P<date>.{6,40}?\d{1,2}:\d{2}\s*[ap]\.?m\.?|.{6,30}?\d{4})\s*:?$",
    re.IGNORECASE,
)
"""A line that begins another text on the page: a comment with its writer and date."""
COMMENT = re.compile(r"^(?:comment|reply)\b", re.IGNORECASE)
BYLINE = re.compile(r"^By\s+(?P<author>[^.]{3,80})$", re.IGNORECASE)
DATE_LINE = re.compile(
    r"^(?:(?:date|dated|published|posted|updated|last updated)\b\W*(?:on\s+)?)?(?P<date>.{6,40}?)\.?$",
    re.IGNORECASE,
)
DATE_PREFIX = re.compile(r"^date:?\s+(?P<date>\d{4}-\d{2}-\d{2})\s+", re.IGNORECASE)
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^\[)\s]{0,2000}\)")
"""No bracket within: else a line of brackets takes the square of its length."""
MARKDOWN_HEADING = re.compile(r"^#{1,6}\s+")
RULE = re.compile(r"^[\W_]+$")
FURNITURE = re.compile(
    r"^(?:©|copyright\b|all rights reserved|subscribe\b|sign up\b|share (?:this|on)\b|follow (?:us|me)\b|click here"
    r"|advertisement\b|exit mobile version|please bookmark|join .{2,80}(?:network|newsletter)\b|read (?:more|also)\b"
    r"|related (?:links|posts|articles|stories)\b|views?: \d|this (?:site|website) uses cookies)",
    re.IGNORECASE,
)
"""Beginnings of blocks that a page puts around its text."""
LAST = re.compile(
    r"^(?:you need to be a member|leave a (?:reply|comment)|log ?in to (?:comment|reply)|powered by\b)",
    re.IGNORECASE,
)
"""After such a block no text of the page follows, unless another comment begins."""
Block = tuple[int | None, str]
"""A block of a document with its paragraph's number; None for what is no paragraph."""


def read_document(body: bytes, name: str, content_type: str = "") -> Document:
    """Reads a document by what it holds; ``name`` (a path's or address's last part) is for messages.

    A document without a paragraph has no parts. Only dates that stand in the text are read, never a file's. For bodies
    of our own: what a stranger wrote goes to ``feeds/workers/workers.py``.
    """
    text = decode(body, content_type, guessed)
    digest = text_hash(text)
    parts = _page_parts(text) if is_page(text) else tuple(_text_parts(text))
    return Document(name, parts[0].title if parts else "", digest, parts)


def text_hash(text: str) -> str:
    """SHA-256 of a text after NFC, with every run of white space folded to one space and the ends stripped."""
    return sha256(
        SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip().encode("utf-8", "surrogatepass")
    ).hexdigest()


def _page_parts(html: str) -> tuple[Part, ...]:
    page = read_page(html)
    found = tuple(_text_parts("\n\n".join(page.paragraphs)))
    if not found:
        return ()
    first = replace(found[0], title=page.title or found[0].title, author=page.author or found[0].author)
    if page.published:
        first = replace(first, published=page.published, basis="the page's own date")
    return (first, *found[1:])


def _text_parts(text: str) -> Iterator[Part]:
    """The parts that have a paragraph."""
    for blocks in _split(_numbered(_blocks(text))):
        part = _part(blocks)
        if part.paragraphs:
            yield part


def _blocks(text: str) -> Iterator[str]:
    for block in BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if folded := visible(MARKDOWN_LINK.sub(r"\1", block)):
            yield folded


def _numbered(blocks: Iterable[str]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        counts = is_paragraph(block)
        number += counts
        yield number if counts else None, block


def _split(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks of each part, its header line first; without what follows the page's last text."""
    part: list[Block] = []
    ended = False
    for number, block in blocks:
        header = HEADER.match(block)
        ended = (ended or bool(LAST.match(block))) and not (header and COMMENT.match(block))
        if header and not ended:
            yield part
            part = []
        if not ended:
            part.append((number, block))
    yield part


def is_paragraph(block: str) -> bool:
    """Whether a block counts as a paragraph (``seeds/README.md``)."""
    return bool(SENTENCE_END.search(block)) or len(block.split()) > WORDS_OF_A_PARAGRAPH


def is_heading(block: str) -> bool:
    """Whether a block that is no paragraph may stand above some: a few words, and no rule, byline or furniture."""
    few = len(block.split()) <= WORDS_OF_A_HEADING
    return few and not any(one.match(block) for one in (RULE, HEADER, BYLINE, FURNITURE, LAST))


@dataclass
class _Head:
    """What stands before and between the paragraphs of a part: its title, author and date, and how that was found."""

    title: str = ""
    author: str = ""
    published: datetime | None = None
    basis: str = ""

    def read(self, block: str, *, is_first: bool) -> None:
        """``is_first``: no paragraph was kept yet, so that a title may come."""
        if header := HEADER.match(block):
            self.author = header["author"]
            self.dated(plausible(read_date(header["date"])), "the comment's date")
        elif byline := BYLINE.match(block):
            self.author = self.author or byline["author"]
        elif not self.published and (stated := _date_line(block)):
            self.dated(stated, "the date line of the text")
        elif not self.title and is_first and not RULE.match(block):
            self.title = MARKDOWN_HEADING.sub("", block)

    def dated(self, published: datetime | None, basis: str) -> None:
        self.published, self.basis = published, basis


def _part(blocks: list[Block]) -> Part:
    head, kept, heading = _Head(), list[Paragraph](), ""
    for number, block in blocks:
        if number is None:
            known = (head.title, head.author, head.published)
            head.read(block, is_first=not kept)
            if known == (head.title, head.author, head.published) and is_heading(block):
                heading = MARKDOWN_HEADING.sub("", block)
            continue
        if prefix := DATE_PREFIX.match(block):
            head.dated(plausible(read_date(prefix["date"])), "the date before the text")
        if not FURNITURE.match(block):
            kept.append(Paragraph(number, DATE_PREFIX.sub("", block), heading))
    title = shortened_text(head.title or (kept[0].text if kept else ""), TITLE_LENGTH)
    return Part(title, head.author, head.published, head.basis if head.published else "", tuple(kept))


def _date_line(block: str) -> datetime | None:
    found = DATE_LINE.match(block)
    return plausible(read_date(found["date"])) if found and any(map(str.isdecimal, block)) else None
