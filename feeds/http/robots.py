"""What a site's robots.txt allows (RFC 9309). Asked for articles; a feed itself is published to be read by programs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from feeds.plain.encoding import decode

AGENT = "entente"
MOST_BYTES = 512_000
"""That are read: RFC 9309 (2.5) asks for at least 500 KiB."""
EVERYBODY = "*"
SAFE = "%/?:@!$&'()*+,;=-._~[]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that allows or disallows paths; ``*`` in it is any text, ``$`` at its end the path's end."""

    pattern: str
    allows: bool


def robots_address(url: str) -> str:
    """Empty for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def rules(body: bytes) -> tuple[Rule, ...]:
    """The rules of a robots.txt for this bot: those of all groups that name it, else those for everybody."""
    groups: dict[str, list[Rule]] = {AGENT: [], EVERYBODY: []}
    named: set[str] = set()
    agents: list[str] = []
    in_rules = False
    for key, value in _lines(decode(body[:MOST_BYTES])):
        if key == "user-agent":
            agents, in_rules = ([] if in_rules else agents), False
            agents.append(value.lower())
            named.add(value.lower())
        elif key in ("allow", "disallow"):
            in_rules = True
            for agent in {AGENT, EVERYBODY}.intersection(agents) if value else ():
                groups[agent].append(Rule(_escaped(value), key == "allow"))
    return tuple(groups[AGENT if AGENT in named else EVERYBODY])


def allows(rules: Sequence[Rule], url: str) -> bool:
    """Whether an address may be read (never what is no address): the longest rule that fits decides; of two as long, the one that allows."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = _escaped((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    fitting = [(len(rule.pattern), rule.allows) for rule in rules if _fits(rule.pattern, path)]
    return max(fitting)[1] if fitting else True


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _escaped(path: str) -> str:
    """Signs beyond ASCII as percent-encoded UTF-8, what is encoded in one spelling (RFC 9309, 2.2.2)."""
    head, *rest = quote(path, safe=SAFE, errors="replace").split("%")
    return head + "".join(f"%{part[:2].upper()}{part[2:]}" for part in rest)


def _fits(pattern: str, path: str) -> bool:
    """Every part between asterisks is taken where it first occurs: no pattern takes longer than its own length."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if not others:
        return not anchored or place == len(path)
    *middle, last = others
    for part in middle:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if anchored:
        return path.endswith(last) and len(path) - len(last) >= place
    return path.find(last, place) >= 0
