"""Message and modal components with their limits (https://docs.discord.com/developers/components/reference)."""

from collections.abc import Iterator
from itertools import count
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from sandbox.forms.forms import (
    ButtonLink,
    CustomId,
    Form,
    Snowflake,
    kind_of,
    one_of,
    refuse,
    short,
    tag,
)
from sandbox.forms.media import ComponentId, FileShown, MediaGallery, Thumbnail
from sandbox.world.objects import Document

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT_DISPLAY, CONTAINER, LABEL = 9, 10, 17, 18
SELECTS: Final = frozenset({3, 5, 6, 7, 8})
LINK_STYLE: Final = 5
PREMIUM_STYLE: Final = 6


class Emoji(Form):
    id: Snowflake | None = None
    name: Annotated[str, short(32)]
    animated: bool | None = None


class Button(Form):
    type: Literal[2]
    id: ComponentId | None = None
    style: Annotated[int, one_of(1, 2, 3, 4, 5, 6)]
    label: Annotated[str, short(80, 0)] | None = None
    emoji: Emoji | None = None
    custom_id: CustomId | None = None
    url: ButtonLink | None = None
    sku_id: Snowflake | None = None
    disabled: bool | None = None

    @model_validator(mode="after")
    def leads_somewhere(self) -> Self:
        if (self.style == LINK_STYLE) != (self.url is not None):
            raise refuse("BUTTON_COMPONENT_INVALID_URL", "A link button has a url, no other button has one.")
        if (self.style in {LINK_STYLE, PREMIUM_STYLE}) == (self.custom_id is not None):
            raise refuse("BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required for this button.")
        if self.style != PREMIUM_STYLE and not (self.label or self.emoji):
            raise refuse("BUTTON_COMPONENT_LABEL_REQUIRED", "A button needs a label or an emoji.")
        return self


class SelectOption(Form):
    label: Annotated[str, short(100)]
    value: Annotated[str, short(100)]
    description: Annotated[str, short(100, 0)] | None = None
    emoji: Emoji | None = None
    default: bool | None = None


class Select(Form):
    """Of entities (users, roles, mentionables, channels)."""

    type: Literal[5, 6, 7, 8]
    id: ComponentId | None = None
    custom_id: CustomId
    placeholder: Annotated[str, short(150, 0)] | None = None
    min_values: Annotated[int, Field(ge=0, le=25)] = 1
    max_values: Annotated[int, Field(ge=1, le=25)] = 1
    disabled: bool | None = None
    required: bool | None = None
    channel_types: list[int] | None = None
    default_values: list[dict[str, Any]] | None = None


class StringSelect(Form):
    type: Literal[3]
    id: ComponentId | None = None
    custom_id: CustomId
    placeholder: Annotated[str, short(150, 0)] | None = None
    min_values: Annotated[int, Field(ge=0, le=25)] = 1
    max_values: Annotated[int, Field(ge=1, le=25)] = 1
    disabled: bool | None = None
    required: bool | None = None
    options: Annotated[list[SelectOption], Field(min_length=1, max_length=25)]

    @field_validator("options")
    @classmethod
    def values_differ(cls, options: list[SelectOption]) -> list[SelectOption]:
        if len({option.value for option in options}) < len(options):
            raise refuse(
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
            )
        return options


class TextInput(Form):
    type: Literal[4]
    id: ComponentId | None = None
    custom_id: CustomId
    style: Annotated[int, one_of(1, 2)]
    label: Annotated[str, short(45)] | None = None
    min_length: Annotated[int, Field(ge=0, le=4000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=4000)] | None = None
    required: bool | None = None
    value: Annotated[str, short(4000, 0)] | None = None
    placeholder: Annotated[str, short(100, 0)] | None = None


InRow = Annotated[
    Annotated[Button, Tag(tag(2))]
    | Annotated[StringSelect, Tag(tag(3))]
    | Annotated[TextInput, Tag(tag(4))]
    | Annotated[Select, Tag(tag(5))]
    | Annotated[Select, Tag(tag(6))]
    | Annotated[Select, Tag(tag(7))]
    | Annotated[Select, Tag(tag(8))],
    Discriminator(kind_of),
]


