"""A correction that says too little to be ours by itself corrects what its own outlet told, and nothing that another did."""

import pytest

from store.store import Store
from tests.clock import Clock
from tests.handlers.ingest.test_told_again import Desk

TOLD = (
    "Kazakhstan takes delivery of four L-15 trainers from China",
    "The jets landed at Shymkent, the Kazakh air force said.",
)
CORRECTION = ("Correction: Kazakhstan received three, not four, trainers", "")


@pytest.mark.parametrize(
    ("outlet", "word", "left"),
    [("wire", "update", [3]), ("other", "unsure", [4])],
    ids=["its own", "another's"],
)
async def test_a_correction_corrects_its_own_outlet(
    founded_store: Store, clock: Clock, outlet: str, word: str, left: list[int]
) -> None:
    desk = Desk(founded_store, clock)
    first = await desk.reads("wire", TOLD, 2)
    again = await desk.reads(outlet, CORRECTION, 1, 2)
    event = await founded_store.register.event(first.event or "")
    assert event is not None
    assert (first.word, again.article.verdict) == ("new", word)
    assert [one.number for one in event.quantities] == left
    assert len(await founded_store.reviews.waiting()) == (word == "unsure")


async def test_a_correction_of_what_is_not_known_is_left_out(founded_store: Store, clock: Clock) -> None:
    assert (await Desk(founded_store, clock).reads("wire", CORRECTION, 1)).word == "irrelevant"
