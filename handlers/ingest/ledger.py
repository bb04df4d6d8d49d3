"""Adds the step that a text tells to the ledger of the agreement that it names, and says what that changes. Pure."""

from datetime import datetime
from itertools import pairwise

from facts.model.change import Change, Stepped
from facts.model.kinds import Kinds
from facts.reading.phases import is_further
from facts.rows.kinds import KINDS
from handlers.ingest.judge import Judged
from store.nouns.models import Agreement, Article
from store.nouns.values import Citation, Precision, Step


def with_step(agreement: Agreement, judged: Judged, now: datetime, kinds: Kinds = KINDS) -> Stepped:
    """A new row; ``agreement`` stays as it is. The step stands in the order of the days, as far as they are known."""
    new = step_told(judged)
    earlier = [
        at for at, one in enumerate(agreement.steps, 1) if not (one.day and new.day and one.day > new.day)
    ]
    place = max(earlier, default=0)
    steps = [*agreement.steps[:place], new, *agreement.steps[place:]]
    kept = {name: getattr(agreement, name) for name in Agreement.model_fields}
    after = Agreement(**kept | {"steps": steps, "updated_at": now})
    told = [one.status for one in agreement.steps]
    change = None
    lifts = kinds.of(judged.reading.kind).is_restriction  # it may lift what it names
    is_news = is_further(told, new.status) and not lifts
    if told and after.status == new.status and is_news:
        what = f"status of {agreement.name}"
        change = Change(what, agreement.status, new.status, article=judged.article.id)
    return Stepped(after, change, f"{agreement.id}:{new.status}:{times(told, new.status) + 1}")


def step_told(judged: Judged) -> Step:
    """The day of telling stands for one that no text states."""
    article, reading = judged.article, judged.reading
    day = reading.day or (article.published.date() if article.published else None)
    precision = reading.precision if reading.day else _as_told(article) if day else "unknown"
    cited = (Citation(article=article.id),)
    return Step(status=reading.step, day=day, precision=precision, text=judged.facts.title, citations=cited)


def _as_told(article: Article) -> Precision:
    return "approximate" if article.told_on is None else "told"


def times(statuses: list[str], status: str) -> int:
    """How often it became this status."""
    return sum(after == status != before for before, after in pairwise(["", *statuses]))
