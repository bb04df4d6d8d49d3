"""Who supplies whom: as a question asks for it ("who supplied what to Pakistan"), as a headline tells it, as parties are
filed. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from facts.names.native import flags_as_names, names_abroad
from facts.names.phrases import country_phrases, phrases
from facts.rows.patterns import alternatives, word_set, word_table
from facts.wording.clues import clue
from facts.wording.framing import asks_whether
from store.nouns.models import Actor
from store.nouns.values import Participant, StateRole
from store.nouns.words import folded_phrase, stem

Side = Literal["supplier", "recipient"]
ARTICLES = word_set("supplies", "articles", "facts.asking")
LONGEST = 40
"""Words that are read."""
NEAR = 2
"""Words behind what is done among which what it is done to stands: "approves the purchase"."""
BEGINNING = 2
"""Words among which the one that asks stands."""


@dataclass(frozen=True)
class Direction:
    """Countries (ISO 3166-1 alpha-2) that give and that get; an empty side is not told."""

    suppliers: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    is_of_buyers: bool = False
    """The question asks who gets it, and names neither side."""

    @property
    def seeks_recipients(self) -> bool:
        return bool(self.suppliers and not self.recipients) or self.is_of_buyers

    @property
    def is_told(self) -> bool:
        return bool(self.suppliers or self.recipients)

    def within(self, asked: "Direction") -> bool:
        """Whether it answers a question for ``asked``: a side that is not asked for may be any."""
        gives = not asked.suppliers or bool(self.suppliers & asked.suppliers)
        gets = not asked.recipients or bool(self.recipients & asked.recipients)
        return gives and gets and not self.suppliers & asked.recipients


@dataclass(frozen=True)
class _Word:
    """A word by its stem, or a country by its code."""

    text: str
    country: str = ""


def supply_asked(text: str) -> Direction | None:
    """What a question for supplies asks for; None if it is none. "Who buys VT-4?" asks for either side: both are empty."""
    words = list(_read(plain := _without_others(_without_idioms(text))))
    if _holds(words, "others") or (asks_whether(text) and _holds(words, "ranks")):
        return None
    found = _of_whom(plain, words) or direction_told(plain)
    if found.is_told and _is_of_supply(words):
        return found
    if not _is_of_deals(words) or any(word.country for word in words):
        return None
    if _holds(words, "ranks"):
        return None
    return Direction(is_of_buyers=_holds(words, "takes", "buyers"))


def _of_whom(plain: str, words: Sequence[_Word]) -> Direction | None:
    """The side of the one state that is named, where the other one is asked for: "Nigeria frigates from whom"."""
    named = frozenset(word.country for word in words if word.country)
    whom = _WHOM.search(plain)
    if whom is None or len(named) != 1 or not _holds(words, "goods"):
        return None
    return Direction(recipients=named) if whom["way"] == "from" else Direction(suppliers=named)


def asks_for_rank(text: str) -> bool:
    """Whether the first of them is asked for: "largest supplier of Pakistan"."""
    return _holds(_read(text), "ranks")


def rank_asked(text: str) -> Direction | None:
    """Who of all gives or gets most, where the question names nobody: "biggest supplier", "who bought most"; else None."""
    words = list(_read(_without_idioms(text)))
    is_of_deals = _holds(words, "trades") or (
        _holds(words[:BEGINNING], "asks") and _holds(words, "gives", "takes")
    )
    if not is_of_deals or not _holds(words, "ranks") or any(word.country for word in words):
        return None
    return Direction(is_of_buyers=_holds(words, "takes", "buyers"))


def without_share(text: str) -> str:
    """A question for the first of all parties without its "and what share", which the answer to it gives; any other as it
    is."""
    is_of_parties = asks_for_rank(text) and clue("of_party").search(text)
    return " ".join(clue("and_share").sub(" ", text).split()) if is_of_parties else text


def subject_side(text: str) -> Side | None:
    """On which side those stand of whom a question asks who gave or got: "who delivered more, Turkey or Russia"."""
    words = list(_read(text))
    if _holds(words, "gives", "delivers") and not _holds(words, "takes"):
        return "supplier"
    return "recipient" if _holds(words, "takes", "buyers") else None


def told_apart(text: str) -> frozenset[str]:
    """The countries from which others are told apart: "who bought it before Pakistan"."""
    words, kept = _without_idioms(text), _without_others(_without_idioms(text))
    named = {word.country for word in _read(words) if word.country}
    return frozenset(named - {word.country for word in _read(kept)})


def asks_for_deliveries(text: str) -> bool:
    """Whether a question for supplies means what was handed over, rather than what was ordered."""
    return _holds(_read(text), "delivers")


def asks_for_orders(text: str) -> bool:
    """Whether it means what was ordered, rather than what was handed over."""
    return _holds(_read(text), "orders") and not asks_for_deliveries(text)


def tells_of_delivery(statuses: Iterable[str]) -> bool:
    """Whether one of a deal's statuses says that something of it was handed over."""
    return any(_holds(_read(status), "delivered") for status in statuses)


