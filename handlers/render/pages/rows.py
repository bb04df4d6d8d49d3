"""Rows of whatever kind in lines: one each, to list what a search found, or all in one."""

from collections.abc import Sequence

from handlers.render.pages.actor import identity
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Line, Section, sources_of
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.words.cite import Cited, citation_day, described
from handlers.render.words.text import cut, safe
from store.nouns.views import Findings, Reference

MAYBE = "May lie in this window"
SET_ASIDE = "set aside as off the beat"
TITLE = 150
"""Letters of a title in a list."""


def row_lines(rows: Findings) -> dict[tuple[str, str], Line]:
    """By (kind, id)."""
    library = rows.library
    return {
        **{("event", told.event.id): event_line(told, library) for told in rows.events},
        **{("agreement", deal.id): agreement_line(deal, library, full=True) for deal in rows.agreements},
        **{("claim", claim.id): claim_line(claim, library) for claim in rows.claims},
        **{("actor", actor.id): identity(actor, library) for actor in library.actors.values()},
        **{("article", r.article): text_line(r) for r in library.articles.values()},
    }


def text_line(text: Reference) -> Line:
    """A text in a list, to be opened."""
    aside = f" · {SET_ASIDE}" if text.is_aside else ""
    head = f"**{safe(cut(text.title, TITLE))}**\n-# {safe(text.outlet)} · {citation_day(text)}{aside}"
    return Line(f"{described(text)}{aside}", (Cited(text),), head, f"source/{text.article}")


def _named(line: Line) -> str:
    """Its title with its day, as far as it is known."""
    title, _, facts = line.head.partition("\n-# ")
    when = facts.partition(" · ")[0]
    return f"{title} ({when})" if when else title or line.text


def dayless_lines(found: Findings) -> tuple[Line, ...]:
    """The events of which no day is known; of more than are here the rest is counted."""
    lines = tuple(event_line(told, found.library) for told in found.events)
    left = found.tally.events - len(lines)
    return (*lines, Line(f"… and {left:,} more without a day")) if left > 0 else lines


def one_line(lines: Sequence[Line]) -> Section:
    """What may lie in a window, in one line."""
    if not lines:
        return Section(MAYBE, ())
    names = [_named(line) for line in lines]
    where = sources_of(lines)
    return Section(MAYBE, (Line("; ".join(names), where),))
