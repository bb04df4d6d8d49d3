"""Logs: structlog and the standard library's loggers, one line an event, with every secret taken out."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from bot.log_budget import BudgetHandler
from bot.settings import Settings
from feeds.plain.masks import masked

BOT_TOKEN = re.compile(r"[A-Za-z\d_-]{23,28}\.[A-Za-z\d_-]{6,7}\.[A-Za-z\d_-]{27,}")
"""The shape of a Discord bot token (Discord's documentation, "Authentication")."""
WEBHOOK_TOKEN = re.compile(r"(/(?:webhooks|interactions)/\d+/)[^/\s?\"']+")
NOISY = {"aiohttp.access": logging.WARNING, "apscheduler": logging.CRITICAL, "alembic": logging.WARNING}
"""Ticks tell their failures themselves (``bot/process/schedule.py``); what APScheduler would add is that a stop cancels them."""

NOT_WANTED = (40060, 10062)
"""Discord's error codes for an interaction that was answered already, and for one that is over."""
MENDED = "Attempting a reconnect"
"""How discord.py begins what it logs, with a traceback, of a lost connection that it is about to mend."""


def without_secrets(text: str, token: str | None = None) -> str:
    """``text`` with bot tokens and interaction tokens replaced by ``***``, and the secrets in addresses masked."""
    if token:
        text = text.replace(token, "***")
    text = BOT_TOKEN.sub("***", text)
    return masked(WEBHOOK_TOKEN.sub(r"\1***", text))


def configure_logs(settings: Settings) -> None:
    """Sends everything that is logged to standard error, as text or JSON lines; standard output stays for answers."""
    token = settings.token.get_secret_value() if settings.token else None
    handler = BudgetHandler(sys.stderr, redact=lambda text: without_secrets(text, token))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_ending(settings)],
        )
    )
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    for name, level in NOISY.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger("discord.client").addFilter(_in_one_line)
    logging.getLogger("discord.app_commands.tree").addFilter(_is_told)
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _in_one_line(record: logging.LogRecord) -> bool:
    """The reason of a mended failure is enough."""
    if record.exc_info and record.exc_info[1] and str(record.msg).startswith(MENDED):
        record.msg, record.args = f"{record.getMessage()}: {record.exc_info[1]}".splitlines()[0], ()
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
    return True


def _is_told(record: logging.LogRecord) -> bool:
    """Completions that Discord does not want any more are nobody's fault: another process was quicker, or the person."""
    error = record.exc_info[1] if record.exc_info else None
    return getattr(error, "code", None) not in NOT_WANTED


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _ending(settings: Settings) -> list[Processor]:
    token = settings.token.get_secret_value() if settings.token else None

    def redact(_logger: Any, _method: str, event: EventDict) -> EventDict:
        return {
            key: without_secrets(value, token) if isinstance(value, str) else value
            for key, value in event.items()
        }

    if settings.log_format == "json":
        return [structlog.processors.format_exc_info, redact, structlog.processors.JSONRenderer(default=str)]
    return [
        structlog.processors.format_exc_info,
        redact,
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
    ]
