"""What a sentence has to have to answer a question: a number, a sum, a time, a reason, somebody who says it. Pure."""

import re

from facts.fitting.sentences import HasForm
from facts.rows.patterns import whole_words, word_table
from facts.wording.framing import asks_whether, identity_asked

LONGEST_NAME = 4
"""Words of a name."""

_TABLE = word_table("forms", "handlers.retrieving")
_ASKS = {sort: whole_words(words) for sort, words in _TABLE["asks"].items()}
_HAS = {sort: re.compile(rf"(?:{'|'.join(words)})", re.IGNORECASE) for sort, words in _TABLE["has"].items()}

_NOW = whole_words(_TABLE["now"])


def sought(question: str) -> HasForm:
    """Whether a sentence has what ``question`` asks for, as far as its words tell; no sentence has, where they do not."""
    wanted = [_HAS[sort] for sort, asks in _ASKS.items() if asks.search(question)]
    return lambda sentence: any(has.search(sentence) for has in wanted)


def is_of_now(question: str) -> bool:
    """Whether it asks how things stand: "now", "so far", "has it arrived"."""
    return _NOW.search(question) is not None or asks_whether(question)


def is_of_name(question: str) -> bool:
    """Whether it asks who or what one name is, which has its own answer."""
    return 0 < len(identity_asked(question).split()) <= LONGEST_NAME
