"""What is told already is not told again in other words; what says more is."""

from handlers.render.paging.repeats import is_repeated, words_shown

SHOWN = (
    "First exercise of the Shaheen series held in Pakistan, Mar 2011 (one source). "
    "The first joint drill of the Chinese and Pakistani air forces in the series."
)
TOLD = (
    "The first drill of the series was held in Pakistan in Mar 2011.",
    "**Mar 2011** · The first joint exercise of the Pakistani and Chinese air forces was held in Pakistan.",
)
MORE = (
    "The first drill of the series was held in Pakistan in Mar 2012.",
    "The first drill of the series was held in Pakistan with 12 Chinese aircraft.",
    "According to Riaz Haq: The first drill of the series was a signal to India.",
    "The fourth joint drill of the Chinese and Pakistani air forces in the series was held in Pakistan.",
    "The first joint drill of the Chinese, Nepalese and Pakistani air forces in the series.",
    "",
)


def test_only_what_says_nothing_more_is_told_already() -> None:
    shown = [words_shown("Nothing of it."), words_shown(SHOWN)]
    assert [text for text in TOLD if not is_repeated(text, shown)] == []
    assert [text for text in MORE if is_repeated(text, shown)] == []
