"""The cookies of one chain of redirects: some servers send a feed only to who brings back what they set on the way.

They are forgotten with the answer; a feed reader has no reason to be known again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

MOST = 20
LONGEST = 4096
"""Characters of all cookies of a host: RFC 6265 (6.1) asks for as much of one."""
PAIR = re.compile(r"[!#$%&'*+.^_`|~\w-]+=[!-+\--:<-\[\]-~ ]*", re.ASCII)
"""A name and a value (RFC 6265, 4.1.1), with the blanks that servers put into values."""


class Cookies:
    """What each host set; it goes back to that host alone, whatever ``Domain`` says."""

    def __init__(self) -> None:
        self._set: dict[str, dict[str, str]] = defaultdict(dict)

    def __len__(self) -> int:
        return sum(map(len, self._set.values()))

    def keep(self, host: str, headers: Iterable[str]) -> bool:
        """Reads ``Set-Cookie`` headers; whether they changed anything."""
        before = dict(self._set[host])
        for header in headers:
            pair = header.partition(";")[0].strip()
            if PAIR.fullmatch(pair) and len(self._set[host]) < MOST:
                name, _, value = pair.partition("=")
                self._set[host][name] = value
        return self._set[host] != before

    def header(self, host: str) -> dict[str, str]:
        """The ``Cookie`` header for a host; none where it set nothing."""
        pairs = "; ".join(f"{name}={value}" for name, value in self._set[host].items())
        return {"Cookie": pairs} if 0 < len(pairs) <= LONGEST else {}
