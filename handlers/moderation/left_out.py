"""Once a week: would the team have wanted what was left out only just? Else it would teach nothing but "no"."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from facts.matching.match import New, Same, Update
from facts.reading.relevance import is_foreign
from facts.weights.model import ASKED, ASKED_ABROAD
from handlers.ingest.article import new_event
from handlers.ingest.decider import citing
from handlers.ingest.judge import Judged
from store.nouns.models import Article
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.people.reviews import Case
from store.store import Store
from store.wire.left_out import LAST_OFFER

WEEK = timedelta(days=7)
OFFERED_AT_ONCE = 10
LOOKED_THROUGH = 60
"""Candidates among which the nearest of both lines are looked for, each story once."""
ALIKE = 0.6
"""Of two titles that share so much of the shorter one's words one is asked about: they tell one story."""
TOO_LITTLE = "What is read of it is not enough for an event."
Reread = Callable[[Article], Awaitable[Judged | None]]
"""Reads an article as what it is for certain, ours; None where nothing of the beat is found in it."""


@dataclass(frozen=True)
class LeftOutItems:
    """Whatever is answered is an example for ``entente learn``. What was wanted is filed in silence: it is days old, was
    never announced, and whoever asks finds it."""

    store: Store
    reread: Reread
    now: Callable[[], datetime]

    async def offered(self) -> list[int]:
        """The numbers of the questions that are on offer; a new week's are looked for where it is time."""
        last = await self.store.marks.marked_at(LAST_OFFER)
        if last is None or last <= self.now() - WEEK:
            now = self.now()
            near = await self.store.left_out.near(now - WEEK, LOOKED_THROUGH)
            chosen = [article.id for article in nearest_of(near)]
            await self.store.left_out.offer(chosen, now, now - WEEK)
        return await self.store.left_out.offered()

    async def decide(self, review: int, verdict: str, who: Who) -> AmendOutcome:
        """``verdict`` is "yes" or "no"."""
        if verdict == "no":
            return await self.store.reviews.irrelevant(review, who)
        case = await self.store.reviews.case(review)
        judged = await self.reread(case.article) if case else None
        if case is None or judged is None or judged.verdict is None:
            return AmendRefusal(TOO_LITTLE if case else f"There is no question {review}.")
        return await self._wanted(case, judged, who)

    async def _wanted(self, case: Case, judged: Judged, who: Who) -> AmendOutcome:
        number, reading = case.review.id or 0, judged.reading.to_dict()
        match judged.verdict:
            case New():
                facts = citing(judged.facts, judged.article)
                event = new_event(facts, judged.event or "", self.now())
                return await self.store.reviews.new(number, event, [], who, reading)
            case Same() | Update():
                return await self.store.reviews.same(number, who, judged.event, reading)
        proposal = citing(judged.facts, case.article).model_dump(mode="json")
        await self.store.reviews.ask(number, judged.event, proposal)
        return AmendRefusal("Noted as yours. Whether it is known already is asked next: `/review`.")


def nearest_of(articles: Iterable[Article]) -> list[Article]:
    """Those nearest to the line from which a person is asked, each story once."""
    chosen: list[Article] = []
    for article in sorted(articles, key=_distance):
        if not any(_are_alike(article, one) for one in chosen):
            chosen.append(article)
    return chosen[:OFFERED_AT_ONCE]


def _are_alike(one: Article, other: Article) -> bool:
    a, b = (set(article.title.casefold().split()) for article in (one, other))
    return len(a & b) >= ALIKE * min(len(a), len(b))


def _distance(article: Article) -> float:
    return (ASKED_ABROAD if is_foreign(article) else ASKED) - (article.score or 0.0)
