"""What a card shows of a text: its headline and one sentence of its lead, as the case files have them."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.render.cards.alert import facts_of_card
from handlers.render.cards.headline import MOST, built_headline, source_headline
from handlers.render.cards.report import Report, Sourcing
from handlers.render.words.headline import unlabelled
from handlers.render.words.quotation import quotation, sentences
from store.nouns.models import Article, Event, Evidence, Source

CASES = Path(__file__).parent.parent.parent.parent / "cases" / "cards"
AT = datetime(2026, 11, 28, tzinfo=UTC)


def cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text())["case"]
    return rows


def sourcing(
    title: str,
    lead: str = "",
    outlet: str = "Wire",
    letter: str = "B",
    at: datetime = AT,
    language: str = "en",
) -> Sourcing:
    text = Article(
        id=f"a-{outlet}", source=outlet, title=title, lead=lead, publisher=outlet, read_at=at, reasons=[],
        reading={}, language=language,
    )  # fmt: skip
    evidence = Evidence(article=text.id, event="e", decided_at=at, reasons=[])
    return Sourcing(
        evidence,
        text,
        Source.model_validate({"id": outlet, "name": outlet, "owner": outlet, "reliability": letter}),
    )


def titled(case: dict[str, Any]) -> str:
    return str(case["title"])


@pytest.mark.parametrize("case", cases("headlines"), ids=titled)
def test_a_headline_is_shown_without_what_is_not_of_it(case: dict[str, Any]) -> None:
    assert source_headline(sourcing(case["title"], case.get("lead", ""), case["outlet"])) == case["shown"]


@pytest.mark.parametrize("case", cases("quotations"), ids=titled)
def test_one_sentence_of_the_lead_is_quoted_if_it_says_more(case: dict[str, Any]) -> None:
    assert quotation(sourcing(case["title"], case["lead"]).article) == case["quoted"]


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_a_headline_and_a_quotation_that_stands_in_it(title: str, lead: str) -> None:
    one = sourcing(title or "x", lead)
    assert len(source_headline(one)) <= MOST
    said = quotation(one.article).rstrip("….")
    assert " ".join(lead.split()).find(said.strip()) >= 0


@given(
    st.lists(
        st.sampled_from(
            ["WATCH: ", "[VIDEO] ", "Ships sail", "x", " - Wire", " | News", " :: a.example", "Wire: "]
        )
    )
)
def test_what_is_cut_once_is_cut_whole(parts: list[str]) -> None:
    title = "".join(parts)
    shown = unlabelled(title, "Wire")
    assert unlabelled(shown, "Wire") == shown
    assert bool(shown) is bool(title.strip())


@given(st.text(max_size=300))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    plain = "".join(" ".join(text.split()).split(" "))
    told = "".join("".join(sentences(text)).split(" "))
    assert plain.startswith(told.removesuffix("…"))
    assert plain.removeprefix(told.removesuffix("…")).strip(" ,;:–—-…") == ""


def report(*told: Sourcing) -> Report:
    event = Event(id="e", kind="delivery", title="China, Pakistan: delivery", first_seen=AT, updated_at=AT)
    return Report(event, told)


def best(one: Report, until: datetime | None = None) -> str:
    found = one.best(until)
    assert found is not None
    return found.outlet


def test_the_headline_is_the_best_sources_in_the_channels_language() -> None:
    chinese = sourcing("中国向巴基斯坦交付护卫舰", outlet="Xin", letter="A")
    plain, better = (
        sourcing("China hands over frigate", outlet="Blog", letter="F"),
        sourcing("Frigate handed over"),
    )
    turkish = sourcing("Çin fırkateyni teslim etti", outlet="Haber", letter="A", language="tr")
    assert best(report(chinese, turkish, plain, better)) == "Wire"
    assert best(report(chinese, plain)) == "Blog"
    assert best(report(chinese, turkish)) == "Xin"


def test_a_posted_card_keeps_its_first_headline() -> None:
    first = sourcing("China hands over frigate", outlet="Blog", letter="F")
    later = sourcing("Frigate handed over", letter="A", at=AT.replace(hour=5))
    assert best(report(first, later), AT.replace(hour=1)) == "Blog"
    assert best(report(first, later)) == "Wire"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 3), "**Announced**\u00a0for\u00a03\u00a0Dec"),
        (date(2026, 11, 28), "28\u00a0Nov"),
        (date(2026, 11, 27), "27\u00a0Nov"),
    ],
)
def test_what_lies_ahead_of_its_text_is_announced(day: date, said: str) -> None:
    one = sourcing("China and Pakistan announce exercise")
    one.article.published, one.article.published_precision = AT, "day"
    event = Event(
        id="e",
        kind="exercise",
        title="China, Pakistan: exercise",
        first_seen=AT,
        updated_at=AT,
        day=day,
        precision="day",
    )
    assert facts_of_card(Report(event, (one,)))[0] == said


@pytest.mark.parametrize(
    ("language", "title", "kind", "states", "shown"),
    [
        ("es", "Venezuela recibe dos corbetas chinas", "delivery", ["CN", "VE"], "China, Venezuela: delivery"),
        ("ar", "مصر والصين تختتمان التدريب", "exercise", ["CN", "EG"], "China, Egypt: exercise"),
        ("es", "Llegan dos corbetas", "delivery", [], "Llegan dos corbetas"),
        ("es", "China, Venezuela: delivery, Type 056", "delivery", ["CN", "VE"], "China, Venezuela: delivery, Type 056"),
    ],
)  # fmt: skip
def test_our_own_line_is_in_our_language(
    language: str, title: str, kind: str, states: list[str], shown: str
) -> None:
    told = sourcing(title if "Type" not in title else "Otro título", language=language)
    event = Event(id="e", kind=kind, title=title, countries=states, first_seen=AT, updated_at=AT)
    assert built_headline(Report(event, (told,))) == shown
