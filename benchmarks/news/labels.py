"""The labelled news beside the project and our own lines, as examples for the weights of relevance."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.news.deal import Part, key_of_item, key_of_page, outlet_of, part_of
from benchmarks.news.devset import KINDS, article_of, lines
from store.nouns.models import ArticleFacts

SETS = ("items", "pages", "devset")


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its label (yes, borderline, no); ``year`` and ``outlet`` are for cross-validation, never for a feature."""

    id: str
    set: str
    part: Part
    article: ArticleFacts
    label: str
    outlet: str
    year: int
    language: str
    group: str
    kind: str
    kinds: frozenset[str]
    countries: frozenset[str]

    @property
    def is_clear(self) -> bool:
        return self.label != "borderline"

    @property
    def is_ours(self) -> bool:
        return self.label == "yes"


def examples() -> list[Example]:
    """Every labelled item of the sets, in their order."""
    return [_example(name, row) for name in SETS for row in lines(_FILES[name])]


_FILES = {"items": "wire/items.jsonl", "pages": "wire/pages.jsonl", "devset": "devset/stream.jsonl"}


def of_part(part: Part, known: list[Example]) -> Iterator[Example]:
    return (one for one in known if one.part == part)


def _example(name: str, row: dict[str, Any]) -> Example:
    key = (
        key_of_item(row)
        if name == "items"
        else f"event {row.get('event_id')}"
        if name == "devset"
        else key_of_page(row)
    )
    return Example(
        row["id"],
        name,
        "learn" if name == "devset" else part_of(key),
        article_of(row["title"], row["summary"], row["published"], row["url"], row.get("publisher")),
        row["relevant"],
        outlet_of(row),
        int(row["published"][:4]),
        row.get("lang") or "en",
        key,
        *_kinds(row),
        frozenset(row.get("countries") or ()),
    )


def _kinds(row: dict[str, Any]) -> tuple[str, frozenset[str]]:
    """The best kind and all that are accepted; no kind where a text is not ours."""
    if "event_type" in row:
        accepted = [KINDS[kind] for kind in row["event_type_accepted"] or ()]
        return KINDS.get(row["event_type"] or "", ""), frozenset(accepted)
    return row["kind"] or "", frozenset((row["kind"], *row["alt"]) if row["kind"] else ())


CORPUS = Path(__file__).parents[2] / "corpus"


def corpus() -> list[Example]:
    """Our own lines, ``corpus/*.toml``: each contrast is an example for and one against; of some the kind is told."""
    found = []
    for path in sorted(CORPUS.glob("*.toml")):
        for at, contrast in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["contrast"]):
            for label in ("yes", "no"):
                for n, text in enumerate(contrast.get(label, ())):
                    kind = contrast.get("kind", "") if label == "yes" else ""
                    ident = f"{path.stem}-{at}-{label}-{n}"
                    found.append(_own(ident, label, text, contrast.get("language", "en"), kind))
    return found


def _own(ident: str, label: str, text: str, language: str, kind: str) -> Example:
    title, _, lead = text.partition(" || ")
    article = article_of(title, lead, "2025-01-01", "http://corpus.example/")
    return Example(
        ident,
        "corpus",
        "learn",
        article,
        label,
        "corpus",
        0,
        language,
        ident,
        kind,
        frozenset([kind] if kind else ()),
        frozenset(),
    )
