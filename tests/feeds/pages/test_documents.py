"""Every case of ``tests/cases/feeds/documents``, and the count of paragraphs in the founding documents."""

import tomllib
from pathlib import Path

import pytest

from feeds.entries.entries import Part
from feeds.pages.documents import read_document

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases" / "feeds" / "documents"
RAW = ROOT.parent / "shared" / "seeds"


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.toml")))
def test_case(name: str) -> None:
    expected = tomllib.loads((CASES / f"{name}.toml").read_text())
    (body,) = (path for path in CASES.glob(f"{name}.*") if path.suffix != ".toml")
    document = read_document(body.read_bytes(), body.name)
    assert expected["rule"]
    assert document.title == expected["title"]
    pairs = zip(document.parts, expected["parts"], strict=True)
    assert [told(part, wanted) for part, wanted in pairs] == expected["parts"]


def told(part: Part, wanted: dict[str, object]) -> dict[str, object]:
    found = {
        "author": part.author,
        "published": part.published,
        "basis": part.basis,
        "paragraphs": [[paragraph.number, paragraph.text] for paragraph in part.paragraphs],
    }
    return {name: found[name] for name in wanted}


@pytest.mark.skipif(not RAW.is_dir(), reason="the raw documents are beside the project, not in it")
def test_the_founding_documents_are_counted_as_the_seeds_count_them() -> None:
    documents = [read_document(path.read_bytes(), path.name) for path in sorted(RAW.glob("*.txt"))]
    assert [document.parts[-1].paragraphs[-1].number for document in documents] == [17, 10, 13, 11, 98]
    assert [len(document.parts) for document in documents] == [1, 1, 1, 1, 11]


def test_a_line_of_brackets_is_read_in_its_length() -> None:
    assert read_document(b"[a](" * 200_000, "links.md").parts == ()
