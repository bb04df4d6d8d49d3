"""Which channels and persons are told of an event, and when. Pure: rules and rows in, alerts out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from facts.asserting.assertion import asserted_by
from facts.model.change import Change
from facts.model.kinds import Kinds
from facts.model.ranks import RANKS
from facts.names.text import says
from facts.rows.kinds import KINDS
from handlers.alerts.slots import quiet_end
from store.nouns.models import Event, EventFacts
from store.nouns.outbox import Alert
from store.nouns.subscriptions import ChosenEvents, Subscription, SubscriptionFacts, Watch
from store.nouns.values import Importance

_Missing = Literal["minimum", "kinds", "countries", "actors"]
"""The rule of a channel that an event does not meet."""


@dataclass(frozen=True)
class Story:
    """What a channel was told of the same story before. ``last`` is by channel, and lies ahead where something of the
    story waits; ``brings_fact`` lets an alert pass the cool-down."""

    last: Mapping[int, datetime] = field(default_factory=dict)
    brings_fact: bool = True


def announce(
    event: Event,
    subscriptions: Iterable[Subscription],
    watches: Iterable[Watch],
    now: datetime,
    story: Story | None = None,
) -> list[Alert]:
    """One alert for each channel whose rules take the event, and for each person who watches for it.

    The key makes it one for ever: an alert that is there already is not queued again.
    """
    channels = [
        _for_channel(event, rules, now, story or Story()) for rules in subscriptions if takes(rules, event)
    ]
    persons = {watch.person for watch in watches if is_told_at_once(watch, event)}
    return [*channels, *(_for_person(event, person, now) for person in sorted(persons))]


def correct(
    event: Event,
    changes: Sequence[Change],
    told: Iterable[Alert],
    subscriptions: Iterable[Subscription],
    now: datetime,
) -> list[Alert]:
    """What is told under the message of the event in each channel, once for this revision of it: a denial or
    correction as a reply in the channel, which its readers have to see (a correction makes no sound), other changes in the
    message's thread.

    ``told`` are the alerts about the event. The store leaves out what belongs to a message that was not tried yet: it
    will show the event as it is now.
    """
    rules = {row.channel: row for row in subscriptions}
    sorts = (
        ("reply", [change for change in changes if change.kind != "change"]),
        ("change", [change for change in changes if change.kind == "change"]),
    )
    return [
        _reply(
            kind,
            f"{kind}:{event.id}:{event.revision}",
            event,
            some,
            alert,
            _awake(rules.get(alert.channel), event.importance, now),
            now,
        )
        for alert in _telling(event, told)
        for kind, some in sorts
        if some
    ]


def stepped(
    change: Change,
    key: str,
    told: Iterable[tuple[Event, Sequence[Alert]]],
    subscriptions: Iterable[Subscription],
    now: datetime,
) -> list[Alert]:
    """A step of an agreement, told once in each channel: in the thread of the message of one of its events. ``told``
    are its events with the alerts about them, those first under which it is to be told; ``key`` names the step."""
    rules = {row.channel: row for row in subscriptions}
    first: dict[int, tuple[Event, Alert]] = {}
    for event, alerts in told:
        for alert in _telling(event, alerts):
            first.setdefault(alert.channel, (event, alert))
    return [
        _reply(
            "change",
            f"step:{key}",
            event,
            [change],
            alert,
            _awake(rules.get(channel), event.importance, now),
            now,
        )
        for channel, (event, alert) in first.items()
    ]


def takes(rules: ChosenEvents, event: EventFacts) -> bool:
    """Whether a channel asked for such an event."""
    return missing(rules, event) is None


def missing(rules: ChosenEvents, event: EventFacts) -> _Missing | None:
    """Which of a channel's rules an event does not meet; an empty list means all."""
    if RANKS.index(event.importance) < RANKS.index(rules.minimum):
        return "minimum"
    if rules.kinds and event.kind not in rules.kinds:
        return "kinds"
    if rules.countries and not set(rules.countries) & set(event.countries):
        return "countries"
    if rules.actors and not {participant.actor for participant in event.actors} & set(rules.actors):
        return "actors"
    return None


def watches_for(watch: Watch, event: EventFacts) -> bool:
    """Whether a person's watch is on something that the event names."""
    match watch.kind:
        case "actor":
            return any(participant.actor == watch.what for participant in event.actors)
        case "country":
            return watch.what in event.countries
        case "agreement":
            return event.agreement == watch.what
        case "word":
            return says(event.title, watch.what) or says(event.summary, watch.what)
        case "digest":
            return False  # it comes with the channel's own
        case "story":
            return watch.what in (event.follows, getattr(event, "id", None))


