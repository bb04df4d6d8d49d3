"""Headlines as sources write them, made fit to stand in a line: whose title stands for an event, and in what letters. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from html import unescape
from typing import Protocol, TypeVar

from facts.model.kinds import Kinds
from facts.names.titles import plain_title
from facts.reading.draft import neutral_line
from facts.rows.kinds import KINDS
from facts.rows.patterns import alternatives, word_table
from handlers.render.words.cite import uncorrected
from handlers.render.words.text import cut
from store.nouns.models import Event, Evidence
from store.nouns.views import Library, Reference, Told

_either = partial(alternatives, "labels", folder="handlers.render.words")

OURS = "en"
"""The language that answers are written in."""
LONGEST = 150
_ROWS = word_table("labels", "handlers.render.words")
FUNCTION_WORDS = frozenset(_ROWS["function_words"])
ACRONYM = 3
"""Letters: a longer word in capitals is lowered, a shorter one is more likely an acronym."""
_LABELS, _SECTIONS = frozenset(_ROWS["labels"]), frozenset(_ROWS["sections"])
_HEAD = re.compile(r"^(?P<label>[^:|–—]{2,40}?)\s?(?:[:|：]|\s[-–—])\s*(?=\S)")
_WIRE_LABEL = re.compile(
    rf"(?:{_either('of_agencies')})(?:[ -]\d+)?-(?=\w)",
    re.IGNORECASE,
)
"""As agencies write them: "UPDATE 2-US approves …"."""
_TAIL = re.compile(r"\s(?:[-–—|]|::)\s(?P<label>[^-–—|]{2,40})$")
_BRACKET = re.compile(r"^[\[(【](?P<first>[^\])】]{2,30})[\])】]\s*|\s*[\[(](?P<last>[^\])]{2,30})[\])]$")
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z]{2,}){1,2}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_YET = ("planned", "in_talks", "proposed")
_ENDS = ("concluded", "cancelled", "postponed", "refused")
_STOPS, _AFTER_A_STOP = ("cancelled", "postponed"), ("announced", "under way", "reported")


def told_title(told: Told, library: Library) -> str:
    """The title of an event as readers know it, not yet safe for Markdown: the headline of its most reliable source, the
    first of these; our own line if it was founded or corrected by people, or if no source is in our language. What news
    amended keeps its headline."""
    return event_title(told.event, told.evidence, library)


def event_title(event: Event, evidence: Sequence[Evidence], library: Library) -> str:
    is_ours = _is_by_people(event) or any(one.decided_by == "seed" for one in evidence)
    if is_ours:
        return event.title
    texts = [library.articles[one.article] for one in evidence if one.article in library.articles]
    ours = [text for text in texts if not is_foreign_text(text)]
    ours = up_to_date(uncorrected(ours), event)
    best = min(ours, key=lambda text: text.reliability, default=None)
    return headline_of(best) if best else own_line(event, [(text.title, text.outlet) for text in texts])


class StagedText(Protocol):
    """A text on an event: how far that is by it, what it asserts ("" where it says nothing of it), and when it was told."""

    @property
    def phase(self) -> str: ...
    @property
    def asserted(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...


_Staged = TypeVar("_Staged", bound=StagedText)


def up_to_date(texts: Sequence[_Staged], event: Event, kinds: Kinds = KINDS) -> list[_Staged]:
    """The texts whose headlines hold: what was planned or talked of is out of date once another tells that it was done, what began once
    its end is told, and what was told before it was put off once it is planned anew. Who concludes a pact signs it."""
    phase, kept = event.phase, list(texts)
    if phase in _ENDS and not (phase == "concluded" and kinds.of(event.kind).is_momentary):
        kept = [text for text in kept if text.phase == phase] or kept
    elif phase in _AFTER_A_STOP:
        kept = _since_a_stop(kept) or kept
    if phase in (*_ENDS, "reported", "under way"):
        return [text for text in kept if text.asserted not in _NOT_YET] or kept
    return kept


def _since_a_stop(texts: Sequence[_Staged]) -> list[_Staged]:
    """Those published after the last that tells that it was put off or called off; all where none does."""
    stops = [text.published for text in texts if text.phase in _STOPS and text.published]
    last = max(stops, default=None)
    return [text for text in texts if last is None or (text.published and text.published > last)]


def own_line(event: Event, foreign: Iterable[tuple[str, str]], kinds: Kinds = KINDS) -> str:
    """Our own line on an event; where it was filed under one of the ``foreign`` headlines (each with its outlet), parties
    and kind, if any are known."""
    titles = {plain_title(title, name) for title, outlet in foreign for name in (outlet, None)}
    if event.title not in titles:
        return event.title
    return neutral_line(event.countries, event.phase, kinds.of(event.kind)) or event.title


def _is_by_people(event: Event) -> bool:
    return bool(event.amended_by) and not str(event.amended_by).startswith("article:")


def headline_of(text: Reference) -> str:
    """The title of an article without its outlet's name, labels and capitals."""
    return cut(without_capitals(unlabelled(text.title, text.outlet), text.lead), LONGEST)


