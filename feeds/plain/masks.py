"""Takes the secrets out of addresses before anybody but the operator reads them. Pure, and the one place that does it.

A feed that is paid for is often asked for with a key in its address (``?apikey=…``, ``/feed/9f8a7c6b5d4e3f2a/``): whoever
reads the address reads the feed. What looks like a key is replaced by ``…``; to hide too much costs nothing here.
"""

import re
from collections.abc import Callable, Iterable
from urllib.parse import unquote

MASK = "…"
ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"'`|]+"
    r"|(?<![\w/@:])[^\s<>\"'`|=?/(\[]+@[A-Za-z0-9.-]+/[^\s<>\"'`|]*"
    r"|(?<![\w/])[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?::\d+)?[/?#][^\s<>\"'`|]+"
)
"""An address in a text: with its scheme, or as people type it without one."""
PAIR = re.compile(r"(?<![\w%-])(?P<name>[\w.%\[\]-]{2,60})=(?P<value>[^\s&;,\"'<>()…]+)")
"""A name and its value, as they stand in a query or in what a library says of one."""
SECRET_WORDS = frozenset(
    [
        "auth",
        "authorization",
        "oauth",
        "bearer",
        "code",
        "cred",
        "credential",
        "credentials",
        "hash",
        "hmac",
        "jwt",
        "key",
        "keys",
        "license",
        "licence",
        "pass",
        "passwd",
        "password",
        "passphrase",
        "pin",
        "private",
        "pwd",
        "secret",
        "secrets",
        "session",
        "sessionid",
        "sid",
        "sig",
        "sign",
        "signature",
        "ticket",
        "token",
        "tokens",
    ]
)
SECRET_ENDS = ("key", "token", "secret", "signature", "password", "passwd", "auth", "credential", "sessionid")
"""What a name ends in that is written in one word: apikey, accesstoken."""
PLAIN_WORDS = frozenset(
    [
        "blakey",
        "dickey",
        "donkey",
        "flunkey",
        "hickey",
        "hockey",
        "jockey",
        "lackey",
        "leakey",
        "mackey",
        "mickey",
        "monkey",
        "rickey",
        "sharkey",
        "smokey",
        "starkey",
        "turkey",
        "turnkey",
        "whiskey",
        "yankey",
    ]
)
"""Words and names that only end so."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
ENDING = re.compile(r"\.(?:xml|rss|rdf|atom|json|php|aspx?|html?|cgi)$", re.IGNORECASE)
READABLE = re.compile(
    r"[A-Z]?[a-z]{0,19}|[A-Z]{1,12}|(?:[A-Z][a-z]{2,}){1,5}|\d{1,8}|[A-Za-z]{1,6}\d{1,4}[a-z]?|\d{1,4}[A-Za-z]{1,6}"
)
"""A run of letters and digits that somebody may have written: a word, a number, a designation such as jf17."""
SHORTEST = 16
"""Characters of a part that may be a key by its looks alone."""
SHORTEST_WITHIN = 6
"""Characters of a secret that is looked for inside the parts of another address; a shorter one is a part by itself."""
PIECES = re.compile(r"[./?&;=#@:]+")
LONGEST_WORD = 20
"""From so many letters and digits in a row a part of an address is not taken for words."""


def masked(text: str) -> str:
    """``text`` with the secrets in its addresses replaced by ``…``: passwords, values whose name says that they are
    secret, and parts that look random. Doing it twice is the same as once."""
    hidden = ADDRESS.sub(lambda found: _address(found[0]), text)
    return PAIR.sub(lambda found: _pair(found["name"], found["value"]), hidden)


def holds_secret(address: str) -> bool:
    """Whether something of the address is not for everybody: it is shown masked, and leads nowhere."""
    return masked(address) != address


def holds_key(address: str) -> bool:
    """Whether a value of the address is secret by its name, or its query by its looks. Unlike ``holds_secret`` it takes
    nothing of a path for a key but a parameter: the names of files look random."""
    place, query = _parted(address, "?")
    return any(_is_secret(_name_of(part)) for part in place.split("/")) or _query(query) != query


def carries_secret_of(feed: str, address: str) -> bool:
    """Whether something that ``feed``'s address is masked for stands in another address, whole or as a part of a part."""
    shown, plain = unquote(masked(feed)), unquote(address)
    hidden, pieces = set(PIECES.split(unquote(feed))) - set(PIECES.split(shown)), set(PIECES.split(plain))
    return any(one in pieces or (len(one) >= SHORTEST_WITHIN and one in plain) for one in hidden)


