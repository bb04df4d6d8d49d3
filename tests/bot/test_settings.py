"""Settings: defaults, lists, all problems at once, no secret shown."""

from pathlib import Path

import pytest

from bot.cli.in_sandbox import in_sandbox
from bot.settings import Misconfigured, Settings, described, read_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in described():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_anything_the_bot_runs_in_the_sandbox() -> None:
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert settings.in_sandbox
    assert settings.database == "sqlite:///data/sandbox.db"


def test_a_token_means_discord_and_the_real_register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret-word")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert not settings.in_sandbox
    assert settings.database == "sqlite:///data/entente.db"
    assert "secret-word" not in repr(settings)


def test_the_sandbox_keeps_its_own_register() -> None:
    settings = read_settings()
    assert isinstance(settings, Settings)
    beside = in_sandbox(settings, "http://127.0.0.1:8000/api/v10", "127.0.0.1:8000")
    assert beside.database == "sqlite:///data/sandbox.db"
    assert beside.allow_private_feeds == ("127.0.0.1:8000",)


def test_a_dot_env_file_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("ENTENTE_GUILDS=1, 2\nENTENTE_LOG_LEVEL=DEBUG\nOTHER=x\n")
    monkeypatch.setenv("ENTENTE_GUILDS", "3")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert settings.guilds == (3,)
    assert settings.log_level == "debug"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_DATABASE", f"{scheme}://user@host/name")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert settings.database == "postgresql+psycopg://user@host/name"


@pytest.mark.parametrize(
    ("home", "right"), [("", True), ("3", True), ("4", False), ("0", False), ("x", False)]
)
def test_home_is_a_server_that_is_served(home: str, right: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_GUILDS", "2,3")
    monkeypatch.setenv("ENTENTE_HOME", home)
    read = read_settings()
    if right:
        assert isinstance(read, Settings)
        assert read.home == (int(home) if home else None)
    else:
        assert isinstance(read, Misconfigured)
        assert [problem[:13] for problem in read.problems] == ["ENTENTE_HOME:"]


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "ENTENTE_DATABASE": "mysql://x",
        "ENTENTE_GUILDS": "1,abc",
        "ENTENTE_DISCORD_API": "ftp://x",
        "ENTENTE_POLL_MINUTES": "1",
        "ENTENTE_LOG_LEVEL": "loud",
        "ENTENTE_LOG_FORMAT": "xml",
        "ENTENTE_METRICS_PORT": "99999",
        "ENTENTE_ALLOW_PRIVATE_FEEDS": "10.0.0.0/99",
    }.items():
        monkeypatch.setenv(name, value)
    found = read_settings()
    assert isinstance(found, Misconfigured)
    assert {problem.split(":")[0] for problem in found.problems} == {
        "ENTENTE_DATABASE",
        "ENTENTE_GUILDS",
        "ENTENTE_DISCORD_API",
        "ENTENTE_POLL_MINUTES",
        "ENTENTE_LOG_LEVEL",
        "ENTENTE_LOG_FORMAT",
        "ENTENTE_METRICS_PORT",
        "ENTENTE_ALLOW_PRIVATE_FEEDS",
    }
