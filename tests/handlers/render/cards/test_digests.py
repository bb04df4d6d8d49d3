"""A digest in words: what a lock screen shows, which days it covers, and what an empty one says."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest

from facts.model.change import Change
from handlers.render.cards.digest import digest, opening
from handlers.render.cards.report import Report, Sourcing
from store.nouns.models import Evidence
from tests.handlers.rows import article, event

KNOWN = {"e": Report(event("e"), ())}


def body(start: str, end: str, **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"new": [], "changed": [], "left": 0, "late": False, "slot": end, "events": []}
    return given | {"from": start, "until": end} | values


def foot(chosen: dict[str, Any]) -> str:
    text = digest(chosen, KNOWN, {}, "#1")[-1].description or ""
    assert text == text.strip("\n"), "no empty line begins or ends a card"
    return text.splitlines()[-1].replace("\u00a0", " ")


NIGHT, MORNING = "2026-11-27T21:00:00+00:00", "2026-11-28T03:00:00+00:00"
WINDOWS = [
    (body("2026-11-21T08:00:00+00:00", "2026-11-28T08:00:00+00:00"), "🗓️ Week to 28 Nov: nothing new", "-# 21–28 Nov"),
    (body("2026-11-27T08:00:00+00:00", "2026-11-30T08:00:00+00:00"), "🗓️ 3 days to 30 Nov: nothing new", "-# 27–30 Nov"),
    (body("2026-11-30T08:00:00+00:00", "2026-12-01T08:00:00+00:00"), "🗓️ Day to 1 Dec: nothing new", "-# 30 Nov – 1 Dec"),
    (body(NIGHT, MORNING), "🗓️ Day to 28 Nov: nothing new", "-# 27–28 Nov"),
    (body(NIGHT, MORNING, zone="Asia/Karachi"), "🗓️ Day to 28 Nov: nothing new", "-# 28 Nov, <t:1795813200:t> to <t:1795834800:t>"),
    (body(NIGHT, MORNING, zone="America/New_York"), "🗓️ Day to 27 Nov: nothing new", "-# 27 Nov, <t:1795813200:t> to <t:1795834800:t>"),
    (body(NIGHT, MORNING, late=True), "🗓️ Day to 28 Nov (late): nothing new", "-# 27–28 Nov · was due <t:1795834800:f>"),
]  # fmt: skip


@pytest.mark.parametrize(("chosen", "line", "days"), WINDOWS)
def test_days_are_those_of_its_own_zone(chosen: dict[str, Any], line: str, days: str) -> None:
    assert opening(chosen, KNOWN) == line
    assert foot(chosen) == days


def test_an_empty_one_claims_no_more_than_that_nothing_came() -> None:
    (embed,) = digest(body(NIGHT, MORNING), KNOWN, {}, "#1")
    assert (embed.description or "").splitlines()[0] == "Nothing new came in."


def test_changes_alone_begin_without_an_empty_line() -> None:
    (embed,) = digest(body(NIGHT, MORNING, changed=["e"], left=4_000), KNOWN, {}, "#1")
    first, *_ = (embed.description or "").splitlines()
    assert first == "-# 1 of 4,001, most important first"
    (embed,) = digest(body(NIGHT, MORNING, changed=["e"]), KNOWN, {}, "#1")
    assert (embed.description or "").startswith("**What changed**")


def test_denials_are_counted_as_what_they_are() -> None:
    begun = [["statement", "denial", "", 2], ["order", "denied", "", 1], ["statement", "denied", "", 1]]
    chosen = body(NIGHT, MORNING, begun=begun)
    assert (
        opening(chosen, KNOWN)
        == "🗓️ Day to 28 Nov: 2\u00a0denials, 1\u00a0order\u00a0(denied), 1\u00a0statement\u00a0(denied)"
    )


AT = datetime(2026, 11, 27, 22, tzinfo=UTC)


def told(title: str, outlet: str, **reading: Any) -> Sourcing:
    text = article(outlet, outlet, AT, title=title, publisher=outlet.title(), reading=reading)
    return Sourcing(Evidence(article=outlet, event="e", decided_at=AT), text, None)


CLAIM = told("Egypt orders 40 jets", "harbour")
DENIAL = told("Cairo denies the order", "gulf", denied=True)
DENIED = Report(event("claim", kind="order", standing="denied"), (CLAIM, DENIAL))
DENYING = Report(
    event("denial", kind="statement", standing="denied", phase="denied", follows="claim"), (DENIAL,)
)
BY = {
    "event": "claim",
    "title": "",
    "changes": [asdict(Change("status", "reported", "denied", "denial", "gulf"))],
}


def lines(new: list[str], developments: list[dict[str, Any]]) -> list[str]:
    chosen = body(NIGHT, MORNING, new=new, developments=developments)
    (embed,) = digest(chosen, {"claim": DENIED, "denial": DENYING}, {}, "#1")
    return [
        line
        for line in (embed.description or "").replace("\u00a0", " ").splitlines()
        if line.startswith("- ")
    ]


def test_what_is_denied_in_the_days_in_which_it_was_told_is_one_line() -> None:
    (line,) = lines(["claim", "denial"], [BY])
    assert "~~Egypt orders 40 jets~~" in line
    assert line.endswith("**Denied**, says Gulf, 27 Nov")


def test_a_denial_of_what_was_told_before_stands_beside_what_it_denies() -> None:
    denial, claim = lines(["denial"], [BY])
    assert "Cairo denies the order" in denial
    assert denial.endswith("**Denial**")
    assert claim.startswith("- [~~Egypt orders 40 jets~~]")
    assert claim.endswith("**denied** (Gulf, 27 Nov)")
