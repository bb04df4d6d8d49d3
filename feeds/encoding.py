"""Bytes to text: what the bytes are decides before what a header or a declaration claims."""

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of the second is the beginning of the first's."""
FIRST_BYTES = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""How ``<`` begins in encodings without a mark (XML 1.0, appendix F)."""
STATEFUL = re.compile(r"^(iso-?2022|utf-?7|hz)", re.IGNORECASE)
"""Encodings that write every letter in seven bits: only the declaration tells them from ASCII."""
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
LEGACY = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
"""Declared, but written as windows-1252 (WHATWG Encoding, section 4.2)."""
DAMAGED = 0.1
"""A text of which fewer than this share of the letters beyond ASCII is broken is still UTF-8."""
FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
"""Characters that XML 1.0 and PostgreSQL refuse (and lone surrogates, which no UTF-8 can hold)."""
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
UNCLEAN = re.compile(rb"\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf]")
"""The rest of the forbidden characters in UTF-8: looked for in bytes, which is many times quicker than in letters."""


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a body. Never fails: what cannot be read becomes U+FFFD.

    Order: byte order mark, the first bytes, valid UTF-8, the document's declaration, the header's charset,
    slightly damaged UTF-8, windows-1252. (RFC 7303 puts the header first; servers that lie in it are too many.)
    """
    marked = next(
        ((body[len(mark) :], name) for mark, name in BYTE_ORDER_MARKS if body.startswith(mark)), None
    )
    if marked:
        return cleaned(marked[0].decode(marked[1], "replace"))
    start = body.lstrip()[:4]
    for first, name in FIRST_BYTES:
        if start.startswith(first):
            return cleaned(body.decode(name, "replace"))
    return cleaned(_by_claim(body, content_type))


def cleaned(text: str) -> str:
    """Without the control characters that neither XML nor a database takes."""
    data = text.encode("utf-8", "surrogatepass")
    bare = len(data.translate(None, CONTROLS)) == len(data)
    return text if bare and (data.isascii() or not UNCLEAN.search(data)) else text.translate(FORBIDDEN)


def _by_claim(body: bytes, content_type: str) -> str:
    claims = _claims(body, content_type)
    if body.isascii():
        stateful = next((claim for claim in claims if STATEFUL.match(claim)), None)
        return (_try(body, stateful) if stateful else None) or body.decode("ascii")
    for claim in ("utf-8", *claims):
        if (text := _try(body, claim)) is not None:
            return text
    return _damaged_utf8(body) or body.decode("cp1252", "replace")


def _claims(body: bytes, content_type: str) -> list[str]:
    found = DECLARED.search(body[:400]) or META.search(body[:2048])
    header = CHARSET.search(content_type)
    names = [found[1].decode("ascii")] if found else []
    names += [header[1]] if header else []
    return [LEGACY.get(name.lower(), name) for name in names]


def _try(body: bytes, encoding: str) -> str | None:
    try:
        text = codecs.lookup(encoding).decode(body)[0]
    except (LookupError, ValueError, TypeError):  # unknown, not so written, or a codec that makes no text
        return None
    return text if isinstance(text, str) else None


def _damaged_utf8(body: bytes) -> str | None:
    text = body.decode("utf-8", "replace")
    broken = text.count("�")
    foreign = len(text) - sum(map(str.isascii, text))
    return text if broken <= max(1, foreign * DAMAGED) else None
