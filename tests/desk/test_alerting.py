"""Who is told of an event, and when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from handlers.alerting import Change, Story, announce, brings_new_fact, correct, takes, watches_for
from store.desk import SubscriptionFacts, Watch, WatchFacts
from store.models import Amount, Participant
from tests.desk.rows import CHANNEL, GUILD, alert, event, subscription

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
PERSON = 555


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


def test_words_on_a_story_are_no_new_fact_and_a_sum_is() -> None:
    signed = event("signed", kind="agreement")
    talk = event("talk", kind="statement", day=None)
    priced = event("priced", kind="report", amounts=[Amount(amount=Decimal(2), currency="USD")])
    assert not brings_new_fact(talk, signed)
    assert brings_new_fact(priced, signed)
    assert brings_new_fact(event("delivered", kind="delivery"), signed)


def test_a_changed_fact_is_told_where_the_event_was_told() -> None:
    sent = alert("event:tanks:200", NOW, attempts=1, state="sent", message=9)
    unsent = alert("event:tanks:201", NOW, channel=201)
    dropped = alert("event:tanks:202", NOW, channel=202, attempts=3, state="dropped")
    change = Change("amount", "US$1 billion", "US$2 billion")
    (reply,) = correct(event("tanks", revision=4), [change], [sent, unsent, dropped], NOW)
    assert (reply.key, reply.kind) == ("reply:tanks:4:200", "reply")
    assert reply.body["parent"] == sent.key
    assert correct(event("tanks"), [], [sent], NOW) == []


@pytest.mark.parametrize(
    ("kind", "what", "expected"),
    [
        ("actor", "norinco", True),
        ("actor", "avic", False),
        ("agreement", "cpec", True),
        ("word", "VT-4", True),
        ("word", "submarine", False),
    ],
)
def test_what_a_watch_is_on(kind: Any, what: str, expected: bool) -> None:
    happened = event("t", title="vt-4 handed over", agreement="cpec", actors=[Participant(actor="norinco")])
    assert watches_for(watch(kind, what), happened) is expected


def watch(kind: Any, what: str) -> Watch:
    facts = WatchFacts(person=PERSON, guild=GUILD, channel=CHANNEL, kind=kind, what=what)
    return Watch(**facts.model_dump(), created_at=NOW)
