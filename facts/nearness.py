"""Ranks texts by how near they are to what is being typed."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from facts.phrases import fold

NEAR = 60.0


def closest(typed: str, texts: Mapping[str, str], most: int) -> list[str]:
    """The keys whose text holds every typed word (as the start of a word), then those spelt nearly so (RapidFuzz)."""
    asked = fold(typed)
    folded = {key: fold(text) for key, text in texts.items()}
    holding = [key for key, text in folded.items() if _holds(text, asked)]
    if len(holding) >= most or not asked:
        return holding[:most]
    rest = {key: text for key, text in folded.items() if key not in set(holding)}
    hits = process.extract(asked, rest, scorer=fuzz.WRatio, limit=most - len(holding), score_cutoff=NEAR)
    return [*holding, *(key for _, _, key in hits)]


def _holds(text: str, asked: str) -> bool:
    return all(f" {word}" in f" {text}" for word in asked.split())
