"""The seeds against the raw documents, where these are at hand: paragraphs that exist, hashes, and no borrowed sentence."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.entries.entries import Document
from feeds.pages.documents import read_document
from seeds.check import cited_paragraphs, count_paragraphs
from seeds.load import FOLDER
from seeds.rows import Seeds

RAW = Path(__file__).parents[3] / "shared" / "seeds"
RUN = 8
"""Words in a row that may not be the same as in a document; a name of the register counts as one word."""

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason=f"the raw documents are not at {RAW}")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """The raw documents by the id of their article, as ``entente ingest`` reads them."""
    return {
        f"doc-{path.name[:3]}": read_document(path.read_bytes(), path.name)
        for path in sorted(RAW.glob("*.txt"))
    }


def numbers(document: Document) -> set[int]:
    return {paragraph.number for part in document.parts for paragraph in part.paragraphs}


def document_of(seeds: Seeds, article: str) -> str:
    """The founding document that an article is, or stands in."""
    within = seeds.articles[article].within
    return document_of(seeds, within) if within else article


def test_every_cited_paragraph_exists(seeds: Seeds, documents: dict[str, Document]) -> None:
    there = {id_: numbers(document) for id_, document in documents.items()}
    nowhere = [
        (noun, id_, citation)
        for noun, id_, citations in cited_paragraphs(seeds)
        for citation in citations
        if not there[document_of(seeds, citation.article)].issuperset(count_paragraphs(citation))
    ]
    assert nowhere == []


def test_every_paragraph_of_the_reports_is_used(seeds: Seeds, documents: dict[str, Document]) -> None:
    used = {
        (citation.article, number)
        for _, _, citations in cited_paragraphs(seeds)
        for citation in citations
        for number in count_paragraphs(citation)
    }
    reports = ("doc-000", "doc-001", "doc-002", "doc-003")
    unused = {(id_, number) for id_ in reports for number in numbers(documents[id_])} - used
    assert unused == set()


def test_the_hash_recognises_the_raw_text(seeds: Seeds, documents: dict[str, Document]) -> None:
    known = {id_: document for id_, document in documents.items() if id_ in seeds.articles}
    assert known
    for id_, document in known.items():
        assert seeds.articles[id_].content_hash == document.content_hash, id_


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).replace("’", "'").casefold())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def strings(value: Any) -> Iterator[str]:
    """Every text of a seed file except titles of articles, which are quoted as they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "articles":
                yield from strings(item)


def borrowed(raw: str, texts_of_ours: Iterator[str]) -> list[str]:
    theirs = set(runs(raw))
    return [" ".join(run) for ours in texts_of_ours for run in runs(ours) if run in theirs]


def without_names(text: str, names: re.Pattern[str]) -> str:
    return names.sub("Name", " ".join(text.split()))


def test_no_sentence_is_borrowed(seeds: Seeds) -> None:
    known = [
        *(actor.name for actor in seeds.actors.values()),
        *(agreement.name for agreement in seeds.agreements.values()),
    ]
    names = re.compile("|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)))
    raw = without_names("\n".join(path.read_text("utf-8") for path in RAW.glob("*.txt")), names)
    files = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.rglob("*.toml")))
    ours = (without_names(text, names) for content in files for text in strings(content))
    assert borrowed(raw, ours) == []


def test_a_borrowed_sentence_is_found() -> None:
    raw = "One two three four five six seven eight nine."
    assert borrowed(raw, iter(["Zero, two three four five six seven eight nine!"]))
    assert not borrowed(raw, iter(["One two three four five six seven."]))
