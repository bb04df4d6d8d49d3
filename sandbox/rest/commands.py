"""The bot's registered application commands, global and of a guild."""

from collections import Counter
from typing import Final

from sandbox.forms.command_forms import CHAT_INPUT, MOST_COMMANDS, MOST_IN_MENUS, CommandForm
from sandbox.forms.forms import checked
from sandbox.world.errors import TOO_MANY_COMMANDS, UNKNOWN_COMMAND, ApiError, Problem, invalid_form
from sandbox.world.objects import DIRECT, Document
from sandbox.world.permissions import Permission
from sandbox.world.world import BOT_ID, GUILD_ID, World

GLOBAL: Final = ""
OWN: Final = frozenset({"id", "application_id", "version"})
"""What Discord adds to a command."""


class Commands:
    """A scope is ``GLOBAL`` or a guild's id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._permitted: dict[tuple[str, str], dict[str, bool]] = {}

    def of(self, scope: str) -> list[Document]:
        return self._world.commands.setdefault(scope, [])

    def visible(self, guild_id: str = GUILD_ID) -> list[Document]:
        """The slash commands of a guild; its own hides a global namesake."""
        return [row for row in self.every(guild_id) if row["type"] == CHAT_INPUT]

    def every(self, guild_id: str = GUILD_ID) -> list[Document]:
        """Those in the menus of messages and people, too."""
        rows = [*self.of(GLOBAL), *self.of(guild_id)]
        return list({(row["type"], row["name"]): row for row in rows}.values())

    def permit(self, guild_id: str, name: str, *ids: str, allowed: bool = True) -> None:
        """What an admin sets under *Integrations*: who may use a command there, by the ids of roles and people."""
        self._permitted.setdefault((guild_id, name), {}).update(dict.fromkeys(ids, allowed))

    def may_use(self, command: Document, member: Document, channel: Document) -> bool:
        """As Discord decides it ("Application Command Permissions"), in direct messages always: admins may; then a person's own permission, then
        those of their roles, then that of everyone; else the command's default."""
        if channel["type"] == DIRECT:
            return True
        held = self._world.permissions(member["user"]["id"], channel)
        if Permission.ADMINISTRATOR in held:
            return True
        set_here = self._permitted.get((channel["guild_id"], command["name"]), {})
        for tier in ([member["user"]["id"]], member["roles"], [channel["guild_id"]]):
            if decided := [set_here[id_] for id_ in tier if id_ in set_here]:
                return any(decided)
        default = command["default_member_permissions"]
        if default is None:
            return True
        return int(default) > 0 and int(held) & int(default) == int(default)

    def get(self, scope: str, id_: str) -> Document:
        found = next((row for row in self.of(scope) if row["id"] == id_), None)
        if found is None:
            raise ApiError(UNKNOWN_COMMAND)
        return found

    def put(self, scope: str, bodies: list[object]) -> list[Document]:
        """Replaces the whole list; a command that keeps its name keeps its id."""
        forms = [checked(CommandForm, body, (position,)) for position, body in enumerate(bodies)]
        keys = [(form.type, form.name) for form in forms]
        twice = [position for position, key in enumerate(keys) if key in keys[:position]]
        if twice:
            raise invalid_form([_duplicate(position) for position in twice])
        _demand_few([form.type for form in forms])
        known = {(row["type"], row["name"]): row for row in self.of(scope)}
        rows = [self._registered(scope, form, known.get((form.type, form.name))) for form in forms]
        self._world.commands[scope] = rows
        return rows

    def post(self, scope: str, body: object) -> tuple[Document, bool]:
        """The command and whether it is new: the same name overwrites."""
        form = checked(CommandForm, body)
        rows = self.of(scope)
        old = next((row for row in rows if (row["type"], row["name"]) == (form.type, form.name)), None)
        if old is None:
            _demand_few([*(row["type"] for row in rows), form.type])
        made = self._registered(scope, form, old)
        self._world.commands[scope] = [*(row for row in rows if row is not old), made]
        return made, old is None

    def patch(self, scope: str, id_: str, body: Document) -> Document:
        old = self.get(scope, id_)
        allowed = old["default_member_permissions"]
        known = old | {"default_member_permissions": None if allowed is None else int(allowed)}
        form = checked(CommandForm, known | body)
        made = self._registered(scope, form, old)
        self._world.commands[scope] = [made if row is old else row for row in self.of(scope)]
        return made

    def delete(self, scope: str, id_: str) -> None:
        gone = self.get(scope, id_)
        self._world.commands[scope] = [row for row in self.of(scope) if row is not gone]

    def _registered(self, scope: str, form: CommandForm, old: Document | None) -> Document:
        shown = form.shown() | ({"guild_id": scope} if scope else {})
        if old is not None and shown == {name: old[name] for name in old if name not in OWN}:
            return old
        ids = {"application_id": BOT_ID, "version": self._world.snowflakes.next()}
        return shown | ids | {"id": old["id"] if old else self._world.snowflakes.next()}


def _demand_few(types: list[int]) -> None:
    """Raises ApiError 30032 for more commands of a type than Discord keeps."""
    for kind, count in Counter(types).items():
        if count > (MOST_COMMANDS if kind == CHAT_INPUT else MOST_IN_MENUS):
            raise ApiError(TOO_MANY_COMMANDS)


def _duplicate(position: int) -> Problem:
    return Problem(
        (position,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
    )
