"""Named answers as a phone shows them: short, once, and drawn whole. A smaller set than ``python -m benchmarks.look``."""

from html.parser import HTMLParser
from pathlib import Path

from benchmarks.look.look import MOST_CHARACTERS, MOST_SCREENS, Look, looks, repeated, table
from benchmarks.look.page import characters, count_components, markdown, page, screens

LINES = (
    "/brief topic:China Pakistan",
    "/recent country:Pakistan",
    "/timeline topic:China Pakistan",
    "/actor name:Pakistan",
    "/agreement name:VT-4",
    "/agreements",
    "/event name:Shaheen-IX",
    "/search query:tank",
    "/compare topic:China with:India",
    "/status",
)
PICTURED = 4


async def test_first_messages_are_short_and_say_things_once(tmp_path: Path) -> None:
    seen = await looks(LINES, tmp_path, year=False)
    found, files = seen.found, seen.files
    assert [(look.asked, look.repeated) for look in found if look.repeated] == []
    for look in found:
        assert 0 < look.characters <= MOST_CHARACTERS, look.asked
        assert 0 < look.screens <= MOST_SCREENS, look.asked
    assert sum(bool(look.messages[0]["attachments"]) for look in found) >= PICTURED
    html = page({look.asked: look.messages for look in found}, files.get)
    assert html.count("data:image/png;base64,") >= PICTURED
    HTMLParser().feed(html)
    assert f"{len(LINES)} answers: median " in table(found)[-1]


def test_what_is_measured() -> None:
    message = {
        "content": "",
        "embeds": [],
        "attachments": [],
        "components": [
            {
                "type": 17,
                "components": [
                    {"type": 10, "content": "## A\n- **one** sentence that is told here."},
                    {
                        "type": 10,
                        "content": "-# One sentence that is told here. And one sentence that is told here.",
                    },
                    {"type": 12, "items": [{"media": {"url": "attachment://x.png"}}]},
                    {"type": 14},
                    {"type": 1, "components": [{"type": 2, "label": "Open"}]},
                ],
            }
        ],
    }
    assert characters(message) == len(
        "A\none sentence that is told here.\nOne sentence that is told here. And one sentence that is told here."
    )
    assert count_components(message["components"]) == 7
    without, drawn = screens(message, {}), screens(message, {"x.png": (760, 760)})
    assert round((drawn - without) * 700) == 286 + 8
    assert repeated(message) == ()
    twice = message | {"content": "One sentence that is told here."}
    assert repeated(twice) == ("One sentence that is told here",)
    assert Look("", (), 1_201, 1, 1, ()).is_over
    assert not Look("", (), 1_200, 2, 1, ()).is_over


def test_markdown_as_it_is_shown() -> None:
    assert markdown("-# <b> & [a](https://x.example/)") == (
        '<div class="s">&lt;b&gt; &amp; <a href="https://x.example/">a</a></div>'
    )
    assert markdown("- **bold** \\*no\\*") == "<ul><li><b>bold</b> *no*</li></ul>"
