"""That nothing mentions a name is said only where nothing does; what is told of and not filed yet is shown."""

from datetime import date

import pytest

from facts.asking.windows import Window
from handlers.ui.not_found import nothing
from handlers.ui.topic_search import Looked, Topical, told_window
from store.nouns.decisions import Decision
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import actor, article, event

TOLD = (
    ("J-35", "Pakistan eyes J-35 jets, sources say"),
    ("Naveed Ashraf", "Admiral Naveed Ashraf visits the yard"),
    ("Wuchang", "Submarines launched at Wuchang"),
    ("Bhadauria", "RKS Bhadauria speaks on air power"),
    ("HQ-19", "HQ-19 batteries seen"),
    ("Strategic Mutual Defence", "Strategic Mutual Defence Agreement explained"),
    ("魏凤和", "防长魏凤和访问巴基斯坦"),
    ("2+2", "Ministers hold 2+2 talks"),
)


@pytest.mark.parametrize(("asked", "title"), TOLD)
async def test_what_an_article_tells_is_not_said_to_be_nowhere(store: Store, asked: str, title: str) -> None:
    found = await look(store, asked, title)
    text = "\n".join(map(str, nothing(found).lines))
    assert "Nothing that is filed mentions" not in text
    assert title in text


@pytest.mark.parametrize("asked", ["J-36", "Navid Ashref", "Wuhu", "HQ-9", "3+3", "中国队"])
async def test_what_nothing_holds_is_said_to_be_nowhere(store: Store, asked: str) -> None:
    found = await look(store, asked, "Pakistan eyes J-35 jets and HQ-19 batteries")
    assert "Nothing that is filed mentions" in "\n".join(map(str, nothing(found).lines))


async def test_a_word_that_a_text_holds_is_not_read_as_a_name(store: Store) -> None:
    await store.wire.record([Decision(article("a", title="Chona reactor opens"))])
    looked = await Topical(store.answers, store.search, Clock()).look("Chona", None, None)
    assert isinstance(looked, Looked)
    assert not looked.topic.notes
    other = await Topical(store.answers, store.search, Clock()).look("Chinna", None, None)
    assert isinstance(other, Looked)
    assert other.topic.notes == ("“chinna” was read as “china”",)


async def test_a_name_that_no_text_tells_of_is_known_by_name(store: Store) -> None:
    def add(session: object) -> None:
        yard = actor("yard", kind="company", name="Wuchang Yard", country="CN", basis="reference")
        session.add(yard)  # type: ignore[attr-defined]

    await store.database.write(add)
    answer = nothing(await look(store, "Wuchang Yard", "Pakistan eyes jets"))
    assert answer.lead[0].text == "Nothing is known on “Wuchang Yard”."
    assert answer.lead[1].text == "“Wuchang Yard” is known by name alone: no text tells of it."
    assert [section.heading for section in answer.sections] == ["Known by name"]


async def test_every_text_that_tells_of_it_is_listed_once(store: Store) -> None:
    """The first lines have room for three; the others stand behind them."""
    for number in range(4):
        told = Decision(article(f"more{number}", title=f"Yard at Wuchang, part {number}"))
        await store.wire.record([told])
    answer = nothing(await look(store, "Wuchang", "Submarines launched at Wuchang"))
    assert "5 texts tell" in answer.lead[0].text
    (section,) = answer.sections
    assert section.heading == "Mentioned by"
    listed = [line.text for line in (*answer.lead[1:], *section.lines)]
    assert len(answer.lead) == 4
    assert len(set(listed)) == len(listed) == 5


async def look(store: Store, asked: str, title: str) -> Looked:
    def add(session: object) -> None:
        session.add(actor("china", kind="state", name="China", country="CN"))  # type: ignore[attr-defined]

    await store.database.write(add)
    await store.wire.record(
        [
            Decision(article("told", title=title)),
            Decision(article("e"), event=event("drill", title="A drill")),
        ]
    )
    looked = await Topical(store.answers, store.search, Clock()).look(asked, None, None)
    assert isinstance(looked, Looked)
    assert looked.is_empty
    return looked


def test_a_window_without_an_end_is_not_told_to_end_today() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    assert told_window(Window(first, None)) == "1 December 2026 and later"
    assert told_window(Window(None, last)) == "31 December 2026 and earlier"
    assert told_window(Window(first, last)) == "1 December 2026 to 31 December 2026, both included"
    assert told_window(Window(first, first)) == "1 December 2026"
