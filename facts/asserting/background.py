"""What of a lead is news, and what it only recalls: the deal of 2018 that a new one follows, the drill of last year, the ships
that a navy has already. What is recalled is said of another event: none of its days, numbers, sums, things or states is one of
the news.

The words are data (``facts/rows/background.toml``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from facts.asserting.background_abroad import recalled_abroad
from facts.asserting.beside import beside_the_news
from facts.asserting.clauses import Clause, clauses_by_sentence
from facts.figures.day_roles import deeds_in
from facts.figures.numbers import is_english
from facts.figures.past_times import PastTime, past_times
from facts.names.text import Words, words_of
from facts.rows.patterns import alternatives, expression, pattern_of, word_set, word_table

_either = partial(alternatives, "background")

_Span = tuple[int, int]
"""First character and the one behind the last."""


@dataclass(frozen=True, slots=True)
class NewsOfLead:
    """A lead without what it recalls and what it tells beside its news (``facts/asserting/beside.py``). ``sides`` has what it
    recalls of the same things too ("which the Turkish firm sold two years ago"): who is meant may stand there alone."""

    text: str
    sides: str


def news_of(title: str, lead: str, published: date | None, *, foreign: bool = False) -> NewsOfLead:
    """Of a ``lead`` by the day on which it was ``published`` (where that is not known nothing is recalled); ``foreign``: it is not in
    English, whatever its words say. A ``title`` that looks back, and a lead that begins with what its title tells, recall nothing."""
    foreign = foreign or _is_in_another_language(words_of(lead))
    beside = [] if foreign else list(beside_the_news(title, lead))
    recalled = _all_recalled(title, lead, published, foreign=foreign) if published else []
    others = [one for one in recalled if foreign or _OTHER.search(lead[slice(*one)])]
    return NewsOfLead(_without(lead, [*recalled, *beside]), _without(lead, [*others, *beside]))


def _all_recalled(title: str, lead: str, published: date, *, foreign: bool) -> list[_Span]:
    if not _HINTS.search(lead) or _LOOKS_BACK.search(title):
        return []
    handed = "handing_over" in deeds_in(title) or _COMES.search(title) is not None
    spans = recalled_abroad(lead, published) if foreign else _recalled(lead, published, handed=handed)
    return [one for one in spans if not _retells(title, lead, one)]


def _is_in_another_language(words: Words) -> bool:
    """Of a text that says of itself that it is English, or nothing: by its small words."""
    return not is_english(words) and not _SMALL_ABROAD.isdisjoint(words.folded)


_SMALL_ABROAD = word_set("background", "small_abroad")


def _retells(title: str, lead: str, span: _Span) -> bool:
    """Whether a lead begins with what is its title's news, of whatever year."""
    text = lead[slice(*span)]
    if lead[: span[0]].strip() or not re.search(r"(?:19|20)\d\d", text):
        return False
    told, again = _stems(title), _stems(text)
    return bool(told) and len(told & again) * 5 >= len(told) * 3


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


