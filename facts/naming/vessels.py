""" "PNS Marwarid", "the destroyer Changbai", "Zulmar-class frigates": ships and classes that no entry of the register is.
Prefixes and sorts are data (``facts/naming/hulls.toml``)."""

from collections.abc import Iterator
from functools import cache

from facts.names.text import words_of
from facts.naming.runs import Given, are_joined, full, is_capital, name_written, run_from
from facts.naming.unknown import NamePhrase, UnknownName, listed_pairs, listed_words
from facts.rows.patterns import word_set

_FILE = "hulls.toml"


def vessels(given: Given) -> Iterator[UnknownName]:
    yield from _prefixed(given)
    if given.says:
        yield from _of_a_sort(given)
    yield from _classes(given)


def _prefixed(given: Given) -> Iterator[UnknownName]:
    raw = given.segment.words.raw
    for at, prefix in enumerate(raw[:-1]):
        states = listed_pairs(_FILE, "prefixes").get(prefix)
        if states is None or at in given.known or _is_ashore(given, at):
            continue
        places = _name(given, at + 1, most=3)
        if places:
            name = f"{prefix} {name_written(given.segment, places)}"
            sort = _sort_before(given.segment.words.folded, at) or "warship"
            yield UnknownName("ship", name, sort, _flag(given, states))


def _sort_before(folded: NamePhrase, at: int) -> str:
    """ "The frigate PNS Marwarid": the sort that stands right before the prefix."""
    starts = range(max(0, at - _sorts()[1]), at)
    found = ((start, *_sort_at(folded, start)) for start in starts)
    return next((sort for start, size, sort in found if size and start + size == at), "")


def _is_ashore(given: Given, at: int) -> bool:
    """Navies name their bases as they name ships: what happens *at* PNS Karvan happens in one."""
    return given.segment.words.folded[max(0, at - 1) : at] in _ASHORE


_ASHORE = frozenset((word,) for word in word_set("nouns", "ashore", "facts.naming"))


def _flag(given: Given, states: object) -> str | None:
    """The state whose ships bear the prefix; of several the one that the text names."""
    borne = [str(state) for state in states] if isinstance(states, list) else []
    named = {code for f in given.segment.names for code in f.term.countries}
    fitting = borne if len(borne) == 1 else [state for state in borne if state in named]
    return fitting[0] if len(fitting) == 1 else None


def _of_a_sort(given: Given) -> Iterator[UnknownName]:
    """Behind the word for its sort, where it is no class."""
    folded, at = given.segment.words.folded, 0
    while at < len(folded):
        size, sort = _sort_at(folded, at)
        start = at + size if given.segment.words.raw[at].islower() else len(folded)
        while size and (places := _name(given, start, most=3)):
            start = places[-1] + 1
            if folded[start : start + 1] != ("class",):
                yield UnknownName("ship", name_written(given.segment, places), sort)
            start += folded[start : start + 1] == ("and",) or len(
                folded
            )  # "the frigates Alpha and Beta" are two
        at += size or 1


def _classes(given: Given) -> Iterator[UnknownName]:
    words_, segment = given.segment.words, given.segment
    for at, word in enumerate(words_.folded):
        if word != "class" or at == 0 or at - 1 in given.known or at in given.known:
            continue
        size, sort = _sort_at(words_.folded, at + 1)
        if size and is_capital(words_.raw[at - 1]) and words_.folded[at - 1] not in _never():
            yield UnknownName("ship", f"{name_written(segment, [at - 1])} class", sort)


def _name(given: Given, start: int, most: int) -> list[int]:
    """None where a known name follows at once: it may be the rest of this one."""
    places = run_from(given, start, never=_never(), linking=frozenset())[:most]
    whole = places and not (
        places[-1] + 1 in given.known and are_joined(given.segment, places[-1], places[-1] + 1)
    )
    return places if whole and full(given.segment, places, frozenset()) else []


@cache
def _never() -> frozenset[str]:
    return listed_words("titles.toml", "never") | listed_words("titles.toml", "beside") | _SIZES


_SIZES = word_set("nouns", "sizes", "facts.naming")


def _sort_at(folded: NamePhrase, at: int) -> tuple[int, str]:
    sorts, longest = _sorts()
    for size in range(min(longest, len(folded) - at), 0, -1):
        if sort := sorts.get(folded[at : at + size]):
            return size, sort
    return 0, ""


@cache
def _sorts() -> tuple[dict[NamePhrase, str], int]:
    found = {words_of(name).folded: str(sort) for name, sort in listed_pairs(_FILE, "sorts").items()}
    return found, max(map(len, found))
