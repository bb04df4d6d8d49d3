"""Discord's own description of its API as a judge: of what a bot sends, and of what the sandbox answers.

The description is not part of the project: it lies beside it, and where it does not, tests that need it are skipped.
OpenAPI 3.1 schemas are JSON Schema 2020-12; ``$ref`` is resolved within the whole document.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

import pytest
from jsonschema_rs import Draft202012Validator, Registry, ValidationError

from sandbox.rest.server import Recorded

SPEC: Final = Path(__file__).parents[1].parent / "shared" / "discord" / "openapi.json"
NAME: Final = "urn:discord"
needs_description = pytest.mark.skipif(
    not SPEC.exists(), reason="Discord's API description is not beside the project"
)


class Description:
    """Judges bodies by the operation that they belong to."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._answers = Validators(document)
        self._requests = Validators(_with_numbers_as_ids(document))

    @classmethod
    @cache
    def load(cls) -> Self:
        """Reads the file once; it is large."""
        return cls(json.loads(SPEC.read_text()))

    def request_problems(self, method: str, route: str, body: object) -> list[str]:
        """What is wrong with a request's body, one line for each place; empty when it is valid.

        A route that the description does not know, and a body where none is asked for, are problems too.
        """
        operation = self._document["paths"].get(route, {}).get(method.lower())
        if operation is None:
            return [f"{method} {route} is not in the description"]
        if "requestBody" not in operation:
            return [] if body is None else [f"{method} {route} takes no body"]
        if body is None:
            required = operation["requestBody"].get("required", False)
            return [f"{method} {route} needs a body"] if required else []
        return self._requests.problems(body, _pointer(route, method, "requestBody"))

    def answer_problems(self, method: str, route: str, status: int, answer: object) -> list[str]:
        """The same for an answer: its status has to be a described one, its body of the described shape."""
        responses = self._document["paths"].get(route, {}).get(method.lower(), {}).get("responses", {})
        known = next((name for name in (str(status), f"{str(status)[0]}XX") if name in responses), None)
        if known is None:
            return [f"{method} {route} does not answer {status}"]
        shown = responses[known].get("$ref", "").removeprefix("#") or _pointer(
            route, method, "responses", known
        )
        content = self._at(shown).get("content")
        if content is None:
            return [] if answer is None else [f"{method} {route} answers {status} without a body"]
        return self._answers.problems(answer, shown)

    def _at(self, pointer: str) -> dict[str, Any]:
        node: Any = self._document
        for step in pointer.strip("/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        found: dict[str, Any] = node
        return found


class Validators:
    """Of each place of the description one, made when it is first asked for."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._registry = Registry([(NAME, document)])
        self._made: dict[str, Draft202012Validator] = {}

    def problems(self, body: object, place: str) -> list[str]:
        """A line for each; ``place`` is a JSON pointer to a request or an answer."""
        if place not in self._made:
            schema = {"$ref": f"{NAME}#{quote(place)}/content/application~1json/schema"}
            self._made[place] = Draft202012Validator(schema, registry=self._registry)
        return [_told(error) for error in self._made[place].iter_errors(body)]


def _with_numbers_as_ids(document: dict[str, Any]) -> dict[str, Any]:
    """Discord reads an id that is sent as a number, as discord.py sends every one, and describes only the text."""
    schemas = document["components"]["schemas"]
    ids = schemas["SnowflakeType"] | {"type": ["string", "integer"], "minimum": 0}
    return document | {"components": document["components"] | {"schemas": schemas | {"SnowflakeType": ids}}}


def _pointer(route: str, method: str, *steps: str) -> str:
    """A JSON pointer (RFC 6901) into the operation."""
    path = route.replace("~", "~0").replace("/", "~1")
    return "/".join(("/paths", path, method.lower(), *steps))


def _told(error: ValidationError) -> str:
    """The deepest of the reasons: of a choice that fits nowhere, why the nearest does not."""
    choices: list[list[ValidationError]] = getattr(error.kind, "context", [])
    nearest = min(filter(None, choices), key=len, default=[])
    if nearest:
        return _told(max(nearest, key=lambda one: len(one.instance_path)))
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
    return f"${path}: {error.message[:300]}"


def invalid_requests(requests: list[Recorded]) -> list[str]:
    """Every problem in what a bot sent, with its route; empty when all is valid. Fails where nothing was recorded."""
    assert requests, "nothing was recorded"
    description = Description.load()
    return [
        f"{row.method} {row.path}: {problem}"
        for row in requests
        for problem in description.request_problems(row.method, row.route, row.body)
    ]


def invalid_answers(requests: list[Recorded]) -> list[str]:
    """The same for what the sandbox answered; what it never answered, or ordered to fail, is not judged."""
    description = Description.load()
    return [
        f"{row.method} {row.path} {row.status}: {problem}"
        for row in requests
        if 0 < row.status < 500
        for problem in description.answer_problems(row.method, row.route, row.status, _judged(row.answer))
    ]


def _judged(answer: Any) -> Any:
    """Without the tree of fields: the description wants numbers as its codes, Discord's reference shows words."""
    is_form_error = isinstance(answer, dict) and "errors" in answer
    return {name: answer[name] for name in answer if name != "errors"} if is_form_error else answer
