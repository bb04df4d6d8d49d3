"""Decides an open question as a person asks: files what follows, with its alerts, in one step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from facts.model.age import is_old
from handlers.alerts.announcer import Announcer
from handlers.ingest.article import event_id, new_event
from store.nouns.models import Event, EventFacts
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.people.reviews import Case
from store.store import Store

VERDICTS = ("same", "new", "irrelevant", "later")


@dataclass(frozen=True)
class Deciding:
    """``verdict`` is one of ``VERDICTS``."""

    store: Store
    announcer: Announcer
    now: Callable[[], datetime]

    async def decide(self, review: int, verdict: str, who: Who) -> AmendOutcome:
        match verdict:
            case "same":
                return await self.store.reviews.same(review, who)
            case "irrelevant":
                return await self.store.reviews.irrelevant(review, who)
            case "later":
                return await self.store.reviews.put_off(review, who)
        return await self._new(review, who)

    async def _new(self, review: int, who: Who) -> AmendOutcome:
        case = await self.store.reviews.case(review)
        if case is None:
            return AmendRefusal(f"There is no question {review}.")
        if case.marked is not None:
            return await self.store.reviews.new(review, case.marked, [], who)
        try:
            event = self.proposed(case)
        except ValidationError:
            return AmendRefusal("What was read of it is not enough for an event; /amend split can make one.")
        alerts = [] if is_old(event, case.article) else await self.announcer.new(event)
        return await self.store.reviews.new(review, event, alerts, who)

    def proposed(self, case: Case) -> Event:
        """The event as the matcher would have filed it. Raises ``pydantic.ValidationError``."""
        facts = EventFacts.model_validate(case.review.proposal)
        return new_event(facts, event_id(facts, case.article), self.now())
