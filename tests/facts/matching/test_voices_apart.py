"""Who speaks or acts in two texts: two, perhaps two, or nothing said of it; both ways round."""

from typing import Any

import pytest

from facts.matching.features import Features
from facts.matching.voices_apart import may_be_others, other_speaker, other_voice
from facts.rows.kinds import KINDS


def told(kind: str, *voices: str, people: str = "", **also: Any) -> Features:
    return Features(
        kinds=(KINDS.of(kind),), voices=frozenset(voices), people=frozenset(people.split()), **also
    )


def says(*voices: str, **also: Any) -> Features:
    return told("statement", *voices, **also)


def bans(speaker: str | None, target: str | None, kind: str = "sanction") -> Features:
    return told(kind, speaker=speaker, target=target)


CHINA, PAKISTAN, KARIM, AYUB = "CN:state:", "PK:state:", ":person:karim", "PK:person:ayub"
DOUBT = "who speaks may be another"
SPEAKERS: list[tuple[Features, Features, str | None]] = [
    (bans("US", None), bans("IN", None), "IN speaks or acts, not US"),
    (bans("US", None), bans("US", None), None),
    (bans("US", None), bans(None, None), None),
    (bans(None, None), bans(None, None), None),
    (bans("US", "IR"), bans("US", "CN"), "done to CN, not IR"),
    (bans("US", "IR"), bans("US", "IR"), None),
    (bans("US", "IR"), bans("US", None), None),
    (bans("US", "IR"), bans(None, "CN"), None),
    (bans(None, "IR"), bans(None, "CN"), None),
    (bans("US", "US"), bans("US", "CN"), None),
    (bans("US", "IR"), bans("US", "CN", "statement"), None),
    (bans("US", "IR", "statement"), bans("US", "CN", "statement"), None),
]
VOICES: list[tuple[Features, Features, str | None]] = [
    (says(CHINA), says(PAKISTAN), "CN speaks, not PK"),
    (says(CHINA), says(CHINA), None),
    (says(CHINA), says(), None),
    (says(CHINA), told("order", PAKISTAN), None),
    (told("order", CHINA), told("order", PAKISTAN), None),
    (says("PK:person:karim", people="karim"), says("PK:person:ayub", people="karim"), None),
    (says("PK:person:karim", people="karim"), says("PK:person:ayub"), "ayub speaks, not karim"),
]
DOUBTS: list[tuple[Features, Features, str | None]] = [
    (says(KARIM), says(PAKISTAN), DOUBT),
    (says(KARIM, people="x"), says(PAKISTAN), DOUBT),
    (says(KARIM, people="x"), says(PAKISTAN, people="x y"), None),
    (says(KARIM), says(), None),
    (says(), says(), None),
    (says(KARIM), says(KARIM, PAKISTAN), None),
    (says(AYUB), says(PAKISTAN), None),
    (says(KARIM, speaker="PK"), says(PAKISTAN, speaker="PK"), None),
    (says(KARIM, speaker="CN"), says(PAKISTAN, speaker="PK"), DOUBT),
    (says(KARIM, speaker="PK"), says(PAKISTAN), DOUBT),
    (says(KARIM), told("order", PAKISTAN), None),
    (told("order", KARIM), told("order", PAKISTAN), None),
]


@pytest.mark.parametrize(("one", "other", "reason"), SPEAKERS)
def test_who_acts_and_on_whom(one: Features, other: Features, reason: str | None) -> None:
    assert other_speaker(one, other) == other_speaker(other, one) == reason


@pytest.mark.parametrize(("one", "other", "reason"), VOICES)
def test_two_voices_of_one_matter(one: Features, other: Features, reason: str | None) -> None:
    assert other_voice(one, other) == other_voice(other, one) == reason


@pytest.mark.parametrize(("one", "other", "reason"), DOUBTS)
def test_voices_that_may_be_one(one: Features, other: Features, reason: str | None) -> None:
    assert may_be_others(one, other) == may_be_others(other, one) == reason
