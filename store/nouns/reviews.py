"""The nouns of what waits for a person, and of what persons decided."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from store.nouns.types import documents, instant, snowflake
from store.nouns.values import Country


class Review(SQLModel, table=True):
    """What the matcher left open: an article, the event it may belong to, and why. A person decides."""

    __table_args__ = (Index("ix_review_created_at", "created_at"),)
    id: int | None = Field(default=None, primary_key=True)
    article: str = Field(unique=True)
    event: str | None = None
    score: float | None = None
    reasons: list[str] = documents(list[str])
    proposal: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    """The event's facts as they would be filed if it is new."""
    state: str = Field(default="open", index=True)
    """open, later, same, new or irrelevant; ``unasked``: beyond what is asked in a day (``store/wire/questions.py``);
    ``wanted``: a person asked for it after all; ``offered``: was left out, and a person is asked of it"""
    chance: float | None = None
    """How likely the article is ours (0 to 1); None for what a person asked, or asked for."""
    created_at: datetime = instant()
    decided_by: int | None = snowflake(default=None)
    decided_at: datetime | None = instant(default=None)


class HeldItem(SQLModel, table=True):
    """An entry of a feed that is held back until a person calls it news or read; its keys are remembered already."""

    feed: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    place: int = 0
    item: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    held_at: datetime = instant()


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


class AuditEntry(SQLModel, table=True):
    """What a person changed, before and after; ``undone_by`` names the entry that took it back."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant(index=True)
    guild: int | None = snowflake(default=None)
    person: str
    """"discord:<id>" or "operator" for the command line."""
    action: str
    subject: str = Field(index=True)
    before: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    after: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    undone_by: int | None = None


class TeamWeights(SQLModel, table=True):
    """What the team's decisions moved: by how much each weight of ``facts/weights`` differs from what is shipped, in
    log-odds. One row a set of weights (``relevance``)."""

    id: str = Field(primary_key=True)
    moved: dict[str, float] = documents(dict[str, float], default_factory=dict)
    taught_at: datetime = instant()
