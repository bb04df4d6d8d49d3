"""What a question wants of texts rather than of what is filed: who told it first, what came in, whether it slipped, whether it
holds or grows, who never did it. Pure; the words are rows of ``facts/sifting/inquiries.toml``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.rows.patterns import whole_words, word_table
from facts.wording.framing import asks_whether
from store.nouns.words import folded_phrase

LONGEST = 4
"""Words of a name."""
FEWEST = 2
"""Names of which one may never have done something."""


@dataclass(frozen=True)
class Teller:
    """A question who told something: ``about`` is what, ``is_first`` that it is who told it first."""

    about: str
    is_first: bool


@dataclass(frozen=True)
class OutletNews:
    """A question what an outlet told: its name as it is typed, and about what, if anything."""

    outlet: str
    about: str


@dataclass(frozen=True)
class Absence:
    """A question which of several never did something: their names, and what they did, if at all."""

    names: tuple[str, ...]
    deed: str


def teller_asked(question: str) -> Teller | None:
    """ "who reported first that …", "which paper wrote about …"."""
    found = _patterns()["teller"].fullmatch(question.strip(" ?.!"))
    if found is None:
        return None
    about = found["about"].strip(" ,")
    is_first = _whole("first").search(found["head"]) is not None or found["last"] is not None
    return Teller(about, is_first) if about else None


def outlet_news_asked(question: str) -> OutletNews | None:
    """ "what did Reuters report about China"."""
    found = _patterns()["outlet"].fullmatch(question.strip(" ?.!"))
    return OutletNews(found["outlet"].strip(), found["about"].strip()) if found else None


def news_topic(question: str) -> str | None:
    """The topic of which a question asks what came in: "what is new on China since Monday", its time included; None where it
    asks for something else."""
    found = _patterns()["news"].match(question.strip())
    return _stripped(question[found.end() :], "around_news") if found else None


def slip_topic(question: str) -> str | None:
    """What a question asks of whether it slipped: "S-400 delays"; None where it asks for something else."""
    late = _whole("late")
    if not (late.search(question) or _patterns()["late_last"].search(question) or is_of_still_on(question)):
        return None
    question = _or_off().sub(" ", question)
    rest = late.sub(" ", _whole("still_on").sub(" ", _patterns()["late_last"].sub(" ", question)))
    return _stripped(rest, "around_late")


def is_of_off(question: str) -> bool:
    """Whether a question for what slipped is for what was called off as well: "cancelled or postponed"."""
    return _or_off().search(question) is not None


def is_of_still_on(question: str) -> bool:
    """Whether it is whether something is still going to be."""
    return asks_whether(question) and _whole("still_on").search(question) is not None


def tells_slip(sentence: str) -> bool:
    """Whether a sentence tells that something comes later than it was to, or when now."""
    return _whole("slipped").search(sentence) is not None


def opposed_topic(question: str) -> str | None:
    """What it is of which a question asks who is against it; None where it asks for something else."""
    asks = _within("opposed", "asks")
    return _stripped(asks.sub(" ", question), "around", "opposed") if asks.search(question) else None


def tells_opposition(sentence: str) -> bool:
    """Whether it tells that somebody is against something."""
    return _within("opposed", "tells").search(sentence) is not None


def tells_correction(text: str) -> bool:
    """Whether a title or a sentence puts right what was told before."""
    return _corrected().search(text) is not None


def asks_for_coming(question: str) -> bool:
    """Whether it is for what is to come of something, or when it will be."""
    return _whole("coming").search(question) is not None


def tells_coming(sentence: str) -> bool:
    """Whether a sentence tells what is to come."""
    return _whole("to_come").search(sentence) is not None


def is_for_agenda(question: str) -> bool:
    """Whether it is for whatever is to be in a time: "what is expected in April 2027"."""
    return _within("agenda", "asks").match(question.strip()) is not None


def open_topic(question: str) -> str | None:
    """What it is of which a question asks what is not settled or known; None where it asks for something else."""
    found = _opens().match(question.strip())
    return _stripped(question.strip()[found.end() :], "around", "open") if found else None


def force_topic(question: str) -> str | None:
    """What a question asks of whether it still holds; None where it asks for something else."""
    asks = _within("force", "asks")
    if not asks_whether(question) or not asks.search(question):
        return None
    return _stripped(asks.sub(" ", question), "around", "force")


def trend_topic(question: str) -> str | None:
    """What a question asks of whether it becomes more or less; None where it asks for something else."""
    asks = _within("trend", "asks")
    return _stripped(asks.sub(" ", question), "around", "trend") if asks.search(question) else None


def is_of_shares(question: str) -> bool:
    """Whether it is what one state gets of another."""
    return _within("trend", "of_shares").search(question) is not None


def compares_sizes(sentence: str) -> bool:
    """Whether a sentence sets a size beside another one."""
    return _within("trend", "compares").search(sentence) is not None


def without_never(question: str) -> str | None:
    """A question whether or what never was, as one for what was; None where it has no "never"."""
    never = _within("never", "word")
    return " ".join(never.sub(" ", question).split()) if never.search(question) else None


def may_ask_absence(question: str) -> bool:
    """Whether it has the words of a question which of several never did something, whoever these may be."""
    is_which = _within("never", "which").match(question.strip()) is not None
    return is_which and bool(
        _within("never", "word").search(question) or _within("never", "none").search(question)
    )


def may_leave_out(question: str) -> bool:
    """Whether it has a word for leaving somebody out, whoever that may be."""
    return _within("except", "word").search(not_but(question)) is not None


def absence_asked(question: str, is_named: Callable[[str], bool]) -> Absence | None:
    """Which of several, named in the question, never did something. ``is_named`` knows folded names."""
    if not may_ask_absence(question):
        return None
    none = re.compile(f"{_within('never', 'word').pattern}|{_within('never', 'none').pattern}", re.IGNORECASE)
    listed = next((one for one in _LISTED.finditer(question) if _all_named(one["names"], is_named)), None)
    if listed is None:
        return None
    rest = none.sub(" ", f"{question[: listed.start()]} {question[listed.end() :]}")
    names = tuple(_LIST_ENDS.sub("", name).strip() for name in _BETWEEN_NAMES.split(listed["names"]))
    return Absence(names, _stripped(rest, "around", "never"))


def _all_named(text: str, is_named: Callable[[str], bool]) -> bool:
    names = [_LIST_ENDS.sub("", name).strip() for name in _BETWEEN_NAMES.split(text)]
    return len(names) >= FEWEST and all(is_named(folded_phrase(name)) for name in names)


def not_but(question: str) -> str:
    """ "not Wei, but which general came" as "besides Wei, which general came"."""
    return _not_but().sub(lambda found: f"besides {found['what']}, ", question)


@dataclass(frozen=True)
class Exempted:
    """Whom a question leaves out, as it is typed, and the question without that."""

    name: str
    rest: str


def left_out(question: str, is_named: Callable[[str], bool]) -> Exempted | None:
    """ "deals of India except with the US", "not Wei, but which general came". ``is_named`` knows folded names."""
    plain = not_but(question)
    found = _within("except", "word").search(plain)
    words = plain[found.end() :].split() if found else []
    start = next((at for at, word in enumerate(words) if not _within("except", "before").fullmatch(word)), 0)
    for end in range(min(len(words), start + LONGEST), start, -1):
        name = " ".join(words[start:end]).strip(" ,.?!")
        if found and is_named(folded_phrase(name)):
            rest = _within("except", "around").sub(" ", f"{plain[: found.start()]} {' '.join(words[end:])}")
            return Exempted(name, " ".join(rest.split()).strip(" ,?.!"))
    return None


def _stripped(rest: str, name: str, within: str = "") -> str:
    """Without words that say nothing of the topic, at both ends."""
    words = _within(within, name) if within else _whole(name)
    rest = " ".join(rest.split()).strip(" ,?.!:")
    while (
        less := re.sub(rf"^{words.pattern}|{words.pattern}$", "", rest, flags=re.IGNORECASE).strip(" ,?.!:")
    ) != rest:
        rest = less
    return rest


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("inquiries", "facts.sifting")


@cache
def _whole(name: str) -> re.Pattern[str]:
    return whole_words(_rows()[name])


@cache
def _or_off() -> re.Pattern[str]:
    return re.compile("|".join(_rows()["or_off"]), re.IGNORECASE)


@cache
def _opens() -> re.Pattern[str]:
    rows = _rows()["open"]
    return re.compile(rf"(?:(?:{'|'.join(rows['before'])})\s+)*(?:{'|'.join(rows['asks'])})\b", re.IGNORECASE)


@cache
def _corrected() -> re.Pattern[str]:
    return re.compile("|".join(_rows()["corrected"]["told"]), re.IGNORECASE)


@cache
def _within(table: str, name: str) -> re.Pattern[str]:
    return whole_words(_rows()[table][name])


@cache
def _not_but() -> re.Pattern[str]:
    return re.compile(str(_rows()["except"]["not_but"]), re.IGNORECASE)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    rows = {name: "|".join(words) for name, words in _rows().items() if isinstance(words, list)}
    first = rf"(?:\s+(?:{rows['first']}))?"
    head = rf"(?:{rows['tellers']})(?:\s+(?:{rows['auxiliaries']})\b)?{first}(?:\s+to\b)?\s+(?:{rows['telling']}){first}"
    said = rf"(?:\s+(?:{rows['said']}))"
    named = {
        "teller": rf"(?P<head>{head})\s+(?:(?:{rows['about']})\s+)*(?P<about>.+?)(?P<last>\s+(?:{rows['first']}))?",
        "outlet": rf"(?:{rows['asks_outlet']})\s+(?P<outlet>[^?]+?){said}\b(?:\s+(?:{rows['said_of']}))?(?P<about>.*)",
        "news": rf"(?:{rows['news']})\b",
        "late_last": rf"\b(?:{'|'.join(_rows()['late_bare'])})\s*[?.!]*$",
    }
    return {name: re.compile(one, re.IGNORECASE) for name, one in named.items()}


_NAME = r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){0,3}"
_LISTED = re.compile(
    rf"(?:\bof\s+|:\s*|\bamong\s+|,\s*)?(?P<names>{_NAME}?(?:\s*,\s*{_NAME}?)*\s*(?:,|,?\s+(?:and|or))\s+{_NAME}?)(?=\s|$|\?)"
)
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+")
_LIST_ENDS = re.compile(r"^(?:(?:which|of|the)\s+)+|[?.!]+$", re.IGNORECASE)
