"""Which sentence of which text has most of a question."""

from datetime import date

from facts.asking.choose import Sides
from facts.asking.directory import Directory
from facts.asking.topics import Facet, Topic
from facts.fitting.sentences import ToldText, fitting_sentences, phrases_of_sides

IRAQ = Facet("Iraq", "country", links=frozenset({("country", "IQ")}), texts=frozenset({"iraq", "iraqi"}))
JETS = Facet("JF-17", "equipment", texts=frozenset({"jf 17"}))
PAYMENT = Facet("payment", "word", texts=frozenset({"payment"}), loose=True)


def text(
    name: str, *sentences: str, on: date = date(2026, 10, 1), linked: frozenset[int] = frozenset()
) -> ToldText:
    return ToldText(name, f"Title of {name}", sentences, on, linked)


def best(
    facets: tuple[Facet, ...], *texts: ToldText, form: str = ""
) -> list[tuple[str, str, tuple[str, ...]]]:
    topic = Topic("asked", facets)
    _, found = fitting_sentences(
        topic, Sides(facets, Directory({}, {})), texts, lambda said: bool(form) and form in said
    )
    return [(one.text.article, one.sentence, one.lacks) for one in found]


def test_the_sentence_with_most_of_the_question_is_chosen_of_each_text() -> None:
    found = best(
        (IRAQ, JETS, PAYMENT),
        text("a", "Iraq signed for JF-17 jets.", "The first payment is due in May."),
        text("b", "Iraq missed the first payment for its JF-17s."),
    )
    assert [row[:2] for row in found] == [
        ("b", "Iraq missed the first payment for its JF-17s."),
        ("a", "Iraq signed for JF-17 jets."),
    ]


def test_of_two_with_as_much_the_newer_or_the_one_of_the_form_comes_first() -> None:
    old = text("old", "Iraq has 20 JF-17 jets.", on=date(2026, 1, 1))
    new = text("new", "Iraq has JF-17 jets.", on=date(2026, 11, 1))
    assert [row[0] for row in best((IRAQ, JETS), old, new)] == ["new", "old"]
    same = text("same", "Iraq has JF-17 jets.", on=old.day or date.min)
    assert [row[0] for row in best((IRAQ, JETS), same, old, form="20")] == ["old", "same"]


def test_what_a_text_lacks_of_the_names_is_told() -> None:
    assert best((IRAQ, JETS), text("a", "The JF-17 flew."))[0][2] == ("Iraq",)
    assert best((IRAQ, JETS), text("a", "The JF-17 flew.", linked=frozenset({0})))[0][2] == ()


def test_a_sentence_of_another_script_has_what_its_event_has() -> None:
    foreign = text("f", "عراق نے پہلی ادائیگی نہیں کی۔", linked=frozenset({0, 1}))
    assert best((IRAQ, JETS), foreign, text("e", "Iraq looks at jets."))[0][0] == "f"


def test_texts_are_looked_for_by_names_first_and_by_few_phrases() -> None:
    many = Facet("things", "theme", texts=frozenset(f"thing{number}" for number in range(20)))
    stage = Facet("denied", "stage", phases=frozenset({"denied"}), texts=frozenset({"deni"}))
    groups = phrases_of_sides([many, stage, JETS], most=2, words=3)
    assert groups[0] == ("jf 17",)
    assert len(groups) == 2
    assert len(groups[1]) == 3