def is_told_at_once(watch: Watch, event: EventFacts) -> bool:
    return not watch.daily and watch.closed_at is None and watches_for(watch, event)


def brings_new_fact(event: EventFacts, earlier: Iterable[EventFacts], kinds: Kinds = KINDS) -> bool:
    """Whether the event states what none of the earlier ones of its story did: a kind, phase, day, sum, quantity or
    place."""
    known = {fact for one in earlier for fact in _facts(one, kinds)}
    return bool(_facts(event, kinds) - known)


def _facts(event: EventFacts, kinds: Kinds) -> set[tuple[object, ...]]:
    """What an event states; what it leaves open is no fact. Of what is said rather than done, its day and kind are no
    new fact of a story."""
    is_said = kinds.of(event.kind).stakes == "words"
    happening = () if is_said else (("kind", event.kind), ("day", event.day))
    phase = None if event.phase == "reported" else event.phase
    single = (*happening, ("phase", phase), ("place", event.place), ("number", event.number))
    return {
        *(fact for fact in single if fact[1] is not None),
        *(("amount", amount.amount, amount.currency) for amount in event.amounts),
        *(("equipment", materiel.equipment, materiel.quantity) for materiel in event.equipment),
        *(("quantity", quantity.number, quantity.of.casefold()) for quantity in event.quantities),
    }


def _for_channel(event: Event, rules: Subscription, now: datetime, story: Story) -> Alert:
    due = _after_cooldown(rules, now, story)
    awake = _awake(rules, event.importance, due)
    held = {"quiet": awake > due, "cooled": due > now}
    body = _manner(rules, event) | {name: True for name, is_held in held.items() if is_held}
    subject = f"event:{event.id}"
    key = f"{subject}:{rules.channel}"
    return Alert.for_channel(
        key, "event", subject, rules, now, body=body, due_at=awake, wanted=event.revision
    )


def _awake(rules: SubscriptionFacts | None, importance: Importance, due: datetime) -> datetime:
    """When a channel may be told what is due: at the end of its quiet hours, which what is critical passes."""
    if rules is None or importance == "critical":
        return due
    return quiet_end(rules.quiet_from, rules.quiet_until, rules.zone, due) or due


def _after_cooldown(rules: Subscription, now: datetime, story: Story) -> datetime:
    last = story.last.get(rules.channel)
    if story.brings_fact or last is None:
        return now
    if last > now:  # what waits of a story is told together
        return last
    return max(now, last + timedelta(minutes=rules.cooldown_minutes))


def _manner(rules: Subscription, event: Event) -> dict[str, object]:
    """How it is posted: who is pinged, whether it makes a sound, whether it goes to followers. A role is pinged only for
    what happened or is under way."""
    rank = RANKS.index(event.importance)
    manner: dict[str, object] = {"publish": rules.publish}
    if rules.style != "full":
        manner["style"] = rules.style
    if rules.language != "en":
        manner["language"] = rules.language
    done = asserted_by(event) in ("happened", "under_way") and event.standing != "denied"
    if done and rules.ping_role is not None and rank >= RANKS.index(rules.ping_minimum):
        manner["ping_role"] = rules.ping_role
    if rules.silent_below is not None and rank < RANKS.index(rules.silent_below):
        manner["silent"] = True
    return manner


def _for_person(event: Event, person: int, now: datetime) -> Alert:
    key, subject = f"watch:{event.id}:{person}", f"event:{event.id}"
    return Alert.for_person(key, "event", subject, person, now, wanted=event.revision)


def _telling(event: Event, told: Iterable[Alert]) -> list[Alert]:
    """The one alert of each channel whose message tells the event: its own, or that of an event that was merged into
    it."""
    first: dict[int, Alert] = {}
    for alert in sorted(told, key=lambda row: row.subject != f"event:{event.id}"):
        if alert.kind == "event" and alert.state != "dropped":
            first.setdefault(alert.channel, alert)
    return list(first.values())


def _reply(
    kind: str, key: str, event: Event, changes: Sequence[Change], under: Alert, due: datetime, now: datetime
) -> Alert:
    is_quiet = kind == "reply" and all(change.kind != "denial" for change in changes)
    silent = {"silent": True} if under.body.get("silent") or is_quiet else {}
    told = [asdict(change) for change in changes]
    body = {"event": event.id, "parent": under.key, "changes": told} | silent
    return Alert.under(f"{key}:{under.channel}", kind, f"reply:{event.id}", under, now, body=body, due_at=due)
