"""A first page has what is enough to read, in its order and without holes; the sections have all of it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.paging.binding import bind_pages
from handlers.render.paging.booklet import AnswerPage, Booklet
from handlers.render.paging.measure import visible_text
from handlers.render.words.cite import Cited
from store.nouns.views import Reference

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MOST = 1_200
OUTLETS = tuple(
    Reference(f"text-{n}", "A title", f"Outlet {n % 5}", "B", None, None, NOW, "day", "") for n in range(9)
)
lines = st.builds(
    lambda number, length, texts: (number, length, texts),
    st.integers(0, 10**9),
    st.integers(0, 30),
    st.lists(st.sampled_from(OUTLETS), max_size=4, unique=True),
)
sections = st.lists(st.lists(lines, min_size=1, max_size=9, unique_by=lambda one: one[0]), max_size=6)


def made(drawn: list[list[tuple[int, int, list[Reference]]]]) -> Answer:
    parts = [
        Section(
            f"Part {at}",
            tuple(
                Line(f"entry {at}-{number} {'word ' * length}".strip(), tuple(map(Cited, texts)))
                for number, length, texts in rows
            ),
        )
        for at, rows in enumerate(drawn)
    ]
    return Answer("A title", (Line("The first sentence answers."),), tuple(parts))


def first_page(booklet: Booklet) -> AnswerPage:
    return booklet.chapters[0].pages[0]


@given(sections)
def test_a_first_page_is_short_and_breaks_off_without_holes(
    drawn: list[list[tuple[int, int, list[Reference]]]],
) -> None:
    answer = made(drawn)
    page = first_page(bind_pages(answer, NOW))
    texts = [page.head, *(entry.text for entry in page.entries), page.foot]
    assert len(visible_text("\n".join(texts))) <= MOST
    shown = "\n".join(texts)
    counts = []
    for section in answer.sections:
        is_there = [f"- {line.text}"[:60] in shown for line in section.lines]
        assert is_there == sorted(is_there, reverse=True), "what is left out is at the end"
        counts.append(sum(is_there))
    if any(count > 1 for count in counts):
        assert len(visible_text(shown)) <= answer.enough + 200, "further lines only while it is short"


@given(sections)
def test_every_line_stands_in_its_section(drawn: list[list[tuple[int, int, list[Reference]]]]) -> None:
    answer = made(drawn)
    booklet = bind_pages(answer, NOW)
    whole = "\n".join(
        entry.text for chapter in booklet.chapters for page in chapter.pages for entry in page.entries
    )
    assert [
        line.text for section in answer.sections for line in section.lines if line.text not in whole
    ] == []


def test_an_answer_that_is_told_whole_has_nothing_to_open() -> None:
    answer = Answer("Watching", (Line("You watch one thing."),), (Section("Yours", (Line("J-35"),)),))
    assert [chapter.name for chapter in bind_pages(answer, NOW).chapters] == ["Overview"]


def test_outlets_are_named_once_at_the_foot_with_all_their_numbers() -> None:
    rows = tuple(Line(f"statement {n}", (Cited(OUTLETS[n]),)) for n in (0, 5, 1))
    page = first_page(bind_pages(Answer("A", rows), NOW))
    assert page.foot.replace("\u00a0", " ") == "-# ¹ ² Outlet 0, Mar 2026 · ³ Outlet 1, Mar 2026"
