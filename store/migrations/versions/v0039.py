"""Events are found by the headlines of the texts that tell them, too."""

import sqlalchemy as sa
from alembic import op

from store.nouns.words import stemmed_text

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

PAGE = 500
HEARD = 20
UNPLACED = " \u2205"
"""Before the words of an event of no country."""
EVENTS = """SELECT id, CAST(countries AS VARCHAR), title, summary, place FROM event
    WHERE id > :last AND merged_into IS NULL ORDER BY id LIMIT :most"""
HEADS = """SELECT evidence.event, article.title FROM evidence JOIN article ON article.id = evidence.article
    WHERE evidence.event >= :first AND evidence.event <= :last AND article.verdict <> 'seed' ORDER BY evidence.id"""
PUT = "UPDATE stemmedtext SET stems = :stems WHERE kind = 'event' AND ref = :ref"


def upgrade() -> None:
    connection, last = op.get_bind(), ""
    while rows := connection.execute(sa.text(EVENTS), {"last": last, "most": PAGE}).all():
        first, last = rows[0][0], rows[-1][0]
        heads = headlines(connection, first, last)
        told = [
            {"ref": ref, "stems": (UNPLACED if countries == "[]" else "") + stems(own, heads[ref])}
            for ref, countries, *own in rows
            if ref in heads
        ]
        if told:
            connection.execute(sa.text(PUT), told)


def headlines(connection: sa.Connection, first: str, last: str) -> dict[str, list[str]]:
    """By event, from one id to another, each once."""
    found: dict[str, list[str]] = {}
    for event, title in connection.execute(sa.text(HEADS), {"first": first, "last": last}):
        if title not in found.setdefault(event, []):
            found[event].append(title)
    return {event: titles[:HEARD] for event, titles in found.items()}


def stems(own: list[str], heads: list[str]) -> str:
    return stemmed_text([*own, *(head for head in heads if head not in own)])
