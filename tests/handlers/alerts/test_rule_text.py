"""What was asked for, in words: every part where it is set, and only there."""

from typing import Any

import pytest

from handlers.alerts.rule_text import WEEKDAYS, chosen_events, described_rules, scheduled, why_not
from store.nouns.models import EventFacts
from store.nouns.subscriptions import DigestFacts, SubscriptionFacts
from tests.handlers.rows import CHANNEL, GUILD, event

ALL = "everything of at least notable importance"
PARTS: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"quiet_from": 22, "quiet_until": 7, "zone": "Asia/Karachi"}, "; quiet from 22:00 to 07:00 (Asia/Karachi)"),
    ({"quiet_from": 0, "quiet_until": 7}, "; quiet from 00:00 to 07:00 (UTC)"),
    ({"ping_role": 5, "ping_minimum": "critical"}, "; <@&5> is pinged for what is of critical importance"),
    ({"silent_below": "high"}, "; silent below high importance"),
    ({"publish": True}, "; published to followers"),
    ({"style": "compact"}, "; in a line or two each"),
    ({"language": "ur"}, "; headlines in Urdu first"),
    ({"language": "en"}, ""),
    ({"language": "xx"}, ""),
]  # fmt: skip
NARROWED: list[tuple[dict[str, Any], str]] = [
    ({}, ALL),
    ({"kinds": ["order", "visit"]}, "orders and visits of at least notable importance"),
    (
        {"countries": ["CN"], "actors": ["hit"]},
        "everything about China and hit, of at least notable importance",
    ),
    ({"minimum": "critical"}, "everything of critical importance"),
]
TIMES: list[tuple[dict[str, Any], str]] = [
    ({}, "daily at 09:00 (UTC)"),
    ({"often": "twice"}, "daily at 09:00 and 21:00 (UTC)"),
    ({"often": "twice", "hour": 14}, "daily at 14:00 and 02:00 (UTC)"),
    ({"often": "weekdays"}, "Monday to Friday at 09:00 (UTC)"),
    ({"when_empty": False}, "daily at 09:00 (UTC), skipped when nothing happened"),
    ({"zone": "Asia/Karachi"}, "daily at 09:00 (Asia/Karachi)"),
    ({"minimum": "high"}, "daily at 09:00 (UTC): everything of at least high importance"),
    ({"kinds": ["order"]}, "daily at 09:00 (UTC): orders"),
    ({"countries": ["CN"]}, "daily at 09:00 (UTC): everything about China"),
    ({"actors": ["hit"]}, "daily at 09:00 (UTC): everything about hit"),
]


def rules(**values: Any) -> SubscriptionFacts:
    given: dict[str, Any] = {"minimum": "notable"}
    return SubscriptionFacts(guild=GUILD, channel=CHANNEL, **(given | values))


def digest(**values: Any) -> DigestFacts:
    given: dict[str, Any] = {"hour": 9, "minimum": "low", "when_empty": True}
    return DigestFacts(guild=GUILD, channel=CHANNEL, **(given | values))


@pytest.mark.parametrize(("values", "said"), PARTS)
def test_what_a_channel_is_told_and_how(values: dict[str, Any], said: str) -> None:
    assert described_rules(rules(**values)) == ALL + said


@pytest.mark.parametrize(("values", "said"), NARROWED)
def test_which_events(values: dict[str, Any], said: str) -> None:
    assert chosen_events(rules(**values)) == said


@pytest.mark.parametrize(("values", "said"), TIMES)
def test_when_and_what_a_digest_tells(values: dict[str, Any], said: str) -> None:
    assert scheduled(digest(**values)) == said


def test_each_day_of_a_week() -> None:
    days = [scheduled(digest(often="weekly", weekday=number)).split()[1] for number in range(7)]
    assert days == list(WEEKDAYS)
    assert days[0] == "Monday"
    assert days[5:] == ["Saturday", "Sunday"]


def test_why_an_event_is_not_told() -> None:
    happened: EventFacts = event(
        "e", kind="agreement", countries=["CN", "PK"], importance="high", parties=["a"]
    )
    assert why_not(rules(), happened) is None
    assert why_not(rules(minimum="critical"), happened) == "it is of high importance, below critical"
    told = why_not(rules(kinds=["order", "visit"]), happened)
    assert told == "it is told of orders and visits, not of agreements"
    assert why_not(rules(countries=["IN", "US"]), happened) == "none of India and United States is in it"
    assert why_not(rules(actors=["hit"]), happened) == "none of hit takes part"
