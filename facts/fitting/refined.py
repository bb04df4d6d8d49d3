"""A topic as it was read, with what only all of its sides together show: whose office is meant, what a number counts. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from facts.asking.choose import holds_any
from facts.asking.directory import Directory
from facts.asking.roles import is_office_of, office_phrases, position
from facts.asking.themes import NOT_COME_ABOUT, THEMES, theme_asked
from facts.asking.topics import Facet, Topic, theme_facet
from facts.names.countries import country_name
from facts.names.phrases import country_phrases
from facts.rows.patterns import word_set, word_table
from store.nouns.words import folded_phrase, is_english_word, stem, stemmed_phrase

TOGETHER = frozenset(["together", "jointly", "joint"])
OF = frozenset(["of", "for", "the"])
"""Words between an office and its state."""
CHIEF, CHIEFS = range(3, 6), frozenset(["chief", "commander", "head"])
"""Words of an office with its state, and the last of them."""
CLASS = "class"
SHORTEST = 3
"""Letters of a name that texts are looked through for."""
OF_SUPPLY = word_set("goods", "supply", "facts.fitting")
"""Themes of what is ordered, agreed or handed over."""
_COUNTRIES = country_phrases()


def refined(topic: Topic, known: Directory) -> Topic:
    """Where it asks who trains together, exercises are meant too; an office is that of the state beside it; a number before a
    thing may be passed over, as texts tell it in other ways; what was called off is of no sort."""
    topic = _of_other_class(topic, known)
    read = _either(_called_off(_of_its_state(together(topic), known)))
    facets = tuple(_pairwise(_in_all_forms(_with_goods(facet, known)) for facet in read.facets))
    return replace(read, facets=facets) if facets != topic.facets else topic


def without_untold(topic: Topic, known: Directory) -> Topic:
    """With the plain sense of names that nothing tells of and that are typed as common words ("mutual defense treaty" as any
    agreement); the topic itself, where it has none, or nothing but one."""
    plain = [facet for facet in topic.facets if _is_untold(facet, topic, known)]
    if not plain or len(topic.facets) == len(plain):
        return topic
    sorts = (theme_asked(facet.label.split()[-1]) for facet in plain)
    kept = tuple(facet for facet in topic.facets if facet not in plain)
    more = (theme_facet(theme) for theme in sorts if theme and theme.name not in {one.label for one in kept})
    words = " and ".join(f"“{facet.label}”" for facet in plain)
    note = f"nothing tells of {words} by name: read as common words"
    return replace(topic, facets=(*kept, *more), notes=(*topic.notes, note))


def _is_untold(facet: Facet, topic: Topic, known: Directory) -> bool:
    if facet.what not in ("actor", "agreement", "equipment") or facet.label.casefold() not in topic.asked:
        return False
    entries = known.names.get(folded_phrase(facet.label), ())
    is_common = all(map(is_english_word, folded_phrase(facet.label).split()))
    return is_common and bool(entries) and not any(entry.told for entry in entries)


def together(topic: Topic) -> Topic:
    """With exercises, where it asks who trains together."""
    named = {facet.label for facet in topic.facets}
    if not TOGETHER & set(topic.asked.casefold().split()) or "training" not in named or "exercises" in named:
        return topic
    more = next(theme_facet(theme) for theme in THEMES if theme.name == "exercises")
    return replace(topic, facets=tuple(_both(f, more) if f.label == "training" else f for f in topic.facets))


def _both(one: Facet, other: Facet) -> Facet:
    return replace(
        one,
        label=f"{one.label} or {other.label}",
        kinds=one.kinds | other.kinds,
        phases=one.phases | other.phases,
        texts=one.texts | other.texts,
    )


def _of_its_state(topic: Topic, known: Directory) -> Topic:
    """Without the known holders of an office where another state's is asked for: "army chief of Russia"."""
    words = folded_phrase(topic.asked).split()
    facets = tuple(_with_chief(_own_office(facet, topic, known), words) for facet in topic.facets)
    return replace(topic, facets=facets) if facets != topic.facets else topic


def _own_office(facet: Facet, topic: Topic, known: Directory) -> Facet:
    phrase = facet.label.partition(" (")[0]
    people = [known.actors[key] for kind, key in facet.links if kind == "actor" and key in known.actors]
    if facet.what != "actor" or phrase == facet.label or not position(phrase).words:
        return facet
    states = set(_states_beside(phrase, folded_phrase(topic.asked).split()))
    mine = [one for one in people if one.country in states]
    if not states or len(mine) == len(people):
        return facet
    if mine:
        names = " or ".join(one.name for one in mine)
        links = frozenset(("actor", one.id) for one in mine)
        return replace(facet, label=f"{phrase} ({names})", links=links)
    told = (said for code in states for said in office_phrases(f"{country_name(code)} {phrase}"))
    return Facet(phrase, "word", texts=frozenset(told), loose=True)


def _with_chief(facet: Facet, words: list[str]) -> Facet:
    """A service with its chief, where he is asked for: "Chinese army chief"."""
    if facet.what != "actor":
        return facet
    runs = (words[at : at + size] for size in CHIEF for at in range(len(words) - size + 1))
    asked = (" ".join(run) for run in runs if run[-1] in CHIEFS)
    offices = (office for office in asked if is_office_of(office) and holds_any(facet, [office]))
    return replace(facet, texts=facet.texts.union(*map(office_phrases, offices)))


