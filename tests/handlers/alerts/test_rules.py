"""Who is told of an event, and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from facts.model.change import Change
from handlers.alerts.rule_text import why_not
from handlers.alerts.rules import Story, announce, brings_new_fact, correct, takes, watches_for
from store.nouns.outbox import Alert
from store.nouns.subscriptions import SubscriptionFacts, Watch, WatchFacts
from store.nouns.values import Amount, Participant, Phase
from tests.handlers.rows import CHANNEL, GUILD, alert, event, subscription

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
PERSON = 555
VALUE = Change("amount", "US$1 billion", "US$2 billion")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, True),
        ({"kinds": ["agreement"]}, True),
        ({"kinds": ["exercise"]}, False),
        ({"countries": ["PK", "TR"]}, True),
        ({"countries": ["TR"]}, False),
        ({"actors": ["norinco"]}, True),
        ({"actors": ["avic"]}, False),
        ({"minimum": "high"}, True),
        ({"minimum": "critical"}, False),
        ({"kinds": ["agreement"], "countries": ["TR"]}, False),
    ],
)
def test_a_channels_rules(rules: dict[str, Any], expected: bool) -> None:
    happened = event("tanks", actors=[Participant(actor="norinco", part="supplier")])
    facts = SubscriptionFacts(guild=GUILD, channel=CHANNEL, **rules)
    assert takes(facts, happened) is expected
    assert (why_not(facts, happened) is None) is expected


def test_a_new_event_is_one_alert_per_channel_and_watcher() -> None:
    watches = [watch("country", "PK"), watch("word", "SIGNED"), watch("country", "TR")]
    first, second, direct = announce(event("tanks"), [subscription(), subscription(201)], watches, NOW)
    assert (first.key, second.key) == (f"event:tanks:{CHANNEL}", "event:tanks:201")
    assert (direct.key, direct.channel, direct.is_direct) == (f"watch:tanks:{PERSON}", PERSON, True)
    assert first.due_at == NOW


def test_quiet_hours_hold_all_but_what_is_critical() -> None:
    rules = subscription(quiet_from=22, quiet_until=7, zone="UTC")
    (held,) = announce(event("tanks"), [rules], [], NOW)
    (passed,) = announce(event("war", importance="critical"), [rules], [], NOW)
    assert held.due_at == datetime(2026, 3, 3, 7, tzinfo=UTC)
    assert held.body["quiet"]
    assert passed.due_at == NOW


@pytest.mark.parametrize(("brings_fact", "wait"), [(False, 50), (True, 0)])
def test_a_story_cools_down_unless_a_fact_is_new(brings_fact: bool, wait: int) -> None:
    story = Story({CHANNEL: NOW - timedelta(minutes=10)}, brings_fact)
    (queued,) = announce(event("talk"), [subscription(cooldown_minutes=60)], [], NOW, story)
    assert queued.due_at == NOW + timedelta(minutes=wait)


def test_a_role_is_pinged_and_a_sound_made_only_from_the_chosen_level() -> None:
    rules = subscription(ping_role=77, ping_minimum="critical", silent_below="high")
    (high,) = announce(event("a"), [rules], [], NOW)
    (low,) = announce(event("b", importance="notable"), [rules], [], NOW)
    (critical,) = announce(event("c", importance="critical"), [rules], [], NOW)
    assert ("ping_role" in high.body, "silent" in high.body) == (False, False)
    assert ("ping_role" in low.body, "silent" in low.body) == (False, True)
    assert ("ping_role" in critical.body, "silent" in critical.body) == (True, False)


@pytest.mark.parametrize("phase", get_args(Phase))
def test_a_role_is_pinged_only_for_what_happened_or_is_under_way(phase: str) -> None:
    rules = subscription(ping_role=77, ping_minimum="low")
    (told,) = announce(event("a", phase=phase), [rules], [], NOW)
    assert ("ping_role" in told.body) == (phase in ("reported", "under way", "concluded"))


@pytest.mark.parametrize("values", [{"kind": "statement"}, {"kind": "report"}, {"standing": "denied"}])
def test_nobody_is_pinged_for_words_or_for_what_is_denied(values: dict[str, Any]) -> None:
    (told,) = announce(event("a", **values), [subscription(ping_role=77, ping_minimum="low")], [], NOW)
    assert "ping_role" not in told.body


def test_words_on_a_story_are_no_new_fact_and_a_sum_is() -> None:
    signed = event("signed", kind="agreement")
    talk = event("talk", kind="statement", day=None)
    priced = event("priced", kind="report", amounts=[Amount(amount=Decimal(2), currency="USD")])
    placed = event("placed", kind="statement", day=None, place="Beijing")
    assert not brings_new_fact(talk, [signed])
    assert brings_new_fact(priced, [signed])
    assert brings_new_fact(event("delivered", kind="delivery"), [signed])
    assert not brings_new_fact(talk, [placed]), "what it leaves open is no fact"
    both = priced.model_copy(update={"place": "Beijing"})
    assert not brings_new_fact(both, [placed, priced]), "each is known from another one"


def test_what_waits_of_a_story_is_told_together() -> None:
    story = Story({CHANNEL: NOW + timedelta(minutes=20)}, brings_fact=False)
    (queued,) = announce(event("talk"), [subscription(cooldown_minutes=60)], [], NOW, story)
    assert (queued.due_at, queued.body["cooled"]) == (NOW + timedelta(minutes=20), True)


def test_a_changed_fact_is_told_where_the_event_was_told() -> None:
    sent = told_in(200, attempts=1, state="sent", message=9)
    dropped = told_in(202, attempts=3, state="dropped")
    (change,) = correct(event("tanks", revision=4), [VALUE], [sent, dropped], [], NOW)
    assert (change.key, change.kind) == ("change:tanks:4:200", "change")
    assert change.body["parent"] == sent.key
    assert correct(event("tanks"), [], [sent], [], NOW) == []


def test_a_denial_is_told_apart_from_what_else_changed() -> None:
    denied = Change("status", "reported", "denied", "denial")
    reply, change = correct(event("tanks", revision=4), [VALUE, denied], [told_in(200)], [], NOW)
    assert (reply.kind, [one["what"] for one in reply.body["changes"]]) == ("reply", ["status"])
    assert (change.kind, [one["what"] for one in change.body["changes"]]) == ("change", ["amount"])


def test_a_change_is_told_once_in_each_channel_under_the_events_own_message() -> None:
    merged = alert("event:armour:200", NOW, subject="event:armour")
    elsewhere = alert("event:armour:203", NOW, channel=203, subject="event:armour")
    changes = correct(event("tanks"), [VALUE], [merged, elsewhere, told_in(200)], [], NOW)
    assert {change.channel: change.body["parent"] for change in changes} == {
        200: "event:tanks:200",
        203: "event:armour:203",
    }


def test_a_change_is_as_silent_as_the_message_and_waits_for_the_morning() -> None:
    rules = [subscription(200, quiet_from=22, quiet_until=7, zone="UTC")]
    told = [told_in(200, body={"silent": True, "ping_role": 77, "publish": True}), told_in(201)]
    quiet, loud = correct(event("tanks"), [VALUE], told, rules, NOW)
    assert (quiet.due_at, loud.due_at) == (datetime(2026, 3, 3, 7, tzinfo=UTC), NOW)
    assert (quiet.body["silent"], "silent" in loud.body) == (True, False)
    assert not {"ping_role", "publish"} & set(quiet.body)
    (critical,) = correct(event("war", importance="critical"), [VALUE], [told_in(200)], rules, NOW)
    assert critical.due_at == NOW


@pytest.mark.parametrize(
    ("kinds", "silent"), [(["correction"], True), (["denial"], False), (["correction", "denial"], False)]
)
def test_a_correction_makes_no_sound_and_a_denial_does(kinds: list[Any], silent: bool) -> None:
    changes = [Change("place", "Dhaka", "Chattogram", kind) for kind in kinds]
    (reply,) = correct(event("tanks"), changes, [told_in(200)], [], NOW)
    assert (reply.kind, bool(reply.body.get("silent"))) == ("reply", silent)


def told_in(channel: int, **values: Any) -> Alert:
    return alert(f"event:tanks:{channel}", NOW, channel=channel, subject="event:tanks", **values)


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("actor", "norinco", True),
        ("actor", "avic", False),
        ("agreement", "cpec", True),
        ("word", "VT-4", True),
        ("word", "vt-4s", False),
        ("word", "ships", True),
        ("word", "Army's frigate", False),
        ("word", "two frigates", True),
        ("word", "leader", False),
        ("word", "军舰", True),
        ("word", "submarine", False),
        ("word", "!", False),
        ("story", "t", True),
        ("story", "first", True),
        ("story", "vt-4", False),
    ],
)
def test_what_a_watch_is_on(kind: Any, what: str, expected: bool) -> None:
    happened = event(
        "t",
        title="vt-4 handed over",
        summary="The leadership saw a ship and two Frigates (护卫军舰).",
        agreement="cpec",
        follows="first",
        actors=[Participant(actor="norinco")],
    )
    assert watches_for(watch(kind, what), happened) is expected


def watch(kind: Any, what: str) -> Watch:
    facts = WatchFacts(person=PERSON, guild=GUILD, channel=CHANNEL, kind=kind, what=what)
    return Watch(**facts.model_dump(), created_at=NOW)
