"""Pronounceable names that no lexicon knows, and the headlines that give them."""

from hypothesis import strategies as st

_ONSETS = (
    "b",
    "d",
    "dr",
    "f",
    "g",
    "gl",
    "h",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sk",
    "t",
    "tr",
    "v",
    "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "oo")
_CODAS = ("", "l", "m", "n", "r", "sk", "th", "v")
_SYLLABLES = st.builds("{}{}{}".format, *(st.sampled_from(some) for some in (_ONSETS, _VOWELS, _CODAS)))
WORDS = st.lists(_SYLLABLES, min_size=2, max_size=3).map(lambda some: "".join(some).capitalize())
NAMES = WORDS | st.builds("{} {}".format, WORDS, WORDS)
HEADLINES = (
    "Pakistan and China begin joint military exercise {}",
    "China and Pakistan hold joint exercise {} near Kharian",
    "Pakistan, China Kick Off Joint Military Drill '{}'",
    "Joint exercise of Pakistan and China, named {}, gets under way",
)
"""The third is in Title Case: there a name counts in quotes."""
