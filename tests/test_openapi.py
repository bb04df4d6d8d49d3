"""The judge judges: it finds planted bad bodies at their place, and lets good ones pass."""

from typing import Any

import pytest

from sandbox.rest.server import Recorded
from tests.openapi import Description, invalid_answers, invalid_requests, needs_description

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "/applications/{application_id}/commands"
pytestmark = needs_description


def row_of(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"type": 1, "components": list(buttons)}]}


@pytest.mark.parametrize(
    ("method", "route", "body"),
    [
        ("POST", MESSAGES, {"content": "hello", "nonce": "1", "enforce_nonce": True}),
        ("POST", MESSAGES, {"embeds": [{"title": "t", "fields": [{"name": "n", "value": "v"}]}]}),
        ("POST", MESSAGES, row_of({"type": 2, "style": 1, "label": "l", "custom_id": "c"})),
        ("POST", CALLBACK, {"type": 4, "data": {"content": "hello", "flags": 64}}),
        ("POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "n", "value": "v"}]}}),
        ("PUT", COMMANDS, [{"name": "n", "description": "d", "options": []}]),
        ("POST", MESSAGES, {"content": "c", "allowed_mentions": {"parse": [], "roles": [5, "6"]}}),
        ("GET", "/users/@me", None),
    ],
)
def test_a_valid_body_passes(method: str, route: str, body: object) -> None:
    assert Description.load().request_problems(method, route, body) == []


@pytest.mark.parametrize(
    ("method", "route", "body", "place"),
    [
        ("POST", MESSAGES, {"content": "x" * 4001}, "$.content"),
        ("POST", MESSAGES, {"embeds": [{"title": "x" * 257}]}, "$.embeds[0].title"),
        ("POST", MESSAGES, {"embeds": [{"fields": [{"name": "n"}]}]}, "$.embeds[0].fields[0]"),
        ("POST", MESSAGES, row_of({"type": 2, "style": 1, "custom_id": "c" * 101}), "$.components[0]"),
        ("POST", MESSAGES, {"allowed_mentions": {"roles": ["desk"]}}, "$.allowed_mentions"),
        ("POST", MESSAGES, None, "POST"),
        ("POST", CALLBACK, {"type": 4, "data": {"content": 5}}, "$"),
        ("PUT", COMMANDS, [{"description": "d"}], "$[0]"),
        ("GET", "/users/@me", {"a": 1}, "GET"),
        ("POST", "/users/@me/nonsense", {}, "POST"),
    ],
)
def test_a_planted_bad_body_is_found(method: str, route: str, body: object, place: str) -> None:
    problems = Description.load().request_problems(method, route, body)
    assert problems
    assert problems[0].startswith(place)


def test_recorded_requests_and_answers_are_judged() -> None:
    bad = Recorded("POST", "/channels/1/messages", MESSAGES, {}, {"content": 1}, 200, {"id": "1"})
    assert invalid_requests([bad])[0].startswith("POST /channels/1/messages: $.content")
    assert "is a required property" in invalid_answers([bad])[0]
    with pytest.raises(AssertionError, match="nothing was recorded"):
        invalid_requests([])
