"""What learned weights reach on texts that no weight and no rule was made on: ``python -m benchmarks.evaluate.check``.

*Check* may be measured at any time; of *lock* the command reads only with ``--lock``, once: the day is written into the
file of the weights, and a second run needs ``--reason``. Figures come out, never an item. ``--field FILE`` writes what would
be posted or asked of general news to a file, to be read by eye. The hand-set points are measured in the same run.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.learn.lock import FILE, MARK
from benchmarks.news.devset import SHARED, field
from benchmarks.news.known import founded_lexicon
from benchmarks.news.labels import Example, examples, of_part
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess, shown_by

OLD_LINE = 2.0
"""Hand-set points from which a text with two states was ours."""


def figures(told: Iterable[tuple[bool, bool]]) -> str:
    """Of pairs (is ours, was told): precision, recall and F1, and how many texts are behind them."""
    pairs = list(told)
    right, found, wanted = sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs)
    if not wanted:
        return f"{found} told of {len(pairs)}, none is ours"
    share = 2 * right / (found + wanted)
    return f"P {right / found if found else 0:.2f} R {right / wanted:.2f} F1 {share:.3f} ({wanted} of {len(pairs)})"


def judged(known: Sequence[Example], lexicon: Lexicon) -> list[tuple[Example, str, bool]]:
    """Each clear text with the word of the weights, and whether the hand-set points would have told it."""
    clear = [one for one in known if one.is_clear]
    return [(one, assess(one.article, lexicon).relevance, _by_points(one, lexicon)) for one in clear]


def _by_points(one: Example, lexicon: Lexicon) -> bool:
    what = shown_by(one.article, lexicon)
    return what is not None and what.points >= OLD_LINE and what.taking_part >= 2


def table(found: Sequence[tuple[Example, str, bool]], name: str) -> Table:
    shown = Table(title=f"Relevance on {name}: borderline texts left out")
    for head in ("texts", "told or asked", "told", "hand-set points"):
        shown.add_column(head)
    for group, members in _groups(found).items():
        shown.add_row(
            group,
            figures((one.is_ours, word != "irrelevant") for one, word, _ in members),
            figures((one.is_ours, word == "relevant") for one, word, _ in members),
            figures((one.is_ours, old) for one, _, old in members),
        )
    return shown


def _groups(found: Sequence[tuple[Example, str, bool]]) -> dict[str, list[tuple[Example, str, bool]]]:
    groups: dict[str, list[tuple[Example, str, bool]]] = {"all": list(found)}
    for row in found:
        one = row[0]
        bare = "" if one.article.lead else f"{one.set}, no lead"
        language = "in English" if one.language == "en" else "in other languages"
        for name in filter(None, (one.set, bare, f"{one.set} {one.year}", f"{one.set} {language}")):
            groups.setdefault(name, []).append(row)
    return {name: rows for name, rows in sorted(groups.items()) if len(rows) >= _LEAST}


_LEAST = 20
"""Texts of which a figure says something."""


def over_field(lexicon: Lexicon, path: Path) -> str:
    """Writes what would be posted or asked, and says how many of each."""
    read = [(assess(article, lexicon), article) for article in field()]
    told = sorted(
        (r.relevance, r.score, r.kind, "+".join(r.countries), a.title)
        for r, a in read
        if r.relevance != "irrelevant"
    )
    path.write_text("\n".join("\t".join(map(str, row)) for row in told) + "\n", encoding="utf-8")
    posted = sum(word == "relevant" for word, *_ in told)
    return f"Of {len(read)} entries of general news {posted} are told and {len(told) - posted} asked about: {path}"


def opened(file: Path, reason: str, today: str) -> str:
    """The text of the weights' file with the day on which *lock* was measured. Raises ``SystemExit`` for a second time
    without a reason."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    marks = [line for line in lines if line.startswith(MARK)]
    if marks and not reason.strip():
        raise SystemExit(f"{marks[-1][2:].strip()}: a second time needs --reason")
    marks.append(f"{MARK}{today}{': ' + ' '.join(reason.split()) if reason.strip() else ''}\n")
    return "".join([*marks, *(line for line in lines if not line.startswith(MARK))])


def main() -> None:
    asks = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asks.add_argument("--lock", action="store_true", help="measure the locked part, once")
    asks.add_argument("--reason", default="", help="why it is measured a second time")
    asks.add_argument("--field", type=Path, help="where to write what would be posted of general news")
    asked = asks.parse_args(sys.argv[1:])
    if not (SHARED / "wire").is_dir():
        sys.exit(
            f"There are no labelled sets at {SHARED}; ENTENTE_SHARED may name the folder. Nothing was measured."
        )
    if asked.lock:
        FILE.write_text(opened(FILE, asked.reason, datetime.now(UTC).date().isoformat()), encoding="utf-8")
    name = "lock" if asked.lock else "check"
    lexicon, console = founded_lexicon(), Console(width=170)
    console.print(table(judged(list(of_part("lock" if asked.lock else "check", examples())), lexicon), name))
    if asked.field:
        console.print(over_field(lexicon, asked.field))


if __name__ == "__main__":
    main()
