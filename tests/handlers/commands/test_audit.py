"""Whose changes an audit log lists: only those by whom one of them is."""

import pytest

from handlers.commands.audit import newest_entries
from handlers.moderation.learning import BOT
from store.nouns.reviews import AuditEntry
from tests.clock import Clock


def entry(person: str, guild: int | None) -> AuditEntry:
    return AuditEntry(
        id=1, person=person, guild=guild, at=Clock()(), action="amend", subject="event:e", before={}, after={}
    )


PERSON, SHELL, LESSON = entry("discord:1", 1), entry("operator", None), entry(BOT, None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([PERSON], "1 change by people, the newest first."),
        ([SHELL, SHELL], "2 changes from the shell, the newest first."),
        ([LESSON], "1 change by the bot itself, the newest first."),
        (
            [PERSON, SHELL, LESSON],
            "3 changes by people, from the shell and by the bot itself, the newest first.",
        ),
    ],
    ids=["a person", "the shell", "a nightly lesson", "all"],
)
def test_the_first_line_names_who_changed_something(rows: list[AuditEntry], said: str) -> None:
    assert newest_entries(rows, [""] * len(rows)).lead[0].text == said
