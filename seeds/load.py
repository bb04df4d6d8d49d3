"""Reads the founding knowledge from the TOML files beside this one (formats: ``seeds/README.md``)."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import Field, TypeAdapter, ValidationError, field_validator
from pydantic_core import ErrorDetails

from seeds.check import SeedOrigins, SeedProblem, problems_of
from seeds.gazetteer import expanded, is_reference, with_reference
from seeds.rows import Seeds
from store.nouns.gazetteer import PlaceFacts, SeriesFacts
from store.nouns.models import (
    NOTED,
    WHOLE,
    ActorFacts,
    AgreementFacts,
    ArticleFacts,
    ClaimFacts,
    EquipmentFacts,
    EventFacts,
    EvidenceFacts,
    Facts,
    FeedFacts,
    SourceFacts,
)
from store.nouns.values import Citation, Identifier, Text

CITED = frozenset({"citations", "dated"})
WHOLE_TEXT = "whole"
"""Cited in a paragraph's place for what stands in none that is counted."""
QUOTED = 25
"""Words of a quotation at most."""


class EventEntry(EventFacts):
    """An event as it stands in a file: what it cites becomes its evidence. ``said`` names, of its parts (``day``,
    ``place``, ``actor/…``, ``equipment/…``), the paragraphs that say each; a part that is not there is told by no single
    paragraph, such as a day that follows from the date of a text."""

    citations: tuple[Citation, ...] = ()
    said: dict[str, tuple[Citation, ...]] = Field(default_factory=dict)


class ParagraphNote(Facts):
    """What a paragraph of a founding document says, in a line of our own and in at most ``QUOTED`` words of its own."""

    says: Text
    quotes: Text

    @field_validator("quotes")
    @classmethod
    def is_short(cls, text: str) -> str:
        if len(text.split()) > QUOTED:
            raise ValueError(f"has more than {QUOTED} words")
        return text


class ArticleEntry(ArticleFacts):
    """A text as it stands in a file: ``paragraphs`` by number, filed as evidence for the text itself."""

    paragraphs: dict[str, ParagraphNote] = Field(default_factory=dict)


class FeedEntry(FeedFacts):
    """A default feed as it stands in a file: ``seen`` is the year or month in which somebody is publicly known to have read
    it, and ``note`` says what they found. Neither is filed."""

    seen: str = Field(pattern=r"^20\d\d(-(0[1-9]|1[0-2]))?$")
    note: str = Field(min_length=10)


FOLDER = Path(__file__).parent
NOUNS: Mapping[str, type[Facts]] = MappingProxyType(
    {
        "sources": SourceFacts,
        "feeds": FeedEntry,
        "articles": ArticleEntry,
        "actors": ActorFacts,
        "equipment": EquipmentFacts,
        "agreements": AgreementFacts,
        "series": SeriesFacts,
        "places": PlaceFacts,
        "events": EventEntry,
        "claims": ClaimFacts,
    }
)
IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_Row = TypeVar("_Row", bound=Facts)


class SeedError(Exception):
    """Every problem that was found, each as ``file: entry: what is wrong``."""

    def __init__(self, problems: list[SeedProblem]) -> None:
        self.problems = tuple(str(problem) for problem in problems)
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''} in the seeds"
        super().__init__("\n".join([f"{count}:", *(f"  {problem}" for problem in self.problems)]))


@dataclass(frozen=True)
class SeedEntry:
    """One entry as it stands in a file, before it is validated."""

    file: str
    noun: str
    id: str
    body: dict[str, Any]

    def problem(self, what: str) -> SeedProblem:
        return SeedProblem(self.file, f"{self.noun}.{self.id}", what)


def load_seeds(folder: Path = FOLDER) -> Seeds:
    """Every ``*.toml`` under ``folder``, validated and cross-checked.

    Raises:
        SeedError: with all problems at once; nothing is returned half.
    """
    problems: list[SeedProblem] = []
    entries = unique(read_seeds(folder, problems.append), problems.append)
    rows: dict[str, dict[str, Facts]] = {noun: {} for noun in NOUNS}
    evidence: list[EvidenceFacts] = []
    for entry in entries:
        try:
            rows[entry.noun][IDENTIFIER.validate_python(entry.id)] = validated(entry, evidence)
        except ValidationError as error:
            problems.extend(entry.problem(what) for what in problems_told(error))
    seeds = gathered(rows, evidence)
    origins: SeedOrigins = {(entry.noun, entry.id): entry.file for entry in entries}
    problems.extend(problems_of(seeds, origins))
    if problems:
        raise SeedError(problems)
    return seeds


def read_seeds(folder: Path, report: Callable[[SeedProblem], None]) -> Iterator[SeedEntry]:
    """The entries of all files in the order of their names; what cannot be read is reported and left out."""
    for path in sorted(folder.rglob("*.toml")):
        file = path.relative_to(folder).as_posix()
        try:
            content = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            report(SeedProblem(file, "", f"is not TOML: {error}"))
            continue
        for noun, table in content.items():
            if noun not in NOUNS or not isinstance(table, dict):
                report(SeedProblem(file, noun, f"unknown key; a file has tables of {', '.join(NOUNS)}"))
                continue
            yield from entries_of(file, noun, table, report)


def entries_of(
    file: str, noun: str, table: dict[str, Any], report: Callable[[SeedProblem], None]
) -> Iterator[SeedEntry]:
    for id_, body in table.items():
        if isinstance(body, dict):
            yield SeedEntry(file, noun, id_, body)
        else:
            report(SeedProblem(file, f"{noun}.{id_}", "is not a table: write [noun.id] above its keys"))


