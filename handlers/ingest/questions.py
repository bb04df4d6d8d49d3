"""How many questions a team is asked in one of its days."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from store.nouns.decisions import DayLimit, Decision
from store.store import Store

USUAL = 5
"""New questions a day where nothing else is set: a few minutes of a person's morning."""


@dataclass(frozen=True)
class Questions:
    """``most`` new ones a day. The day is that of the home server (``fixed_home`` where the operator set one): it begins
    at midnight in the zone of its digest, or else of its alerts."""

    store: Store
    now: Callable[[], datetime]
    most: int = USUAL
    fixed_home: int | None = None

    async def limit(self, decisions: Sequence[Decision]) -> DayLimit | None:
        """What holds today; None where nothing is to be asked."""
        if not any(one.review for one in decisions):
            return None
        zone = await self.store.subscriptions.zone(self.fixed_home or await self.store.guilds.home())
        return DayLimit(self.most, day_begun(self.now(), zone))


def day_begun(at: datetime, zone: str) -> datetime:
    """The midnight in ``zone`` that ``at`` follows. Raises ``zoneinfo.ZoneInfoNotFoundError``."""
    place = ZoneInfo(zone)
    return datetime.combine(at.astimezone(place).date(), time(), place)
