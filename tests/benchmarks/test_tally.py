"""The crash benchmark's count is right, and finds whatever is planted."""

from collections.abc import Sequence
from typing import Any

import discord
import pytest

from benchmarks.crash.names import name, slug
from benchmarks.crash.tally import Tally, tally, told_again
from handlers.delivery.sender import OutgoingMessage
from store.nouns.outbox import Alert
from store.outbox.outbox import Lane
from store.outbox.queueing import mark_of, nonce_of
from tests.clock import Clock
from tests.handlers.rows import CHANNEL
from tests.handlers.rows import alert as alert_row

ALERTS, DIGESTS = Lane(CHANNEL), Lane(CHANNEL + 1)
NUMBERS = (101, 102, 103)


def row(place: int, key: str, **values: Any) -> Alert:
    return alert_row(
        key, Clock()(), id=place, nonce=nonce_of(key), state="sent", message=place, shown=1, **values
    )


def told(alert: Alert, text: str = "", **values: Any) -> dict[str, Any]:
    embed = {"description": text, "footer": {"text": f"choose · {mark_of(alert)}"}}
    return {
        "id": str(alert.message),
        "type": 0,
        "content": alert.key,
        "embeds": [embed],
        "edited_timestamp": None,
        **values,
    }


ROWS = [row(number, name(number)) for number in NUMBERS]
BODIES = [{"from": str(day), "until": str(day + 1), "new": [f"e{day}"]} for day in range(2)]
DAILY = [
    row(200 + day, f"digest {day}", kind="digest", body=BODIES[day], channel=CHANNEL + 1) for day in range(2)
]


def counted(
    messages: Sequence[dict[str, Any]], rows: Sequence[Alert] = ROWS, digests: Sequence[Alert] = DAILY
) -> Tally:
    places = {ALERTS: messages, DIGESTS: [told(one) for one in digests]}
    letters = {
        one.id or 0: OutgoingMessage((discord.Embed.from_dict(told(one)["embeds"][0]),), text=one.key)
        for one in rows
    }
    return tally([*rows, *digests], places, NUMBERS, letters)


def test_what_is_right_counts_as_right() -> None:
    found = counted([told(one) for one in ROWS])
    assert found.problems == []
    assert (found.alerts, found.digests) == (3, 2)


@pytest.mark.parametrize(
    ("messages", "kind", "problems"),
    [
        ([told(ROWS[0]), told(ROWS[1])], "lost", 2),
        ([told(one) for one in (*ROWS, ROWS[0])], "doubled", 2),
        ([told(one) for one in (ROWS[1], ROWS[0], ROWS[2])], "out_of_order", 1),
        ([told(one) for one in ROWS[:2]] + [told(ROWS[2], "of yesterday")], "lost", 1),
        ([*(told(one) for one in ROWS), told(row(9, "Nobody's"))], "doubled", 1),
    ],
    ids=["lost", "doubled", "out of order", "an edit lost", "nobody's"],
)
def test_a_wrong_message_is_found(messages: list[dict[str, Any]], kind: str, problems: int) -> None:
    found = counted(messages)
    assert {
        one: count for one, count in found.counts().items() if count and one not in ("alerts", "digests")
    } == {kind: problems}


@pytest.mark.parametrize(
    ("values", "kind"),
    [({"wanted": 2}, "lost"), ({"state": "pending"}, "lost"), ({"state": "dropped"}, "lost")],
)
def test_a_wrong_row_is_found(values: dict[str, Any], kind: str) -> None:
    rows = [*ROWS[:2], row(103, name(103))]
    for column, value in values.items():
        setattr(rows[2], column, value)
    assert getattr(counted([told(one) for one in rows], rows), kind) > 0


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ({"from": "2", "until": "3"}, "lost"),
        ({"from": "0", "until": "3"}, "doubled"),
        ({"new": ["e0"]}, "doubled"),
    ],
)
def test_a_wrong_digest_is_found(second: dict[str, Any], kind: str) -> None:
    wrong = row(201, "digest 1", kind="digest", body=BODIES[1] | second, channel=CHANNEL + 1)
    assert getattr(counted([told(one) for one in ROWS], digests=[DAILY[0], wrong]), kind) == 1


def test_a_second_source_that_no_message_names_is_found() -> None:
    found = Tally()
    lines = [f"• {name(102)} · two\u00a0independent\u00a0outlets", f"• {name(103)}"]
    single, group = told(ROWS[0], "two\u00a0independent\u00a0outlets"), told(row(9, "many"), "\n".join(lines))
    told_again(found, [single, group], NUMBERS)
    assert found.problems == ["lost: the second source is not in the message of item 103"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (f"told at http://crash.example/{slug(101)}", 0),
        (f"told at http://second.example/begin/{slug(101)}", 0),
        (f"told at http://crash.example/{slug(102)}", 1),
        (f"beside {name(102)}", 1),
        ("told of nothing else", 0),
    ],
)
def test_a_text_that_mixes_two_items_is_found(text: str, problems: int) -> None:
    assert counted([told(ROWS[0], text), *(told(one) for one in ROWS[1:])]).told_wrongly == problems


def test_a_name_in_another_case_is_told_wrongly_and_not_lost() -> None:
    other = told(ROWS[0]) | {"content": name(101).lower()}
    found = counted([other, *(told(one) for one in ROWS[1:])])
    assert found.told_wrongly == 1
    assert not any("no message tells" in problem for problem in found.problems)


def test_what_was_told_in_plain_text_counts() -> None:
    plain = told(ROWS[0]) | {"embeds": [], "content": f"{name(101)}\n-# {mark_of(ROWS[0])}"}
    found = counted([plain, *(told(one) for one in ROWS[1:])])
    assert not any("no message" in problem for problem in found.problems)