def _is_of_supply(words: Sequence[_Word]) -> bool:
    """Whether a question that names a side is for what goes from the one to the other."""
    between = any(word.text in ("to", "for", "from") for word in words)
    moves = between and _holds(words, "goods", "gives", "takes", "given", "got")
    moves = moves or (_holds(words, "goods") and _holds(words, "takes") and _holds(words, "delivers", "buys"))
    moves = moves or (any(word.text == "by" for word in words) and _holds(words, "takes", "got"))
    return moves or _holds(words, "exports") or _is_of_deals(words)


def _is_of_deals(words: Sequence[_Word]) -> bool:
    """Whether it is for deals, or asks who gives or takes."""
    asks = _holds(words[:BEGINNING], "asks") and _holds(words, "gives", "takes")
    return asks or _holds(words, "trades")


def _holds(words: Iterable[_Word], *rows: str) -> bool:
    """Whether a word stands in one of these rows."""
    known = _rows()
    return any(word.text in known[row] for word in words for row in rows)


def _without_idioms(text: str) -> str:
    """The folded words without those that only look like a supply ("took part")."""
    folded = f" {folded_phrase(flags_as_names(text))} "
    for idiom in _idioms():
        folded = folded.replace(f" {idiom} ", " ")
    return folded.strip()


def _without_others(text: str) -> str:
    """Without whom somebody else is told apart from ("who bought it before Pakistan")."""
    words, kept, at = text.split(), list[str](), 0
    while at < len(words):
        if words[at] in _rows()["apart"]:
            at += words[at + 1 : at + 2] == ["the"]
            here = ((end, phrase) for start, end, phrase in phrases(tuple(words[at + 1 :])) if not start)
            if ends := [end for end, phrase in here if phrase in _countries()]:
                at += 1 + max(ends)
                continue
        kept.append(words[at])
        at += 1
    return " ".join(kept)


def direction_told(text: str) -> Direction:
    """Who gives and who gets, as far as the words tell."""
    words = [word for word in _read(text) if word.text not in _rows()["ranks"]]
    sides: dict[str, Side] = {}
    for at, word in enumerate(words):
        if word.country and (side := _side(words, at)):
            sides.setdefault(word.country, side)
    named = dict.fromkeys(word.country for word in words if word.country)
    return _completed(named, sides)


def _completed(named: Iterable[str], sides: Mapping[str, Side]) -> Direction:
    """Of two countries, of which one is known to get, the other gives."""
    suppliers = frozenset(code for code, side in sides.items() if side == "supplier")
    recipients = frozenset(code for code, side in sides.items() if side == "recipient")
    rest = frozenset(named) - suppliers - recipients
    if len(rest) == 1 and bool(suppliers) != bool(recipients):
        return Direction(suppliers or rest, recipients or rest)
    return Direction(suppliers, recipients)


def _side(words: list[_Word], at: int) -> Side | None:
    """By the word before it, else by the first telling word after it."""
    before = words[at - 1].text if at else ""
    rows = _rows()
    if before == "to" and any(word.text in rows["buys"] for word in words[:at]):
        return "supplier"  # in other languages one buys "to" somebody: "compró a China"
    if before in ("to", "for"):
        return "recipient"
    if before in ("from", "by"):
        return _by_whom(words[: at - 1]) if before == "by" else "supplier"
    if before == "of" and (noun := _of_what(words[: at - 1])) in rows["got"] | rows["given"]:
        return "recipient" if noun in rows["got"] else "supplier"
    following = [word.text for word in words[at + 1 :]]
    after = following[0] if following else ""
    if after in rows["goods"] and _is_taken(words, at):
        return "supplier"
    return _by_what_follows(following, before)


def _is_taken(words: list[_Word], at: int) -> bool:
    """Whether somebody takes what stands behind a country: before it, or behind another country ("Russian helicopters that Pakistan
    bought")."""
    takes = _rows()["takes"]
    if any(word.text in takes for word in words[:at]):
        return True
    behind = words[at + 1 :]
    taken = next((place for place, word in enumerate(behind) if word.text in takes), 0)
    return any(word.country for word in behind[:taken])


