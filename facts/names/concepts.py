"""The words of the beat, looked up: which folded form carries which concepts. Made by ``make concepts``."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from sys import intern

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class ConceptForm:
    """A folded word or phrase of a language; ``entries`` are the concepts that it carries, each with the line of
    ``facts/concepts`` that it is a form of ("sign~")."""

    language: str
    form: str
    entries: dict[str, str]


def concept_forms(language: str = "") -> Iterator[ConceptForm]:
    """Every line of ``facts/concepts/forms.tsv``, or those of one language. None is kept: they are tens of thousands, and
    read twice."""
    begins = f"{language}\t" if language else ""
    with files("facts.concepts").joinpath("forms.tsv").open(encoding="utf-8") as table:
        for line in table:
            if line.startswith(begins) and not line.startswith("#"):
                yield _form(line.rstrip("\n"))


def _form(line: str) -> ConceptForm:
    language, form, *carried = line.split("\t")
    entries = (one.partition("=") for one in carried)
    carries = {intern(concept): intern(entry) for concept, _, entry in entries}  # one of some hundred
    return ConceptForm(intern(language), form, carries)


def marks_of_forms() -> dict[str, frozenset[str]]:
    """Folded form, in whatever language, to its concepts; not kept: the lexicon's tree has them."""
    marks: dict[str, frozenset[str]] = {}
    kept: dict[frozenset[str], frozenset[str]] = {}
    for one in concept_forms():
        carried = marks.get(one.form, frozenset()).union(one.entries)
        marks[one.form] = kept.setdefault(carried, carried)
    return marks
