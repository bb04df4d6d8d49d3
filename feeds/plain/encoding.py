"""Bytes to text: what the bytes are decides before what a header or a declaration claims."""

import codecs
import re
from collections.abc import Callable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16: the mark of the second is the beginning of the first's."""
ZEROS: dict[tuple[bool, ...], str] = {
    (True, True, True, False): "utf-32-be",
    (False, True, True, True): "utf-32-le",
    (True, False, True, False): "utf-16-be",
    (False, True, False, True): "utf-16-le",
}
"""Where the zeros are in the first four bytes of encodings without a mark (XML 1.0, appendix F; RFC 4627, 3): whatever
a feed begins with, it is ASCII."""
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
MAGIC = (
    b"%PDF-",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"7z\xbc\xaf",
)
"""How PDF, Word (new and old), RTF, gzip, pictures and archives begin."""
EBCDIC = b"\x4c\x6f\xa7\x94"
"""``<?xm`` as mainframes write it."""
STATEFUL = re.compile(r"^(iso-?2022|utf-?7|hz)", re.IGNORECASE)
"""Encodings that write every letter in seven bits: only the declaration tells them from ASCII …"""
ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$", "iso2022_jp_ext"))
"""… or the escapes that begin their letters."""
WIDE = re.compile(r"^(utf-?(16|32)|ucs-?[24]|iso-10646|u?(16|32)$)", re.IGNORECASE)
"""Encodings in which a body has zeros; one without them is not so written, whoever says so."""
NOT_FOR_TEXT = re.compile(r"^(punycode|idna|undefined|(raw[-_])?unicode[-_]escape)$", re.IGNORECASE)
"""What Python knows as encodings and no document is written in."""
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
LEGACY = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-874": "cp874",
}
"""Declared, but written as their larger sisters (WHATWG Encoding, section 4.2)."""
SAMPLE = 100_000
DAMAGED = 0.1
"""A text of which fewer than this share of the letters beyond ASCII is broken is still in its encoding: summaries are
cut in the middle of a letter."""
FORBIDDEN = frozenset((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)))
"""Characters that XML 1.0 and PostgreSQL refuse (and lone surrogates, which no UTF-8 can hold)."""
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
BINARY = CONTROLS.replace(b"\x1b", b"")
"""Without the sign that begins the letters of a seven-bit encoding."""
UNCLEAN = re.compile(rb"\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
"""The forbidden characters in UTF-8: looked for in bytes, which is many times quicker than in letters."""


Guess = Callable[[bytes], str | None]
"""The likeliest encoding of bytes of which nobody says how they are written."""


def no_guess(_body: bytes) -> None:
    """Where a guess would take too long: on the event loop."""


def decode(body: bytes, content_type: str = "", guess: Guess = no_guess) -> str:
    """The text of a body. Never fails: what cannot be read becomes U+FFFD.

    Order: byte order mark, the places of zeros, valid UTF-8, the document's declaration, the header's charset, one of
    these slightly damaged, a guess, windows-1252. (RFC 7303 puts the header first; servers that lie in it are too many.)
    """
    for mark, name in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return cleaned(body[len(mark) :].decode(name, "replace"))
    if wide := ZEROS.get(tuple(byte == 0 for byte in body[:4])):
        return cleaned(body.decode(wide, "replace"))
    if body.lstrip().startswith(EBCDIC):
        return cleaned(body.decode("cp037", "replace"))
    return cleaned(_by_claim(body, content_type, guess))


def is_text(body: bytes) -> bool:
    """Whether a body is a text at all, and no PDF, archive or picture: decoded, each of their lines would be words."""
    if body.startswith(MAGIC):
        return False
    start = body[:SAMPLE]
    if ZEROS.get(tuple(byte == 0 for byte in body[:4])) or body.startswith(WIDE_MARKS):
        return True
    return (len(start) - len(start.translate(None, BINARY))) * 50 <= len(start)


def cleaned(text: str) -> str:
    """Without the characters that neither XML nor a database takes."""
    data = text.encode("utf-8", "surrogatepass")
    clean = data.translate(None, CONTROLS)
    if not clean.isascii():
        clean = UNCLEAN.sub(b"", clean)
    return text if len(clean) == len(data) else clean.decode()


def _by_claim(body: bytes, content_type: str, guess: Guess) -> str:
    claims = _claims(body, content_type)
    if body.isascii():
        escapes = [name for escape, name in ESCAPES if escape in body] if b"\x1b" in body else []
        stateful = next((name for name in (*claims, *escapes) if STATEFUL.match(name)), None)
        return (_try(body, stateful) if stateful else None) or body.decode("ascii")
    for claim in ("utf-8", *claims):
        if (text := _try(body, claim)) is not None:
            return text
    for claim in ("utf-8", *claims):
        if (text := _damaged(body, claim)) is not None:
            return text
    return body.decode(guess(body) or "cp1252", "replace")


def _claims(body: bytes, content_type: str) -> list[str]:
    found = DECLARED.search(body[:400]) or META.search(body[:2048])
    header = CHARSET.search(content_type)
    names = [found[1].decode("ascii")] if found else []
    names += [header[1]] if header else []
    possible = [
        name for name in names if not NOT_FOR_TEXT.match(name) and (b"\0" in body or not WIDE.match(name))
    ]
    return [LEGACY.get(name.lower(), name) for name in possible]


def _try(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (LookupError, ValueError):  # unknown, no encoding of texts, or not so written
        return None


def _damaged(body: bytes, encoding: str) -> str | None:
    """The text if little of it is broken. The beginning first: to replace every second byte of megabytes takes a second."""
    text, broken, foreign = "", 0, 0
    for part in (body[:SAMPLE], body):
        try:
            text = part.decode(encoding, "replace")
        except (LookupError, ValueError):
            return None
        broken, foreign = text.count("�"), len(text) - len(text.encode("ascii", "ignore"))
        if broken > max(1, foreign * DAMAGED):
            return None
    return text if broken < foreign else None
