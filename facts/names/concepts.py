"""The words of the beat, looked up: which folded form carries which concepts. Made by ``make concepts``."""

from dataclasses import dataclass
from functools import cache
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


@cache
def concept_forms() -> tuple[ConceptForm, ...]:
    """Every line of ``facts/concepts/forms.tsv``."""
    table = files("facts.concepts").joinpath("forms.tsv").read_text(encoding="utf-8")
    return tuple(_form(line) for line in table.splitlines() if not line.startswith("#"))


def _form(line: str) -> ConceptForm:
    language, form, *carried = line.split("\t")
    entries = (one.partition("=") for one in carried)
    carries = {intern(concept): intern(entry) for concept, _, entry in entries}  # one of some hundred
    return ConceptForm(intern(language), form, carries)


@cache
def marks_of_forms() -> dict[str, frozenset[str]]:
    """Folded form, in whatever language, to its concepts."""
    marks: dict[str, frozenset[str]] = {}
    kept: dict[frozenset[str], frozenset[str]] = {}
    for one in concept_forms():
        carried = marks.get(one.form, frozenset()).union(one.entries)
        marks[one.form] = kept.setdefault(carried, carried)
    return marks