class Row(Form):
    """Up to five buttons, or one select, or (in a modal) one text input."""

    type: Literal[1]
    id: ComponentId | None = None
    components: Annotated[list[InRow], Field(min_length=1, max_length=5)]

    @field_validator("components")
    @classmethod
    def is_five_wide(cls, components: list[Any]) -> list[Any]:
        if len(components) > 1 and any(part.type != BUTTON for part in components):
            raise refuse(
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
            )
        return components


class TextDisplay(Form):
    type: Literal[10]
    id: ComponentId | None = None
    content: Annotated[str, short(4000)]


class Section(Form):
    type: Literal[9]
    id: ComponentId | None = None
    components: Annotated[list[TextDisplay], Field(min_length=1, max_length=3)]
    accessory: Annotated[
        Annotated[Button, Tag(tag(2))] | Annotated[Thumbnail, Tag(tag(11))], Discriminator(kind_of)
    ]


class Separator(Form):
    type: Literal[14]
    id: ComponentId | None = None
    divider: bool | None = None
    spacing: Annotated[int, one_of(1, 2)] | None = None


InContainer = Annotated[
    Annotated[Row, Tag(tag(1))]
    | Annotated[Section, Tag(tag(9))]
    | Annotated[TextDisplay, Tag(tag(10))]
    | Annotated[MediaGallery, Tag(tag(12))]
    | Annotated[FileShown, Tag(tag(13))]
    | Annotated[Separator, Tag(tag(14))],
    Discriminator(kind_of),
]


class Container(Form):
    type: Literal[17]
    id: ComponentId | None = None
    accent_color: Annotated[int, Field(ge=0, le=0xFFFFFF)] | None = None
    spoiler: bool | None = None
    components: Annotated[list[InContainer], Field(min_length=1, max_length=40)]


class Label(Form):
    """A modal's field with its label."""

    type: Literal[18]
    id: ComponentId | None = None
    label: Annotated[str, short(45)]
    description: Annotated[str, short(100)] | None = None
    component: InRow


InMessage = Annotated[
    Annotated[Row, Tag(tag(1))]
    | Annotated[Section, Tag(tag(9))]
    | Annotated[TextDisplay, Tag(tag(10))]
    | Annotated[MediaGallery, Tag(tag(12))]
    | Annotated[FileShown, Tag(tag(13))]
    | Annotated[Separator, Tag(tag(14))]
    | Annotated[Container, Tag(tag(17))],
    Discriminator(kind_of),
]
InModal = Annotated[
    Annotated[Row, Tag(tag(1))] | Annotated[TextDisplay, Tag(tag(10))] | Annotated[Label, Tag(tag(18))],
    Discriminator(kind_of),
]


def every(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each component and, after it, what is inside it."""
    for component in components:
        yield component
        inner = [*component.get("components", ())]
        inner += [component[key] for key in ("accessory", "component") if key in component]
        yield from every(inner)


_ALWAYS_SHOWN: Final[dict[int, dict[str, Any]]] = {
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"spacing": 1, "divider": True},
    CONTAINER: {"accent_color": None, "spoiler": False},
}


def numbered(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gives an id to each component that came without one, and the fields that it always shows, as Discord does; changes
    ``components``."""
    taken = {component["id"] for component in every(components) if component.get("id")}
    free = (number for number in count(1) if number not in taken)
    for component in every(components):
        component["id"] = component.get("id") or next(free)
        component.update(_ALWAYS_SHOWN.get(component["type"], {}) | component)
        for item in component.get("items", ()):
            item.update({"description": None, "spoiler": False} | item)
    return components


def filled(part: Document, values: dict[str, str]) -> Document:
    """A modal's component as Discord sends it back: ids, types and what was entered."""
    kept: Document = {name: part[name] for name in ("type", "id", "custom_id") if name in part}
    if "components" in part:
        return kept | {"components": [filled(inner, values) for inner in part["components"]]}
    if "component" in part:
        return kept | {"component": filled(part["component"], values)}
    if part["type"] == TEXT_INPUT:
        return kept | {"value": values.get(part["custom_id"], part.get("value", ""))}
    if part["type"] in SELECTS:
        chosen = values.get(part["custom_id"])
        return kept | {"values": [chosen] if chosen else []}
    return kept
