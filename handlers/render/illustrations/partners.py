"""Who works with whom, by the events of both: the picture of an actor, and of two who are compared."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.rows.kinds import KINDS
from handlers.render.illustrations.deals import sort_of_status
from handlers.render.pictures.canvas import Picture
from handlers.render.pictures.network import Partner, network_picture
from store.nouns.models import Actor, Agreement, Event
from store.nouns.values import NEVER_DONE

ENDED = 4
MOST = 7


def joint(events: Iterable[Event], agreements: Iterable[Agreement], kinds: Kinds = KINDS) -> list[Event]:
    """The events in which their states work together: planned and reported ones, none that is denied or was stopped."""
    ended = {deal.id for deal in agreements if sort_of_status(deal.status) == ENDED}
    return [
        event
        for event in events
        if kinds.of(event.kind).is_cooperation
        and event.standing != "denied"
        and event.phase not in NEVER_DONE
        and event.agreement not in ended
    ]


def partners_picture(
    actor: Actor,
    events: Sequence[Event],
    known: int,
    agreements: Sequence[Agreement],
    actors: Mapping[str, Actor],
    kinds: Kinds = KINDS,
) -> Picture | None:
    """States by the events of both; of a person, the persons of the same events. ``known`` are all events that the answer
    counts. None for fewer than two."""
    worked = joint(events, agreements, kinds)
    counted = _states(worked, {actor.country}) if actor.kind == "state" else _persons(worked, actor, actors)
    ranked = sorted(counted.items(), key=lambda row: (-row[1], row[0]))
    if len(ranked) < 2:
        return None
    drawn = [Partner(name, (count,)) for name, count in ranked[:MOST]]
    title = f"With whom {actor.name} works" if actor.kind == "state" else f"Who was there with {actor.name}"
    more = len(ranked) - len(drawn)
    notes = [f"{more} more with fewer events."] if more else []
    notes.append("Conflicts and refusals are not counted.")
    under = f"{len(worked)} of {known:,} events are cooperation"
    return network_picture("partners", (title, under), [actor.name], drawn, notes)


def both_picture(
    states: tuple[Actor, Actor],
    events: tuple[Sequence[Event], Sequence[Event]],
    agreements: Sequence[Agreement],
    kinds: Kinds = KINDS,
) -> Picture | None:
    """Two states and those that either works with, most events first."""
    own = {states[0].country, states[1].country}
    worked = [joint(some, agreements, kinds) for some in events]
    left, right = (_states(some, own) for some in worked)
    names = sorted(left.keys() | right.keys(), key=lambda name: (-(left[name] + right[name]), name))
    if len(names) < 2:
        return None
    drawn = [Partner(name, (left[name], right[name])) for name in names[:MOST]]
    together = sum(own <= set(event.countries) for event in worked[0])
    title = f"With whom {states[0].name} and {states[1].name} work"
    more = len(names) - len(drawn)
    notes = [f"{more} more with fewer events."] if more else []
    notes.append("Conflicts and refusals are not counted.")
    under = f"Events of cooperation, {together or 'none'} of them together"
    return network_picture("partners", (title, under), [one.name for one in states], drawn, notes)


def _states(events: Iterable[Event], own: Collection[str | None]) -> Counter[str]:
    codes = Counter(code for event in events for code in set(event.countries) - set(own))
    return Counter({country_name(code): count for code, count in codes.items()})


def _persons(events: Iterable[Event], actor: Actor, actors: Mapping[str, Actor]) -> Counter[str]:
    """In how many of the actor's events each other person took part."""
    found: Counter[str] = Counter()
    for event in events:
        keys = {part.actor for part in event.actors}
        if actor.id in keys:
            found.update(actors[key].name for key in keys - {actor.id} if _is_person(actors.get(key)))
    return found


def _is_person(actor: Actor | None) -> bool:
    return actor is not None and actor.kind == "person"
