"""A variant of a weapon in a question ("J-10C", "JF-17 Block 3"): another thing than the type, of which more is told. Pure."""

import re
from collections.abc import Sequence

from facts.rows.patterns import word_set
from facts.wording import editions
from store.nouns.words import folded_phrase, stemmed_phrase

MARKS = word_set("variants", "marks", "facts.wording")
"""Words behind a type before the number of its variant."""
_ENDING = re.compile(r"[a-z]{1,3}\d{0,2}")
"""What a variant has more than its type, signs left out: "J-10CE", "VT-4A1"."""


def variant_end(tokens: Sequence[str], end: int) -> int:
    """Where a type that ends at ``end`` ends together with the mark of its variant: the same place without one."""
    marked = tokens[end : end + 2]
    is_one = len(marked) == 2 and marked[0] in MARKS and (marked[1].isdigit() or len(marked[1]) <= 3)
    return end + 2 if is_one else end


def variant_phrases(phrase: str, designation: str) -> frozenset[str]:
    """The stemmed phrases that a text has where it tells of the variant; none where the phrase names the type itself."""
    words, plain = phrase.split(), folded_phrase(designation)
    if len(words) > 1 and words[-2] in MARKS:
        number = editions.number_in(words[-1])
        ways = editions.spellings(number)[:2] if number else (words[-1],)
        return frozenset(stemmed_phrase(" ".join([*words[:-1], way])) for way in ways)
    own, whole = plain.replace(" ", ""), phrase.replace(" ", "")
    is_longer = whole.startswith(own) and _ENDING.fullmatch(whole[len(own) :])
    return frozenset({stemmed_phrase(phrase)}) if is_longer else frozenset()
