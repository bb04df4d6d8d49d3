"""What a channel's rules would have posted: the days gone by, told again to rules that nobody has saved yet."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from facts.model.age import is_old
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.alerts.announcer import SIBLINGS
from handlers.alerts.rules import Story, announce, brings_new_fact, takes
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Subscription, SubscriptionFacts
from store.outbox.grouping import GROUP_FROM, GROUP_MOST
from store.search.activity import FirstTold
from store.store import Store

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Expected:
    """``events`` in so many ``messages``: what quiet hours and cool-downs hold, and what comes in a burst, is told in
    one."""

    messages: int
    events: int


@dataclass(frozen=True)
class Forecast:
    """Replays the last seven days."""

    store: Store
    now: Callable[[], datetime]
    kinds: Kinds = KINDS

    async def of(self, facts: SubscriptionFacts) -> Expected:
        """What would have been posted with these rules, had they been set a week ago."""
        own = facts.model_dump(include=set(SubscriptionFacts.model_fields))
        rules = Subscription(**own, created_by=0, created_at=self.now())
        happened = await self.store.activity.first_told(self.now() - WEEK, self.now())
        filed = {one.event.id: one.at for one in happened}
        told: dict[str, Alert] = {}
        for one in happened:
            if takes(rules, one.event) and not is_old(one.event, one.article):
                earlier = await self._earlier(one, filed)
                story = Story(
                    _last(earlier, told, rules.channel), brings_new_fact(one.event, earlier, self.kinds)
                )
                (told[one.event.id],) = announce(one.event, [rules], [], one.at, story)
        return Expected(forecast_messages(told.values()), len(told))

    async def _earlier(self, one: FirstTold, filed: dict[str, datetime]) -> list[Event]:
        """What was known of the story before: filed in an earlier transaction, or before these days."""
        story = await self.store.activity.of_story(one.event, one.at - SIBLINGS)
        return [row for row in story if filed.get(row.id, row.first_seen) < one.at]


def forecast_messages(alerts: Iterable[Alert]) -> int:
    """How many messages of one channel tell these alerts, by the outbox's rules."""
    at_once: Counter[datetime] = Counter()
    held: Counter[datetime] = Counter()
    for alert in alerts:
        (held if alert.body.keys() & {"quiet", "cooled"} else at_once)[alert.due_at] += 1
    return sum(_together(count) for count in held.values()) + sum(_burst(count) for count in at_once.values())


def _together(count: int) -> int:
    return -(-count // GROUP_MOST)


def _burst(count: int) -> int:
    """Full groups, and what is left over: a group again, or one by one."""
    full, left = divmod(count, GROUP_MOST)
    return full + (1 if left >= GROUP_FROM else left)


def _last(earlier: Iterable[Event], told: dict[str, Alert], channel: int) -> dict[int, datetime]:
    times = [told[row.id].due_at for row in earlier if row.id in told]
    return {channel: max(times)} if times else {}
