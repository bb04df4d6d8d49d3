"""A question for what somebody said, or for views on something: who, and about what. Pure."""

import re
from dataclasses import dataclass

_VERB = r"(?:say|said|says|claim|claimed|think|thinks|thought|write|wrote|report|reported|tell|told|comment|commented|argue|argued|believe|remark|remarked|announce|announced)"
_ABOUT = r"(?:\s+(?:about|on|of|to|regarding|concerning)\s+(?P<about>.+?))?"
_SAID = re.compile(
    rf"\s*(?:what|which)\s+(?:(?:did|does|do|has|have|had)\s+)?(?!(?:is|are|was|were|do|does|did|sources?|texts?|documents?)\b)(?P<who>.+?)\s+(?:(?:has|have|had)\s+)?{_VERB}{_ABOUT}\s*[?.!]*\s*",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\s*(?P<who>\S.*?)(?:['’]s?)?\s+(?:views?|opinions?|statements?|comments?|remarks?)(?=\s+(?:about|on|of|to|regarding)\b){_ABOUT}\s*[?.!]*\s*",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"\s*who\s+(?:has\s+|have\s+)?{_VERB}(?:\s+that)?\s+(?P<about>.+?)\s*[?.!]*\s*", re.IGNORECASE
)
_VIEWS = re.compile(
    r"\s*(?:the\s+)?(?:views?|opinions?)\s+(?:on|about|of|regarding)\s+(?P<about>.+?)\s*[?.!]*\s*",
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
