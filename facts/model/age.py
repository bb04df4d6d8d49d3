"""How long ago an event was over when it was told. Pure."""

from datetime import date, timedelta

from store.nouns.models import Article, EventFacts

OLD = timedelta(days=45)
"""What was over so long before it was told is filed, and is no news: nobody is alerted, no digest calls it new."""
_SLACK = {"day": timedelta(0), "month": timedelta(days=31), "year": timedelta(days=366)}


def is_over(facts: EventFacts, told_on: date) -> bool:
    """Whether the event was over long before ``told_on``; never where its day is not known."""
    ended = facts.until or facts.day
    if ended is None or facts.precision not in _SLACK:
        return False
    return ended + _SLACK[facts.precision] + OLD < told_on


def is_old(facts: EventFacts, article: Article) -> bool:
    """Whether the event was over long before the article told it."""
    return is_over(facts, (article.published or article.read_at).date())
