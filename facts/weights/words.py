"""Features in words, as a verdict's reasons are shown."""

from collections.abc import Callable


def in_words(feature: str) -> str:
    """A feature as a reader meets it: ``c2:weapon`` is "weapon, with two states or more"."""
    family, _, seen = feature.partition(":")
    seen = _CONCEPTS.get(seen, seen)
    return _SAID.get(family, str)(seen)


_CONCEPTS = {
    "equipment-name": "a weapon by its name",
    "1+ states in the title": "a state acts in the title, or many are counted",
    "2+ states in the title": "two states act in the title, or many are counted",
    "2+ states take part": "two states act or are heard, or many are counted",
    "3+ states take part": "three states act or are heard, or many are counted",
    "3+ states are visible": "three states are named, or many are counted",
}
"""What has a name that is no English, or says less than it means: who only speaks is counted, too."""
_SAID: dict[str, Callable[[str], str]] = {
    "w": lambda seen: f"the word “{seen}”",
    "t": lambda seen: f"the word “{seen}” in the title",
    "n": lambda seen: f"the words “{seen}”",
    "tn": lambda seen: f"the words “{seen}” in the title",
    "k": lambda seen: f"in this order: {seen}",
    "c": lambda seen: f"speaks of {seen}",
    "tc": lambda seen: f"speaks of {seen} in the title",
    "c2": lambda seen: f"speaks of {seen}, with two states or more",
    "tc2": lambda seen: f"speaks of {seen}, with two states in the title",
    "p": lambda seen: f"speaks of {seen}",
    "f": lambda seen: f"the pattern {seen}",
    "fk": lambda seen: f"reads like: {seen}",
    "f2": lambda seen: f"reads like: {seen}, with two states or more",
    "h": lambda seen: f"a name, {seen}",
    "s": lambda seen: seen,
    "a": lambda seen: f"hand-set points against: {seen}",
    "o": lambda seen: f"hand-set points: {seen}",
}
