"""The first sentence of ``/recent``: of a window it does not count as if it were all that is known."""

from datetime import date

import pytest

from facts.asking.directory import directory
from facts.asking.topics import Topic
from facts.asking.windows import Window
from handlers.commands.recent import recent_answer
from handlers.ui.topic_search import Looked
from store.nouns.models import Event, Evidence
from store.nouns.views import Findings, Library, Tally, Told
from tests.handlers.rows import event

TODAY = date(2026, 3, 10)
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
ONE = event("one", day=date(2026, 3, 4))
COARSE = event("coarse", day=date(2026, 1, 1), precision="year")


@pytest.mark.parametrize(
    ("window", "rows", "known", "said"),
    [
        (Window(), [ONE], 1, "The only known development."),
        (Window(), [ONE, COARSE], 2, "All 2 known developments."),
        (MARCH, [ONE], 1, "The only known development in this window."),
        (MARCH, [ONE, COARSE], 2, "All 2 known developments that lie or may lie in this window."),
        (MARCH, [ONE], 7, "The newest 1 of 7 known developments in this window."),
    ],
)
def test_a_window_is_counted_as_a_window(window: Window, rows: list[Event], known: int, said: str) -> None:
    told = tuple(Told(row, (Evidence(article="a", event=row.id),)) for row in rows)
    found = Findings(told, (), (), Library(), Tally({"agreement": known}))
    looked = Looked(Topic("", ()), window, directory(()), found, whole=True)
    assert recent_answer(looked, 10, TODAY).lead[0].text.startswith(said)
