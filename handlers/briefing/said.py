"""The answer to what somebody said, or what is thought, on something: statements of that speaker, most to the point first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from facts.asking.choose import holds_any
from facts.asking.topics import Facet, read_topic
from facts.names.phrases import stems
from facts.wording.clues import relation_asked
from facts.wording.periods import years_of
from facts.wording.speech import SpeechAsked
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.figured import OF_FIGURES
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line, telling_line
from handlers.render.paging.met import names_met
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.models import Claim

FEW_EVENTS, MOST_SAID = 3, 3
"""Events beside which statements are told on the first page too, and how many."""
PROMISE, PROMISES = "promise", 2
"""The relation of what was promised, and events that tell it."""
FIRST = 3
"""Statements of the first page."""


def said_answer(looked: Looked, topic: str, speech: SpeechAsked) -> Answer | None:
    """None where nothing is told that the speaker said, or that is a view."""
    speakers = read_topic(speech.who, looked.known).facets if speech.who else ()
    rows = [claim for claim in looked.found.claims if _is_of(claim, speech, speakers)]
    if not looked.whole or not rows:
        return None
    rows = most_telling(rows, topic, looked.topic.facets)
    library = looked.found.library
    lines = tuple(claim_line(claim, library) for claim in rows)
    first = tuple(claim_line(claim, library, dated=at == 0) for at, claim in enumerate(rows[: FIRST + 1]))
    who = safe(listed([facet.label for facet in speakers])) if speakers else "others"
    return Answer(
        capitalised(topic),
        (first[0], Line(f"{len(rows)} statements of {who} on this are known.")) if lines[1:] else first,
        (Section("Statements", lines),),
        looked.notes,
        enough=ENOUGH,
        overview=(Section("Also said", first[1:]),) if lines[1:] else (),
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def said_beside(looked: Looked, lead: Iterable[Line]) -> Iterator[Line]:
    """Of little that is known, the statements that share most with the question, facts before views: one of them may be the
    answer."""
    found = looked.found
    if not looked.topic.facets or found.tally.events > FEW_EVENTS:
        return
    told = {line.text for line in lead}
    rows = most_telling(found.claims, looked.topic.asked, looked.topic.facets)
    rows.sort(key=lambda claim: claim.kind == "view")
    for claim in rows[:MOST_SAID]:
        line = claim_line(claim, found.library, dated=False)
        if line.text not in told:
            yield line


def _is_of(claim: Claim, speech: SpeechAsked, speakers: Iterable[Facet]) -> bool:
    if not speech.who:
        return claim.kind == "view"
    return any(
        ("actor", claim.speaker) in facet.links or holds_any(facet, [claim.attribution or ""])
        for facet in speakers
    )


def most_telling(claims: Iterable[Claim], question: str, facets: Iterable[Facet]) -> list[Claim]:
    """Those first whose own words hold most sides of the question, a side that few hold counting more; then by its words,
    then what is of nobody else, then the newest."""
    rows, sides = list(claims), list(facets)
    held = {
        id(row): [number for number, side in enumerate(sides) if holds_any(side, [row.text])] for row in rows
    }
    among = Counter(number for numbers in held.values() for number in numbers)
    asked = stems(question)

    def rank(claim: Claim) -> tuple[float, int, int, date]:
        weight = sum(1 + 1 / among[number] for number in held[id(claim)])
        return weight, len(asked & stems(claim.text)), -len(claim.actors), claim.day or date.min

    return sorted(rows, key=rank, reverse=True)


def period_notes(looked: Looked) -> tuple[str, ...]:
    """That no figure is of the years that a question for figures names, where only others overlap them."""
    window, themes = looked.window, {facet.label for facet in looked.topic.facets}
    if not (window.since and window.until) or not themes & {*OF_FIGURES, "share"}:
        return ()
    asked = window.since.year, window.until.year
    periods = {
        years: claim.period
        for claim in looked.found.claims
        if claim.kind == "figure" and (years := years_of(claim.period or ""))
    }
    if not periods or asked in periods:
        return ()
    told = listed([safe(period or "") for _, period in sorted(periods.items())])
    return (f"no figure is of {asked[0]} to {asked[1]} as a whole: shown are those of {told}",)


def promise_lines(looked: Looked) -> tuple[Line, ...]:
    """The newest events whose own words promise what a question asks for, where it asks what was promised; each with its sentence."""
    relation = relation_asked(looked.topic.asked)
    if relation is None or relation.name != PROMISE:
        return ()
    library = looked.found.library
    told = [one for one in looked.found.events if relation.asks.search(told_title(one, library))]
    newest = sorted(told, key=lambda one: one.event.day or date.min, reverse=True)[:PROMISES]
    lines = [event_line(one, library, brief=True) for one in newest]
    more = telling_line(newest[0], library) if len(newest) == 1 else None
    return (*lines, *([more] if more else []))
