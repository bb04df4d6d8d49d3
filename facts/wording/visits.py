"""Questions for what was in a state: whose guests came, what was held there; and whether an event is. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from facts.model.kinds import Kinds
from facts.names.countries import COUNTRIES
from facts.names.phrases import country_phrases, phrases
from facts.rows.kinds import KINDS
from facts.rows.patterns import alternatives, whole_words, word_table
from store.nouns.models import Actor, Event
from store.nouns.words import folded_phrase

_either = partial(alternatives, "visits", folder="facts.wording")

_ASKS = re.compile(
    rf"(?:{_either('guests')})\b.*?\b(?:{_either('visits')})\b(?P<where>.*)"
    rf"|(?:when\s+|where\s+|how\s+(?:often|many\s+times)\s+)?(?:{_either('began')})\s+.+?\s+(?:ever\s+)?(?:{_either('go_to')})\b(?P<there>.*)"
    rf"|.*?\b(?:{_either('visit_to')})\s+(?:to|in|of)\b(?P<place>.*)",
    re.IGNORECASE,
)
_STAY = re.compile(
    rf"(?:{_either('stays')})\s+.+?\s+(?:ever\s+)?(?:been\s+)?(?:in|to|at)\s+(?P<where>.+)", re.IGNORECASE
)
"""Of a person: "was Modi in Moscow"."""
_HELD = re.compile(r"\b(?:in|on\s+the\s+soil\s+of)\s+(?:the\s+)?(?P<where>[^,?]+)", re.IGNORECASE)
_NEWEST_OF = re.compile(rf"(?:{_either('newest_of')})", re.IGNORECASE)
_LAST_IN = re.compile(rf"\s(?:{_either('last_in')})$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:visits?|trips?)\s+of\b", re.IGNORECASE)
"""Behind this stands the visitor: "visits of Xi Jinping"."""
_COUNTRIES = country_phrases()
LONGEST = 4
"""Words of a state's name."""


def host_asked(text: str) -> str | None:
    """The state (ISO 3166-1 alpha-2) whose visitors a question is for, by its name or its capital; None if for no one's."""
    found = None if _OWN.search(text) else _ASKS.match(text.strip())
    return _named_in((found["where"] or found["there"] or found["place"] or "") if found else "")


def stay_asked(text: str) -> str | None:
    """The state in which it asks whether somebody was, or something: only of a person that is a visit."""
    found = _STAY.match(text.strip())
    return _named_in(found["where"]) if found else None


@dataclass(frozen=True)
class VisitorAsked:
    """Of whom a question asks the newest visit: a state (ISO 3166-1 alpha-2), what texts call the office, and where, if at all."""

    state: str
    office: re.Pattern[str]
    host: str


def visitor_asked(text: str) -> VisitorAsked | None:
    """ "last visit of a Chinese general to Pakistan"; None where it names no state with an office."""
    found = _NEWEST_OF.match(text.strip(" ?.!"))
    rest = text.strip(" ?.!")[found.end() :] if found else ""
    who = _LAST_IN.sub("", rest).strip()
    state = _named_in(who)
    named = next(
        (words for office, words in _offices() if re.search(rf"\b{office}s?\b", who, re.IGNORECASE)), None
    )
    if state is None or named is None:
        return None
    return VisitorAsked(state, named, _named_in(rest[len(who) :]) or "")


@cache
def _offices() -> list[tuple[str, re.Pattern[str]]]:
    """The longest first."""
    rows = word_table("visits", "facts.wording")["visitors"]
    return [(office, whole_words(rows[office])) for office in sorted(rows, key=len, reverse=True)]


def _named_in(where: str) -> str | None:
    tokens = tuple(folded_phrase(where).split())
    named = [_COUNTRIES[phrase] for _, _, phrase in phrases(tokens[:8], 4) if phrase in _COUNTRIES]
    return named[0] if len(set(named)) == 1 else None


def is_visit_to(event: Event, host: str, actors: Mapping[str, Actor], kinds: Kinds = KINDS) -> bool:
    """Whether somebody from elsewhere was the guest: by the part that is filed, else by the place, else by the title."""
    if not kinds.of(event.kind).is_talk:
        return False
    countries = {
        part.part: {a.country for p in event.actors if p.part == part.part and (a := actors.get(p.actor))}
        for part in event.actors
    }
    visitors, hosts = countries.get("visitor", set()), countries.get("host", set())
    if visitors and visitors <= {host}:
        return False
    filed = {role.country for role in event.roles if role.part == "host"} | {code for code in hosts if code}
    if filed:
        return host in filed
    return _names(event.place or "", host) or _is_there(event.title, host)


def place_asked(text: str) -> str | None:
    """The state (ISO 3166-1 alpha-2) "in" which something was: "exercises in Pakistan"; None where none is named so."""
    for found in _HELD.finditer(text):
        tokens = tuple(folded_phrase(found["where"]).split())[:LONGEST]
        here = [(end, phrase) for start, end, phrase in phrases(tokens, LONGEST) if not start]
        named = [_COUNTRIES[phrase] for _, phrase in sorted(here, reverse=True) if phrase in _COUNTRIES]
        if named:
            return named[0]
    return None


def is_held_in(event: Event, host: str, actors: Mapping[str, Actor]) -> bool | None:
    """Whether an event was in a state, by the hosts that are filed, else by the place; None where neither tells."""
    hosts = {a.country for part in event.actors if part.part == "host" and (a := actors.get(part.actor))}
    filed = {role.country for role in event.roles if role.part == "host"} | {code for code in hosts if code}
    place = event.place or ""
    if _names(place, host) or (not place and host in filed):
        return True
    if filed:
        return host in filed
    return False if any(_names(place, code) for code in COUNTRIES) else None


def _names(text: str, host: str) -> bool:
    folded = f" {folded_phrase(text)} "
    return any(f" {folded_phrase(name)} " in folded for name in COUNTRIES[host])


def _is_there(title: str, host: str) -> bool:
    """Whether the title tells that they came there: "talks in China's capital", "visits Nepal"."""
    folded = folded_phrase(title)
    names = "|".join(
        sorted((re.escape(folded_phrase(name)) for name in COUNTRIES[host]), key=len, reverse=True)
    )
    return re.search(rf"\b(?:{_either('there')}) (?:the )?(?:{names})\b", folded) is not None