def unique(entries: Iterator[SeedEntry], report: Callable[[SeedProblem], None]) -> list[SeedEntry]:
    """Each entry once; what the gazetteer knows of a document's entry is added to it."""
    first: dict[tuple[str, str, bool], SeedEntry] = {}
    for entry in entries:
        reference = is_reference(entry.file)
        body = expanded(entry.noun, entry.body) if reference else entry.body
        other = first.setdefault((entry.noun, entry.id, reference), replace(entry, body=body))
        if other.body is not body:
            report(entry.problem(f"is already in {other.file}"))
    for noun, id_, reference in list(first):
        if not reference and (known := first.pop((noun, id_, True), None)):
            told = first[noun, id_, False]
            first[noun, id_, False] = replace(told, body=with_reference(told.body, known.body))
    return list(first.values())


def validated(entry: SeedEntry, evidence: list[EvidenceFacts]) -> Facts:
    """The entry through its facts class; what an event or agreement cites is filed as evidence on it.

    Raises:
        ValidationError: a key is unknown or missing, or a value is not what it ought to be.
    """
    facts = NOUNS[entry.noun].model_validate(with_citations(entry.body))
    if isinstance(facts, EventEntry):
        evidence.extend(evidence_of(facts, list(facts.citations), event=entry.id))
        return EventFacts.model_validate(facts.model_dump(exclude={"citations", "said"}))
    if isinstance(facts, ArticleEntry):
        evidence.extend(noted(entry.id, facts.paragraphs))
        return ArticleFacts.model_validate(facts.model_dump(exclude={"paragraphs"}))
    if isinstance(facts, FeedEntry):
        return FeedFacts.model_validate(facts.model_dump(exclude={"seen", "note"}))
    if isinstance(facts, AgreementFacts):
        steps = [citation for step in facts.steps for citation in step.citations]
        evidence.extend(evidence_of(facts, facts.citations + steps, agreement=entry.id))
    return facts


def noted(article: str, paragraphs: Mapping[str, ParagraphNote]) -> Iterator[EvidenceFacts]:
    """What each paragraph of a text says, as evidence for nothing else."""
    for number, note in paragraphs.items():
        yield EvidenceFacts(
            article=article,
            paragraph=number,
            parts=[NOTED],
            reasons=[note.says, note.quotes],
            decided_by="seed",
        )


def evidence_of(
    facts: EventEntry | AgreementFacts,
    cited: list[Citation],
    *,
    event: str | None = None,
    agreement: str | None = None,
) -> Iterator[EvidenceFacts]:
    """One row for each paragraph that tells of it, in the order in which they are cited."""
    amounts = [citation for amount in facts.amounts for citation in amount.citations]
    every = [citation for places in facts.said.values() for citation in places]
    for place in dict.fromkeys(cited + amounts + every):
        parts = [part for part, places in facts.said.items() if place in places]
        yield EvidenceFacts(
            parts=[WHOLE, *parts] if facts.said and event else [],
            article=place.article,
            paragraph=place.paragraph,
            event=event,
            agreement=agreement,
            reasons=["founding knowledge"],
            decided_by="seed",
        )


def with_citations(value: Any) -> Any:
    """The same value, every list under ``citations`` or ``dated``, and those in ``said``, taken apart from
    ``article#paragraph``."""
    if isinstance(value, list):
        return [with_citations(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [citation(text) for text in item]
        if key in CITED and isinstance(item, list)
        else {part: [citation(text) for text in texts] for part, texts in item.items()}
        if key == "said" and isinstance(item, dict)
        else with_citations(item)
        for key, item in value.items()
    }


def citation(text: object) -> object:
    """Article and paragraph, or the article alone (``article#whole``); what is not written so stays as it is and is
    refused by the facts class."""
    article, _, paragraph = text.partition("#") if isinstance(text, str) else ("", "", "")
    if article and paragraph == WHOLE_TEXT:
        return {"article": article}
    return {"article": article, "paragraph": paragraph} if article and paragraph else text


def problems_told(error: ValidationError) -> list[str]:
    """One line for each thing that is wrong, with the key that it stands under."""
    return [f"{'.'.join(map(str, one['loc'])) or 'id'}: {wrong(one)}" for one in error.errors()]


def wrong(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return "unknown key"
    if CITED & set(detail["loc"][-2:]) and detail["type"] != "list_type":
        return f"{detail['input']!r} is not written article#paragraph"
    return f"{detail['msg']} ({detail['input']!r})"


def gathered(rows: Mapping[str, Mapping[str, Facts]], evidence: list[EvidenceFacts]) -> Seeds:
    def of(noun: str, kind: type[_Row]) -> Mapping[str, _Row]:
        return MappingProxyType({id_: row for id_, row in rows[noun].items() if isinstance(row, kind)})

    return Seeds(
        sources=of("sources", SourceFacts),
        feeds=of("feeds", FeedFacts),
        articles=of("articles", ArticleFacts),
        actors=of("actors", ActorFacts),
        equipment=of("equipment", EquipmentFacts),
        agreements=of("agreements", AgreementFacts),
        series=of("series", SeriesFacts),
        places=of("places", PlaceFacts),
        events=of("events", EventFacts),
        claims=of("claims", ClaimFacts),
        evidence=tuple(evidence),
    )
