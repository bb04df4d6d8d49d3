"""A question for what somebody said, or for views on something: who, and about what. Pure."""

import re
from dataclasses import dataclass
from functools import partial

from facts.rows.patterns import alternatives

_either = partial(alternatives, "speech", folder="facts.wording")

_VERB = rf"(?:{_either('verbs')})"
_ABOUT = rf"(?:\s+(?:{_either('about')})\s+(?P<about>.+?))?"
_SAID = re.compile(
    rf"\s*(?:what|which)\s+(?:(?:{_either('helping')})\s+)?(?!(?:{_either('nobody')})\b)(?P<who>.+?)\s+(?:(?:has|have|had)\s+)?{_VERB}{_ABOUT}\s*[?.!]*\s*",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\s*(?P<who>\S.*?)(?:['’]s?)?\s+(?:{_either('words')})(?=\s+(?:{_either('words_about')})\b){_ABOUT}\s*[?.!]*\s*",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"\s*who\s+(?:has\s+|have\s+)?{_VERB}(?:\s+that)?\s+(?P<about>.+?)\s*[?.!]*\s*", re.IGNORECASE
)
_VIEWS = re.compile(
    rf"\s*(?:the\s+)?(?:views?|opinions?)\s+(?:{_either('views_about')})\s+(?P<about>.+?)\s*[?.!]*\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SpeechAsked:
    """``who`` said it, empty for anybody; ``about`` what, empty for anything."""

    who: str
    about: str


def speech_asked(text: str) -> SpeechAsked | None:
    """What a question for words asks for; None if it is none: "what did SIPRI say about India", "views on the corridor"."""
    if found := _VIEWS.fullmatch(text) or _WHO.fullmatch(text):
        return SpeechAsked("", found["about"])
    found = _SAID.fullmatch(text) or _WORDS.fullmatch(text)
    return SpeechAsked(found["who"], found["about"] or "") if found else None