def _states_beside(phrase: str, words: list[str]) -> Iterator[str]:
    """The states that stand right before an office, or behind it and "of"."""
    office = phrase.split()
    for at in range(len(words) - len(office) + 1):
        if words[at : at + len(office)] != office:
            continue
        before = words[:at][:-1] if words[:at][-1:] == ["s"] else words[:at]
        after = words[at + len(office) :]
        while after and after[0] in OF:
            after = after[1:]
        runs = [" ".join(before[-size:]) for size in (3, 2, 1)]
        runs += [" ".join(after[:size]) for size in (3, 2, 1)]
        yield from (_COUNTRIES[run] for run in runs if run in _COUNTRIES)


def _called_off(topic: Topic) -> Topic:
    """Without the sort of what was called off or denied: a text tells of it as a word, not as an order or a deal."""
    if not any(facet.phases & NOT_COME_ABOUT for facet in topic.facets):
        return topic
    facets = tuple(facet for facet in topic.facets if facet.label not in OF_SUPPLY)
    return replace(topic, facets=facets)


def _either(topic: Topic) -> Topic:
    """With one side for two of a sort between which stands "or"; of deliveries and orders the wider one, both being sales."""
    words = folded_phrase(topic.asked).split()
    if {"which", "who"} & set(words[:1]) and words[1:2] == ["of"]:
        words = ["or" if word == "and" else word for word in words]
    labels = {facet.label for facet in topic.facets}
    if words.count("or") != 1:
        return topic
    if {"deliveries", "sales and purchases"} <= labels:
        return replace(topic, facets=tuple(facet for facet in topic.facets if facet.label != "deliveries"))
    rows = list(topic.facets)
    at = next((at for at in range(len(rows) - 1) if _are_alike(rows[at], rows[at + 1], words)), None)
    if at is None:
        return topic
    return replace(topic, facets=(*rows[:at], _any(rows[at], rows[at + 1]), *rows[at + 2 :]))


def _are_alike(one: Facet, other: Facet, words: list[str]) -> bool:
    """Whether they are of one sort, the first alone before "or" and the second alone behind it."""
    at = words.index("or")
    before, behind = words[:at], words[at + 1 :]
    is_name = one.what in ("equipment", "country", "theme", "actor") or not (one.loose or other.loose)
    is_sort = one.what == other.what and is_name
    is_parted = _is_said(one, before) and _is_said(other, behind)
    return is_sort and is_parted and not (_is_said(one, behind) or _is_said(other, before))


def _is_said(facet: Facet, words: list[str]) -> bool:
    """Whether words hold it, a designation also without its hyphen ("j10")."""
    joined = {phrase.replace(" ", "") for phrase in facet.texts}
    return holds_any(facet, [" ".join(words)]) or not joined.isdisjoint(words)


def _any(one: Facet, other: Facet) -> Facet:
    return replace(
        _both(one, other),
        links=one.links | other.links,
        agreements=one.agreements | other.agreements,
        variant=frozenset(),
    )


def _of_other_class(topic: Topic, known: Directory) -> Topic:
    """With "Babur class" as words where what goes by the name is no ship: it is ships that nobody knows."""
    asked = f" {folded_phrase(topic.asked)} "
    for facet in topic.facets:
        gear = {key for kind, key in facet.links if kind == "equipment" and facet.what == "equipment"}
        names = (name for key in gear for name in known.own_names.get(("equipment", key), ()))
        name = next((name for name in names if f" {name} {CLASS} " in asked), "")
        if name and not any(known.equipment[key].afloat for key in gear if key in known.equipment):
            said = f"{name} {CLASS}"
            meant = Facet(said, "word", texts=frozenset({stemmed_phrase(said)}))
            rest = (meant if one is facet else one for one in topic.facets if one.label != CLASS)
            return replace(topic, facets=tuple(rest))
    return topic


def _with_goods(facet: Facet, known: Directory) -> Facet:
    """A programme that is known by its name alone with the things that it is called after: news tells of these."""
    if facet.what != "agreement" or any(_is_told(key, known) for key in facet.agreements):
        return facet
    runs = {name.rpartition(" ")[0] for key in facet.agreements for name in _names_of_deal(key, known)}
    gear = {entry.id for run in runs for entry in known.names.get(run, ()) if entry.kind == "equipment"}
    names = {name for key in gear for name in known.own_names.get(("equipment", key), ())}
    return replace(
        facet,
        links=facet.links | {("equipment", key) for key in gear},
        texts=facet.texts | {stemmed_phrase(name) for name in names if len(name) >= SHORTEST},
    )


def _is_told(key: str, known: Directory) -> bool:
    return key in known.agreements and known.agreements[key].is_told


def _names_of_deal(key: str, known: Directory) -> list[str]:
    return list(known.own_names.get(("agreement", key), ()))


def _in_all_forms(facet: Facet) -> Facet:
    """A common word in whatever form a text has it: "wrote" as "writes"."""
    more = _forms().get(stem(facet.label.casefold())) if facet.what == "word" and facet.loose else None
    return replace(facet, texts=facet.texts | more) if more else facet


@cache
def _forms() -> dict[str, frozenset[str]]:
    """The stems of each verb that few rules form, by each of them."""
    rows = ([word, *others] for word, others in word_table("irregular")["forms"].items())
    alike = [frozenset(map(stemmed_phrase, row)) for row in rows]
    return {one: some for some in alike for one in some}


def _pairwise(facets: Iterable[Facet]) -> Iterator[Facet]:
    rows = list(facets)
    for at, facet in enumerate(rows):
        behind = rows[at + 1] if at + 1 < len(rows) else None
        is_count = facet.what == "word" and facet.label.isdigit() and behind is not None
        is_of_thing = behind is not None and (behind.what in ("equipment", "theme") or behind.loose)
        yield replace(facet, loose=True) if is_count and is_of_thing else facet