def _of_what(before: list[_Word]) -> str:
    """The noun before "of"; of an "export deal" what the deal is for."""
    rows = _rows()
    nouns = [word.text for word in before[-2:]]
    is_deal = len(nouns) > 1 and nouns[1] in rows["contracts"] and nouns[0] in rows["got"] | rows["given"]
    return nouns[0] if is_deal else "".join(nouns[-1:])


def _by_whom(before: list[_Word]) -> Side:
    """Whether what was done "by" somebody is to take or to give, by the nearest word before: "orders of drones by Pakistan"."""
    rows = _rows()
    takes = (rows["got"] - rows["given"]) | rows["takes"]
    told = next((w.text for w in reversed(before) if w.text in takes | rows["given"] | rows["gives"]), "")
    return "recipient" if told in takes else "supplier"


def _by_what_follows(following: list[str], before: str) -> Side | None:
    """By the noun that is theirs ("Pakistan's arms suppliers"), else by the first verb."""
    rows = _rows()
    first = next((word for word in following if word in rows["gives"] | rows["takes"]), "")
    after = following[0] if following else ""
    noun = following[1] if after in rows["goods"] and len(following) > 1 else after
    if noun in rows["got"] and noun != first:
        return "recipient"
    if noun in rows["given"] and (noun != first or "to" in following):
        return "supplier"
    if first in rows["gives"]:
        behind = following[following.index(first) + 1 :][:NEAR]
        return "recipient" if rows["got"].intersection(behind) else "supplier"
    if first in rows["takes"]:
        return "recipient"
    return "recipient" if before in rows["gives"] else None


def _read(text: str) -> Iterator[_Word]:
    tokens = tuple(folded_phrase(flags_as_names(text)).split())[:LONGEST]
    at, names = 0, _countries()
    while at < len(tokens):
        here = ((end, phrase) for start, end, phrase in phrases(tokens[at:]) if not start)
        end, code = next(((end, names[phrase]) for end, phrase in here if phrase in names), (1, ""))
        if tokens[at] not in ARTICLES:
            yield _Word(stem(tokens[at]), code)
        at += end


def direction_of_parts(parts: Iterable[Participant], actors: Mapping[str, Actor]) -> Direction:
    """Of parties that are filed with their part, by the countries that they belong to."""
    rows = list(parts)
    sides: dict[Side, frozenset[str]] = {}
    for side in ("supplier", "recipient"):
        belong = (actors[part.actor].country for part in parties_on(side, rows) if part.actor in actors)
        sides[side] = frozenset(country for country in belong if country)
    return Direction(sides["supplier"], sides["recipient"] - sides["supplier"])


def direction_of_states(roles: Iterable[StateRole]) -> Direction:
    """Of states that are filed with what they give or get."""
    rows = list(roles)
    gives, gets = (frozenset(r.country for r in rows if r.part == side) for side in ("supplier", "recipient"))
    return Direction(gives, gets - gives)


def parties_on(side: Side, parts: Iterable[Participant]) -> list[Participant]:
    """Those that give, or those that get."""
    return [part for part in parts if part.part.startswith(tuple(_rows()[side]))]


def direction_by_makers(countries: Collection[str], makers: Iterable[Collection[str]]) -> Direction:
    """Of what was ordered or delivered between states: those that make all of it give, the others get."""
    made = [frozenset(some) & frozenset(countries) for some in makers if some]
    if not made:
        return Direction()
    suppliers = frozenset.intersection(*made)
    recipients = frozenset(countries) - suppliers
    return Direction(suppliers, recipients) if suppliers and recipients else Direction()


@cache
def _rows() -> Mapping[str, frozenset[str]]:
    plain = ("supplier", "recipient", "idioms", "apart", "articles", "whom")
    rows = word_table("supplies", "facts.asking").items()
    return {name: frozenset(words if name in plain else map(stem, words)) for name, words in rows}


@cache
def _idioms() -> tuple[str, ...]:
    return tuple(sorted(_rows()["idioms"], key=len, reverse=True))


@cache
def _countries() -> Mapping[str, str]:
    return names_abroad() | country_phrases()


_WHOM = re.compile(rf"\b(?P<way>from|to)\s+(?:{alternatives('supplies', 'whom', 'facts.asking')})\b")
