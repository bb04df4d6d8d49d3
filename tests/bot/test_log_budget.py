"""A day on which everything fails every two seconds fills less than a megabyte, hides no kind of fault, and loses no count."""

import io
import logging
import re

import pytest

from bot.log_budget import LEFT_OUT, BudgetHandler, event_in
from bot.logs import without_secrets
from tests.seconds import Seconds

DAY = 86_400
TRACEBACK = "Traceback (most recent call last):\n" + "  File x, line y\n" * 40


class Log:
    """A logger with a budget, at a time that the test turns."""

    def __init__(self) -> None:
        self.seconds, self.stream = Seconds(), io.StringIO()
        self.handler = BudgetHandler(self.stream, self.seconds)

    def say(self, message: object, level: int = logging.ERROR) -> None:
        self.handler.handle(logging.LogRecord("x", level, "", 0, message, (), None))

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


@pytest.fixture
def log() -> Log:
    return Log()


def test_a_bad_day_is_less_than_a_megabyte_and_every_line_is_counted(log: Log) -> None:
    said = 0
    for at in range(0, DAY, 2):
        log.seconds.at = at
        for kind in "abcdef":
            log.say(f"fault {kind}, try {at}\n{TRACEBACK}")
            said += 1
        if at % 1800 == 0:
            log.say(f"rare {at}")
            said += 1
    log.seconds.at = DAY + 1
    log.say("the next day")
    text = log.stream.getvalue()
    assert len(text.encode()) < 1_000_000
    shown = sum(line.startswith(("fault", "rare")) for line in log.lines)
    told = [line for line in log.lines if line.startswith(LEFT_OUT)]
    left_out = sum(int(count) for line in told for count in re.findall(r"[^ ]: (\d+)(?=[,)])", line))
    assert shown + left_out == said
    for kind in "abcdef":
        assert text.count(f"fault {kind},") >= 24, "each hour names each fault"
    assert text.count("rare") >= 24


def test_text_that_is_always_another_is_bounded_too(log: Log) -> None:
    for at in range(3600):
        log.say("x" * (at % 70) + "y" * 4000)
    assert len(log.stream.getvalue()) < 400_000


def test_a_quiet_day_is_whole(log: Log) -> None:
    for at in range(0, DAY, 300):
        log.seconds.at = at
        log.say(f"posted {at}", logging.INFO)
    assert len(log.lines) == DAY / 300


def test_debugging_has_no_budget(log: Log) -> None:
    for _ in range(3000):
        log.say("x" * 100, logging.DEBUG)
    assert len(log.lines) == 3000


def test_lines_of_one_event_are_one_kind(log: Log) -> None:
    ours = logging.LogRecord("bot", logging.INFO, "", 0, {"event": "posted", "alert": "a"}, (), None)
    theirs = logging.LogRecord("discord", logging.INFO, "", 0, "failed with %s", ("b",), None)
    assert event_in(ours) == "posted"
    assert event_in(theirs) == "discord: failed with %s"


def test_a_secret_in_another_s_sentence_is_counted_without_itself() -> None:
    token = "MTExNTk4NzY1NDMyMTA5ODc2.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB"
    theirs = logging.LogRecord("other", logging.INFO, "", 0, f"sent {token} again", (), None)
    assert event_in(theirs, without_secrets) == "other: sent *** again"
