"""What is known by its name alone and is no actor: series of exercises, and places."""

from datetime import datetime

from sqlmodel import Field

from store.nouns.models import Facts
from store.nouns.types import documents, instant, word
from store.nouns.values import Alias, Basis, Country, Text


class SeriesFacts(Facts):
    """A series of exercises that goes by one name. ``countries`` take part whenever it is held (none: changing), the
    ``branch`` is air, sea, land, special or mixed."""

    name: Text
    countries: list[Country] = documents(list[Country])
    branch: str = ""
    aliases: list[Alias] = documents(list[Alias])
    basis: Basis = word(default="reference")


class Series(SeriesFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()


class PlaceFacts(Facts):
    """A place that locates an event and stands for no government."""

    name: Text
    country: Country | None = None
    aliases: list[Alias] = documents(list[Alias])
    basis: Basis = word(default="reference")


class Place(PlaceFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()
