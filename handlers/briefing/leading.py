"""Which event, agreement or statement answers a question for a topic: what stands in the first sentence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facts.asking.brief import weight
from facts.asking.choose import holds_any
from facts.asking.questions import Neighbour, is_a_question, is_for_first, is_for_last, is_for_next
from facts.asking.resolve import most_alike
from facts.asking.supplies import asks_for_deliveries, asks_for_orders
from facts.asking.themes import is_general
from facts.asking.windows import extent, happened_within
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.names.countries import COUNTRIES
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.sifting.inquiries import asks_for_coming
from facts.wording.clues import clue
from facts.wording.framing import asks_whether, identity_asked, unqualified
from facts.wording.time_words import is_of_time
from handlers.briefing.said import most_telling
from handlers.render.pages.answer import Line
from handlers.render.pages.bottom_line import AHEAD, changed_last, in_window, pertinence
from handlers.render.pages.event import event_line, named_with_day
from handlers.render.words.cite import Cited, cited, known_day
from handlers.render.words.figures import disputed_number, disputed_text, money
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement, Claim, Event
from store.nouns.views import Told
from store.nouns.words import stemmed_text

FEWEST_SIDES = 2
"""Sides of a question of which one may be missing from an event."""
FEW_SAID = 5
"""Statements of which one may answer better than an event."""
BRANCHES = ("of_air", "of_sea", "of_land")
BEGINNINGS = frozenset({"first", "earliest", "oldest"})


def leading(looked: Looked, today: date, kinds: Kinds = KINDS) -> Told | None:
    """The one event that answers: the most alike where more than states and sorts is named, the newest where a sort of
    event is; where only states are the newest of weight."""
    if one_deal_asked(looked):
        return None
    if ended := _at_one_end(looked) or _soonest(looked, today):
        return ended
    if is_precise(looked):
        return _of_precise(looked, today, kinds)
    if not looked.topic.facets and not looked.window.is_open:
        sure = [one for one in looked.found.events if happened_within(looked.window, one.event)]
        return max(sure, key=lambda one: weight(one.event), default=None)
    if all(facet.what == "country" for facet in looked.topic.facets) and not is_for_last(looked.topic.asked):
        return next(iter(changed_last(in_window(looked.found, looked.window), today)), None)
    return _newest(looked, today, kinds)


def _of_precise(looked: Looked, today: date, kinds: Kinds) -> Told | None:
    """Of plans the one that was told last; else the newest, where that is asked for or nothing but a stage is; else the most alike."""
    if _is_of_plans(looked) or _is_of_series(looked):
        return max(looked.found.events, key=lambda one: known_day(one, looked.found.library), default=None)
    is_of_news = asks_for_news(looked.topic.asked) or all(f.what == "stage" for f in looked.topic.facets)
    return _newest(looked, today, kinds) if is_of_news else _best(looked)


def _is_of_series(looked: Looked) -> bool:
    """Whether it names a series and none of its numbers, and nothing else that is told: the newest of it is meant."""
    sides = looked.topic.facets
    return bool(sides) and all(facet.what == "series" and facet.number is None for facet in sides)


def _at_one_end(looked: Looked) -> Told | None:
    """The first, where the beginning is asked for; the newest, where it is how things stand now."""
    if asks_for_first(looked) and (begun := _earliest(looked)):
        return begun
    asked = looked.topic.asked
    if clue("status").search(asked) and is_precise(looked):
        return max(looked.found.events, key=lambda one: known_day(one, looked.found.library), default=None)
    if asks_whether(asked) and clue("current").search(asked):
        return max(looked.found.events, key=lambda one: one.event.day or date.min, default=None)
    return None


def _soonest(looked: Looked, today: date) -> Told | None:
    """What lies ahead and comes first of it, where that is asked for; of a plan without a day nobody knows."""
    asked = looked.topic.asked
    is_planned = clue("planned").search(asked) and (not is_precise(looked) or _is_of_plans(looked))
    if not (is_for_next(asked) or is_planned or (asks_for_coming(asked) and clue("getting").search(asked))):
        return None
    coming = [one for one in looked.found.events if one.event.day and is_still_ahead(one.event, today)]
    return min(coming, key=lambda one: one.event.day or date.max, default=None)


def _is_of_plans(looked: Looked) -> bool:
    """Whether it is for whatever is announced, offered or in talks, and names nothing more than states and sorts."""
    facets = looked.topic.facets
    stages = [facet for facet in facets if facet.what == "stage"]
    rest = (facet for facet in facets if facet.what not in ("stage", "country", "theme"))
    return bool(stages) and all(facet.phases <= AHEAD for facet in stages) and not any(rest)


def is_still_ahead(event: Event, today: date) -> bool:
    """Whether it is announced or planned, and its days, if any are known, are not over."""
    return event.phase in AHEAD and (
        event.day is None or extent(event.day, event.until, event.precision)[1] >= today
    )


def asks_for_news(question: str) -> bool:
    """Whether the newest is asked for: by a word for it, or by what is new."""
    return is_for_last(question) or clue("news").search(question) is not None


def asks_for_first(looked: Looked) -> bool:
    """Whether the beginning is asked for: by the question, or by a "first" that no event has in its words."""
    is_first = is_for_first(looked.topic.asked) and not is_for_last(looked.topic.asked)
    return is_first or any(f.label in BEGINNINGS for f in looked.passed)


def _earliest(looked: Looked) -> Told | None:
    """The first on a day of what was done, else of what was only planned or said, where all that is known was read."""
    events = looked.found.events
    known = [one for one in events if one.event.day]
    past = [one for one in known if one.event.phase not in AHEAD]
    deeds = [one for one in past if is_deed(one.event)] or [one for one in known if is_deed(one.event)]
    dated = deeds or past
    is_whole = looked.found.tally.events == len(events)
    return min(dated, key=lambda one: one.event.day or date.max, default=None) if is_whole else None


def _newest(looked: Looked, today: date, kinds: Kinds) -> Told | None:
    """Of what has been: of the sorts that are asked for, else of what was done, else of all."""
    fitting = meant(looked, today, kinds)
    return max(fitting, key=lambda one: one.event.day or date.min, default=None)


def meant(looked: Looked, today: date, kinds: Kinds = KINDS) -> list[Told]:
    """What has been and is of the sort that is asked for, done by whom it is asked of: more of it than a question names."""
    wanted, acts = _wanted(looked, kinds), _acts(looked)
    past = [one for one in looked.found.events if one.event.day and one.event.day <= today]
    asked = [one for one in past if one.event.kind in wanted or _is_done_by(one, acts, looked)]
    deeds = [one for one in past if is_deed(one.event, kinds)]
    fitting = asked or deeds or past or list(looked.found.events)
    fitting = [one for one in fitting if _is_about(one, looked)] or fitting
    fitting = [one for one in fitting if _is_of_thing(one, looked)] or fitting
    fitting = [one for one in fitting if _is_done_by(one, acts, looked)] or fitting
    fitting = _between(fitting, looked) or _of_branch(fitting, looked) or fitting
    if not clue("away").search(looked.topic.asked):
        fitting = [one for one in fitting if not clue("away").search(_titles(one, looked))] or fitting
    if clue("visit").search(looked.topic.asked):
        fitting = [one for one in fitting if clue("visit").search(_titles(one, looked))] or fitting
    return fitting


def _titles(told: Told, looked: Looked) -> str:
    """The line under which an event is filed, and its headline."""
    return f"{told.event.title} {told_title(told, looked.found.library)}"


def _acts(looked: Looked) -> frozenset[str]:
    """What the one state does of which the last time is asked for: "when did Nigeria last sign something"."""
    if len(looked.states) != 1 or not is_for_last(looked.topic.asked):
        return frozenset()
    return stems(" ".join(found[0] for found in clue("acts").finditer(looked.topic.asked)))


def _is_done_by(told: Told, acts: frozenset[str], looked: Looked) -> bool:
    """Whether the title has the deed, and before it the state that is asked of."""
    title = told_title(told, looked.found.library)
    deed = next((found for found in clue("acts").finditer(title) if stems(found[0]) & acts), None)
    before = title[: deed.start()].casefold() if deed else ""
    return any(name.casefold() in before for code in looked.states for name in COUNTRIES[code])


def _between(events: Iterable[Told], looked: Looked) -> list[Told]:
    """Those of nobody but the states that a question names together: "joint exercise of Russia and Pakistan"."""
    named = looked.states
    if len(named) < FEWEST_SIDES or not clue("together").search(looked.topic.asked):
        return []
    return [one for one in events if set(one.event.countries) == named and one.event.phase not in AHEAD]


def _of_branch(events: Iterable[Told], looked: Looked) -> list[Told]:
    """Those whose titles name the branch of the forces that a question does: "air exercise"."""
    named = [name for name in BRANCHES if clue(name).search(looked.topic.asked)]
    titled = (one for one in events if all(clue(name).search(_titles(one, looked)) for name in named))
    return list(titled) if named else []


def is_of_sort(looked: Looked, event: Event) -> bool:
    """Whether it is of the sort of event that a question asks to be named: "which drills were held in Russia"."""
    return clue("which").match(looked.topic.asked) is not None and event.kind in _wanted(looked)


def _wanted(looked: Looked, kinds: Kinds = KINDS) -> frozenset[str]:
    """The kinds of event that are asked for; where orders or deliveries are, without the others."""
    asked = looked.topic.asked
    wanted = frozenset[str]().union(*(facet.kinds for facet in looked.topic.facets))
    if not wanted and clue("making").search(asked):
        return frozenset(kind.name for kind in kinds if "co-production" in kind.themes)
    if asks_for_orders(asked):
        return frozenset(kind for kind in wanted if not kinds.of(kind).is_handover)
    if asks_for_deliveries(asked):
        return frozenset(kind for kind in wanted if kinds.of(kind).is_handover) or wanted
    return wanted


def _is_about(told: Told, looked: Looked) -> bool:
    """Whether its title names every actor that the question names, rather than only its words further down."""
    people = [facet for facet in looked.topic.facets if facet.what == "actor"]
    title = told_title(told, looked.found.library).casefold()
    return all(any(part in title for part in facet.label.casefold().split(" or ")) for facet in people)


def _is_of_thing(told: Told, looked: Looked) -> bool:
    """Whether its title has the very word by which a question names a sort of thing: "corvette", of all ships."""
    asked = stemmed_text([looked.topic.asked])
    sorts = (facet for facet in looked.topic.facets if facet.what == "theme" and is_thing(facet))
    words = {text for facet in sorts for text in facet.texts if f" {text} " in asked}
    title = stemmed_text([told_title(told, looked.found.library)])
    return any(f" {word} " in title for word in words)


def is_deed(event: Event, kinds: Kinds = KINDS) -> bool:
    """Whether something was done, agreed or called off, rather than said."""
    return kinds.of(event.kind).family != "words" or event.phase in (
        "cancelled",
        "refused",
        "denied",
        "postponed",
    )


def better_said(looked: Looked, first: Told | None) -> Claim | None:
    """The statement that has more of a question in its own words than the event or agreement that would answer it."""
    asked, facets = looked.topic.asked, looked.topic.facets
    if not facets or identity_asked(asked):
        return None
    words = {word for word in stems(unqualified(asked)) if not is_general(word) and not is_of_time(word)}

    def told(*texts: str | None) -> int:
        said = stemmed_text(texts)
        return sum(f" {word} " in said for word in words) + sum(
            holds_any(facet, [text for text in texts if text]) for facet in facets
        )

    deal = one_deal_asked(looked)
    known = told(
        *(words_of_event(first, looked) if first else (deal.name, deal.summary, deal.status) if deal else ())
    )
    said = most_telling([claim for claim in looked.found.claims if not claim.denied], asked, facets)[
        :FEW_SAID
    ]
    best = max(said, key=lambda claim: told(claim.text), default=None)
    is_question = (is_a_question(asked) or asks_whether(asked)) and len(facets) >= FEWEST_SIDES
    is_answer = (
        best is not None and told(best.text) > known and (is_question or (first is not None and not known))
    )
    return best if is_answer else None


def neighbour_line(around: Looked, at: Looked, asked: Neighbour) -> Line | None:
    """The event that came next to those of ``at``, by their days; of one series where they are of one."""
    meant_ones = tuple(one for one in at.found.events if _is_about(one, at)) or at.found.events
    at = replace(at, found=replace(at.found, events=meant_ones))
    days = [one.event.day for one in at.found.events if one.event.day and one.event.precision in _DATED]
    if not days:
        return None
    edge = min(days) if asked.is_before else max(days)
    beyond = _beyond(edge, around, at, is_before=asked.is_before)
    if clue("motion").search(asked.base) and clue("which_one").match(asked.base):
        beyond = [one for one in beyond if clue("visit").search(_titles(one, around))] or beyond
    best = min(
        beyond,
        key=lambda one: (_apart(one.event, edge), not clue("visit").search(_titles(one, around))),
        default=None,
    )
    return None if best is None else _told_next(best, around, "before" if asked.is_before else "after")


_DATED = frozenset(["day", "week", "month", "approximate", "told"])


def _beyond(edge: date, around: Looked, at: Looked, *, is_before: bool) -> list[Told]:
    """The other events on the asked side of a day; only those where ``at`` was, if the question names a state with that alone, and
    of its series, where there are any."""
    here = {one.event.id for one in at.found.events}
    series = {one.event.series for one in at.found.events if one.event.series}
    rest = [
        one
        for one in around.found.events
        if one.event.id not in here and (day := one.event.day) and (day < edge if is_before else day > edge)
    ]
    is_of_who = clue("which_one").match(around.topic.asked) is not None
    there = at.states if is_of_who and not around.states else frozenset()
    rest = [one for one in rest if there <= set(one.event.countries)] or rest
    return [one for one in rest if one.event.series in series] or rest


def _apart(event: Event, day: date) -> int:
    return abs(((event.day or day) - day).days)


def _told_next(best: Told, around: Looked, word: str) -> Line:
    library = around.found.library
    line = event_line(best, library)
    text = f"The next known {word} it: {named_with_day(best, library)}."
    return Line(text, line.sources, opens=line.opens)


def words_of_event(first: Told, looked: Looked) -> tuple[str | None, ...]:
    """What an answer tells of an event."""
    event = first.event
    return (told_title(first, looked.found.library), event.title, event.summary, event.place)


def telling_claim(looked: Looked, asked: frozenset[str]) -> Claim | None:
    """What is said on the very words, where no event tells of them."""
    return max(looked.found.claims, key=lambda claim: pertinence(claim, asked), default=None)


def is_newest(event: Event, events: Iterable[Event]) -> bool:
    """Whether it began on or after whatever day each of the ``events`` may have begun on."""
    if event.day is None:
        return False
    begun = extent(event.day, None, event.precision)[0]
    others = (one for one in events if one.id != event.id)
    return all(one.day and extent(one.day, None, one.precision)[1] <= begun for one in others)


def is_precise(looked: Looked) -> bool:
    """Whether more than states, sorts and actors is named."""
    return any(facet.what not in ("country", "theme", "actor") for facet in looked.topic.facets)


def is_a_name(looked: Looked) -> bool:
    """Whether the question is nothing but a name that nobody knows: "Golden Ridge"."""
    return bool(looked.topic.facets) and all(facet.what == "word" for facet in looked.topic.facets)


def one_deal_asked(looked: Looked) -> Agreement | None:
    """The agreement or programme that is the whole question."""
    named = {key for facet in looked.topic.facets for key in facet.agreements}
    if len(looked.topic.facets) != 1 or len(named) != 1:
        return None
    return next((deal for deal in looked.found.agreements if deal.id in named), None)


def _best(looked: Looked) -> Told | None:
    """The event whose title meets most of the question's sides; of those the one that is most like it in its words, where
    these are more than names, then the weightiest and the newest; of what only bears a name the newest."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    titles = {key: (told_title(one, found.library), weight(one.event)[0]) for key, one in told.items()}
    is_name = is_a_name(looked)
    alike = {key: -at for at, key in enumerate(most_alike(looked.topic.asked, titles))}
    has_words = any(facet.what == "word" for facet in looked.topic.facets)
    wanted = _wanted(looked)

    def rank(key: str) -> tuple[int, bool, int, int, date]:
        event = told[key].event
        met = sum(holds_any(facet, [titles[key][0], event.title]) for facet in looked.topic.facets)
        if is_name:
            return met, event.kind in wanted, 0, 0, event.day or date.min
        return met, event.kind in wanted, alike[key] if has_words else 0, *weight(event)

    return told[max(told, key=rank)] if told else None


