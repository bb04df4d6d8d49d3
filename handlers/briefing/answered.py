"""The first sentence where a question asks for a count, a reason or the holder of an office, rather than for what happened."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from facts.asking.choose import holds_any
from facts.asking.questions import HOW_MANY, counted_asked, is_for_reason
from facts.asking.themes import ABBREVIATED, NOT_COME_ABOUT, Theme, theme_asked
from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.names.countries import COUNTRIES
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.wording.clues import Relation, clue, relation_asked
from facts.wording.framing import asks_whether, differing_names, identity_asked
from handlers.briefing.leading import words_of_event
from handlers.render.pages.actor import equipment_line, presented
from handlers.render.pages.answer import Line
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line, telling_line, when_told
from handlers.render.words.cite import Cited, cited, texts_of
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.names import newest_role, role
from handlers.render.words.quotation import told_sentences
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Actor, Claim, Event
from store.nouns.values import NEVER_DONE, Step
from store.nouns.views import Told
from store.nouns.words import folded_phrase, stemmed_text

NO_REASON = Line("What was read of it gives no reason.")
EXERCISES = "exercises"
OF_KINDS = frozenset({"agreements", "exercises"})
"""Themes that the kind of an event is a word for, whatever its title calls it ("pact")."""
OF_AGREEMENTS = frozenset({"agreements", "deals", "memoranda"})


def answer_lines(looked: Looked, first: Told | None, kinds: Kinds = KINDS) -> Iterator[Line]:
    """What stands before everything else, if anything does."""
    asked = looked.topic.asked
    if line := identity_line(looked) or count_line(looked, kinds):
        yield line
    for name in differing_names(asked):
        if said := _definition(looked, name):
            yield claim_line(said, looked.found.library, dated=False)
    if (is_for_reason(asked) and (line := reason_line(looked, first))) or (
        (relation := relation_asked(asked)) and (line := relation_line(looked, relation))
    ):
        yield line
    if line := place_line(looked, first) or holder_line(looked) or told_step_line(looked):
        yield line
    if line := whether_line(looked, first, kinds):
        yield line


def identity_line(looked: Looked) -> Line | None:
    """Who or what it is, where nothing else is asked of one name: who holds an office by that, else as a statement defines it,
    else by its entry, or what an abbreviation was read as."""
    name = identity_asked(looked.topic.asked)
    if not name:
        return None
    entry = _entry(looked)
    if entry is not None and entry.roles:
        return _presented(entry, looked)
    if said := _definition(looked, name):
        return claim_line(said, looked.found.library, dated=False)
    if len(looked.topic.facets) != 1:
        return _titled_so(looked, name)
    if written := ABBREVIATED.get(name.casefold()):
        return Line(f"“{safe(name)}” is read as “{safe(written)}”.")
    return _presented(entry, looked) if entry is not None else _gear_line(looked)


def _titled_so(looked: Looked, name: str) -> Line | None:
    """The event in whose title a name of several common words stands as they are typed: "Buy American"."""
    said = f" {folded_phrase(name)} "
    named = (one for one in looked.found.events if said in f" {folded_phrase(one.event.title)} ")
    told = next(named, None) if " " in name else None
    return event_line(told, looked.found.library) if told else None


def _entry(looked: Looked) -> Actor | None:
    """The actor of whom documents tell, where the whole topic is that one name."""
    facets = looked.topic.facets
    if len(facets) != 1:
        return None
    actors = (looked.known.actors[key] for kind, key in facets[0].links if kind == "actor")
    return next((one for one in actors if one.name == facets[0].label and one.basis == "document"), None)


def _presented(actor: Actor, looked: Looked) -> Line:
    return presented(actor, with_organisations(looked, [actor]).found.library, is_seen=True)


def _gear_line(looked: Looked) -> Line | None:
    facet, known = looked.topic.facets[0], looked.known.equipment
    gear = (known[key] for kind, key in facet.links if kind == "equipment")
    told = (one for one in gear if one.basis == "document" and one.designation == facet.label)
    return next((equipment_line(one, looked.found.library) for one in told), None)


def _definition(looked: Looked, name: str) -> Claim | None:
    """The statement that begins with the name and goes on with what it is."""
    begins = f"{folded_phrase(ABBREVIATED.get(name.casefold(), name))} "
    facts = (claim for claim in looked.found.claims if claim.kind == "fact" and not claim.denied)
    return next((claim for claim in facts if _defines(claim.text, begins)), None)


def _defines(text: str, begins: str) -> bool:
    plain = folded_phrase(text).removeprefix("the ")
    return plain.startswith(begins) and clue("defines").match(plain.removeprefix(begins)) is not None


def place_line(looked: Looked, first: Told | None) -> Line | None:
    """Where it was, if that is what is asked."""
    asks = folded_phrase(looked.topic.asked).split()[:1] == ["where"]
    return told_place(looked, first) if asks and first is not None else None


def told_place(looked: Looked, first: Told) -> Line | None:
    """Where an event was, before what it is."""
    if not first.event.place:
        return None
    line = event_line(first, looked.found.library)
    return Line(
        f"**{safe(first.event.place)}**: {safe(told_title(first, looked.found.library))}.",
        line.sources,
        opens=line.opens,
    )


def is_placed(facet: Facet, asked: str) -> bool:
    """Whether the question has it behind "in" or "at": "held in China"."""
    folded = f" {folded_phrase(asked)} "
    return any(
        f" {word} {folded_phrase(name)} " in folded
        for word in ("in", "at", "near")
        for name in [facet.label, *_names(facet)]
    )


def _names(facet: Facet) -> Iterator[str]:
    yield from (name for kind, key in facet.links if kind == "country" for name in COUNTRIES.get(key, ()))


def whether_line(looked: Looked, first: Told | None, kinds: Kinds = KINDS) -> Line | None:
    """A yes, where the event that answers has come about and its own words have every word of the question."""
    asked = looked.topic.asked
    if (
        first is None
        or looked.passed
        or not looked.topic.facets
        or not asks_whether(asked)
        or clue("qualified").search(asked)
    ):
        return None
    event = first.event
    if not _may_be_so(event, asked, kinds):
        return None
    told = stemmed_text(words_of_event(first, looked))
    places = [facet for facet in looked.topic.facets if is_placed(facet, asked)]
    if any(not holds_any(facet, [event.place or ""]) for facet in places):
        return told_place(looked, first)
    names = [facet for facet in looked.topic.facets if facet.what not in ("word", "theme", "stage")]
    rest = stems(asked) - {word for facet in names for phrase in facet.texts for word in phrase.split()}
    sorts = (facet for facet in looked.topic.facets if facet.label in OF_KINDS and event.kind in facet.kinds)
    rest -= {word for facet in sorts for phrase in facet.texts for word in phrase.split()}
    if not all(f" {word} " in told for word in rest):
        return None
    line = event_line(first, looked.found.library)
    answer = "Reported, not confirmed" if _is_unsure(event) else "Yes"
    return Line(
        f"{answer}: **{safe(told_title(first, looked.found.library)).rstrip('.')}**, {when_told(first, looked.found.library)}.",
        line.sources,
        opens=line.opens,
    )


def _may_be_so(event: Event, asked: str, kinds: Kinds) -> bool:
    """Whether it came about, and is neither the contrary of what is asked nor only something that was said."""
    is_contrary = clue("contrary").search(event.title) and not clue("contrary").search(asked)
    is_said = kinds.of(event.kind).family == "words" and not clue("saying").search(asked)
    has_been = not _is_undone(event) and event.phase in ("concluded", "reported")
    return has_been and not is_contrary and not is_said


def _is_unsure(event: Event) -> bool:
    """Whether it is only reported as something that lies ahead, or is said not to be known at all."""
    is_hedged = event.phase == "reported" and clue("hedged").search(event.title) is not None
    return is_hedged or any(clue("unsure").match(text) for text in event.unknown)


def is_counted(looked: Looked) -> bool:
    """Whether the first sentence is how many are known."""
    return count_line(looked) is not None


def count_line(looked: Looked, kinds: Kinds = KINDS) -> Line | None:
    """How many events of the sort are known: what was, what only lies ahead, what was denied or called off."""
    theme = counted_asked(looked.topic.asked) or _series_counted(looked)
    if theme is None:
        return None
    if theme.name in OF_AGREEMENTS:
        return _agreements_line(looked)
    wanted = theme.kinds(kinds)
    events = [told.event for told in looked.found.events if told.event.kind in wanted]
    total = sum(n for kind, n in looked.found.tally.by_kind.items() if kind in wanted)
    return _visits_line(looked, events, total) or _counted_line(looked, theme, events, total, kinds)


def _series_counted(looked: Looked) -> Theme | None:
    """Exercises, where it is asked how often one of a series was held."""
    found = HOW_MANY.search(looked.topic.asked)
    is_of_series = all(facet.series for facet in looked.topic.facets) and bool(looked.topic.facets)
    return theme_asked(EXERCISES) if found and found["often"] and is_of_series else None


def _counted_line(looked: Looked, theme: Theme, events: list[Event], total: int, kinds: Kinds) -> Line | None:
    """What was, what only lies ahead, what was denied or called off."""
    if total == 0:
        return None
    wanted = theme.kinds(kinds)
    names = {kind for kind, n in looked.found.tally.by_kind.items() if n and kind in wanted}
    one, several = kinds.of(next(iter(names))).counted if len(names) == 1 else (theme.name, theme.name)
    if "visit" in names:
        one, several = "visit or meeting", "visits and meetings"
    if total > len(events):
        return Line(f"**{total:,} {several}** are known.")
    ahead = sum(event.phase in AHEAD for event in events)
    undone = sum(_is_undone(event) for event in events)
    done = total - ahead - undone
    more = [f"{ahead} only announced or in talks"] if ahead else []
    more += [f"{undone} denied, called off or stayed away from"] if undone else []
    last = max((event.number or 0 for event in events if event.phase not in AHEAD), default=0)
    is_one_series = len({event.series for event in events}) == 1
    if last > done and is_one_series:
        told = f"{done:,} of them {'is' if done == 1 else 'are'} told of by {'itself' if done == 1 else 'themselves'}"
        return Line(f"**Number {last}** of the series is the newest that is known; {told}.")
    beside = f", beside {listed(more)}" if more else ""
    return Line(f"**{done:,} {one if done == 1 else several}** {'is' if done == 1 else 'are'} known{beside}.")


def _visits_line(looked: Looked, events: list[Event], total: int) -> Line | None:
    """Visits apart from the meetings during them, where visits are asked for."""
    if total > len(events):
        return None
    visits = [
        event
        for event in events
        if clue("visit").search(event.title) and event.phase not in AHEAD and not _is_undone(event)
    ]
    if not visits or not clue("visit").search(looked.topic.asked):
        return None
    met = len(events) - len(visits)
    beside = f", beside {met} {'meeting' if met == 1 else 'meetings'}" if met else ""
    return Line(
        f"**{len(visits)} {'visit' if len(visits) == 1 else 'visits'}** {'is' if len(visits) == 1 else 'are'} known{beside}."
    )


def _agreements_line(looked: Looked) -> Line | None:
    """All that have an entry, and those that are told as events alone."""
    filed = {deal.id for deal in looked.found.agreements}
    told = [
        one
        for one in looked.found.events
        if one.event.kind == "agreement" and one.event.agreement not in filed
    ]
    count = len(filed) + len(told)
    if not count or looked.found.tally.by_kind.get("agreement", 0) > len(looked.found.events):
        return None
    many = "**1 agreement** is" if count == 1 else f"**{count:,} agreements and deals** are"
    return Line(f"{many} known.")


def _is_undone(event: Event) -> bool:
    return (
        event.phase in NEVER_DONE
        or event.standing == "denied"
        or clue("away").search(event.title) is not None
    )


def reason_line(looked: Looked, first: Told | None) -> Line | None:
    """The statement that gives a reason and holds most of the question; else that none is given for the one event that it
    is about."""
    if best := _most_held(looked, clue("reason")):
        return claim_line(best, looked.found.library, dated=False)
    told = telling_line(first, looked.found.library) if first else None
    if told and clue("reason").search(told.text):
        return told
    for tells, text in product(_reasons(first), texts_of(first, looked.found.library)) if first else ():
        if said := next(filter(tells.search, told_sentences(text.lead)), ""):
            return Line(f"“{safe(said)}”", (Cited(text),))
    return NO_REASON if first and _is_alone(looked) else None


def _reasons(first: Told) -> tuple[re.Pattern[str], ...]:
    return (clue("reason"), *([clue("cause")] if first.event.phase in NOT_COME_ABOUT else []))


def relation_line(looked: Looked, relation: Relation) -> Line | None:
    """The statement that tells of what is asked of something, and holds most of the question."""
    best = _most_held(looked, relation.tells)
    if best is None and relation.name == "maker":
        return next(_makers(looked), None)
    return claim_line(best, looked.found.library, dated=False) if best else None


def _makers(looked: Looked) -> Iterator[Line]:
    """Who is filed as the maker of what is supplied, deal by deal."""
    library = looked.found.library
    for deal in looked.found.agreements:
        made = [part.actor for part in deal.parties if part.part.startswith("maker")]
        names = [looked.known.actors[key].name for key in made if key in looked.known.actors]
        if names:
            where = cited([place for key in made for place in deal.said.get(f"actor/{key}", ())], library)
            yield Line(
                f"**{safe(listed(names))}** (maker): {safe(deal.name)}.", where, opens=f"agreement/{deal.id}"
            )


def _most_held(looked: Looked, tells: re.Pattern[str]) -> Claim | None:
    """Of the statements with such words the one that holds most of the question."""
    asked = stems(looked.topic.asked)

    def rank(claim: Claim) -> tuple[int, int, int, bool]:
        met = sum(holds_any(facet, [claim.text]) for facet in looked.topic.facets)
        return met, len(asked & stems(claim.text)), len(set(tells.findall(claim.text))), claim.kind != "view"

    given = [claim for claim in looked.found.claims if tells.search(claim.text) and not claim.denied]
    return max(given, key=rank, default=None)


def _is_alone(looked: Looked) -> bool:
    """Whether the whole question is for one event."""
    return not looked.passed and looked.found.tally.events == 1


def holder_line(looked: Looked) -> Line | None:
    """Who is known in the office, where the question is nothing but that, the one who was seen in it last before others."""
    facets = looked.topic.facets
    if len(facets) != 1 or not names_office(facets[0]):
        return None
    return held_line(looked, [looked.known.actors[key] for kind, key in facets[0].links if kind == "actor"])


def held_line(looked: Looked, actors: list[Actor]) -> Line | None:
    """The people with the office in which they were seen last, the newest first."""
    looked = with_organisations(looked, actors)
    roles = [(actor, held) for actor in actors if (held := newest_role(actor))]
    roles.sort(key=lambda row: max([*row[1].attested, row[1].until or "", row[1].since or ""]), reverse=True)
    library = looked.found.library
    told = "; ".join(f"**{safe(actor.name)}** – {role(held, library)}" for actor, held in roles)
    where = cited([place for _, held in roles for place in held.citations], library)
    return Line(f"{told}.", where) if roles else None


def with_organisations(looked: Looked, actors: Iterable[Actor]) -> Looked:
    """With the names of the organisations that these belong to."""
    keys = {
        key for actor in actors for key in (actor.parent, *(held.organisation for held in actor.roles)) if key
    }
    more = {key: looked.known.actors[key] for key in keys if key in looked.known.actors}
    library = replace(looked.found.library, actors={**more, **looked.found.library.actors})
    return replace(looked, found=replace(looked.found, library=library))


def told_step_line(looked: Looked) -> Line | None:
    """The step of the agreement that is asked for which holds most of the other words of the question, where no event
    does."""
    named = {key for facet in looked.topic.facets for key in facet.agreements}
    deals = [deal for deal in looked.found.agreements if deal.id in named]
    words = [
        facet
        for facet in looked.topic.facets
        if not facet.agreements and facet.what in ("word", "stage", "theme")
    ]
    if looked.found.events or len(deals) != 1 or not words or clue("money").search(looked.topic.asked):
        return None

    def held(step: Step) -> int:
        return sum(holds_any(facet, [f"{step.status} {step.text or ''}"]) for facet in words)

    best = max(deals[0].steps, key=held, default=None)
    if best is None or not held(best):
        return None
    where, name = cited((*best.citations, *best.dated), looked.found.library), safe(deals[0].name)
    when = f", {day(best.day, best.precision)}" if best.day else ""
    return Line(f"**{name}**: {safe(best.status)}{when}.", where, opens=f"agreement/{deals[0].id}")


def names_office(facet: Facet) -> bool:
    """Whether it is an office with who is known in it."""
    return facet.what == "actor" and facet.label.endswith(")") and " (" in facet.label
