"""Why a feed could not be fetched, in words for an admin: nothing of the inner network, nothing of a body."""

import ssl

import aiohttp
from aiohttp.http import HttpProcessingError

from feeds.http.decompress import DamagedBodyError
from feeds.http.exchange import NoConnectionError, NoNameError, NotTakenError
from feeds.http.guard import ForbiddenAddressError
from feeds.http.outcomes import Failed


def turned_down(status: int) -> str:
    """What a status other than 200 and 304 means."""
    known = {
        401: "the server asks for a password",
        403: "the server refuses the bot",
        404: "the server says that there is no such page",
        429: "the server says that it is asked too often",
    }
    if status in known:
        return f"{known[status]} ({status})"
    if status >= 500:
        return f"the server has an error of its own ({status})"
    return f"the server answered {status} instead of a feed"


def reason_for(error: Exception) -> Failed:
    """An exception of the network in plain words, without an address of the inner network."""
    causes = _causes(error)
    if any(
        isinstance(cause, ForbiddenAddressError) or "private or reserved" in str(cause) for cause in causes
    ):
        return Failed("the address is private or reserved: the bot does not open it", forbidden=True)
    return Failed(
        next(
            (words for kind, words in EXPLAINED if any(isinstance(cause, kind) for cause in causes)), UNKNOWN
        )
    )


EXPLAINED: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (DamagedBodyError, "the body is damaged: it is not compressed as the server says"),
    (NoNameError, "the host's name could not be found"),
    (ssl.CertificateError, "the server's certificate is not valid"),
    (ssl.SSLError, "no secure connection could be made with the server"),
    (NotTakenError, "the server did not take the connection in time"),
    (NoConnectionError, "nothing answers at that address"),
    ((aiohttp.SocketTimeoutError, TimeoutError), "the server stopped sending"),
    (aiohttp.ClientPayloadError, "the connection broke off in the middle of the body"),
    (
        (aiohttp.ServerDisconnectedError, ConnectionError),
        "the server closed the connection without an answer",
    ),
    (HttpProcessingError, "the server sent something that is not HTTP"),
    (ValueError, "this is not an address of the web"),
)
"""Kinds of exceptions, the narrower first, and what an admin reads."""
UNKNOWN = "the server could not be reached"


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = getattr(error, "os_error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__
    return found
