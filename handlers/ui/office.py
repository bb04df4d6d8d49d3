"""Who a text names in an office, where the filed holders of it are older: titles before names in the news."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from facts.asking.roles import Holding, Position, is_named_so, position
from handlers.render.words.cite import Cited, texts_of
from handlers.ui.topic_search import Looked
from store.nouns.models import Actor
from store.nouns.views import Dossier
from store.search.answers import Answers

MOST = 12
"""Persons of a country of whom most is told, who are looked at."""


@dataclass(frozen=True)
class NamedSo:
    """A person whom a text of a day calls by the office."""

    dossier: Dossier
    day: date
    source: Cited


@dataclass(frozen=True)
class CalledSo:
    """A person whom a text of a day calls by the office, of whom nothing else may be known."""

    actor: Actor
    day: date
    source: Cited


async def named_since(
    asked: str, held: Iterable[Holding], people: Iterable[Actor], answers: Answers, told: Mapping[str, int]
) -> NamedSo | None:
    """The one whom the newest text calls so, if it is newer than any day on which the filed holders were seen in it; ``told``
    counts events by actor."""
    filed = list(held)
    office = position(asked)
    homes = {holding.actor.country for holding in filed} or set(office.home)
    last = max((day for holding in filed for day in _days(holding)), default="")
    mine = {holding.actor.id for holding in filed}
    some = [one for one in people if one.kind == "person" and one.country in homes and one.id not in mine]
    some = sorted((one for one in some if told.get(one.id)), key=lambda one: -told[one.id])[:MOST]
    dossiers = [found for one in some if (found := await answers.dossier(one.id))]
    told_later = [one for dossier in dossiers for one in _told(dossier) if one.day.isoformat() > last]
    told_later.sort(key=lambda one: one.day, reverse=True)
    return next((one for one in told_later if _calls_so(one, office)), None)


def called_in(looked: Looked, asked: str, people: Iterable[Actor]) -> CalledSo | None:
    """The one whom the newest text of what was found calls so, of ``people``, whether or not the event is filed with them."""
    office, some = position(asked), list(people)
    told = [text for one in looked.found.events for text in texts_of(one, looked.found.library)]
    dated = sorted((text for text in told if text.published), key=lambda text: text.published or _NEVER)
    for text in reversed(dated):
        said = f"{text.title}. {text.lead}"
        for one in some:
            if is_named_so(said, office, [one.name, *(alias.name for alias in one.aliases)]):
                return CalledSo(one, (text.published or _NEVER).date(), Cited(text))
    return None


def _told(dossier: Dossier) -> Iterator[NamedSo]:
    """Texts of the events in which a person is filed, whatever they call them."""
    for told in dossier.found.events:
        for text in texts_of(told, dossier.found.library):
            if text.published:
                yield NamedSo(dossier, text.published.date(), Cited(text))


def _calls_so(one: NamedSo, office: Position) -> bool:
    actor, text = one.dossier.actor, one.source.reference
    names = [actor.name, *(alias.name for alias in actor.aliases)]
    return is_named_so(f"{text.title}. {text.lead}", office, names)


def _days(holding: Holding) -> list[str]:
    role = holding.role
    return [day for day in (*role.attested, role.until, role.since) if day]


_NEVER = datetime.min.replace(tzinfo=UTC)
