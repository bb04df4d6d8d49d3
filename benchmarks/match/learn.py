"""Fits the weights of matching and chooses its lines: ``python -m benchmarks.match.learn``, a part of ``make learn``.

Examples are the texts of *learn* and of the development set, each beside the events among its candidates that were told
before it. For what real news is short of, two matters of the same states in one week, events of other years are moved
into the week of a text. Figures are in time order, by weights that saw nothing of a text's event or series, beside every
line; of *check* by all. ``--try`` writes nothing.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2s
from itertools import combinations, product
from pathlib import Path

from benchmarks.match.fit import FOLDS, Compared, by_fold, fitted, fold_of
from benchmarks.match.stream import FILES, Told, figures, filed, labelled
from benchmarks.news.devset import SHARED, items
from benchmarks.news.known import founded_lexicon
from facts.matching.features import Features, Span, features_of
from facts.matching.index import Candidate, EventIndex, Profile, ProfileText
from facts.matching.match import LIMITS, MatchLimits, Verdict, judge_all, levels_of_event, match
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.weights.model import Weights

FILE = Path(__file__).parents[2] / "facts" / "weights" / "matching.toml"
SAMES, ASKS, SPECIFICS = (0.6, 0.8, 1.0, 1.2, 1.5), (0.0, 0.3, 0.6), (0, 1, 2)
"""Lines that are tried: from which sum it is the same, how far below a person is asked, how many agreements have to be specific."""
LATER = (0, 0, 1, 1, 2, 3, 5, 8)
"""Days after an event to which others are moved."""
LONG_AGO = 60
"""Days apart from which two events with other names are other events."""
_NO_WEIGHTS = Weights(0.0, {}, {})
_HEAD = """\
# What each level of agreement of two texts speaks for, in log-odds that they tell of one event, and its precision.
# Written by `make learn`; read by facts/matching/weigh.py. The levels are those of facts/matching/levels.py.
"""


def of_devset(lexicon: Lexicon) -> list[Told]:
    """The texts of the development set that tell of an event and are taken for ours."""
    rows = [item for item in items() if item.relevant == "yes" and item.event]
    told = [
        Told(item.id, f"devset {item.event}", item.countries, item.article, assess(item.article, lexicon))
        for item in rows
    ]
    return sorted((one for one in told if one.reading.relevant), key=lambda one: (one.day, one.id))


def compared(stream: Sequence[Told], lexicon: Lexicon) -> Iterator[Compared]:
    """Every text beside each event that is among its candidates and nothing rules out."""
    index, known = EventIndex(), set[str]()
    for one in stream:
        probe = features(one)
        judged = judge_all(probe, index.candidates(probe), _NO_WEIGHTS)
        open_ = [j for j in judged if j.veto is None]
        for j in open_:
            found = levels_of_event(probe, j.candidate, alone=j.alone)
            yield Compared(one.id, one.event, j.event, tuple(map(tuple, found)))
        text = ProfileText(one.article.title, one.article.lead, one.reading.published, one.reading)
        if one.event in known:
            index.add_text(one.event, text)
        else:
            index.add(Profile(one.event, draft(one.article, one.reading, lexicon), (text,)))
        known.add(one.event)


def features(one: Told) -> Features:
    return features_of(one.reading, one.article.title, one.article.lead)


def moved(stream: Sequence[Told]) -> Iterator[Compared]:
    """Events of two states told as if in one week: the first texts of each, where nothing rules that out. Exercises that
    may be of one series are left out."""
    begun: dict[str, list[Told]] = {}
    for one in stream:
        begun.setdefault(one.event, []).append(one)
    first = [(one, features(one)) for some in begun.values() for one in some[:2]]
    for (one, a), (other, b) in combinations(first, 2):
        if not _are_two(one, other, a, b):
            continue
        later = _moved(b, one.day + timedelta(days=LATER[_spread(one.id + other.id) % len(LATER)]), other.day)
        (judged,) = judge_all(later, [Candidate(one.event, (a, a))], _NO_WEIGHTS)
        if judged.veto is None:
            found = levels_of_event(later, judged.candidate, alone=judged.alone)
            yield Compared(other.id, other.event, one.event, tuple(map(tuple, found)), moved=True)


def _are_two(one: Told, other: Told, a: Features, b: Features) -> bool:
    if one.event == other.event or not a.published or not b.published:
        return False
    if len(a.countries & b.countries) < 2 or abs((one.day - other.day).days) < LONG_AGO:
        return False
    drills = a.kind.is_in_editions and b.kind.is_in_editions and (a.series or b.series)
    return not (drills and (a.series is None or b.series is None or a.series == b.series))


def _moved(one: Features, to: date, told: date) -> Features:
    by = to - told
    days = Span(one.days.start + by, one.days.end + by) if one.days else None
    return replace(one, published=to, days=days)


def _spread(key: str) -> int:
    return int.from_bytes(blake2s(key.encode(), digest_size=4).digest(), "big")


def outcome_by(
    stream: Sequence[Told], lexicon: Lexicon, limits: MatchLimits, weights: Sequence[Weights]
) -> dict[str, float]:
    """Figures of a stream by the weights of each text's fold."""

    def by(one: Told, index: EventIndex) -> Verdict:
        return match(one.article, one.reading, index, limits, weights[fold_of(one.event)])

    return figures(list(filed(stream, lexicon, by)))


def lines() -> Iterator[MatchLimits]:
    for same, ask, specific in product(SAMES, ASKS, SPECIFICS):
        yield MatchLimits(same, round(same - ask, 2), specific)


def written(weights: Weights, about: str) -> str:
    """The text of the weights' file."""
    rows = [
        f"{json.dumps(level)} = [{value}, {weights.precisions[level]}]"
        for level, value in weights.values.items()
    ]
    return f'{_HEAD}\nfitted_on = "{about}"\nintercept = {weights.intercept}\n\n[weights]\n' + "\n".join(
        [*rows, ""]
    )


def told_of(rows: Iterable[Compared]) -> str:
    some = list(rows)
    real = [row for row in some if not row.moved]
    same = sum(row.same for row in real)
    events = len({row.event for row in real})
    return f"{same} pairs of one event and {len(real) - same} of two, {events} events; {len(some) - len(real)} moved in time"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--try", action="store_true", dest="tries", help="write nothing")
    asked = parser.parse_args()
    if not (SHARED / FILES["pages"]).is_file():
        sys.exit("There are no labelled pages beside the project: the weights stay as they are.")
    lexicon = founded_lexicon()
    learn, devset = labelled("learn", lexicon), of_devset(lexicon)
    rows = [*compared(learn, lexicon), *compared(devset, lexicon), *moved([*devset, *learn])]
    apart = [weights for _, weights in by_fold(rows)]
    for limits in sorted({*lines(), LIMITS}, key=lambda one: (one.same, one.unsure, one.specific)):
        found = json.dumps(outcome_by(learn, lexicon, limits, apart))
        print(limits.same, limits.unsure, limits.specific, found, "*" if limits == LIMITS else "")
    weights = fitted(rows)
    check = labelled("check", lexicon)
    print("check", json.dumps(outcome_by(check, lexicon, LIMITS, [weights] * FOLDS)))
    if not asked.tries:
        FILE.write_text(written(weights, told_of(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
