"""A text whose own date lies far in the future joins nothing by itself, and none of its days is that of a week that it does not know."""

import pytest

from store.store import Store
from tests.clock import Clock
from tests.handlers.ingest.test_told_again import Desk

TANKS = ("Thailand receives Chinese tanks", "The Thai army took delivery of VT-4 tanks.")
TANKS_TOO = ("Thai army receives VT-4 tanks from China", "The army took delivery of the tanks on Sunday.")
DRILL = (
    "Pakistan, Oman navies begin joint drill off Muscat",
    "The exercise of the two navies lasts four days.",
)
DRILL_TOO = ("Oman and Pakistan navies start joint naval exercise off Muscat", "It began on Tuesday.")
ROUND = (
    "China, Pakistan begin naval exercise Sea Guardian-4",
    "Warships of the two navies train off Karachi.",
)
ROUND_TOO = ("Sea Guardian-4 of China, Pakistan navies begins off Karachi", "")


@pytest.mark.parametrize(
    ("known", "text", "days", "word"),
    [
        (TANKS, TANKS_TOO, 3, "unsure"),
        (DRILL, DRILL_TOO, 60, "unsure"),
        (ROUND, ROUND_TOO, 3, "same"),
        (TANKS, DRILL_TOO, 3, "new"),
    ],
    ids=["alike", "of another month", "the same round by its number", "nothing known"],
)
async def test_what_is_told_at_no_known_time_is_asked_about(
    founded_store: Store, clock: Clock, known: tuple[str, str], text: tuple[str, str], days: int, word: str
) -> None:
    desk = Desk(founded_store, clock)
    assert (await desk.reads("wire", known, days)).word == "new"
    desk.hours = 2
    judged = await desk.reads("other", text, 0, precision="approximate")
    assert (judged.word, judged.reading.day) == (word, None)
