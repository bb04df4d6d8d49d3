"""How far labels can be trusted: items are printed without their labels, labelled again, and compared.

``python -m benchmarks.news.relabel relevance --print FILE`` writes 150 texts of *learn* near the line, ``assertion`` 300 relevant ones
of *learn* and *check* (of 150 each, as far as there are). Whoever labels reads the file alone. The labels stand in
``benchmarks/news/relabelled/``, ids and labels only; without ``--print`` they are compared: relevance with the first labels, assertion
with what the reading says. Confusions are told of *learn* alone.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2s
from math import log
from pathlib import Path

from benchmarks.news.devset import SHARED
from benchmarks.news.known import founded_lexicon
from benchmarks.news.labels import Example, examples
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.weights.model import ASKED

FOLDER = Path(__file__).parent / "relabelled"
NEAR, RELEVANT = 150, 300
WORDS = {"y": "yes", "b": "borderline", "n": "no"}
PARTS = ("learn", "check")


def near_the_line(known: Iterable[Example], lexicon: Lexicon) -> list[Example]:
    """The texts of *learn* whose odds are nearest to those from which a person is asked, in an order that says nothing."""
    scored = [
        (assess(one.article, lexicon).score, one)
        for one in known
        if one.part == "learn" and one.set != "devset"
    ]
    line = log(ASKED / (1 - ASKED))
    nearest = sorted((abs(log(score / (1 - score)) - line), one.id) for score, one in scored if 0 < score < 1)
    chosen = {ident for _, ident in nearest[:NEAR]}
    return sorted((one for _, one in scored if one.id in chosen), key=lambda one: _spread(one.id))


def relevant(known: Iterable[Example]) -> list[Example]:
    """Relevant texts, half of *learn* and half of *check* where there are so many."""
    ours = [one for one in known if one.is_ours and one.set != "devset"]
    some = [sorted((o for o in ours if o.part == part), key=lambda o: _spread(o.id)) for part in PARTS]
    return [one for part in some for one in part[: RELEVANT // 2]]


def _spread(ident: str) -> str:
    return blake2s(f"relabel {ident}".encode(), digest_size=8).hexdigest()


def labels_of(path: Path) -> dict[str, str]:
    """Labels by id: a line each, with a blank between; lines that begin with ``#`` say how they were made."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {ident: label for ident, _, label in pairs}


def agreement(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """The share of pairs that are equal, and Cohen's kappa (1960): what that share is beyond chance."""
    if not pairs:
        return 0.0, 0.0
    same = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[word] * second[word] for word in first) / len(pairs) ** 2
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def shown(one: Example) -> str:
    published = one.article.published
    day = f"{published:%Y-%m-%d}" if published else "-"
    return f"{one.id}\t{day}\t{one.article.title} || {one.article.lead}"


def relevance_told(known: Sequence[Example]) -> list[str]:
    again = labels_of(FOLDER / "relevance.txt")
    pairs = [(one.label, WORDS[again[one.id]]) for one in known if one.id in again]
    clear = [(a, b) for a, b in pairs if "borderline" not in (a, b)]
    confusions = Counter(pairs)
    return [
        _told("all three labels", pairs),
        _told("where neither is borderline", clear),
        *(f"  first {a}, again {b}: {count}" for (a, b), count in confusions.most_common() if a != b),
    ]


def assertion_told(known: Sequence[Example], lexicon: Lexicon) -> list[str]:
    again = labels_of(FOLDER / "assertion.txt")
    told = []
    for part in PARTS:
        rows = [one for one in known if one.id in again and one.part == part]
        read = [(one, assess(one.article, lexicon)) for one in rows]
        pairs = [
            (again[one.id], reading.assertion) for one, reading in read if reading.relevance != "irrelevant"
        ]
        told.append(
            f"{part}: {len(rows)} labelled, {len(pairs)} found relevant; {_told('right of those', pairs)}"
        )
        if part == "learn":
            wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
            told += [f"  labelled {a}, read {b}: {count}" for (a, b), count in wrong.most_common()]
    return told


def _told(what: str, pairs: Sequence[tuple[str, str]]) -> str:
    same, kappa = agreement(pairs)
    return f"{what}: {same:.3f}, kappa {kappa:.2f} ({len(pairs)} texts)"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("relevance", "assertion"))
    parser.add_argument("--print", type=Path, dest="file", help="where to write the texts, without labels")
    asked = parser.parse_args()
    if not (SHARED / "wire").is_dir():
        sys.exit(f"There are no labelled sets at {SHARED}; ENTENTE_SHARED may name the folder.")
    known, lexicon = examples(), founded_lexicon()
    if asked.file:
        some = near_the_line(known, lexicon) if asked.what == "relevance" else relevant(known)
        asked.file.write_text("\n".join(map(shown, some)) + "\n", encoding="utf-8")
        return
    told = relevance_told(known) if asked.what == "relevance" else assertion_told(known, lexicon)
    print("\n".join(told))


if __name__ == "__main__":
    main()
