"""What is typed behind a benchmark is read or refused: one that takes hours, or writes over what is learned, never starts by ``--help``."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.race import race
from benchmarks.scale import scale
from benchmarks.soak import soak, week

FOLDER = Path(__file__).parent.parent.parent / "benchmarks"
STARTED_BY_OTHERS = {"stalls", "turned_bot", "bot", "tfidf", "bare", "lemon_reader", "ours", "server"}
"""They get what they need from the benchmark that starts them."""
ROOMS = [path.parent / f"{path.parent.name}.py" for path in FOLDER.rglob("__main__.py")]
"""What ``python -m benchmarks.scale`` runs stands in the file of the folder's name."""
PROGRAMS = sorted(
    ROOMS
    + [
        path
        for path in FOLDER.rglob("*.py")
        if path.stem != "__main__" and 'if __name__ == "__main__"' in path.read_text(encoding="utf-8")
    ]
)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_benchmark_reads_its_arguments(path: Path) -> None:
    told = path.read_text(encoding="utf-8")
    assert path.stem in STARTED_BY_OTHERS or ("ArgumentParser(" in told and "parse_args(" in told)


@pytest.mark.parametrize("main", [soak.main, week.main, race.main, scale.main])
@pytest.mark.parametrize(("typed", "code"), [("--help", 0), ("--no-such-option", 2), ("nothing", 2)])
def test_what_is_not_known_starts_nothing(main: Callable[[list[str]], None], typed: str, code: int) -> None:
    with pytest.raises(SystemExit) as ended:
        main([typed])
    assert ended.value.code == code
