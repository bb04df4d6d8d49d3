"""The one place that reads configuration: the environment, then ``.env`` in the working directory."""

import os
import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

from feeds.http.guard import read_allowance

DATABASE = "sqlite:///data/entente.db"
SANDBOX_DATABASE = "sqlite:///data/sandbox.db"
"""Without a token the register is another file: what the sandbox's sample feed says never mixes with real knowledge."""
BACKENDS = ("sqlite", "postgresql", "postgres")
DOTENV = Path(".env")
ENCODING = "utf-8-sig"
"""UTF-8, also with the mark that Windows' editors put in front."""
MOST_CHARACTERS = 10_000
"""Of a file with a secret; a device that never ends is none."""
PREFIXES = ("ENTENTE_", "DISCORD_")
TYPO, NEAR = 0.8, 0.6
"""How like a setting's name another one is (``difflib``'s ratio, without the prefix): a slip, or something to think of."""
NOT_OURS = re.compile(
    r"ENTENTE_TEST_POSTGRES|\w*_SERVICE_(HOST|PORT)(_\w+)?|\w*_PORT(_\d+_(TCP|UDP|SCTP)(_\w+)?)?"
)
"""The tests' own; and what Kubernetes gives every container of a namespace with a service of our name (its
documentation, "Service", "Environment variables")."""


def setting(name: str, default: Any, description: str, **options: Any) -> Any:
    """A setting under its exact environment name; ``description`` is the README's row."""
    return Field(default, validation_alias=AliasChoices(name), description=description, **options)


