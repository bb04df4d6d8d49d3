"""Names with what a language writes together with them: "and Pakistan" is one word in Arabic, "Pakistan's" in Bangla."""

import re
from collections.abc import Iterator

ARTICLE = "ال"
_CLITICS = ("و", "ب", "ل")
"""And, with, to."""
_ARABIC = re.compile(r"[\u0621-\u064a ]+")
"""Letters of Arabic itself: Urdu and Persian have others, and no such words."""
_BANGLA = re.compile(r"[\u0980-\u09ff ]+")
_CASES = ("কে", "র", "ের", "তে", "ে", "য়")
"""Object, possession and place."""


def joined_forms(name: str) -> Iterator[str]:
    """A name, and the forms in which it stands where words are joined to it; none for other scripts."""
    yield name
    if _ARABIC.fullmatch(name):
        yield from with_clitics(name)
    elif _BANGLA.fullmatch(name):
        yield from (name + case for case in _CASES)


def with_clitics(word: str) -> Iterator[str]:
    """An Arabic word or phrase behind each clitic; the article loses its first letter behind "to"."""
    for clitic in _CLITICS:
        form = clitic + word
        yield form.replace("لال", "لل", 1) if form.startswith("لال") else form
