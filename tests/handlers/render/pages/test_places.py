"""Each part of a line carries only the places that say it."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.agreement import agreement_line, deal_unknowns, status_line, summary_line
from handlers.render.pages.answer import Answer, Line, pieced
from handlers.render.pages.claim import claim_line
from handlers.render.paging.binding import bind_pages
from handlers.render.paging.measure import visible_text
from handlers.render.words.cite import Cited
from store.nouns.models import Agreement, Claim
from store.nouns.values import Citation, Participant, Step
from store.nouns.views import Library, Reference

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = {
    key: Reference(key, f"Text {key}", f"Outlet {key}", "B", None, None, NOW, "day", "") for key in "abcdef"
}
LIBRARY = Library(articles=TEXTS)


def at(article: str, paragraph: str | None = "1") -> Citation:
    return Citation(article=article, paragraph=paragraph)


PACT = Agreement(
    id="pact",
    kind="pact",
    name="The pact",
    parties=[Participant(actor="china", part="supplier"), Participant(actor="pakistan", part="recipient")],
    steps=[
        Step(
            status="signed",
            day=date(2020, 11, 30),
            precision="day",
            citations=(at("a"), at("b")),
            dated=(at("c"),),
        )
    ],
    summary="It was signed. It has no end.",
    unknown=["price", "class"],
    citations=[at("a"), at("d")],
    said={
        "actor/china": [at("d")],
        "actor/pakistan": [at("e")],
        "summary/1": [at("a")],
        "summary/2": [at("f")],
        "unknown/2": [at("b")],
    },
    updated_at=NOW,
)


def told(line: Line) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for one in line.citations():
        found.setdefault(one.get("part", one["statement"]), []).append((one["article"], one["paragraph"]))
    return found


def test_status_day_and_parties_have_their_own_places() -> None:
    assert told(status_line(PACT, LIBRARY)) == {
        "Signed": [("a", "1"), ("b", "1")],
        "30 November 2020": [("c", "1")],
        "China (supplier)".casefold(): [("d", "1")],
        "pakistan (recipient)": [("e", "1")],
    }


def test_sentences_have_their_own_places_and_a_cut_one_has_its_own() -> None:
    assert told(summary_line(PACT, LIBRARY)) == {"It was signed": [("a", "1")], "It has no end": [("f", "1")]}
    assert told(summary_line(PACT, LIBRARY, 16)) == {"It was signed.": [("a", "1")]}


def test_what_nobody_says_is_not_known_cites_the_texts_as_wholes() -> None:
    price, kind = deal_unknowns(PACT, LIBRARY)
    assert told(price) == {"Price.": [("a", None), ("d", None)]}
    assert told(kind) == {"Class.": [("b", "1")]}


def test_an_entry_of_a_list_cites_what_it_shows() -> None:
    shown = {source.reference.article for source in agreement_line(PACT, LIBRARY, full=True).sources}
    assert shown == {"a", "b", "c", "d", "e"}


def test_who_says_a_statement_is_cited_where_they_are_named() -> None:
    claim = Claim(
        id="share", kind="figure", text="73 per cent came from China.", attribution="SIPRI", day=date(2020, 3, 9),
        precision="day", citations=[at("a", "76")], said={"speaker": [at("b", "68")]}, updated_at=NOW,
    )  # fmt: skip
    assert told(claim_line(claim, LIBRARY)) == {
        "**9 March 2020**": [("a", None)],
        "According to SIPRI": [("b", "68")],
        "73% came from China": [("a", "76")],
    }


PIECES = st.lists(st.tuples(st.sampled_from(["", "a", "b", "ab", "abc"]), st.integers(0, 99)), max_size=6)


@given(PIECES)
def test_footnotes_stand_behind_the_parts_that_they_are_for(drawn: list[tuple[str, int]]) -> None:
    """Put together or not, a line reads the same, and has a number for each text that is cited."""
    pieces = [Line(f"word{number} ", tuple(Cited(TEXTS[one]) for one in texts)) for texts, number in drawn]
    line = pieced(*pieces)
    (page,) = bind_pages(Answer("Title", (line,)), NOW).chapters[0].pages
    assert line.text in plain(page.head) or not line.text
    assert {s.reference for s in line.sources} == {TEXTS[one] for texts, _ in drawn for one in texts}


def plain(text: str) -> str:
    return "".join(letter for letter in visible_text(text) if letter not in "¹²³⁴⁵⁶⁷⁸⁹⁰\u202f")