class Settings(BaseSettings):
    """All that can be set. Raises ``pydantic.ValidationError`` with every problem at once (see ``read_settings``)."""

    model_config = SettingsConfigDict(
        env_file=DOTENV, env_file_encoding=ENCODING, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    token_itself: SecretStr | None = setting(
        "DISCORD_TOKEN",
        None,
        "The bot's token. Without it there is the sandbox, a Discord on loopback: with `--sandbox`, or at a terminal.",
    )
    token_in_file: SecretStr | None = setting(
        "DISCORD_TOKEN_FILE",
        None,
        "A file with the token instead (a secret of Docker or Kubernetes).",
    )
    database_url: str | None = setting(
        "ENTENTE_DATABASE",
        None,
        "A SQLAlchemy URL, SQLite or PostgreSQL. Default `sqlite:///data/entente.db`, without a token `sqlite:///data/sandbox.db`.",
        repr=False,
    )
    database_in_file: SecretStr | None = setting(
        "ENTENTE_DATABASE_FILE", None, "A file with that URL instead."
    )
    guilds: Annotated[tuple[int, ...], NoDecode] = setting(
        "ENTENTE_GUILDS",
        (),
        "Ids of the guilds that this bot serves, with commas; elsewhere it says so and does nothing. Default: all.",
    )
    home: int | None = setting(
        "ENTENTE_HOME",
        None,
        "The id of the home server, which alone changes what all servers share. Default: the one that `/setup home` names, or the only one.",
        ge=1,
        lt=1 << 63,
    )
    discord_api: str | None = setting(
        "ENTENTE_DISCORD_API",
        None,
        "Another address for Discord's API (a sandbox, a test), such as `http://127.0.0.1:8099/api/v10`.",
    )
    poll_minutes: int = setting(
        "ENTENTE_POLL_MINUTES",
        60,
        "The shortest interval between two reads of a feed that declares none, 10 to 1440. Default 60.",
        ge=10,
        le=1440,
    )
    keep_days: int = setting(
        "ENTENTE_KEEP_DAYS",
        30,
        "How many days an item that is not on the beat is kept with its text, 8 to 3650; after them only hashes of its keys are. Default 30.",
        ge=8,
        le=3650,
    )
    backups: Path | None = setting(
        "ENTENTE_BACKUPS",
        None,
        "A folder for a backup each night after 02:00 UTC, such as `data/backups`. Default: none are made.",
    )
    keep_backups: int = setting(
        "ENTENTE_KEEP_BACKUPS",
        7,
        "How many of them are kept, 1 to 1000. Default 7.",
        ge=1,
        le=1000,
    )
    questions: int = setting(
        "ENTENTE_QUESTIONS",
        5,
        "How many new questions a day wait in `/review`, 0 to 100; what is beyond them is left out, and asked on request. Default 5.",
        ge=0,
        le=100,
    )
    learn: bool = setting(
        "ENTENTE_LEARN",
        False,
        "`true`: what was decided in `/review` is learned each night after 03:00 UTC (`entente learn`). Default `false`: only when asked.",
    )
    allow_private_feeds: Annotated[tuple[str, ...], NoDecode] = setting(
        "ENTENTE_ALLOW_PRIVATE_FEEDS",
        (),
        "Hosts or networks that feeds may reach although they are private, with commas (`feeds.lan, 10.1.0.0/16`). Default: none.",
    )
    contact: str = setting(
        "ENTENTE_CONTACT",
        "",
        "A web or mail address that the User-Agent tells to the publishers of feeds. Default: none.",
    )
    metrics_port: int | None = setting(
        "ENTENTE_METRICS_PORT",
        None,
        "A port for Prometheus metrics, and for `GET /live` and `GET /ready`. Default: off.",
        ge=1,
        le=65535,
    )
    metrics_address: str = setting(
        "ENTENTE_METRICS_ADDRESS",
        "127.0.0.1",
        "The address that the port is opened on, such as `0.0.0.0` inside a container. Default `127.0.0.1`.",
        min_length=1,
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "ENTENTE_LOG_LEVEL", "info", "`debug`, `info`, `warning` or `error`. Default `info`."
    )
    log_format: Literal["text", "json"] = setting(
        "ENTENTE_LOG_FORMAT", "text", "`text` or `json`. Default `text`."
    )

    @field_validator(
        "token_itself", "database_url", "home", "discord_api", "metrics_port", "backups", mode="before"
    )
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("token_in_file", "database_in_file", mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return _secret_in(Path(value)) if isinstance(value, str) and value.strip() else None

    @field_validator("token_in_file")
    @classmethod
    def _one_token(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is not None and known.data.get("token_itself") is not None:
            raise ValueError("given beside DISCORD_TOKEN; keep one of the two")
        return value

    @field_validator("database_in_file")
    @classmethod
    def _one_database(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is not None and known.data.get("database_url") is not None:
            raise ValueError("given beside ENTENTE_DATABASE; keep one of the two")
        if value is not None and not _is_address_of_a_database(value.get_secret_value()):
            raise ValueError("the file holds no SQLite or PostgreSQL address")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _any_case(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("guilds", "allow_private_feeds", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(filter(None, re.split(r"[,\s]+", value))) if isinstance(value, str) else value

    @field_validator("allow_private_feeds")
    @classmethod
    def _hosts_or_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for entry in value:
            read_allowance(entry)
        return value

    @field_validator("database_url")
    @classmethod
    def _known_backend(cls, value: str | None) -> str | None:
        if value is not None and not _is_address_of_a_database(value):
            raise ValueError("is not a SQLite or PostgreSQL address, such as sqlite:///data/entente.db")
        return value

    @field_validator("discord_api")
    @classmethod
    def _http(cls, value: str | None) -> str | None:
        if value is not None and (
            urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname
        ):
            raise ValueError("is not an http(s) address")
        return value.rstrip("/") if value else value

    @field_validator("home")
    @classmethod
    def _is_served(cls, value: int | None, known: ValidationInfo) -> int | None:
        served = known.data.get("guilds")
        if value is not None and served and value not in served:
            raise ValueError("is not among ENTENTE_GUILDS: nobody could use it")
        return value

    @property
    def token(self) -> SecretStr | None:
        """The bot's token, from wherever it was given."""
        return self.token_itself or self.token_in_file

    @property
    def in_sandbox(self) -> bool:
        """Whether the bot brings its own Discord: no token, and no other address to find one at."""
        return self.token is None and self.discord_api is None

    @property
    def database(self) -> str:
        """The address of the register; PostgreSQL is always spoken to through psycopg 3."""
        filed = self.database_in_file.get_secret_value() if self.database_in_file else None
        url = self.database_url or filed or (SANDBOX_DATABASE if self.in_sandbox else DATABASE)
        return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url)

    def for_sandbox(self) -> "Settings":
        """These settings without what belongs to the bot on Discord, its register among it: nothing that is played with
        the sample may be filed there."""
        if self.in_sandbox:
            return self
        names = ("token_itself", "token_in_file", "discord_api", "home", "database_url", "database_in_file")
        return self.model_copy(update=dict.fromkeys(names, None) | {"guilds": ()})


def _is_address_of_a_database(text: str) -> bool:
    scheme, mark, _ = text.partition("://")
    try:
        return bool(mark) and scheme.split("+")[0] in BACKENDS and urlsplit(text).port != 0
    except ValueError:  # a port that is no number, a bracket that is not closed
        return False


@dataclass(frozen=True)
class Misconfigured:
    """Every problem of the settings, one sentence each, naming the variable."""

    problems: tuple[str, ...]


def read_settings() -> Settings | Misconfigured:
    """The settings, or all that is wrong with them; a name that is nearly a setting's is a slip, and wrong, too."""
    if unreadable := _unreadable():
        return Misconfigured((unreadable,))
    slips = tuple(
        f"{name} is no setting: is {meant} meant?"
        for name in _strangers()
        if name.startswith("ENTENTE_") and (meant := _nearest(name, TYPO))
    )
    try:
        settings = Settings()
    except ValidationError as error:
        return Misconfigured((*(_sentence(problem) for problem in error.errors()), *slips))
    return Misconfigured(slips) if slips else settings


def notes(settings: Settings) -> tuple[str, ...]:
    """Names that look as if they were meant for this bot and are none of its settings, a sentence each."""
    return tuple(
        f"{name} is no setting of Entente{f' (the nearest is {near})' if near else ''}"
        for name in _strangers()
        for near in [_nearest(name, NEAR)]
        if name.startswith("ENTENTE_") or (settings.token is None and _nearest(name, TYPO))
    )


def _secret_in(file: Path) -> str:
    """The text of a file without the line's end. Raises ValueError, in whose words nothing of the text is."""
    try:
        with file.open(encoding=ENCODING) as opened:
            text = opened.read(MOST_CHARACTERS).strip()
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not UTF-8") from None
    if not text:
        raise ValueError(f"{file} is empty")
    return text


def _unreadable() -> str | None:
    """What is wrong with ``.env`` as a file. A pipe can be read once, and is left to the reader of settings."""
    try:
        body = DOTENV.read_bytes() if DOTENV.is_file() else b""
    except OSError as error:
        return f"{DOTENV} cannot be read: {error.strerror}"
    if b"\0" in body:
        return f"{DOTENV} is not UTF-8 but UTF-16: save it again as UTF-8"
    try:
        body.decode(ENCODING)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        return f"{DOTENV} is not UTF-8 (line {line}): save it again as UTF-8"
    return None


def _strangers() -> list[str]:
    """Names with our prefixes, in the environment or ``.env``, that are no settings of ours and nobody's that we know."""
    beside = DotEnvSettingsSource(Settings).env_vars if DOTENV.is_file() else {}
    names = {name.upper() for name in (*os.environ, *beside)}
    ours = described_settings()
    return sorted(
        name
        for name in names
        if name.startswith(PREFIXES)
        and name not in ours
        and (not NOT_OURS.fullmatch(name) or _nearest(name, TYPO))
    )


def _nearest(name: str, likeness: float) -> str | None:
    """The setting whose name, without its prefix, is most like this one's."""
    known = {
        _without_prefix(one): one
        for one in described_settings()
        if "FILE" in name or not one.endswith("_FILE")
    }
    found = get_close_matches(_without_prefix(name), known, 1, likeness)
    return known[found[0]] if found else None


def _without_prefix(name: str) -> str:
    return name.partition("_")[2]


def described_settings() -> dict[str, str]:
    """Each setting's environment name and description, in the order of the README."""
    return {_name(field): field.description or "" for field in Settings.model_fields.values()}


def _name(field: Any) -> str:
    return str(field.validation_alias.choices[0])


def _sentence(problem: Any) -> str:
    name, *_ = problem["loc"]
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}"
