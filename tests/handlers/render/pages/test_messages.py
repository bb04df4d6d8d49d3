"""Answers fit into Discord's limits, lose nothing important, and carry no markup from outside."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.answer import MESSAGES, Answer, Line, Section, messages
from handlers.render.words.cite import Cited
from handlers.render.words.text import cut, link, safe
from store.nouns.views import Reference

DAWN = Reference("dawn", "A title", "Dawn", "B", "https://dawn.example/1", None, None, "unknown", "")


@given(
    st.lists(st.text(max_size=1500), max_size=60), st.text(min_size=1, max_size=400), st.text(max_size=3000)
)
def test_every_message_is_within_the_limits_of_discord(lines: list[str], title: str, footer: str) -> None:
    answer = Answer(title, (Line("First"),), (Section("Part", tuple(map(Line, lines))),), footer=footer)
    sent = messages(answer)
    assert 1 <= len(sent) <= MESSAGES
    for embeds in sent:
        assert len(embeds) <= 10
        assert sum(len(embed) for embed in embeds) <= 6000
        assert all(len(embed.description or "") <= 4096 for embed in embeds)
    assert "First" in (sent[0][0].description or "")


def test_what_is_left_out_is_counted() -> None:
    answer = Answer(
        "Long", sections=(Section("Part", tuple(Line(f"{n} " + "word " * 190) for n in range(60))),)
    )
    sent = messages(answer)
    shown = "".join(embed.description or "" for embeds in sent for embed in embeds).count("• ")
    assert 0 < shown < 60
    assert f"{60 - shown} more lines" in (sent[-1][-1].footer.text or "")


def test_a_line_carries_its_source_as_text_and_as_data() -> None:
    line = Line("A statement.", (Cited(DAWN, "2"), Cited(DAWN, "4")))
    assert str(line) == "A statement. — [Dawn, undated](https://dawn.example/1) ¶2, 4"
    data = Answer("A", (line,)).citations()
    assert [entry["paragraph"] for entry in data] == ["2", "4"]
    assert data[0]["outlet"] == "Dawn"
    assert data[0]["published"] is None


def test_text_from_outside_stays_text() -> None:
    assert safe("**bold** [x](http://y) <@1> `c`") == r"\*\*bold\*\* \[x\](http://y) \<@1> \`c\`"
    assert "@everyone" not in safe("hello @everyone")
    assert safe("# big\n> quote") == r"\# big > quote"


def test_only_web_addresses_become_links() -> None:
    assert link("a", "https://x.example/") == "[a](https://x.example/)"
    for address in (
        None,
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://x.example/a b",
        "https://x/)y",
    ):
        assert link("a", address) == "a"


@given(st.text(max_size=300), st.integers(20, 120))
def test_a_cut_text_is_never_longer(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
