"""What the log tells of something that fails for a while."""

from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from handlers.health.troubles import REMINDED, Troubles
from tests.seconds import Seconds


def away() -> OperationalError:
    return OperationalError("SELECT 1", {}, RuntimeError("connection refused\nis the server running?"))


def test_what_lasts_is_told_once_then_seldom_and_when_it_is_over() -> None:
    seconds = Seconds()
    troubles = Troubles(seconds)
    with capture_logs() as told:
        for _ in range(1800):
            troubles.met("the outbox", away())
            seconds.at += 2
        troubles.over("the outbox")
        troubles.over("the outbox")
    events = [entry["event"] for entry in told]
    assert events == ["it fails, and is tried again", *["it still fails"] * 5, "it works again"]
    assert told[0]["error"] == "RuntimeError: connection refused"
    assert (told[-1]["failed"], told[-1]["seconds"]) == (1800, 3600)
    assert told[1]["seconds"] >= REMINDED


def test_what_nobody_expected_has_its_traceback_once() -> None:
    troubles = Troubles(Seconds())
    with capture_logs() as told:
        for _ in range(3):
            troubles.met("a", away())
            troubles.met("a", ValueError("no"))
            troubles.met("b", away())
    assert [("exc_info" in entry, entry["what"]) for entry in told] == [
        (False, "a"),
        (True, "a"),
        (False, "b"),
    ]
