""" "Air Chief Marshal Zahir Karvan": who holds a title and is no entry of the register. The titles are data
(``facts/naming/titles.toml``)."""

import re
from collections.abc import Iterator
from functools import cache

from facts.naming.runs import Given, full, name_written, run_from
from facts.naming.unknown import NamePhrase, UnknownName, listed_phrases, listed_words

OFFICES = ("defence", "leader", "diplomat", "industry")
_FILE = "titles.toml"


def people(given: Given) -> Iterator[UnknownName]:
    """Each title with a name of two words or more behind it: one alone ("General Karvan") is anybody's."""
    never, linking = listed_words(_FILE, "never"), listed_words(_FILE, "linking")
    folded, at = given.segment.words.folded, 0
    while at < len(folded):
        size, office = _title_at(folded, at)
        start = at + size
        is_title = size and not _title_at(folded, start)[0] and given.segment.words.raw[at][:1].isupper()
        if is_title and listed_words(_FILE, "past").isdisjoint(folded[max(0, at - 2) : at]):
            places = run_from(given, start, never=never, linking=linking)
            if _is_person(given, places, linking):
                yield UnknownName("person", name_written(given.segment, places), office, _country(given, at))
        at = start if size else at + 1


def _is_person(given: Given, places: list[int], linking: frozenset[str]) -> bool:
    """In Title Case a third word may be the verb already."""
    follows = places[-1] + 1 if places else 0
    after = "".join(given.segment.words.raw[follows : follows + 1])
    ends = given.says or len(places) == 2 or not after[:1].isupper()
    return full(given.segment, places, linking) >= 2 and follows not in given.known and ends


def _title_at(folded: NamePhrase, at: int) -> tuple[int, str]:
    """How many words a title has that stands there, and the office that it is."""
    titles, longest = _titles()
    for size in range(min(longest, len(folded) - at), 0, -1):
        if office := titles.get(folded[at : at + size]):
            return size, office
    return 0, ""


@cache
def _titles() -> tuple[dict[NamePhrase, str], int]:
    found = {phrase: office for office in OFFICES for phrase in listed_phrases(_FILE, office)}
    return found, max(map(len, found))


def _country(given: Given, title: int) -> str | None:
    """The state that stands right before the title ("Pakistan Navy chief Admiral …")."""
    folded, beside, at = given.segment.words.folded, listed_words(_FILE, "beside"), title
    ends = {f.end: f.term for f in given.segment.names if f.term.sort in ("country", "service", "ministry")}
    while at > 0 and at not in ends and folded[at - 1] in beside:
        at -= 1
    term, words_ = ends.get(at), given.segment.words
    if term is None or len(term.countries) != 1:
        return None
    last = words_.starts[at - 1] + len(words_.raw[at - 1])
    between = given.segment.text[last : words_.starts[title]]
    return term.countries[0] if _JOINED.fullmatch(between) else None


_JOINED = re.compile(r"(?:['’]s)?[\w\s-]*")
"""No comma or stop parts a state from its minister ("with the United States, Prime Minister …")."""
