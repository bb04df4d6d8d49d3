"""Document 004, a page of many texts: each fact under the text that says it, conflicting figures side by side."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from feeds.pages.documents import read_document
from seeds.check import cited_paragraphs, count_paragraphs
from seeds.rows import Seeds

RAW = Path(__file__).parents[3] / "shared" / "seeds"
PAGE = "doc-004"


def chain(seeds: Seeds, article: str) -> tuple[str, ...]:
    """The article and what it stands in, outermost last."""
    within = seeds.articles[article].within
    return (article, *chain(seeds, within)) if within else (article,)


def of_the_page(seeds: Seeds) -> dict[str, set[str]]:
    """The entries that cite a text of the page, by noun."""
    found = defaultdict[str, set[str]](set)
    for noun, id_, citations in cited_paragraphs(seeds):
        if any(chain(seeds, citation.article)[-1] == PAGE for citation in citations):
            found[noun].add(id_)
    return found


def test_the_page_is_filed_whole(seeds: Seeds) -> None:
    found = {noun: len(entries) for noun, entries in of_the_page(seeds).items()}
    assert found["actors"] >= 85
    assert found["agreements"] >= 40
    assert found["events"] >= 40
    assert found["claims"] >= 150
    assert found["equipment"] >= 14


def test_every_comment_quotes_a_text(seeds: Seeds) -> None:
    comments = {id_ for id_ in seeds.articles if id_.startswith("doc-004-comment")}
    quoted = {seeds.articles[id_].within for id_ in seeds.articles} & comments
    assert len(comments) == 10
    assert quoted == comments


@pytest.mark.skipif(not RAW.is_dir(), reason=f"the raw documents are not at {RAW}")
def test_every_citation_lies_in_its_own_text(seeds: Seeds) -> None:
    (path,) = RAW.glob("004*.txt")
    page, *comments = read_document(path.read_bytes(), path.name).parts
    numbers = {part.published: {one.number for one in part.paragraphs} for part in comments}
    numbers[None] = {one.number for one in page.paragraphs}
    for noun, id_, citations in cited_paragraphs(seeds):
        for citation in citations:
            texts = chain(seeds, citation.article)
            if texts[-1] == PAGE:
                comment = next((text for text in texts if "-comment-" in text), None)
                published = seeds.articles[comment].published if comment else None
                assert numbers[published].issuperset(count_paragraphs(citation)), (noun, id_, citation)


@pytest.mark.parametrize(
    ("topic", "values"),
    [
        ("cost of the China–Pakistan Economic Corridor", {"45000000000", "68000000000"}),
        ("cost of the Belt and Road", {"200000000000", "1200000000000", "1300000000000"}),
        ("shares of Pakistan's arms imports", {"51", "73", "30", "4.1"}),
        ("change of arms imports, 2010–14 to 2015–19", {"-32", "-39"}),
        ("Russian trade with Pakistan and India", {"800000000", "10000000000"}),
        ("Pakistan's share of other states' arms exports", {"7.5", "12"}),
        ("Indian defence purchases from the United States", {"17000000000"}),
        ("Indian defence spending", {"73650000000"}),
        ("participants of Kavkaz 2020", {"18"}),
    ],
)
def test_figures_on_one_subject_stand_together(seeds: Seeds, topic: str, values: set[str]) -> None:
    found = {
        claim.value for claim in seeds.claims.values() if claim.topic == topic and claim.kind == "figure"
    }
    assert found == {Decimal(value) for value in values}


@pytest.mark.parametrize(
    ("agreement", "ledger"),
    [
        ("russian-arms-embargo-on-pakistan", ["in force", "policy began to change", "lifted"]),
        ("russia-pakistan-defence-agreement-2014", ["signed"]),
        ("mi-35m-sale-to-pakistan", ["agreed", "sold"]),
        ("t-90-pantsir-sale-to-pakistan", ["reported"]),
        ("china-pakistan-submarine-sale-2015", ["agreed"]),
        ("mh-60r-sale-to-india", ["approved by the US State Department", "pending"]),
        ("turkish-frigates-for-pakistan-2018", ["ordered"]),
        ("us-military-aid-to-pakistan", ["stopped"]),
    ],
)
def test_a_ledger_keeps_the_word_of_its_source(seeds: Seeds, agreement: str, ledger: list[str]) -> None:
    assert [step.status for step in seeds.agreements[agreement].steps] == ledger


def test_what_was_expected_is_not_told_as_done(seeds: Seeds) -> None:
    expected = {
        "trump-visit-to-india-expected-2020", "india-japan-two-plus-two-2019", "india-japan-annual-summit-2019",
        "india-readies-seahawk-purchase-2020", "first-russia-pakistan-exercise-planned-2015",
    }  # fmt: skip
    assert {seeds.events[id_].phase for id_ in expected} == {"announced"}
