"""Addresses in one form, so that two spellings of one page are one."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

LONGEST = 2000
REMEMBERED = 4096
"""Addresses that are not read again: the longest feed asks several times for each of its own."""
SPACE = re.compile(r"\s")
BREAKS = re.compile(r"[\t\r\n]+")
HOST = re.compile(
    r"((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?=[/?#]|:\d{1,5}(?:[/?#]|$)|$)", re.IGNORECASE
)
FILES = re.compile(
    r"\.(?:x?html?|shtml|php\d?|aspx?|ashx|jspx?|cfm|cgi|do|xml|rss|rdf|atom|json|txt|pdf|jpe?g|png|gif|webp|mp[34])$",
    re.IGNORECASE,
)
"""Endings of files, some of which are also domains."""
PORTS = {"http": 80, "https": 443}


def _tracking() -> re.Pattern[str]:
    """Names of parameters that say where a reader came from, not which page it is."""
    table = tomllib.loads((Path(__file__).parent / "tracking.toml").read_text(encoding="utf-8"))
    names = (re.escape(name).replace(r"\*", ".*") for group in table.values() for name in group)
    return re.compile(f"(?:{'|'.join(names)})$", re.IGNORECASE)


TRACKING = _tracking()


@lru_cache(maxsize=REMEMBERED)
def canonical(url: str | None) -> str | None:
    """The address without what does not name the page: scheme variant, ``www.``, default port, tracking parameters,
    fragment, closing slash. None where it is not an http(s) address. It is a key, not a link: it need not answer."""
    parts = web(url or "")
    if parts is None:
        return None
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    port = parts.port
    place = host if port in (None, PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if p and not TRACKING.match(p.partition("=")[0]))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit(("https", place, parts.path.rstrip("/") or "/", query, fragment))


def absolute(url: str, base: str) -> str:
    """``url`` as seen from ``base``; the empty text where the two make no http(s) address.

    Line breaks in it are left out and blanks escaped, as browsers do (WHATWG URL, 4.4). A host without a scheme is no
    path on the base's host, and an ampersand that is still encoded joins two parameters.
    """
    url = BREAKS.sub("", url).strip().replace(" ", "%20")
    url = url.replace("&amp;", "&").replace("&#38;", "&")
    if not url:
        return ""
    if names_a_host(url, base):
        url = f"http://{url}"
    try:
        joined = urljoin(base, url)
    except ValueError:
        return ""
    return joined if web(joined) else ""


def names_a_host(url: str, base: str) -> bool:
    """Whether an address without a scheme begins with a host: ``www.paper.example/n/1``, or what a name of the base's own
    site or a path behind it makes one."""
    if not (found := HOST.match(url)) or FILES.search(found[1]):
        return False
    seen_from = web(base)
    host, own = found[1].lower(), seen_from.hostname if seen_from else ""
    return (
        host.startswith("www.")
        or url[found.end() : found.end() + 1] == "/"
        or host == own.removeprefix("www.")
    )


@dataclass(frozen=True, slots=True)
class Web:
    """The parts of an http(s) address that was read without an error."""

    scheme: str
    hostname: str
    port: int | None
    path: str
    query: str
    fragment: str


@lru_cache(maxsize=REMEMBERED)
def web(url: str) -> Web | None:
    """The parts of an http(s) address with a host; None for anything else."""
    if len(url) > LONGEST or SPACE.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname:
        return None
    return Web(scheme, parts.hostname.lower(), port, parts.path, parts.query, parts.fragment)
