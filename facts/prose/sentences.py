"""A paragraph as sentences. "Gen. Wei", "U.S. forces" and "No. 4" end none, nor does a stop within a quotation that goes on."""

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"])(?:Gen|Lt|Col|Maj|Brig|Adm|Capt|Cmdr|Sgt|Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    r"Ltd|Co|Inc|Corp|[A-Z]|(?:[A-Z]\.)+[A-Z])\.$"
)
"""A full stop that ends a rank, title, month or initial ends no sentence."""
_BEGINS = re.compile(r"[\"'“‘(\[]*[A-Z\d]|[^\x00-\x7f]")
"""What may begin a sentence: a capital, a figure, or a letter of a script that has no capitals."""


def opening_sentence(text: str) -> tuple[str, str]:
    """The first sentence, without its full stop, and the rest. "Gen. Wei" and "U.S. forces" are not parted."""
    for end in _SENTENCE_END.finditer(text):
        if not _ABBREVIATED.search(text[: end.start()]):
            return text[: end.start()].removesuffix("."), text[end.end() :]
    return text, ""


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