_STEM = 5
"""Letters by which words are one in all their forms."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def _without(text: str, spans: Sequence[_Span]) -> str:
    if not spans:
        return text
    left, at = "", 0
    for start, end in sorted(spans):
        left += text[at : max(at, start)]
        at = max(at, end)
    return _STOPS_LEFT.sub(r"\1", left + text[at:])


_LOOKS_BACK = expression(rf"\b(?:{_either('looks_back')})\b")
_STANDING = expression(
    rf"\b(?:{pattern_of(word_table('background')['standing'], {row: _either(row) for row in ('counts', 'done', 'owners')}).pattern})"
)
_OTHER = expression(
    rf"\b(?:(?:{_either('earlier')}|last(?! (?:year|month|week))|first)\s|(?:{_either('done')})\s(?:{_either('another')}|{_either('counts')}|\d[\d,]*)\s)|^\W*(?:{_either('links_to_others')}|{_either('beside')})\s|^\W*(?:which|who)\s(?:\w+\s)?(?:{_either('has_done')})\s|{_STANDING.pattern}"
)
"""What tells of other things than the news does."""
_HINTED = (
    "earlier",
    "beside",
    "long_ago",
    "last_year",
    "this_year",
    "later_than",
    "formerly",
    "deal_made",
    "hints",
)
_HINTS = expression(
    rf"(?:19|20)\d\d|\b(?:{'|'.join(map(_either, _HINTED))}|{alternatives('english_days', 'months')})\b|{_STANDING.pattern}"
)
"""Without any of these a lead recalls nothing."""
_STOPS_LEFT = re.compile(r"(^|[.!?。]\s|[.!?。]|\s)[,;:–—-]?\s?[.!?。](?:\s+|$)")
"""The stop of a sentence of which nothing is left."""


def _recalled(lead: str, published: date, *, handed: bool) -> Iterator[_Span]:
    """``handed``: its title hands things over, which were bought before."""
    for sentence in clauses_by_sentence(lead):
        for chain in _chains(sentence):
            parts = [_part(clause, published) for clause in chain]
            whole = (
                part == (0, len(clause.text))
                for clause, part in zip(chain, parts, strict=True)
                if clause.is_main
            )
            if any(whole) or (handed and _tells_deal(chain)) or _is_of_an_old_deal(chain, parts):
                yield chain[0].start, chain[-1].end
            else:
                yield from _within(chain, parts)


def _chains(sentence: Sequence[Clause]) -> Iterator[list[Clause]]:
    """A main clause and what hangs on it."""
    chain: list[Clause] = []
    for clause in sentence:
        if chain and clause.is_news:
            yield chain
            chain = []
        chain.append(clause)
    yield chain


def _within(chain: Sequence[Clause], parts: Sequence[_Span | None]) -> Iterator[_Span]:
    for clause, part in zip(chain, parts, strict=True):
        if part is not None:
            start, end = part
            yield (clause.begins + start if start else clause.start), clause.begins + end


def _part(clause: Clause, published: date) -> _Span | None:
    """The letters of a clause that are recalled. One that tells a day of now is news, but for a part of it."""
    text = clause.text
    past = past_times(text, published)
    dated = [(start, _end(text, time.end)) for time in past for start in _phrases(text, time)]
    found = [*dated, *_later(text), *((start, len(text)) for start in _other_deals(text))]
    if found:
        return min(start for start, _ in found), max(end for _, end in found)
    if past and (since := _since(text, past[-1])):
        return since
    if _ROWS["recent"].search(text):
        return None
    return (0, len(text)) if past or _is_of_another(clause) else None


def _is_of_an_old_deal(chain: Sequence[Clause], parts: Sequence[_Span | None]) -> bool:
    """ "The $5 billion programme, signed in 2015, calls for four": what a lead says of a deal that was made long ago."""
    subject = _DEAL_AHEAD.match(chain[0].text)
    if subject is None or any(_ROWS["recent"].search(clause.text) for clause in chain):
        return False
    first, then = chain[0].text, chain[1].text if len(chain) > 1 else ""
    dated = parts[0] is not None and parts[0][0] < subject.end()
    made = parts[0] is not None and _MADE.match(first, subject.end()) and parts[0][0] <= subject.end() + 1
    return bool(dated or made or (parts[1:] and parts[1] is not None and _MADE.match(then)))


def _tells_deal(chain: Sequence[Clause]) -> bool:
    """Of what is handed over: that it was bought, or what the deal covers, on no day of now."""
    text = " ".join(clause.text for clause in chain if clause.is_main)
    return _DEAL_MADE.search(text) is not None and not _ROWS["recent"].search(text)


_COMES = expression(rf"\b(?:{_either('comes_over')})\b")
_DEAL_MADE = expression(rf"\b(?:{_either('deal_made')})\b")


def _end(text: str, dated: int) -> int:
    """A list ends with the deal that is ``dated``; what stands behind it goes on with the news."""
    comma = text.find(", ", dated)
    return comma if comma >= 0 else len(text)


_ROWS = {row: expression(rf"\b(?:{_either(row)})\b") for row in ("beside", "later_than", "recent")}


def _phrases(text: str, time: PastTime) -> Iterator[int]:
    """Where what ``time`` dates begins, within a clause that tells more."""
    before = text[: time.start]
    for pattern in (_LINKED, _DONE_THEN, _THAT_WAS):
        if found := pattern.search(before):
            yield found.start()
    if found := _DEAL_OF.search(before):
        yield 0 if before[: found.start()].count(" ") <= _NEAR_START else found.start("of")
    if (found := _THE.search(before)) and _DEAL_BEHIND.match(text, time.end):
        yield found.start()


_NEAR_START = 4
"""Words before a dated deal with which a clause begins: it is what the clause is about."""
_LINK = rf"(?<=\S\s)(?:{_either('links')}|{_either('links_to_others')})\s"
_LINKED = expression(rf"{_LINK}(?!(?<=\bsince\s)$)")
_NO_PARTICIPLE = "".join(rf"(?<!\b{word}\s)" for word in word_table("background")["before_a_verb"])
_DONE_THEN = expression(
    rf"(?:^|(?<=\w\s)){_NO_PARTICIPLE}(?:(?:{_either('before_a_participle')})\s)?(?:{_either('done')})\s(?:(?:{_either('behind_a_participle')})\s[^,;]{{0,60}})?$"
)
_THAT_WAS = expression(rf"(?<=\w\s)(?:that|which|who)\s(?:{_either('auxiliaries')})\s[^,;]{{0,60}}$")
_DEAL_OF = expression(
    rf"\b(?:{_either('deals')})\s(?P<of>(?:{_either('between_a_deal_and_its_day')})\s(?:\w+\s)?)$"
)
_THE = expression(rf"\b(?:{_either('determiners')}|[A-Z][\w-]+[’']s)\s$")
_DEAL_BEHIND = expression(rf"\s(?:[\w$€£.-]+\s){{0,3}}?(?:{_either('deals')})\b")


def _later(text: str) -> Iterator[_Span]:
    """ "Two years after Astana ordered three"."""
    yield from ((found.start(), _end(text, found.end())) for found in _ROWS["later_than"].finditer(text))


def _other_deals(text: str) -> Iterator[int]:
    """ "On top of an earlier order", "compared with": from the word on that parts it from the news."""
    yield from (found.start() for found in _ROWS["beside"].finditer(text))
    if found := _EARLIER.search(text):
        link = _LINK_ALONE.search(text, 0, found.start())
        yield link.start() if link else found.start()


_DEAL_AHEAD = expression(
    rf"\W*(?:{_either('determiners')})\s(?:(?:[$€£\d][\w.,$€£-]*|{_either('beside_a_deal')}|(?-i:[A-Z])[\w-]*)\s){{0,5}}?(?:{_either('deals')})\b"
)
_MADE = expression(rf"\W*(?:which\swas\s)?(?:{_either('done')})\b")
_EARLIER = expression(
    rf"\b(?:(?:{_either('determiners')})\s)?(?:(?:{_either('earlier')})\s(?:(?!(?:{_either('small')})\s)[\w$€£.-]+\s){{0,3}}?(?:{_either('deals')})|last\s(?:{_either('rounds')}))\b"
)
_LINK_ALONE = expression(_LINK)


def _since(text: str, time: PastTime) -> _Span | None:
    """ "The fourth exercise since 2019": only how far one counts back, but for what was given since."""
    found = _SINCE.search(text[: time.start])
    if found is None:
        return None
    return (0, len(text)) if _PERFECT.search(text) else (found.start(), time.end)


_SINCE = expression(r"\ssince\s(?:\w+\s)?$")
_PERFECT = expression(rf"\b(?:has|have|had)\s(?:\w+\s)?(?:{_either('done')})\b")


def _is_of_another(clause: Clause) -> bool:
    """ "Greece, which bought 24 Rafales": who is only named here; "already operates 36": what one has."""
    if _STANDING.search(clause.text) or _FORMERLY.search(clause.text):
        return True
    return not clause.is_main and _WHO_DID.match(clause.text) is not None


_FORMERLY = expression(rf"\b(?:{_either('formerly')})\s(?:{_either('has_done')})\b")
_WHO_DID = expression(
    rf"(?:which|who)\s(?:(?:{_either('between_who_and_did')})\s)*(?:{_either('has_done')})\b"
)
