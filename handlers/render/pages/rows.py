"""One line for each row of whatever kind, to list what a search found."""

from handlers.render.pages.actor import identity
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Line
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.words.cite import Cited, described
from store.nouns.views import Findings


def row_lines(rows: Findings) -> dict[tuple[str, str], Line]:
    """By (kind, id)."""
    library = rows.library
    return {
        **{("event", told.event.id): event_line(told, library) for told in rows.events},
        **{("agreement", deal.id): agreement_line(deal, library, full=True) for deal in rows.agreements},
        **{("claim", claim.id): claim_line(claim, library) for claim in rows.claims},
        **{("actor", actor.id): identity(actor, library) for actor in library.actors.values()},
        **{("article", r.article): Line(described(r), (Cited(r),)) for r in library.articles.values()},
    }
