"""What is answered where a name means nothing or too much."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from facts.asking.directory import Directory, EntryKind
from facts.asking.resolve import SHARED, Missing, Several, nearest
from facts.names.countries import country_name, in_sentence
from facts.names.native import flags_as_names
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, AnswerAct, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.pages.rows import MAYBE, SET_ASIDE, dayless_lines, row_lines
from handlers.render.words.cite import Cited, citation_day
from handlers.render.words.names import kind_of, newest_role, tenure
from handlers.render.words.quotation import sentence_holding
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.buttons import WATCH_WORD
from handlers.ui.topic_search import Looked, sides, told_window
from store.nouns.views import Findings, Reference
from store.nouns.words import folded_phrase

CANDIDATES = 25
CLOSEST = 8
NAMED_INSTEAD = 5
"""Persons in other offices of a state who are named."""
SAID = 3
"""Texts whose words stand in the first lines."""
NAMED, FEW_AKIN = 3, 5
LEAST_TOGETHER = 2
"""Of several words that nothing is filed on, as many a text has to hold to be shown."""
LONGEST_WATCHED, MOST_WATCHED = 60, 3
"""Characters and words of what may be watched for by one press."""


def watch_for(words: str) -> tuple[AnswerAct, ...]:
    """A button that watches for what nothing is known of; without it for what no title would hold as it is."""
    plain = " ".join(words.split())
    is_fit = 1 < len(plain) <= LONGEST_WATCHED and len(plain.split()) <= MOST_WATCHED
    if not is_fit or not folded_phrase(plain):
        return ()
    return (AnswerAct(f"Watch for “{plain}”" if len(plain) <= 20 else "Watch for it", WATCH_WORD + plain),)


def unknown(asked: str, missing: Missing, what: str, known: Directory | None = None) -> Answer:
    """Nothing goes by that name: says so, with the nearest names, and where the name is known as something else."""
    lead = [Line(f"Nothing is known about “{safe(asked)}”: no {what} goes by this name.")]
    for entry in known.names.get(folded_phrase(asked), ()) if known else ():
        name = safe(known.title(entry.kind, entry.id)) if known else ""
        lead.append(Line(f"It is known as {entry.kind} ({name}): ask /brief topic:{name}."))
    near = tuple(Line(safe(name)) for name in missing.nearest)
    sections = (Section("Nearest names", near),) if near else ()
    footer = "/search looks through everything that is known."
    return Answer(
        f"No {what} found", tuple(lead), sections, footer=footer, is_empty=True, acts=watch_for(asked)
    )


def with_topic(absent: Answer, told: Answer) -> Answer:
    """That nothing goes by a name, and then what is ``told`` on its words as a topic."""
    headings = {part.heading for part in absent.sections}
    others = tuple(part for part in told.sections if part.heading not in headings)
    lead = told.lead if not told.is_empty else told.lead[1:] if others or not headings else ()
    return replace(
        absent,
        lead=(*absent.lead, *lead),
        sections=(*others, *absent.sections),
        notes=told.notes,
        names=told.names,
    )


def nobody_answer(asked: str, states: Collection[str], known: Directory) -> Answer:
    """Nobody is known in an office: says so, with who is known in other offices of the same state."""
    people = [one for one in known.actors.values() if one.country in states and one.kind == "person"]
    held = [(newest, one) for one in people if one.basis == "document" and (newest := newest_role(one))]
    held.sort(key=lambda row: max([*row[0].attested, row[0].since or "", row[0].until or ""]), reverse=True)
    lines = tuple(
        Line(f"**{safe(one.name)}** · {safe(newest.position)} ({tenure(newest)})", opens=f"actor/{one.id}")
        for newest, one in held[:NAMED_INSTEAD]
    )
    lead = Line(f"Nobody is known as “{safe(asked)}”: no text that was read names who holds this office.")
    where = listed(list(map(in_sentence, sorted(map(country_name, states)))))
    parts = (Section(f"Known in other offices of {where}", lines),) if lines else ()
    footer = "/search looks through everything that is known."
    return Answer(f"Nobody known: {asked}", (lead,), parts, footer=footer, is_empty=True)


def ambiguous(
    asked: str, several: Several, known: Directory, told: Mapping[str, int] | None = None
) -> Answer:
    """Several things go by that name: lists them, with what tells them apart; what texts tell of most comes first."""
    count = len(several.candidates)
    ranked = sorted(several.candidates, key=lambda one: _rank(one[1], known, told or {}))
    lines = tuple(
        Line(
            f"**{safe(known.title(kind, key))}** — {_told_apart(known, kind, key)} ({safe(why)})",
            head=f"**{safe(known.title(kind, key))}**\n{_told_apart(known, kind, key)}{_other_reason(why)}",
            opens=opening_of(known, kind, key),
        )
        for kind, key, why in ranked[:CANDIDATES]
    )
    first = listed([known.title(kind, key) for kind, key, _ in ranked[:NAMED]])
    such = f" Most is told of {safe(first)}." if count > CANDIDATES else ""
    more = (
        f" The menu has the first {CANDIDATES}: a country or another word tells which."
        if count > CANDIDATES
        else ""
    )
    people = all(kind == "actor" and _is_person(known, key) for kind, key, _ in several.candidates)
    what = "people" if people else "different things"
    lead = (Line(f"“{safe(asked)}” can mean {count} {what}.{such}{more}"),)
    return Answer(f"Which {asked}?", lead, candidates=lines)


def _is_person(known: Directory, key: str) -> bool:
    actor = known.actors.get(key)
    return actor is not None and actor.kind == "person"


def _other_reason(why: str) -> str:
    """Why a name means it, where that is more than what the first sentence says of all."""
    return "" if why.endswith(SHARED) else f"\n-# {safe(why)}"


def _rank(key: str, known: Directory, told: Mapping[str, int]) -> tuple[int, bool]:
    actor = known.actors.get(key)
    return -told.get(key, 0), actor is None or actor.basis == "reference"


def opening_of(known: Directory, kind: EntryKind, key: str) -> str:
    """What tells of one thing, as ``kind/id``."""
    return f"{kind}/{key}" if kind in ("actor", "agreement") else f"brief/{known.title(kind, key)}"


def _told_apart(known: Directory, kind: EntryKind, key: str) -> str:
    actor = known.actors.get(key) if kind == "actor" else None
    if actor is None:
        return kind
    newest = newest_role(actor)
    return f"{safe(newest.position)} ({tenure(newest)})" if newest else kind_of(actor)


EXAMPLES = (
    "`/brief topic:China Pakistan` – what holds, what changed, what is open",
    "`/brief topic:who supplied what to Pakistan` – by supplier, with status and year",
    "`/actor name:Wei Fenghe` – who that is, what they did, with whom",
    "`/timeline topic:VT-4` – what happened, in order",
    "`/recent country:Pakistan since:30d` – the newest",
    "`/compare topic:China with:Russia` – two side by side",
)


def is_unsaid(topic: str) -> bool:
    """Whether a question holds no word at all, only signs: "?"."""
    return bool(topic.strip()) and not any(map(str.isalnum, flags_as_names(topic)))


def what_to_ask() -> Answer:
    """Examples, for whoever does not know what to ask."""
    lines = tuple(Line(text) for text in EXAMPLES)
    lead = Line("Ask in your own words: states, people, weapons, agreements, exercises, years.")
    return Answer(
        "What can I ask?", (lead,), (Section("For example", lines),), footer="/help lists the commands."
    )


def refused(why: str) -> Answer:
    """An option that cannot be read."""
    return Answer("Not understood", (Line(safe(why)),), is_private=True, is_empty=True)


def nothing(looked: Looked) -> Answer:
    """Nothing meets every side of a topic: says so, with the nearest truth, and shows apart what comes closest."""
    on = f" on “{safe(looked.topic.asked)}”" if looked.topic.asked else ""
    if not on and looked.topic.facets:
        on = f" on {sides(looked.topic)}"
    texts = _telling_texts(looked)
    lead = [*_opening(looked, on, texts), *_why_not(looked, texts)]
    maybe = dayless_lines(looked.undated)
    said = (
        [claim_line(claim, looked.found.library) for claim in looked.found.claims]
        if _has_said(looked)
        else []
    )
    parts = [
        *([Section("What is said", tuple(said))] if said else []),
        *([Section(MAYBE, maybe)] if maybe else []),
        *_series(looked),
        *_told_by(looked, texts),
        *(_akin(looked) or _closest(looked)),
        *_nearest(looked),
    ]
    is_told = any(text.opens.startswith("event/") for text in texts)
    return Answer(
        capitalised(looked.topic.asked) if is_told else f"Nothing known: {looked.topic.asked}".rstrip(": "),
        tuple(lead),
        tuple(parts),
        looked.notes,
        is_empty=True,
        acts=watch_for(looked.missed[0] if len(looked.missed) == 1 else looked.topic.asked),
    )


def _opening(looked: Looked, on: str, texts: tuple[Line, ...]) -> Iterator[Line]:
    """That nothing is known; where texts tell of a name of which nothing is filed, that, and what the first of them say."""
    if not texts:
        within = "" if looked.window.is_open else f" ({told_window(looked.window)})"
        dated = " with a day in it" if looked.undated.events else ""
        what = "No event" if _has_said(looked) else "Nothing"
        yield Line(f"{what}{dated} is known{on}{within}.")
        return
    words = _quoted([word for word in looked.missed if word in looked.mentioned])
    count = "one text tells" if len(texts) == 1 else f"{len(texts)} texts tell"
    yield Line(f"Nothing is known on {words} beyond what {count}:")
    yield from texts[:SAID]


def _has_said(looked: Looked) -> bool:
    """Whether something is said on all of the topic, though no event is known."""
    return looked.whole and bool(looked.found.claims)


def _telling_texts(looked: Looked) -> tuple[Line, ...]:
    """The texts that mention what nothing is filed on."""
    words = [word for word in looked.missed if word in looked.mentioned]
    least = LEAST_TOGETHER if len(words) > 1 else 1
    return () if looked.known_days else telling_texts(looked.told, words, filed=True, least=least)


def telling_texts(
    rows: Findings, words: list[str], *, newer: date = date.min, filed: bool = False, least: int = 1
) -> tuple[Line, ...]:
    """Texts that hold ``least`` of the words, each with a sentence that holds one, the newest first. Those of which something
    is ``filed`` open that."""
    events = {one.article: told.event.id for told in rows.events for one in told.evidence}
    lines = []
    for text in sorted(rows.library.articles.values(), key=_published, reverse=True):
        said = "" if text.is_summarised else sentence_holding(text.lead, words)
        is_titled = any(folded_phrase(word) in folded_phrase(text.title) for word in words)
        is_wanted = filed or (text.article not in events and _published(text) > newer.isoformat())
        is_wanted = is_wanted and (least == 1 or sum(_holds(text, word) for word in words) >= least)
        if is_wanted and (said or is_titled):
            opens = f"event/{events[text.article]}" if text.article in events else f"source/{text.article}"
            aside = f", {SET_ASIDE}" if text.is_aside else ""
            head = f"**{safe(text.title)}** · {citation_day(text)}{aside}"
            lines.append(Line(f"{head}. “{safe(said)}”" if said else f"{head}.", (Cited(text),), opens=opens))
    return tuple(lines)


def _holds(text: Reference, word: str) -> bool:
    is_titled = folded_phrase(word) in folded_phrase(text.title)
    return is_titled or (not text.is_summarised and bool(sentence_holding(text.lead, [word])))


def _published(text: Reference) -> str:
    return text.published.isoformat() if text.published else ""


def _why_not(looked: Looked, texts: tuple[Line, ...]) -> Iterator[Line]:
    """Whether it is the number, the window, a word that nothing has or that is told of only, or the words together."""
    if numbers := _numbers(looked):
        asked = listed([facet.label for facet in looked.topic.facets if facet.number is not None])
        yield Line(f"{safe(asked)} is not known; known are {safe(numbers)}.")
    if looked.known_days:
        days = " and ".join(looked.known_days)
        between = "between" if len(looked.known_days) > 1 else "on"
        yield Line(f"What is known on it lies outside this window, {between} {days}.")
        return
    told = [word for word in looked.missed if word in looked.mentioned]
    if told and not texts:
        yield Line(_how_told(looked, told))
    stages = {facet.label for facet in looked.topic.of("stage")}
    named = [word for word in looked.missed if word not in stages]
    if missed := [word for word in named if word not in looked.mentioned and not numbers]:
        yield Line(f"Nothing that is filed mentions {_quoted(missed)}.")
    elif not told and not numbers and len(looked.topic.facets) > 1:
        yield Line(f"No event, agreement or statement brings {sides(looked.topic)} together.")


def _how_told(looked: Looked, told: list[str]) -> str:
    """How words that nothing is filed on are known."""
    if _is_scattered(looked, told):
        within = "" if looked.window.is_open else " in that time"
        return f"No text that was read brings {_quoted(told)} together{within}."
    if _is_by_name_alone(looked.told):
        return (
            f"{_quoted(told)} {'is' if len(told) == 1 else 'are'} known by name alone: no text tells of it."
        )
    return f"{_quoted(told)} is mentioned by what is listed below, but nothing is filed on it yet."


def _quoted(words: list[str]) -> str:
    return safe(listed([f"“{word}”" for word in words]))


def _numbers(looked: Looked) -> str:
    """The numbers that are known of a series, if one of it was asked for and is not known."""
    asked = {facet.label for facet in looked.topic.facets if facet.number is not None}
    if not asked & set(looked.missed):
        return ""
    known = {(t.event.series or "", t.event.number) for t in looked.editions.events if t.event.number}
    rows = sorted(known, key=lambda one: (one[0], one[1] or 0))
    return listed([f"{looked.known.title('series', series).title()} {number}" for series, number in rows])


def _series(looked: Looked) -> list[Section]:
    library = looked.editions.library
    lines = tuple(event_line(told, library) for told in looked.editions.events)
    return [Section("Known of this series", lines)] if lines else []


def _told_by(looked: Looked, texts: tuple[Line, ...]) -> list[Section]:
    """What mentions it: the texts that the first lines had no room for, or else the names of all that does."""
    if texts:
        return [Section("Mentioned by", texts[SAID:])] if texts[SAID:] else []
    told = [word for word in looked.missed if word in looked.mentioned]
    lines = {} if looked.known_days or _is_scattered(looked, told) else row_lines(looked.told)
    shown = [
        line for (kind, _), line in lines.items() if kind == "article" or not looked.told.library.articles
    ]
    heading = "Known by name" if _is_by_name_alone(looked.told) else "Mentioned by"
    return [Section(heading, tuple(shown[:CLOSEST]))] if shown else []


def _is_scattered(looked: Looked, told: list[str]) -> bool:
    """Whether several words are mentioned, and by no text together: a list of all that has one of them is beside the point."""
    return len(told) > 1 and not _is_by_name_alone(looked.told)


def _is_by_name_alone(rows: Findings) -> bool:
    """Whether nothing but entries of the register holds a word, and no text tells of these."""
    texts = (rows.library.articles, rows.events, rows.agreements, rows.claims)
    actors = rows.library.actors.values()
    return not any(texts) and all(actor.basis != "document" for actor in actors)


def _nearest(looked: Looked) -> list[Section]:
    """Other names that a word which nothing has may have meant; never for a number or designation."""
    if looked.known_days:
        return []
    missed = [word for word in looked.missed if word not in looked.mentioned]
    near = [name for word, names in looked.topic.near if word in missed for name in names]
    names = [name.title() for name in near]
    names += [name for word in missed if not _has_digit(word) for name in nearest(word, looked.known)]
    meant = set(map(folded_phrase, missed))
    lines = tuple(Line(safe(name)) for name in dict.fromkeys(names) if folded_phrase(name) not in meant)
    return [Section("Nearest names", lines)] if lines else []


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _akin(looked: Looked) -> list[Section]:
    """What is known of the sort of a weapon that nothing tells of by its name: agreements first."""
    found = looked.akin
    deals = [agreement_line(deal, found.library) for deal in found.agreements]
    events = [event_line(told, found.library) for told in found.events]
    lines = tuple((*deals, *events)[:FEW_AKIN])
    return [Section("Known of the same sort, told without this name", lines)] if lines else []


def _is_of_thing_alone(looked: Looked) -> bool:
    """Whether it asks for nothing but a weapon that nothing tells of, beside states: whatever else these did is no answer."""
    untold = [
        f
        for f in looked.topic.of("equipment")
        if f.label in looked.missed and f.label not in looked.mentioned
    ]
    return bool(untold) and len(untold) + len(looked.topic.of("country")) == len(looked.topic.facets)


def _closest(looked: Looked) -> list[Section]:
    """Events that meet at least half of the sides; anything less would be noise."""
    if looked.met * 2 < len(looked.topic.facets) or not looked.found.events or _is_of_thing_alone(looked):
        return []
    library = looked.found.library
    lines = tuple(event_line(told, library) for told in looked.found.events[:CLOSEST])
    return [Section("Closest to it, though not on all of it", lines)]
