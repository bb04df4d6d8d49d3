"""What a message may hold (https://docs.discord.com/developers/resources/message)."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, PrivateAttr, field_validator, model_validator

from sandbox.forms.components import InMessage, InModal, every, numbered
from sandbox.forms.forms import (
    CustomId,
    Form,
    Link,
    Media,
    Nonce,
    Snowflake,
    Snowflakes,
    Timestamp,
    one_of,
    refuse,
    short,
)
from sandbox.world.uploads import Upload

EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
CROSSPOSTED: Final = 1 << 0
HAS_THREAD: Final = 1 << 5
COMPONENTS_V2: Final = 1 << 15
MOST_EMBED_CHARACTERS: Final = 6000
MOST_COMPONENTS: Final = 40
MOST_TEXT: Final = 4000
LEGACY_FIELDS: Final = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
LEGACY_FIELDS_SAID: Final = "The content and embeds fields cannot be used with this flag."


class EmbedField(Form):
    name: Annotated[str, short(256)]
    value: Annotated[str, short(1024)]
    inline: bool = False


class EmbedAuthor(Form):
    name: Annotated[str, short(256)] | None = None
    url: Link | None = None
    icon_url: Media | None = None


class EmbedFooter(Form):
    text: Annotated[str, short(2048, 0)] | None = None
    icon_url: Media | None = None


class EmbedImage(Form):
    url: Media | None = None


class Embed(Form):
    title: Annotated[str, short(256, 0)] | None = None
    description: Annotated[str, short(4096, 0)] | None = None
    url: Link | None = None
    color: Annotated[int, Field(ge=0, le=0xFFFFFF)] | None = None
    timestamp: Timestamp | None = None
    author: EmbedAuthor | None = None
    footer: EmbedFooter | None = None
    image: EmbedImage | None = None
    thumbnail: EmbedImage | None = None
    fields: Annotated[list[EmbedField], Field(max_length=25)] | None = None

    def characters(self) -> int:
        """What counts towards the 6000: title, description, field names and values, footer, author."""
        fields = [text for row in self.fields or [] for text in (row.name, row.value)]
        footer, author = self.footer and self.footer.text, self.author and self.author.name
        return sum(len(text or "") for text in (self.title, self.description, footer, author, *fields))


class AllowedMentions(Form):
    parse: list[Literal["users", "roles", "everyone"]] | None = None
    users: Snowflakes = Field(default_factory=list)
    roles: Snowflakes = Field(default_factory=list)
    replied_user: bool | None = None

    @model_validator(mode="after")
    def either_all_or_some(self) -> Self:
        for kind, some in (("users", self.users), ("roles", self.roles)):
            if some and kind in (self.parse or []):
                raise refuse(
                    "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                    f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
                )
        return self


class Reference(Form):
    type: Annotated[int, one_of(0, 1)] = 0
    message_id: Snowflake
    channel_id: Snowflake | None = None
    guild_id: Snowflake | None = None
    fail_if_not_exists: bool = True


class Attachment(Form):
    """A file of this request, or one of an edited message that stays."""

    id: Snowflake
    filename: Annotated[str, short(1024)] | None = None
    description: Annotated[str, short(1024, 0)] | None = None


class MessageForm(Form):
    """A message to be created or the fields of an edit; ``model_fields_set`` tells which came."""

    _files: dict[str, Upload] = PrivateAttr(default_factory=dict)

    content: Annotated[str, short(2000, 0)] | None = None
    embeds: Annotated[list[Embed], Field(max_length=10)] | None = None
    components: list[InMessage] | None = None
    allowed_mentions: AllowedMentions | None = None
    flags: int | None = None
    tts: bool | None = None
    nonce: Nonce | None = None
    enforce_nonce: bool | None = None
    message_reference: Reference | None = None
    attachments: Annotated[list[Attachment], Field(max_length=10)] | None = None

    @field_validator("embeds")
    @classmethod
    def embeds_fit_together(cls, embeds: list[Embed] | None) -> list[Embed] | None:
        if sum(embed.characters() for embed in embeds or []) > MOST_EMBED_CHARACTERS:
            raise refuse("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
        return embeds

    @field_validator("components")
    @classmethod
    def custom_ids_differ(cls, components: list[Any] | None) -> list[Any] | None:
        parts = list(every([part.model_dump(exclude_none=True) for part in components or []]))
        ids = [part["custom_id"] for part in parts if "custom_id" in part]
        if len(set(ids)) < len(ids):
            raise refuse("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
        if len(parts) > MOST_COMPONENTS:
            raise refuse("BASE_TYPE_MAX_LENGTH", "Must be 40 or fewer in length.")
        return components

    @model_validator(mode="after")
    def is_of_one_age(self) -> Self:
        """Either content and embeds with up to five rows, or the second generation of components alone."""
        if (self.flags or 0) & COMPONENTS_V2:
            if self.content or self.embeds:
                raise refuse(LEGACY_FIELDS, LEGACY_FIELDS_SAID)
            self._texts_fit_together()
            return self
        if any(part.type != 1 for part in self.components or []):
            raise refuse("UNION_TYPE_CHOICES", "Value of field type must be one of (1,).")
        if len(self.components or []) > 5:
            raise refuse("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
        return self

    def _texts_fit_together(self) -> None:
        """All text components of a message count towards one limit (reference, "Text Display")."""
        parts = every([part.model_dump(exclude_none=True) for part in self.components or []])
        if sum(len(part["content"]) for part in parts if "content" in part) > MOST_TEXT:
            raise refuse(
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Total text must be 4000 or fewer in length."
            )

    @property
    def files(self) -> dict[str, Upload]:
        """Those that came with the form, by the number that ``attachments`` names them by."""
        return self._files

    def with_files(self, files: dict[str, Upload]) -> Self:
        self._files = files
        return self

    def has_body(self) -> bool:
        is_said = (self.content or "").strip() or self.embeds or self.components
        return bool(is_said or self.attachments or self.files)

    def parts(self) -> dict[str, Any]:
        """What came of content, embeds and components, as Discord shows it in a message."""
        shown: dict[str, Any] = {}
        if "content" in self.model_fields_set:
            shown["content"] = (self.content or "").strip()
        if "embeds" in self.model_fields_set:
            embeds = [embed.model_dump(exclude_none=True) for embed in self.embeds or []]
            shown["embeds"] = [{"type": "rich", **embed} for embed in embeds]
        if "components" in self.model_fields_set:
            rows = [part.model_dump(exclude_none=True) for part in self.components or []]
            shown["components"] = numbered(rows)
        return shown


class ThreadForm(Form):
    name: Annotated[str, short(100)]
    auto_archive_duration: Annotated[int, one_of(60, 1440, 4320, 10080)] | None = None
    rate_limit_per_user: Annotated[int, Field(ge=0, le=21600)] | None = None


class ModalForm(Form):
    custom_id: CustomId
    title: Annotated[str, short(45)]
    components: Annotated[list[InModal], Field(min_length=1, max_length=5)]


class Choice(Form):
    name: Annotated[str, short(100)]
    value: Annotated[str, short(100, 0)] | int | float


class ChoicesForm(Form):
    choices: Annotated[list[Choice], Field(max_length=25)] | None = None
