"""Another guild on the same sandbox: its own people, roles and channels, nothing of them known next door."""

from dataclasses import dataclass
from typing import Final

from sandbox.world.objects import TEXT, Document, channel, guild, member, role, user
from sandbox.world.permissions import OF_A_READER, Permission
from sandbox.world.world import World

CHANNELS: Final = ("general", "alerts", "digest")


@dataclass(frozen=True)
class Neighbour:
    """A guild with one person of each kind; ``analyst`` has the role *Analysts* and no permission of their own."""

    world: World
    id: str
    owner: Document
    admin: Document
    analyst: Document
    reader: Document

    def channel(self, name: str) -> str:
        """The id of its channel of that name."""
        return str(next(row["id"] for row in self.world.channels_of(self.id) if row["name"] == name))

    def role(self, name: str) -> str:
        return str(next(row["id"] for row in self.world.guilds[self.id]["roles"] if row["name"] == name))


def found(world: World, name: str) -> Neighbour:
    """A guild that the bot is invited to; a connected client is told."""
    id_ = world.snowflakes.next()
    roles = {
        "@everyone": role(id_, "@everyone", OF_A_READER, 0),
        "Analysts": role(world.snowflakes.next(), "Analysts", 0, 1, mentionable=True),
        "Desk": role(world.snowflakes.next(), "Desk", Permission.MANAGE_GUILD, 2),
        "Entente": role(world.snowflakes.next(), "Entente", OF_A_READER | Permission.MENTION_EVERYONE, 3),
    }
    people = {
        kind: user(world.snowflakes.next(), f"{kind} of {name}")
        for kind in ("owner", "admin", "analyst", "reader")
    }
    world.users |= {person["id"]: person for person in people.values()}
    world.guilds[id_] = guild(id_, name, people["owner"]["id"], list(roles.values()))
    held = {"admin": [roles["Desk"]["id"]], "analyst": [roles["Analysts"]["id"]]}
    members = {kind: member(person, held.get(kind, []), world.clock.now()) for kind, person in people.items()}
    world.rosters[id_] = {row["user"]["id"]: row for row in members.values()}
    for position, title in enumerate(CHANNELS):
        world.add_channel(channel(world.snowflakes.next(), id_, title, TEXT, position))
    world.join(id_)
    return Neighbour(world, id_, **members)