def is_foreign_text(text: Reference) -> bool:
    """Whether its headline is in another language than answers are."""
    declared = text.language.partition("-")[0].casefold()
    return declared not in ("", OURS) or not is_latin(text.title)


def unlabelled(title: str, outlet: str) -> str:
    """A title without labels before it ("WATCH:"), the outlet's name and its section behind it; as it is where nothing
    else is in it."""
    plain = " ".join(_INVISIBLE.sub("", unescape(title)).split())
    while (shorter := _once_shorter(plain, outlet)) != plain:
        plain = shorter
    return plain


def _once_shorter(title: str, outlet: str) -> str:
    if rewritten := _WIRE_LABEL.match(title):
        return title[rewritten.end() :] or title
    head, tail = _HEAD.match(title), _TAIL.search(title)
    if head and _is_label(head["label"], outlet):
        return title[head.end() :] or title
    if tail and _is_of_outlet(tail["label"], outlet):
        return title[: tail.start()] or title
    bracket = _BRACKET.search(title)
    if bracket and (bracket["first"] or bracket["last"]).casefold() in _LABELS:
        return (title[: bracket.start()] + title[bracket.end() :]) or title
    return plain_title(title, outlet or None)


def _is_label(words: str, outlet: str) -> bool:
    return words.casefold() in _LABELS or words.casefold() == outlet.casefold()


def _is_of_outlet(words: str, outlet: str) -> bool:
    plain = words.casefold()
    return plain in _SECTIONS or _is_named_so(plain, outlet) or _DOMAIN.fullmatch(plain) is not None


def _is_named_so(plain: str, outlet: str) -> bool:
    """Whether it is an outlet's name, or an edition of it ("Nikkei Asia" of Nikkei)."""
    name = outlet.casefold()
    is_edition = bool(name) and plain.startswith(f"{name} ") and len(plain.split()) <= len(name.split()) + 2
    return plain == name or is_edition


@lru_cache(maxsize=1 << 8)  # a card asks it of the same few titles again and again
def is_latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones."""
    if text.isascii():
        return True
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter < "\u0250" for letter in letters) * 2 >= len(letters)


def without_capitals(title: str, lead: str) -> str:
    """A title in capitals in ordinary letters: each word with a capital, acronyms as the ``lead`` writes them."""
    if not _shouts(title):
        return title
    written = _as_written(_WORD.findall(lead))
    first = True

    def spell(found: re.Match[str]) -> str:
        nonlocal first
        is_first, first = first, False
        return _spelled(found, title, written, is_first=is_first)

    return _WORD.sub(spell, title)


def _as_written(words: Iterable[str]) -> dict[str, str]:
    """By its letters, how a text writes a word; a sentence's first capital says nothing where it also stands without."""
    written: dict[str, str] = {}
    for word in words:
        known = written.get(word.casefold())
        if known is None or word.islower():
            written[word.casefold()] = word
    return written


def _shouts(title: str) -> bool:
    capitals = sum(map(str.isupper, title))
    letters = capitals + sum(map(str.islower, title))
    return letters >= 12 and capitals >= 0.8 * letters


def _spelled(found: re.Match[str], title: str, written: dict[str, str], *, is_first: bool) -> str:
    word = found.group()
    beside = title[found.start() - 1 : found.start()] + title[found.end() : found.end() + 1]
    if any(sign.isdigit() or sign == "-" for sign in beside) and len(word) <= ACRONYM:
        return word
    known = written.get(word.casefold())
    if known is not None and not known.islower():
        return known
    if word.casefold() in FUNCTION_WORDS and not is_first:
        return word.lower()
    return word if len(word) <= ACRONYM and known is None else word.capitalize()
