"""Who told something, the first one before others; and what one outlet told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facts.asking.windows import Window
from facts.sifting.inquiries import Teller
from handlers.briefing.leading import leading
from handlers.quoting.sentences import quoted_answer, titled_line
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.claim import claim_line
from handlers.render.paging.footnotes import BLANK, outlet_and_month
from handlers.render.words.cite import Cited, cited, evidenced
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.text import cut, listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.views import Reference, Told
from store.nouns.words import folded_phrase

NAMED = 4
"""Outlets that are named after the first."""
TITLE = 110
"""Letters of a title."""
LEAST = 3
"""Letters of an outlet's name."""


def teller_answer(question: str, looked: Looked, asked: Teller, today: date) -> Answer | None:
    """The texts that tell the event which answers, or else the statements; the earliest of those that are filed first. None where
    no text does."""
    first = leading(looked, today)
    places = _places(looked, first)
    rows = sorted(places, key=lambda place: (_published(place.reference), place.reference.outlet))
    if not rows:
        return None
    by_outlet = {_outlet(place.reference): place for place in reversed(rows)}
    ordered = [place for place in rows if by_outlet[_outlet(place.reference)] is place]
    lead = _first_line(ordered) if asked.is_first else _all_line(ordered)
    titled = [titled_line(first, looked.found.library)] if first else []
    return quoted_answer(question, looked, (lead, *titled), [first] if first else [])


def _places(looked: Looked, first: Told | None) -> tuple[Cited, ...]:
    """Each text once, without a place in it; the sources of an event before those of what is said."""
    library = looked.found.library
    if first is not None:
        found = evidenced(first.evidence, library)
    else:
        found = cited((one for claim in looked.found.claims for one in claim.citations), library)
    return tuple({place.reference.article: Cited(place.reference) for place in found}.values())


def _published(text: Reference) -> str:
    return text.published.isoformat() if text.published else "9999"


def _outlet(text: Reference) -> str:
    """How the foot of a page names it, without its day."""
    return outlet_and_month(text).replace(BLANK, " ").rpartition(", ")[0]


def _on(text: Reference) -> str:
    return day(text.published, text.precision) if text.published else "undated"


def _first_line(ordered: list[Cited]) -> Line:
    first, *others = ordered
    on = _on(first.reference)
    same = [place for place in others if _on(place.reference) == on]
    later = [place for place in others if place not in same]
    if same:
        names = listed([f"**{_outlet(place.reference)}**" for place in [first, *same]])
        head = f"The earliest texts on it that are filed are of the same day, {on}: {names}."
    else:
        title = safe(cut(first.reference.title, TITLE))
        name = _outlet(first.reference)
        told = "" if first.reference.is_summarised else f": “{title}”"
        head = f"The earliest text on it that is filed: **{name}**, {on}{told}."
    then = f" Then {_named(later)}." if later else "" if same else " No other text on it is filed."
    return Line(f"{head}{then}", tuple(ordered[: NAMED + 1]))


def _all_line(ordered: list[Cited]) -> Line:
    several = f"{len(ordered)} outlets tell of it" if len(ordered) > 1 else "One outlet tells of it"
    return Line(f"{several}, as far as texts are filed: {_named(ordered)}.", tuple(ordered[: NAMED + 1]))


def _named(places: Iterable[Cited]) -> str:
    rows = list(places)
    told = [f"**{_outlet(place.reference)}** ({_on(place.reference)})" for place in rows[:NAMED]]
    more = [f"{len(rows) - NAMED} more"] if len(rows) > NAMED else []
    return listed([*told, *more])


def of_outlet(looked: Looked, outlet: str, window: Window) -> tuple[str, Looked] | None:
    """The outlet as it is called, with only what its texts of the window told; None where no text of such a name told any of it."""
    wanted, articles = _bare(outlet), looked.found.library.articles.values()
    names = dict.fromkeys(text.outlet for text in articles if _is_named(text.outlet, wanted))
    if len(wanted) < LEAST or len(names) != 1:
        return None
    name = next(iter(names))
    ids = {text.article for text in articles if text.outlet == name and _is_within(text, window)}
    found = looked.found
    events = tuple(told for told in found.events if any(one.article in ids for one in told.evidence))
    claims = tuple(claim for claim in found.claims if any(one.article in ids for one in claim.citations))
    tally = replace(found.tally, by_kind=_by_kind(events), claims=len(claims))
    kept = replace(found, events=events, claims=claims, agreements=(), tally=tally)
    return (name, replace(looked, found=kept)) if events or claims else None


def _is_within(text: Reference, window: Window) -> bool:
    """Whether it was published in the window; one of no known day lies in an open one alone."""
    if window.is_open or text.published is None:
        return window.is_open
    return (window.since or date.min) <= text.published.date() <= (window.until or date.max)


def _by_kind(events: tuple[Told, ...]) -> dict[str, int]:
    kinds = [told.event.kind for told in events]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def _bare(name: str) -> str:
    return folded_phrase(name).removeprefix("the ")


def _is_named(outlet: str, wanted: str) -> bool:
    return f" {_bare(outlet)} ".startswith(f" {wanted} ")


def _title_in(told: Told, name: str, looked: Looked) -> str:
    """The title under which an outlet told an event."""
    places = evidenced(told.evidence, looked.found.library)
    own = (place.reference for place in places if place.reference.outlet == name)
    text = next((one for one in own if not one.is_summarised), None)
    return text.title if text else told_title(told, looked.found.library)


def outlet_told(question: str, name: str, looked: Looked, window: Window) -> Answer:
    """What an outlet told, the newest of its texts first."""
    events = sorted(looked.found.events, key=lambda told: _published_last(told, name, looked), reverse=True)
    titles = [safe(cut(_title_in(told, name, looked), TITLE)) for told in events[:NAMED]]
    more = f" and {len(events) - NAMED} more" if len(events) > NAMED else ""
    places = (place for told in events[:NAMED] for place in evidenced(told.evidence, looked.found.library))
    where = tuple(dict.fromkeys(place for place in places if place.reference.outlet == name))
    one = "event" if len(events) == 1 else "events"
    said = [claim_line(claim, looked.found.library) for claim in looked.found.claims[:NAMED]]
    told = f"**{safe(name)}** tells of {len(events)} {one} on this: {'; '.join(titles)}{more}."
    lead = (Line(told, where), *(said if not events else said[:1])) if events else tuple(said)
    return quoted_answer(question, replace(looked, window=window), lead, events)


def _published_last(told: Told, name: str, looked: Looked) -> str:
    places = evidenced(told.evidence, looked.found.library)
    return max(
        (_published(place.reference) for place in places if place.reference.outlet == name), default=""
    )
