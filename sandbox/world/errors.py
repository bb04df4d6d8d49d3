"""What Discord answers when it refuses: status, code and sentence, one row for each.

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True)
class Refusal:
    status: int
    code: int
    message: str


UNAUTHORIZED: Final = Refusal(401, 0, "401: Unauthorized")
NOT_FOUND: Final = Refusal(404, 0, "404: Not Found")
UNKNOWN_APPLICATION: Final = Refusal(404, 10002, "Unknown Application")
UNKNOWN_CHANNEL: Final = Refusal(404, 10003, "Unknown Channel")
UNKNOWN_GUILD: Final = Refusal(404, 10004, "Unknown Guild")
UNKNOWN_MEMBER: Final = Refusal(404, 10007, "Unknown Member")
UNKNOWN_MESSAGE: Final = Refusal(404, 10008, "Unknown Message")
UNKNOWN_ROLE: Final = Refusal(404, 10011, "Unknown Role")
UNKNOWN_USER: Final = Refusal(404, 10013, "Unknown User")
UNKNOWN_WEBHOOK: Final = Refusal(404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION: Final = Refusal(404, 10062, "Unknown interaction")
UNKNOWN_COMMAND: Final = Refusal(404, 10063, "Unknown application command")
TOO_MANY_COMMANDS: Final = Refusal(400, 30032, "Maximum number of application commands reached (100)")
TOO_LARGE: Final = Refusal(413, 40005, "Request entity too large")
ALREADY_CROSSPOSTED: Final = Refusal(400, 40033, "This message has already been crossposted.")
ALREADY_ACKNOWLEDGED: Final = Refusal(400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS: Final = Refusal(403, 50001, "Missing Access")
NOT_THE_AUTHOR: Final = Refusal(403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE: Final = Refusal(400, 50006, "Cannot send an empty message")
CLOSED_TO_DIRECT_MESSAGES: Final = Refusal(403, 50007, "Cannot send messages to this user")
MISSING_PERMISSIONS: Final = Refusal(403, 50013, "Missing Permissions")
WRONG_CHANNEL_TYPE: Final = Refusal(403, 50024, "Cannot execute action on this channel type")
INVALID_WEBHOOK_TOKEN: Final = Refusal(401, 50027, "Invalid Webhook Token")
INVALID_FORM: Final = Refusal(400, 50035, "Invalid Form Body")
ARCHIVED_THREAD: Final = Refusal(400, 50083, "Thread is archived")
INVALID_JSON: Final = Refusal(400, 50109, "The request body contains invalid JSON.")
ALREADY_A_THREAD: Final = Refusal(400, 160004, "A thread has already been created for this message")
LOCKED_THREAD: Final = Refusal(403, 160005, "Thread is locked")


@dataclass
class ApiError(Exception):
    """A refused request. ``errors`` is the tree of fields that Discord sends with an invalid form."""

    refusal: Refusal
    errors: dict[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.refusal.message, "code": self.refusal.code}
        return body | {"errors": self.errors} if self.errors else body


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field; ``path`` leads to it through objects (names) and arrays (positions)."""

    path: tuple[str | int, ...]
    code: str
    message: str


def invalid_form(problems: list[Problem]) -> ApiError:
    """All problems at once, as Discord nests them: each field holds ``_errors``."""
    tree: dict[str, Any] = {}
    for problem in problems:
        node = tree
        for step in problem.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": problem.code, "message": problem.message})
    return ApiError(INVALID_FORM, tree)
