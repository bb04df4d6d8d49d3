"""Faults on order: what Discord and the network do to a bot on a bad day, for as many requests as asked."""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from pydantic import ConfigDict

from sandbox.world.objects import Document

MESSAGES: Final = r"/channels/\d+/messages"


@dataclass
class Fault:
    """One kind of trouble for requests whose method and path (without ``/api/v10``) match.

    ``wait`` answers as it should, ``seconds`` late. ``accepted`` lets the request take effect first: the bot does not
    learn that it did (or learns it late). ``times`` counts down; None lasts until it is lifted.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")
    """Of an order from outside (``sandbox/remote.py``)."""

    answer: Literal["drop", "error", "limit", "wait"]
    method: str = "POST"
    path: str = MESSAGES
    """A regular expression that has to match as a whole."""
    times: int | None = 1
    accepted: bool = False
    status: int = 500
    code: int = 0
    """Discord's own number of an ``error`` ("JSON Error Codes")."""
    retry_after: float = 0.05
    """Seconds, for ``limit``."""
    everywhere: bool = False
    """A global rate limit, not the route's."""
    seconds: float = 3600.0
    """Of real time, for ``wait``; the default is longer than any client's patience."""

    def meets(self, method: str, path: str) -> bool:
        return self.times != 0 and self.method in {method, "*"} and bool(re.fullmatch(self.path, path))

    def headers(self) -> dict[str, str]:
        """``Via`` tells a client that Discord itself, and not a proxy's ban, limits it."""
        shared = {"Via": "1.1 sandbox", "Retry-After": str(self.retry_after)}
        return shared | ({"X-RateLimit-Global": "true"} if self.everywhere else {})

    def body(self) -> Document:
        if self.answer == "limit":
            sentence = "You are being rate limited."
            return {
                "message": sentence,
                "retry_after": self.retry_after,
                "global": self.everywhere,
                "code": 0,
            }
        return {"message": f"{self.status}: Server Error", "code": self.code}


@dataclass
class Faults:
    """Faults in force, the oldest first."""

    rows: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> Fault:
        self.rows.append(fault)
        return fault

    def lift(self) -> None:
        self.rows.clear()

    def meeting(self, method: str, path: str) -> Fault | None:
        """The fault for this request, used up by one."""
        fault = next((row for row in self.rows if row.meets(method, path)), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
        return fault
