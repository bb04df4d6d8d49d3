"""Which of the events that are new a digest tells. Pure."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facts.model.ranks import RANKS
from handlers.alerts.digest import MOST, SHARE, select
from store.nouns.values import Importance
from store.search.activity import RecentActivity
from tests.handlers.rows import event


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from(RANKS)), max_size=40))
def test_whoever_has_more_than_a_share_has_it_because_nobody_else_was_left(
    rows: list[tuple[int, int, Importance]],
) -> None:
    """Whatever happened: nobody has two lines more than somebody who was left out, once the shares are used up."""
    stirred = [
        stirring(f"e{number}", f"story-{story}", f"owner-{owner}", importance=importance)
        for number, (story, owner, importance) in enumerate(rows)
    ]
    chosen = select(stirred)
    taken = [entry for entry in stirred if entry.event.id in chosen.new]
    left = [entry for entry in stirred if entry.event.id not in chosen.new]
    assert (len(taken), chosen.left) == (min(MOST, len(rows)), len(left))
    stories = Counter(entry.story for entry in taken)
    owners = Counter(entry.owner for entry in taken)
    top = max([*stories.values(), *owners.values()], default=0)
    if top > MOST // SHARE:
        assert all(max(stories[entry.story], owners[entry.owner]) >= top - 1 for entry in left)
    ranks = [
        RANKS.index(entry.event.importance)
        for name in chosen.new
        for entry in taken
        if entry.event.id == name
    ]
    assert ranks == sorted(ranks, reverse=True)


def test_no_story_and_no_publisher_takes_more_than_its_share() -> None:
    loud = [stirring(f"loud-{n}", "tanks", "one", importance="high") for n in range(20)]
    quiet = [stirring(f"quiet-{n}", f"story-{n}", f"owner-{n}") for n in range(9)]
    chosen = select([*loud, *quiet])
    assert len(chosen.new) == MOST
    assert sum(name.startswith("loud") for name in chosen.new) == MOST // 3
    assert chosen.new[0] == "loud-0"
    assert chosen.left == len(loud) + len(quiet) - MOST


def test_of_those_as_important_what_has_a_day_comes_first() -> None:
    undated = {"day": None, "precision": "unknown"}
    rows = [
        stirring("undated", "a", "one", **undated),
        stirring("dated", "b", "one"),
        stirring("weighty", "c", "two", importance="high", **undated),
    ]
    assert select(rows).new == ("weighty", "dated", "undated")


def test_one_publisher_alone_still_fills_the_digest() -> None:
    chosen = select([stirring(f"e{n}", "tanks", "one") for n in range(20)])
    assert len(chosen.new) == MOST


def stirring(name: str, story: str, owner: str, **values: Any) -> RecentActivity:
    return RecentActivity(event(name, **({"importance": "notable"} | values)), story, owner)
