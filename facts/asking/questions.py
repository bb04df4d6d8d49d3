"""What sort of answer a question asks for: a count, a reason, the first time, which of two more. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from facts.asking.themes import Theme, is_general, theme_asked
from facts.names.native import flags_as_names
from facts.names.phrases import STOP_WORDS
from facts.rows.patterns import alternatives, word_set, word_table
from facts.wording.clues import clue
from store.nouns.words import folded_phrase

_either = partial(alternatives, "questions", folder="facts.asking")

HOW_MANY = re.compile(
    r"\b(?:how\s+(?P<often>many\s+times|often)|how\s+many|number\s+of)\b(?P<what>.*)", re.IGNORECASE
)
FIRST = re.compile(
    rf"\bsince\s+when\b|\bwhen\b.*\b(?:{_either('began')})\b|\b(?:first|earliest)\s+(?:time|known|ever)\b|\bhow\s+long\b",
    re.IGNORECASE,
)  # fmt: skip
MORE = word_set("questions", "more", "facts.asking")
BETWEEN = word_set("questions", "between", "facts.asking")
PARTED = word_set("questions", "parted", "facts.asking")
WITH = PARTED | word_set("questions", "beside_parted", "facts.asking")
"""Words between "or" and the second of two."""
NEAR = 4
"""Words after "how many" among which the sort that is counted stands."""
BETWEEN_SIDES = re.compile(rf"\s+(?:{_either('sides')})\s+", re.IGNORECASE)
"""Words between two that are to be compared."""
LEAST_ASKED = 2
"""Words of a question."""
LONGEST = 5
"""Words of a name."""


@dataclass(frozen=True)
class TwoSides:
    """Which of two has more of something: ``base`` is the question without them, ``how`` the word before the first."""

    base: str
    one: str
    other: str
    how: str = ""


def is_a_question(text: str) -> bool:
    """Whether it is a sentence that asks, rather than words to look for: "who trained in Sargodha", "?" at its end."""
    words = folded_phrase(text).split()
    if len(words) < LEAST_ASKED or all(map(_only_asks, words)):
        return False
    return words[0] in _ASKING or text.rstrip().endswith(("?", "؟", "？"))


def telling_words(query: str) -> list[str]:
    """Without the words that a question is made of; all, where it is made of nothing else."""
    words = [_OWNER.sub("", word) for word in query.split()]
    kept = [word for word in words if not _only_asks(folded_phrase(word))]
    return kept or words


def told_words(query: str) -> list[str]:
    """What a text is to say, without the words around it."""
    kept = [word for word in telling_words(query) if folded_phrase(word) not in _OF_TEXTS]
    return kept or telling_words(query)


def _only_asks(folded: str) -> bool:
    """Whether a word is there for the question alone."""
    return folded in STOP_WORDS or is_general(folded)


def is_for_what_else(text: str) -> bool:
    """Whether a place, a day or somebody is asked for: what is meant stands in the rest of the question."""
    words = folded_phrase(in_english(text)).split()
    return bool(words) and words[0] in _ELSE


def in_english(text: str) -> str:
    """A question with the words that ask in English: "combien de" as "how many"; the rest as it is typed."""
    return _ABROAD.sub(lambda found: f" {_MEANT[found[0].casefold()]} ", text)


def counted_asked(text: str) -> Theme | None:
    """The sort of event that is to be counted; None where things are ("how many submarines"), or nothing is."""
    found = HOW_MANY.search(in_english(text))
    if found is None:
        return None
    words = folded_phrase(found["what"]).split()
    near = words if found["often"] else words[:NEAR]
    if not found["often"] and _COUNTED_ELSE & set(near[:2]):
        return None
    runs = (run for at, word in enumerate(near) for run in (" ".join(near[at : at + 2]), word))
    theme = next((theme for run in runs if (theme := theme_asked(run))), None)
    return theme if theme and theme.kinds() else None


def number_asked(text: str) -> str:
    """The word for what is to be counted: "troops" of "how many troops took part"; empty where nothing is."""
    found = HOW_MANY.search(in_english(text))
    words = folded_phrase(found["what"]).split() if found and not found["often"] else []
    return words[0] if words else ""


def is_strength(word: str) -> bool:
    """Whether it is a word for those who take part, by whose number an event is measured: "troops in Shaheen"."""
    return word.casefold() in _STRENGTH


def is_for_reason(text: str) -> bool:
    return clue("asks_reason").search(in_english(text)) is not None


def is_for_first(text: str) -> bool:
    """Whether the beginning is asked for: "since when", "when did it first"."""
    return FIRST.search(text) is not None


def is_for_last(text: str) -> bool:
    """Whether the newest of several is asked for: "latest order", "dernière livraison"."""
    return bool(_LAST & set(folded_phrase(text).split()))


def is_for_next(text: str) -> bool:
    """Whether what lies ahead is asked for: "the next Shaheen"."""
    return _NEXT.search(text) is not None


@dataclass(frozen=True)
class Neighbour:
    """What came before or after something: ``base`` is asked for, ``anchor`` what it is told by. Where nothing is named before
    the word ("what came before the memorandum of 2020"), others of its sort are asked for."""

    is_before: bool
    base: str
    anchor: str


def neighbour_asked(text: str) -> Neighbour | None:
    """ "where did Wei go after Nepal": None where a time stands behind the word, or nothing is asked before it."""
    found = _NEIGHBOUR.fullmatch(text.strip(" ?.!"))
    if found is None or not is_a_question(text):
        return None
    rest = _HAS_TIME.sub(" ", found["anchor"])
    if all(map(_only_asks, folded_phrase(rest).split())):
        return None
    is_plain = all(map(_only_asks, folded_phrase(found["base"]).split()))
    base = " ".join(rest.split()) if is_plain and _HAS_TIME.search(found["anchor"]) else found["base"]
    return Neighbour(found["word"].casefold() == "before", base, found["anchor"])


def parted_sides(topic: str) -> tuple[str, str]:
    """The two of a topic that names both ("45 billion vs 68 billion"); all of it and nothing, where it names one."""
    parts = [part.strip() for part in BETWEEN_SIDES.split(topic) if part.strip()]
    return (parts[0], parts[1]) if len(parts) == 2 else (topic, "")


def joined_sides(topic: str) -> tuple[str, str]:
    """The two of a topic that differ in the last word of the first ("imports from China and the US"); nothing where it has no
    "and" behind more than one word."""
    first, _, last = topic.rpartition(" and ")
    kept = first.split()[:-1]
    return (first, f"{' '.join(kept)} {last}") if kept and last.strip() else ("", "")


def halves(topic: str) -> tuple[str, str]:
    """What stands before and behind the last "and" of a topic; nothing where it has none."""
    first, joint, last = topic.rpartition(" and ")
    return (first, last) if joint else ("", "")


def asks_for_more(text: str) -> bool:
    """Whether it has the words of a question which of two has more of something, whoever the two may be."""
    words = folded_phrase(_OF_TWO.sub(r"\1\2 or ", flags_as_names(text))).split()
    return not BETWEEN.isdisjoint(words[1:]) and not MORE.isdisjoint(words)


def compared_asked(text: str, is_named: Callable[[str], bool]) -> TwoSides | None:
    """The two between whom a question asks: "more exercises with China or with Turkey". ``is_named`` knows folded names."""
    if not asks_for_more(text):
        return None
    words = folded_phrase(_OF_TWO.sub(r"\1\2 or ", flags_as_names(text))).split()
    at = next(at for at, word in enumerate(words) if at and word in BETWEEN)
    after = at + 1
    while after < len(words) and words[after] in WITH:
        after += 1
    ends = range(min(len(words), after + LONGEST), after, -1)
    end = next((e for e in ends if is_named(" ".join(words[after:e]))), after)
    starts = range(max(0, at - LONGEST), at)
    first = next(((s, at) for s in starts if is_named(" ".join(words[s:at]))), None) or _subject(
        words[:at], is_named
    )
    if first is None or end == after or words[slice(*first)] == words[after:end]:
        return None
    start, stop = first
    how = words[start - 1] if start and words[start - 1] in PARTED else ""
    kept = words[: start - bool(how)] + words[stop:at] + words[end:]
    base = " ".join(word for word in kept if word not in MORE)
    return TwoSides(base, " ".join(words[start:stop]), " ".join(words[after:end]), how)


def _subject(words: list[str], is_named: Callable[[str], bool]) -> tuple[int, int] | None:
    """Where the first name stands, if others of the question stand between it and "than": "did Turkey deliver more than"."""
    runs = ((s, e) for s in range(len(words)) for e in range(min(len(words), s + LONGEST), s, -1))
    return next((run for run in runs if is_named(" ".join(words[slice(*run)]))), None)


_ROWS = word_table("questions", "facts.asking")
_ASKING = frozenset(folded_phrase(word) for word in _ROWS["asking"])
_LAST = frozenset(folded_phrase(word) for word in _ROWS["last"])
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_MEANT = {word.casefold(): meant for meant, words in _ROWS["abroad"].items() for word in words}
_ABROAD = re.compile(
    "|".join(
        re.escape(word) if _UNSPACED.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in sorted(_MEANT, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_OF_TEXTS = frozenset(_ROWS["of_texts"])
_STRENGTH = frozenset(_ROWS["strength"])
_COUNTED_ELSE = frozenset(_ROWS["others_counted"])
_NEIGHBOUR = re.compile(
    r"(?P<base>\S.*?)\s+(?:just\s+|right\s+|shortly\s+)?(?P<word>before|after)\s+(?P<anchor>.+)",
    re.IGNORECASE,
)
_HAS_TIME = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_either('times')})\b", re.IGNORECASE)
_ELSE = frozenset(_ROWS["for_what_else"])
_OWNER = re.compile(r"['’]s$")
_OF_TWO = re.compile(
    r"\b((?:which|who)\s+)(?:one\s+)?(?:of|between)\s+(?:the\s+)?(.+?)\s+and\s+", re.IGNORECASE
)
_NEXT = re.compile(rf"\b(?:{_either('to_come')})\b", re.IGNORECASE)
