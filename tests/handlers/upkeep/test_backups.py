"""A backup each night, made once, told where it fails, in the way of nothing else."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import utc_now
from bot.cli.check import Finding, _register
from bot.settings import Settings
from handlers.health.health import Health
from handlers.health.troubles import Troubles
from handlers.upkeep.backups import Backups, newest_night
from store.nouns.models import FeedFacts
from store.portable.files import lines_in
from store.portable.reader import read_register
from store.restore import restore_backup
from store.store import Store, open_store
from tests.clock import Clock
from tests.store.nouns import feed
from tests.store.test_backup import PROGRAMS

PAID = "https://paid.example/feed?apikey=9f8a7c6b5d4e3f2a"


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own, in the version of the tests' server."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


async def test_one_each_night_of_which_some_are_kept(
    founded_store: Store, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    backups = Backups(founded_store, clock, folder, 2, Troubles())
    seen: list[list[str]] = []
    for hours in (0, 1, 15, 2, 1, 24, 24):  # from 9 o'clock: 9, 10, 1 at night, 3, 4, 4, 4
        clock.turn(hours=hours)
        for _ in range(3):
            await backups.tick()
        seen.append([name.split("-", 1)[1][:13] for name in made(folder)])
    first, second, third, fourth = "2026-03-02-09", "2026-03-03-03", "2026-03-04-04", "2026-03-05-04"
    assert seen == [[first], [first], [first], *[[first, second]] * 2, [second, third], [third, fourth]]
    assert await backups.wrongs() == []


async def test_a_register_comes_back_from_it(founded_sqlite_url: str, clock: Clock, tmp_path: Path) -> None:
    store = await open_store(founded_sqlite_url, clock)
    await store.wire.add_feed("own", feed("own"))
    await Backups(store, clock, tmp_path / "backups", 7, Troubles()).tick()
    await store.close()
    [name] = made(tmp_path / "backups")
    place = f"sqlite:///{tmp_path / 'again.db'}"
    restore_backup(place, tmp_path / "backups" / name, clock)
    again = await open_store(place, clock)
    assert await again.wire.feed("own") is not None
    await Backups(again, clock, tmp_path / "backups", 7, Troubles()).tick()
    assert len(made(tmp_path / "backups")) == 2, "what was there before a restore is not written over"
    await again.close()


async def test_of_two_processes_one_makes_it(founded_postgres_url: str, clock: Clock, tmp_path: Path) -> None:
    stores = [await open_store(founded_postgres_url, clock) for _ in range(2)]
    both = [Backups(store, clock, tmp_path / "backups", 7, Troubles()) for store in stores]
    for _ in range(3):
        for backups in both:
            await backups.tick()
    assert len(made(tmp_path / "backups")) == 1
    await stores[0].close()
    clock.turn(days=1)
    await both[1].tick()
    assert len(made(tmp_path / "backups")) == 2, "the other one takes over"
    await stores[1].close()


async def test_one_that_fails_is_told_everywhere_and_tried_again_in_an_hour(
    founded_sqlite_url: str, clock: Clock, tmp_path: Path
) -> None:
    store = await open_store(founded_sqlite_url, clock)
    folder, troubles = tmp_path / "backups", Troubles()
    folder.touch()
    backups, health = Backups(store, clock, folder, 7, troubles), Health(store, clock, troubles)
    health.asked.append(backups.wrongs)
    for _ in range(4):
        await backups.tick()
        clock.turn(minutes=10)
    assert troubles.counts == {"backup": 1}
    settings = Settings(ENTENTE_DATABASE=founded_sqlite_url, ENTENTE_BACKUPS=str(folder))
    elsewhere = Backups(store, clock, folder, 7, Troubles())
    for wrongs in (await health.wrongs(), await elsewhere.wrongs()):
        assert wrongs == [f"no backup was made yet: {folder} cannot be used: File exists."]
    assert (await finding(settings)).state == "wrong"
    folder.unlink()
    await backups.tick()
    assert made(folder) == []
    clock.turn(minutes=30)
    await backups.tick()
    assert len(made(folder)) == 1
    assert await health.wrongs() == await elsewhere.wrongs() == []
    assert (await finding(settings)).state == "good"
    assert made(folder)[0] in (await finding(settings)).detail
    await store.close()


async def finding(settings: Settings) -> Finding:
    return next(one for one in await _register(settings) if one.about == "backups")


async def test_without_a_folder_none_is_made_and_none_is_missed(
    founded_sqlite_url: str, clock: Clock
) -> None:
    store = await open_store(founded_sqlite_url, clock)
    backups = Backups(store, clock, None, 7, Troubles())
    await backups.tick()
    assert await backups.wrongs() == []
    assert (await finding(Settings(ENTENTE_DATABASE=founded_sqlite_url))).state == "note"
    await store.close()


async def test_a_clock_that_was_wrong_keeps_no_backup_off(
    founded_sqlite_url: str, clock: Clock, tmp_path: Path
) -> None:
    store = await open_store(founded_sqlite_url, clock)
    backups = Backups(store, clock, tmp_path / "backups", 7, Troubles())
    clock.turn(days=400)
    await backups.tick()
    clock.turn(days=-400)
    await backups.tick()
    await backups.tick()
    assert len(made(tmp_path / "backups")) == 2
    await store.close()


def test_the_night_begins_at_two() -> None:
    for hour, day in ((0, 1), (1, 1), (2, 2), (23, 2)):
        moment = datetime(2026, 3, 2, hour, 59, tzinfo=UTC)
        assert newest_night(moment) == datetime(2026, 3, day, 2, tzinfo=UTC)
    assert newest_night(utc_now()) <= utc_now()


async def test_without_pg_dump_a_register_is_exported_with_its_keys(
    founded_postgres_url: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    store = await open_store(founded_postgres_url, clock)
    await store.wire.add_feed("own", FeedFacts(source="wire", url=PAID))
    backups = Backups(store, clock, tmp_path / "backups", 1, Troubles())
    for _ in range(2):
        await backups.tick()
        clock.turn(days=1)
    assert await backups.wrongs() == []
    await store.close()
    [name] = made(tmp_path / "backups")
    assert name.endswith(".jsonl.gz")
    place = f"sqlite:///{tmp_path / 'again.db'}"
    read_register(place, lines_in(tmp_path / "backups" / name), clock)
    again = await open_store(place, clock)
    own = await again.wire.feed("own")
    assert own is not None
    assert own.url == PAID
    await again.close()
