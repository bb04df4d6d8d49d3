"""A first page has what is enough to read, in its order and without holes; the sections have all of it."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.answer import Answer, LaterLine, LaterLines, Line, Section
from handlers.render.paging.binding import LINES, bind_first, bind_pages
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
    st.integers(100, 10**9),  # unlike the numbers of the parts: each line says what no other says
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
    assert page.foot.replace("\u00a0", " ") == "-# ¹ ² Outlet 0, Mar 2026\u2003³ Outlet 1, Mar 2026"


@given(sections, st.booleans())
def test_a_first_page_that_is_bound_alone_is_that_of_the_whole(
    drawn: list[list[tuple[int, int, list[Reference]]]], opening: bool
) -> None:
    """Whatever comes later: what is shown first never changes when the rest is there."""
    answer = made(drawn)

    def later(line: Line) -> LaterLine:
        opened = replace(line, opens=f"event/{line.text}") if opening else line
        return LaterLine(opened.opens or visible_text(line.text), partial(replace, opened))

    parts = tuple(replace(one, lines=LaterLines(map(later, one.lines))) for one in answer.sections)
    for one in (answer, replace(answer, sections=parts)):
        first, whole = bind_first(one, NOW), bind_pages(one, NOW)
        without = [replace(chapter, pages=()) for chapter in whole.chapters[1:]]
        assert first == replace(whole, chapters=(whole.chapters[0], *without))


def test_lines_that_nobody_reads_are_not_made() -> None:
    made_lines: list[int] = []

    def make(number: int) -> Line:
        made_lines.append(number)
        return Line(f"entry {number}", (Cited(OUTLETS[0]),), opens=f"event/{number}")

    def later(number: int) -> LaterLine:
        return LaterLine(f"event/{number}", partial(make, number))

    part = Section("Events", LaterLines(map(later, range(300))), 5_000)
    booklet = bind_first(Answer("A title", (Line("It is so."),), (part, part)), NOW)
    assert len(set(made_lines)) <= LINES + 1, "a page has no more"
    assert [(one.name, one.count) for one in booklet.chapters[1:-1]] == [("Events", "5,000")]
    assert len(part.lines[:3]) == 3
    assert part.lines[-1].opens == "event/299"
