"""Names that texts give and that no entry of the register has: who named them, and what a person decided."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from store.nouns.types import instant, snowflake
from store.nouns.values import Country


class NameMention(SQLModel, table=True):
    """An item gives a name that was not known when it was read. ``key`` is its sort and its folded words
    ("person:naveed ashraf"), ``name`` as the item writes it; ``office`` and ``country`` as far as it says them."""

    key: str = Field(primary_key=True)
    article: str = Field(primary_key=True, index=True)
    name: str
    office: str = ""
    country: Country | None = None


class ProposedName(SQLModel, table=True):
    """A name that keeps appearing, for a person to decide on. One that was rejected stays, so that it does not come back."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    state: str = Field(default="open", index=True)
    """open, later, accepted or rejected"""
    entry: str | None = None
    """The entry that it became, as the audit log has it ("actor:naveed-ashraf")."""
    created_at: datetime = instant()
    decided_by: int | None = snowflake(default=None)
    decided_at: datetime | None = instant(default=None)