def hider(addresses: Iterable[str]) -> Callable[[str], str]:
    """What takes the secrets of these addresses out of any text, in which they may stand whole or in parts; one that is
    a word ("pakistan") only where it stands in an address."""
    hidden: dict[str, str] = {}
    for address in filter(holds_secret, addresses):
        shown = masked(address)
        hidden[address] = shown
        for written, left in ((address, shown), (unquote(address), unquote(shown))):
            parts = set(PIECES.split(written)) - set(PIECES.split(left))
            hidden |= {part: MASK for part in parts if len(part) >= SHORTEST_WITHIN}
    if not hidden:
        return str
    wanted = re.compile("|".join(map(_found_by, sorted(hidden, key=len, reverse=True))))
    return lambda text: wanted.sub(lambda found: hidden[found[0]], text)


def _found_by(secret: str) -> str:
    if not secret.isalpha():
        return re.escape(secret)
    return rf"(?<=[/?&;=#@]){secret}(?!\w)|(?<!\w){secret}(?=[/?&;=#@])"


def without_secrets_of(feed: str, link: str) -> str:
    """An article's ``link`` without the values by which its ``feed`` was asked for: some publishers put the reader's key
    into every link. Whoever follows it comes without the key."""
    keys = {
        found["value"] for found in PAIR.finditer(feed) if _pair(found["name"], found["value"]).endswith(MASK)
    }
    whole, hash_mark, fragment = link.partition("#")
    place, mark, query = whole.partition("?")
    if not keys or not mark:
        return link
    kept = [piece for piece in query.split("&") if piece.partition("=")[2] not in keys]
    left = f"{place}?{'&'.join(kept)}" if kept else place
    return left + hash_mark + fragment


def _address(address: str) -> str:
    scheme, mark, rest = address.rpartition("://") if address.count("://") == 1 else address.partition("://")
    if not mark:
        scheme, rest = "", address
    place, fragment = _parted(rest, "#")
    path, query = _parted(place, "?")
    host, slash, path = path.partition("/")
    shown = f"{scheme}{mark}{_host(host)}{slash}{_path(path)}"
    return shown + _query(query) + _query(fragment)


def _parted(text: str, mark: str) -> tuple[str, str]:
    """What stands before the mark, and the rest with it."""
    before, found, after = text.partition(mark)
    return before, found + after


def _host(host: str) -> str:
    _, at, place = host.rpartition("@")
    labels = [MASK if _looks_random(label) else label for label in place.split(".")]
    return f"{MASK}@{'.'.join(labels)}" if at else ".".join(labels)


def _path(path: str) -> str:
    parts = path.split("/")
    before = ["", *parts]
    return "/".join(_part(part, named) for part, named in zip(parts, before, strict=False))


def _part(part: str, before: str) -> str:
    """A part of the path is secret by its looks, or by the one before it: ``/apikey/12345/``."""
    if not part or part == MASK:
        return part
    if (name := _name_of(part)) and _is_secret(name):
        return f"{part.split('=', maxsplit=1)[0]}={MASK}"
    ending = ENDING.search(part)
    if _looks_random(part) or (before and _is_secret(before) and before != part):
        return MASK + (ending[0] if ending else "")
    return part


def _name_of(part: str) -> str:
    """The name in a parameter of the path, such as ``feed;jsessionid=…``."""
    return part.split("=", maxsplit=1)[0].rpartition(";")[2] if "=" in part else ""


def _query(query: str) -> str:
    if not query:
        return ""
    pieces = re.split(r"(&amp;|[&;])", query[1:])
    return query[0] + "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    name, mark, value = piece.partition("=")
    if not mark:
        return MASK if _looks_random(piece) else piece
    return _pair(name, value) if value else piece


def _pair(name: str, value: str) -> str:
    """A value is secret by its name, by its looks, or as an address that holds one itself."""
    plain = unquote(unquote(value))
    if value.startswith(MASK):
        return f"{name}={value}"
    within = "://" in plain or "?" in plain
    if _is_secret(name) or _looks_random(value) or (within and masked(plain) != plain):
        return f"{name}={MASK}"
    return f"{name}={value}"


def _is_secret(name: str) -> bool:
    plain = unquote(unquote(name))
    words = [word.lower() for word in WORD.findall(plain)]
    return any(
        word in SECRET_WORDS or (word.endswith(SECRET_ENDS) and word not in PLAIN_WORDS) for word in words
    )


def _looks_random(part: str) -> bool:
    plain = ENDING.sub("", unquote(part))
    if UUID.search(plain):
        return True
    if len(plain) < SHORTEST:
        return False
    runs = re.split(r"[^A-Za-z0-9]+", plain)
    return any(len(run) >= LONGEST_WORD or not READABLE.fullmatch(run) for run in runs)
