"""A source's own headline as a card shows it: without its outlet's name, labels and capitals. Pure."""

from handlers.render.cards.report import Report, Sourcing
from handlers.render.words.headline import own_line, unlabelled, without_capitals
from handlers.render.words.text import cut, safe
from store.nouns.models import Event

MOST = 150
"""Characters of the text that a lock screen shows."""


def source_headline(sourcing: Sourcing, most: int = MOST) -> str:
    """The title of an article, not yet safe for Markdown, at most ``most`` characters."""
    article = sourcing.article
    outlet = article.publisher or (sourcing.source.name if sourcing.source else "")
    return cut(without_capitals(unlabelled(article.title, outlet), article.lead), most)


def built_headline(report: Report, most: int = MOST) -> str:
    """Our own line on an event, for what no source says in the channel's language; not yet safe for Markdown. Where it was
    filed under a headline in another language, parties and kind."""
    foreign = [(one.article.title, one.outlet) for one in report.sourcing if one.is_foreign]
    return cut(own_line(report.event, foreign), most)


def struck(text: str, event: Event) -> str:
    """``text``, safe, and struck through if the event is denied."""
    return f"~~{safe(text)}~~ (denied)" if is_denied(event) else safe(text)


def is_denied(event: Event) -> bool:
    return "denied" in (event.standing, event.phase)
