"""Of the labelled pages beside the project learned weights join 1,584 of the 2,320 pairs of one event that are read, where
hand-set points joined 1,248 of 2,368; of twelve more a person is asked, because one tells of more of the same. Skipped where the pages are not."""

import pytest

from benchmarks.devset import SHARED
from benchmarks.same_event import PAGES, figures
from facts.names.lexicon import Lexicon


@pytest.mark.skipif(not (SHARED / PAGES).is_file(), reason="no labelled pages beside the project")
def test_true_pairs_are_not_split(lexicon: Lexicon) -> None:
    counts = figures(lexicon)
    one, two = counts["one_event"], counts["two_events"]
    assert one["same"] / sum(one.values()) >= 1600 / 2400
    assert one["same"] >= 1580, "nor by reading fewer"
    assert (one["asked"] + one["split"]) / sum(one.values()) < 0.335
    assert one["asked"] / sum(one.values()) < 0.08
    assert two["same"] / sum(two.values()) <= 46 / 2396
