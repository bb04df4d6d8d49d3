"""Application commands with their limits (https://docs.discord.com/developers/interactions/application-commands)."""

from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from sandbox.forms.forms import Form, one_of, refuse, short

CHAT_INPUT: Final = 1
MESSAGE_COMMAND: Final = 3
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(
    1, 12
)
MOST_COMMANDS: Final = 100
MOST_IN_MENUS: Final = 5
"""Of the commands in the menus of messages, and as many in those of people."""
MOST_CHARACTERS: Final = 8000
NUMERIC: Final = frozenset({INTEGER, NUMBER})


def _lower_case(name: str) -> str:
    if name != name.lower():
        raise refuse("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


SlashName = Annotated[str, StringConstraints(pattern=r"^[-_'\w]{1,32}$"), AfterValidator(_lower_case)]
Described = Annotated[str, short(100)]
Localisations = dict[str, str] | None


class OptionChoice(Form):
    name: Annotated[str, short(100)]
    name_localizations: Localisations = None
    value: Annotated[str, short(6000, 0)] | int | float


class Option(Form):
    type: Annotated[int, Field(ge=1, le=11)]
    name: SlashName
    name_localizations: Localisations = None
    description: Described
    description_localizations: Localisations = None
    required: bool | None = None
    autocomplete: bool | None = None
    choices: Annotated[list[OptionChoice], Field(max_length=25)] | None = None
    options: Annotated[list["Option"], Field(max_length=25)] | None = None
    channel_types: list[int] | None = None
    min_value: int | float | None = None
    max_value: int | float | None = None
    min_length: Annotated[int, Field(ge=0, le=6000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=6000)] | None = None

    @model_validator(mode="after")
    def fits_its_type(self) -> Self:
        if self.autocomplete and (self.choices or self.type not in {STRING, *NUMERIC}):
            raise refuse(
                "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete needs free text or a number."
            )
        if self.options and self.type not in {SUBCOMMAND, GROUP}:
            raise refuse(
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only subcommands and groups have options."
            )
        if self.type == GROUP and any(inner.type != SUBCOMMAND for inner in self.options or []):
            raise refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A group holds subcommands only.")
        if self.type == SUBCOMMAND and any(inner.type <= GROUP for inner in self.options or []):
            raise refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "A subcommand holds values only.")
        return self

    @field_validator("options")
    @classmethod
    def in_order(cls, options: list["Option"] | None) -> list["Option"] | None:
        return ordered(options)

    def characters(self) -> int:
        own = len(self.name) + len(self.description)
        choices = sum(len(choice.name) + len(str(choice.value)) for choice in self.choices or [])
        return own + choices + sum(inner.characters() for inner in self.options or [])

    def shown(self) -> dict[str, Any]:
        """As Discord gives it back: what was not set is left out, subcommands keep their list."""
        document = self.model_dump(exclude_none=True, exclude={"options"})
        if self.type in {SUBCOMMAND, GROUP}:
            document["options"] = [inner.shown() for inner in self.options or []]
        return document


def ordered(options: list[Option] | None) -> list[Option] | None:
    """Names differ, required options come first, subcommands do not stand beside values."""
    rows = options or []
    if len({option.name for option in rows}) < len(rows):
        raise refuse("APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
    required = [bool(option.required) for option in rows]
    if required != sorted(required, reverse=True):
        raise refuse(
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "Required options must be placed before non-required options",
        )
    if len({option.type <= GROUP for option in rows}) > 1:
        raise refuse("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Subcommands cannot stand beside options.")
    return options


class CommandForm(Form):
    type: Annotated[int, one_of(1, 2, 3)] = CHAT_INPUT
    name: Annotated[str, short(32)]
    name_localizations: Localisations = None
    description: Annotated[str, short(100, 0)] | None = None
    description_localizations: Localisations = None
    options: Annotated[list[Option], Field(max_length=25)] | None = None
    default_member_permissions: Annotated[int, Field(ge=0)] | None = None
    dm_permission: bool | None = None
    nsfw: bool | None = None
    contexts: list[Annotated[int, one_of(0, 1, 2)]] | None = None
    integration_types: list[Annotated[int, one_of(0, 1)]] | None = None

    @field_validator("options")
    @classmethod
    def in_order(cls, options: list[Option] | None) -> list[Option] | None:
        return ordered(options)

    @model_validator(mode="after")
    def fits_its_type(self) -> Self:
        if self.type == CHAT_INPUT:
            SlashCommandName.model_validate({"name": self.name, "description": self.description})
        elif self.description or self.options:
            raise refuse(
                "APPLICATION_COMMAND_INVALID", "Context menu commands have no description and no options."
            )
        characters = len(self.name) + len(self.description or "")
        if characters + sum(option.characters() for option in self.options or []) > MOST_CHARACTERS:
            raise refuse("APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
        return self

    def shown(self) -> dict[str, Any]:
        """As Discord gives it back, without its ids."""
        allowed = self.default_member_permissions
        document: dict[str, Any] = {
            "type": self.type,
            "name": self.name,
            "name_localizations": self.name_localizations,
            "description": self.description or "",
            "description_localizations": self.description_localizations,
            "default_member_permissions": None if allowed is None else str(allowed),
            "dm_permission": self.dm_permission is not False,
            "contexts": self.contexts,
            "integration_types": self.integration_types or [0],
            "nsfw": bool(self.nsfw),
        }
        return document | ({"options": [option.shown() for option in self.options]} if self.options else {})


class SlashCommandName(Form):
    """What a slash command needs beyond a context menu's free name."""

    name: SlashName
    description: Described
