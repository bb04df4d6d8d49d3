"""What is changed, and the tests that may meet it."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.mutants.mutate import ROOT, Mutant, mutants


@dataclass(frozen=True, slots=True)
class Room:
    """``folders`` are files, or folders with all their files; ``tests`` the same of tests."""

    folders: tuple[str, ...]
    tests: tuple[str, ...]
    whole: bool = False
    """Whether none of its mutants may survive."""

    def files(self) -> list[str]:
        return [name for folder in self.folders for name in _modules(folder)]

    def mutants(self) -> list[Mutant]:
        return [mutant for name in self.files() for mutant in mutants(name)]


def _modules(folder: str) -> Iterator[str]:
    """By paths from the project's folder, which is where they are read."""
    path = ROOT / folder
    for one in sorted(path.glob("*.py")) if path.is_dir() else [path]:
        if one.name != "__init__.py":
            yield str(one.relative_to(ROOT))


MATCHING = ("tests/facts/matching", "tests/stream/")
SENDING = (
    "tests/handlers/alerts",
    "tests/handlers/delivery",
    "tests/store/outbox",
    "tests/handlers/commands/test_feed.py",
    "tests/handlers/commands/test_person_commands.py",
    "tests/handlers/moderation/test_amended_alerts.py",
    "tests/handlers/buttons/test_digest_buttons.py",
    "tests/handlers/upkeep/test_planning.py",
    "tests/handlers/upkeep/test_guilds.py",
    "tests/handlers/ingest/test_standing.py",
    "tests/handlers/health/test_troubles.py",
    "tests/store/wire/test_plans.py",
)
ROOMS = {
    "vetoes": Room(
        tuple(
            f"facts/matching/{name}.py" for name in ("vetoes", "names_apart", "stages_apart", "voices_apart")
        ),
        MATCHING,
        whole=True,
    ),
    "guard": Room(tuple(f"facts/matching/{name}.py" for name in ("match", "weigh")), MATCHING, whole=True),
    "outbox": Room(("store/outbox",), SENDING, whole=True),
    "alerts": Room(("handlers/alerts",), SENDING),
    "delivery": Room(("handlers/delivery",), SENDING),
}
