"""A digest of many events is measured on one that tells them: events of years ago would leave it nothing to do."""

from pathlib import Path

from benchmarks.scale.digest import run
from handlers.alerts.digest import MOST


async def test_the_measured_digest_tells_events(tmp_path: Path) -> None:
    found = await run(60, f"sqlite:///{tmp_path / 'digest.db'}")
    assert (found["lines"], found["left"]) == (MOST, 60 - MOST)
