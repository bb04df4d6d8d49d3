"""Settings: defaults, lists, all problems at once, no secret shown."""

from pathlib import Path

import pytest

from bot.settings import Misconfigured, Settings, described_settings, notes, read_settings
from bot.shell.in_sandbox import in_sandbox


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in described_settings():
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


def secret(file: Path, text: str | bytes) -> str:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(file)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_secrets_are_read_from_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, mark: bytes
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", secret(tmp_path / "t", mark + f"secret-word{end}".encode()))
    address = secret(tmp_path / "d", mark + f"postgres://bot:hush@host/name{end}".encode())
    (tmp_path / ".env").write_text(f"ENTENTE_DATABASE_FILE={address}\n")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert settings.token is not None
    assert settings.token.get_secret_value() == "secret-word"
    assert not settings.in_sandbox
    assert settings.database == "postgresql+psycopg://bot:hush@host/name"
    assert "secret-word" not in repr(settings)
    assert "hush" not in repr(settings)


def test_a_password_in_an_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_DATABASE", "postgres://bot:hush@host/name")
    assert "hush" not in repr(read_settings())


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        ("hush-hush".encode("utf-16"), "is not UTF-8"),
        (b"mysql://bot:hush@host/name\n", "holds no SQLite or PostgreSQL address"),
    ],
)
def test_a_file_without_its_secret_is_a_sentence_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes | None, sentence: str
) -> None:
    file = tmp_path / "secret"
    if body is not None:
        file.write_bytes(body)
    monkeypatch.setenv("ENTENTE_DATABASE_FILE", str(file))
    [problem] = problems()
    assert problem.startswith("ENTENTE_DATABASE_FILE: ")
    assert sentence in problem
    assert "hush" not in problem


def test_of_two_places_of_one_secret_neither_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "hush")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", secret(tmp_path / "t", "hush"))
    monkeypatch.setenv("ENTENTE_DATABASE", "sqlite:///a.db")
    monkeypatch.setenv("ENTENTE_DATABASE_FILE", secret(tmp_path / "d", "sqlite:///b.db"))
    assert problems() == (
        "DISCORD_TOKEN_FILE: given beside DISCORD_TOKEN; keep one of the two",
        "ENTENTE_DATABASE_FILE: given beside ENTENTE_DATABASE; keep one of the two",
    )


def problems() -> tuple[str, ...]:
    found = read_settings()
    assert isinstance(found, Misconfigured)
    return found.problems


LINE = "DISCORD_TOKEN=secret-word"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (LINE.encode("utf-16"), "is not UTF-8 but UTF-16"),
        (LINE.encode("utf-16-be"), "is not UTF-8 but UTF-16"),
        (f"{LINE}\nENTENTE_CONTACT=Mühlacker\n".encode("latin-1"), "is not UTF-8 (line 2)"),
    ],
)
def test_a_dot_env_that_is_not_utf8_is_a_sentence(tmp_path: Path, body: bytes, sentence: str) -> None:
    (tmp_path / ".env").write_bytes(body)
    [problem] = problems()
    assert problem == f".env {sentence}: save it again as UTF-8"


def test_a_mark_in_front_of_a_dot_env_hides_no_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"{LINE}\n", "utf-8-sig")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert not settings.in_sandbox


@pytest.mark.parametrize("place", ["environment", ".env"])
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ENTENTE_DATABSE", "ENTENTE_DATABASE"),
        ("entente_database_url", "ENTENTE_DATABASE"),
        ("ENTENTE_TOKEN", "DISCORD_TOKEN"),
        ("ENTENTE_GUILD", "ENTENTE_GUILDS"),
        ("ENTENTE_POLL_MINUTE", "ENTENTE_POLL_MINUTES"),
        ("ENTENTE_METRIC_PORT", "ENTENTE_METRICS_PORT"),
        ("ENTENTE_LOGLEVEL", "ENTENTE_LOG_LEVEL"),
    ],
)
def test_a_slip_in_a_name_is_told_with_what_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, name: str, meant: str
) -> None:
    if place == ".env":
        (tmp_path / place).write_text(f"{name}=5\n")
    else:
        monkeypatch.setenv(name, "5")
    assert problems() == (f"{name.upper()} is no setting: is {meant} meant?",)


def test_other_names_are_notes_and_a_clusters_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        *("ENTENTE_SERVICE_HOST", "ENTENTE_SERVICE_PORT", "ENTENTE_SERVICE_PORT_HTTP", "ENTENTE_PORT"),
        *("ENTENTE_PORT_8080_TCP", "ENTENTE_PORT_8080_TCP_ADDR", "ENTENTE_METRICS_SERVICE_PORT"),
        *("ENTENTE_TEST_POSTGRES", "ENTENTEX", "DISCORD_WEBHOOK", "ENTENTE_POLL_INTERVAL", "DISCORD_TOKN"),
    ):
        monkeypatch.setenv(name, "x")
    settings = read_settings()
    assert isinstance(settings, Settings)
    assert notes(settings) == (
        "DISCORD_TOKN is no setting of Entente (the nearest is DISCORD_TOKEN)",
        "ENTENTE_POLL_INTERVAL is no setting of Entente (the nearest is ENTENTE_POLL_MINUTES)",
    )


def test_a_sandbox_beside_a_token_leaves_the_register_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DISCORD_TOKEN": "secret-word",
        "ENTENTE_DATABASE": "postgresql://bot@host/name",
        "ENTENTE_HOME": "3",
        "ENTENTE_GUILDS": "3",
    }.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert isinstance(settings, Settings)
    played = settings.for_sandbox()
    assert played.in_sandbox
    assert played.database == "sqlite:///data/sandbox.db"
    assert (played.home, played.guilds) == (None, ())


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
