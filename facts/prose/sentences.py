"""A paragraph as sentences. "Gen. Wei", "U.S. forces" and "No. 4" end none, nor does a stop within a quotation that goes on."""

import re
from functools import partial

from facts.rows.patterns import alternatives

_either = partial(alternatives, "sentences", folder="facts.prose")

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)")
_ABBREVIATED = re.compile(
    rf"(?:^|[\s(“\"])(?:{_either('abbreviated')}|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$|^\d{{1,2}}\.$"
)
"""A full stop that ends a rank, title, month or initial, or the number of an item, ends no sentence."""
_BEGINS = re.compile(r"[\"'“‘(\[]*[A-Z\d]|[^\x00-\x7f]")
"""What may begin a sentence: a capital, a figure, or a letter of a script that has no capitals."""


_AND = re.compile(
    rf"(?:,|;)? (?:and|but|while) (?=in (?:19|20)\d\d\b|[a-z]+(?:{_either('past_endings')})\b|[A-Z][\w .’'-]{{1,60}}? (?:{_either('done')})\b)"
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:later|earlier|the (?:following|next|same) (?:day|month|year))\b")


def clauses_of(sentence: str) -> list[str]:
    """A sentence that tells two deeds, each with its own time, as two ("ordered six in 2018 and took delivery in 2019")."""
    for match in _AND.finditer(sentence):
        first, second = sentence[: match.start()], sentence[match.end() :]
        if _DATED.search(first) and _DATED.search(second) and first.count("“") == first.count("”"):
            return [first, *clauses_of(second)]
    return [sentence]


def sentences_of(text: str) -> list[str]:
    """Every sentence with its stop, in order. What begins small goes on with the sentence before it."""
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATED.search(text[start : end.start()]) or not _BEGINS.match(text, end.end()):
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    last = text[start:].strip()
    return [*found, last] if last else found
