"""Text out of bytes, and without what neither XML nor a database takes."""

import pytest

from feeds.plain.encoding import cleaned, decode, is_text
from feeds.plain.guess import guessed


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
        ("\n<rss>中".encode("utf-16-le"), "", "\n<rss>中"),
        ('{"a": "中"}'.encode("utf-16-be"), "", '{"a": "中"}'),
        ("<rss>中".encode("utf-32-le"), "", "<rss>中"),
        ("<rss>é".encode("cp1252"), "text/xml; charset=utf-16", "<rss>é"),
        (b"<?xml version='1.0' encoding='utf-16'?>\xe9", "", "<?xml version='1.0' encoding='utf-16'?>é"),
        ("日本".encode("iso-2022-jp"), "", "日本"),
        ("해군".encode("iso-2022-kr"), "", "해군"),
        ("國".encode("gb18030"), "text/xml; charset=gb2312", "國"),
        ("①".encode("cp932"), "text/xml; charset=Shift_JIS", "①"),
        (("海军" * 20).encode("gb18030")[:-1], "text/xml; charset=gb2312", "海军" * 19 + "海�"),
        (b"\xff\xe9", "text/xml; charset=zlib", "ÿé"),
        (b"a" * 200_000 + "é é é".encode() + b"\xc3", "", "a" * 200_000 + "é é é�"),
        (b"a\xe9", "text/xml; charset=unicode_escape", "aé"),
        (b"a\xe9", "text/xml; charset=punycode", "aé"),
    ],
)
def test_the_bytes_decide(body: bytes, content_type: str, wanted: str) -> None:
    assert decode(body, content_type) == wanted


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Учения флота начались в понедельник у побережья", "cp1251"),
        ("Спільні навчання розпочалися їжак ґанок", "koi8-u"),
        ("中国海军与巴基斯坦海军举行联合演习", "gb18030"),
        ("海軍の合同演習が始まった カタカナ", "cp932"),
        ("해군 연합 훈련이 시작되었다", "cp949"),
        ("بدأت المناورات البحرية المشتركة", "cp1256"),
        ("Les manœuvres débutèrent à l'été « près » d’Öland", "cp1252"),
    ],
)
def test_what_nobody_declares_is_guessed(text: str, encoding: str) -> None:
    """A feed that says nothing, or lies: the letters tell."""
    feed = (
        f"<rss><channel><title>{text}</title>"
        + f"<item><title>{text}</title></item>" * 5
        + "</channel></rss>"
    )
    assert decode(feed.encode(encoding), "text/xml; charset=utf-8", guessed) == feed


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "￾", "￿"])
def test_what_no_database_takes_is_left_out(bad: str) -> None:
    assert cleaned(f"a{bad}b\n\té中") == "ab\n\té中"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (b"A report of a visit.", True),
        ("Учения флота".encode("utf-16"), True),
        ("<p>中".encode("utf-32-be"), True),
        ("日本".encode("iso-2022-jp") * 9, True),
        (b"", True),
        (b"%PDF-1.7\nmany words", False),
        (b"PK\3\4many words", False),
        (bytes(range(256)) * 40, False),
    ],
)
def test_what_is_a_text(body: bytes, wanted: bool) -> None:
    assert is_text(body) == wanted
