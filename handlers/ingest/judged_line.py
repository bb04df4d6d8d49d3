"""An item of a feed and what it would become, as a line. Pure."""

from handlers.ingest.judge import Judged
from handlers.render.pages.answer import Line
from handlers.render.pages.feed import VERDICTS
from handlers.render.words.dates import day
from handlers.render.words.text import cut, link, safe


def judged_line(judged: Judged) -> Line:
    """An item and what it would become."""
    article = judged.article
    when = day(article.published, article.published_precision) if article.published else "undated"
    known = f" `{judged.event}`" if judged.word in ("same", "update", "unsure") and judged.event else ""
    why = f" — {safe(cut(judged.reasons[0], 120))}" if judged.reasons else ""
    return Line(
        f"{link(safe(cut(article.title, 150)), article.url)} ({when}): {VERDICTS[judged.word]}{known}{why}"
    )