def price_told(looked: Looked, event: Event, kinds: Kinds) -> tuple[str, tuple[Cited, ...]]:
    """The value that sources give for the event, or else for the deal that it is of, and these sources; nothing where
    sums of several currencies or for several things are given."""
    deal = next((deal for deal in looked.found.agreements if deal.id == event.agreement), None)
    is_of_deal = not event.amounts and deal is not None and kinds.of(event.kind).is_of_things
    sums = deal.amounts if deal is not None and is_of_deal else event.amounts
    meant = {(one.currency, one.about) for one in sums}
    if len(meant) != 1:
        return "", ()
    told = dict.fromkeys(money(one.amount, one.currency) for one in sums)
    about = f" ({safe(sums[0].about)})" if sums[0].about else ""
    value = "Value of the deal" if is_of_deal else "Value"
    where = cited([place for one in sums for place in one.citations], looked.found.library)
    return f"{value}: {' or '.join(told)}{about}.", where


def number_told(looked: Looked, event: Event) -> tuple[str, tuple[Cited, ...]]:
    """The numbers of a thing on which sources differ, and these sources; nothing where they agree."""
    told = disputed_number(event)
    where = cited([place for one in told for place in one.citations], looked.found.library)
    return (disputed_text(told), where) if told else ("", ())
