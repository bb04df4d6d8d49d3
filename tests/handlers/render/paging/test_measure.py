"""What is read of a text is found at once, whatever the text is."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.paging.measure import height, visible_text


def test_signs_and_addresses_are_not_read() -> None:
    assert visible_text("- **Signed** [a \\] b](https://x.example/1) \\*") == "Signed a ] b *"
    assert visible_text("-# small\n## Title") == "small\nTitle"


@given(st.text(alphabet="[]\\()*_` a\n", max_size=2_000))
def test_any_text_is_measured_soon(text: str) -> None:
    """A pattern that tries every way to read a run of backslashes would never end."""
    assert len(visible_text("[" + "\\[" * 200 + text)) >= 0
    assert height(text) > 0
