"""What a feed declares of its own pace, read out of whole documents."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from feeds.formats.xmlfeed import read_xml

CASES = tomllib.loads((Path(__file__).parent.parent.parent / "cases" / "feeds" / "pace.toml").read_text())[
    "cases"
]
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_pace(case: dict[str, Any]) -> None:
    channel = f"<title>Loopback</title>{case['channel']}<item><title>One</title></item>"
    document = f'<rss version="2.0" xmlns:sy="{SYNDICATION}"><channel>{channel}</channel></rss>'
    told = read_xml(document, "http://news.example/rss").head.declared
    assert told.minutes == case.get("minutes")
    assert list(told.skip_hours) == case.get("hours", [])
    assert list(told.skip_days) == case.get("days", [])
