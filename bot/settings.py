"""The one place that reads configuration: the environment, then ``.env`` in the working directory."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from feeds.guard import read_allowance

DATABASE = "sqlite:///data/entente.db"
SANDBOX_DATABASE = "sqlite:///data/sandbox.db"
"""Without a token the register is another file: what the sandbox's sample feed says never mixes with real knowledge."""
BACKENDS = ("sqlite", "postgresql", "postgres")


def setting(name: str, default: Any, description: str, **options: Any) -> Any:
    """A setting under its exact environment name; ``description`` is the README's row."""
    return Field(default, validation_alias=AliasChoices(name), description=description, **options)


class Settings(BaseSettings):
    """All that can be set. Raises ``pydantic.ValidationError`` with every problem at once (see ``read_settings``)."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    token: SecretStr | None = setting(
        "DISCORD_TOKEN",
        None,
        "The bot's token. Without it the bot runs in the sandbox, a Discord on loopback.",
    )
    database_url: str | None = setting(
        "ENTENTE_DATABASE",
        None,
        "A SQLAlchemy URL, SQLite or PostgreSQL. Default `sqlite:///data/entente.db`, in the sandbox `sqlite:///data/sandbox.db`.",
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
        "A port on loopback for Prometheus metrics. Default: off.",
        ge=1,
        le=65535,
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "ENTENTE_LOG_LEVEL", "info", "`debug`, `info`, `warning` or `error`. Default `info`."
    )
    log_format: Literal["text", "json"] = setting(
        "ENTENTE_LOG_FORMAT", "text", "`text` or `json`. Default `text`."
    )

    @field_validator("token", "database_url", "home", "discord_api", "metrics_port", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: Any) -> Any:
        return None if value == "" else value

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
    def in_sandbox(self) -> bool:
        """Whether the bot brings its own Discord: no token, and no other address to find one at."""
        return self.token is None and self.discord_api is None

    @property
    def database(self) -> str:
        """The address of the register; PostgreSQL is always spoken to through psycopg 3."""
        url = self.database_url or (SANDBOX_DATABASE if self.in_sandbox else DATABASE)
        return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url)


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
    try:
        return Settings()
    except ValidationError as error:
        return Misconfigured(tuple(_sentence(problem) for problem in error.errors()))


def described() -> dict[str, str]:
    """Each setting's environment name and description, in the order of the README."""
    return {_name(field): field.description or "" for field in Settings.model_fields.values()}


def _name(field: Any) -> str:
    return str(field.validation_alias.choices[0])


def _sentence(problem: Any) -> str:
    name, *_ = problem["loc"]
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {message[:1].lower()}{message[1:]}"
