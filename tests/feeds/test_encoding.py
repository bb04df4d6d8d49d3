"""Text out of bytes, and without what neither XML nor a database takes."""

import pytest

from feeds.encoding import cleaned, decode


@pytest.mark.parametrize(
    ("body", "content_type", "wanted"),
    [
        ("é — 中".encode(), "text/xml; charset=iso-8859-1", "é — 中"),
        ("é".encode("latin-1"), "text/xml; charset=iso-8859-1", "é"),
        ("“é”".encode("cp1252"), "", "“é”"),
        ("Привет".encode("cp1251"), "text/xml; charset=windows-1251", "Привет"),
        ("日本".encode("iso-2022-jp"), "text/xml; charset=iso-2022-jp", "日本"),
        ("a中".encode("utf-16"), "", "a中"),
        ("<a>中".encode("utf-16-be"), "", "<a>中"),
        (("é" * 40).encode() + b"\xff", "", "é" * 40 + "�"),
        (b"plain", "text/xml; charset=no-such-thing", "plain"),
        (b"plain", "text/xml; charset=hex", "plain"),
        (b"", "", ""),
    ],
)
def test_the_bytes_decide(body: bytes, content_type: str, wanted: str) -> None:
    assert decode(body, content_type) == wanted


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "￾", "￿"])
def test_what_no_database_takes_is_left_out(bad: str) -> None:
    assert cleaned(f"a{bad}b\n\té中") == "ab\n\té中"
