"""Components that show media: a thumbnail, a gallery, a file (https://docs.discord.com/developers/components/reference)."""

from typing import Annotated, Final, Literal

from pydantic import Field, field_validator

from sandbox.forms.forms import Form, Media, refuse, short

THUMBNAIL, GALLERY, FILE = 11, 12, 13
MOST_ITEMS: Final = 10
ComponentId = Annotated[int, Field(ge=0)]
AltText = Annotated[str, short(1024)]


class MediaItem(Form):
    url: Media


class UploadedItem(Form):
    """A file of this very message."""

    url: Media

    @field_validator("url")
    @classmethod
    def is_uploaded(cls, url: str) -> str:
        if not url.startswith("attachment://"):
            raise refuse("URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('attachment',).")
        return url


class Thumbnail(Form):
    type: Literal[11]
    id: ComponentId | None = None
    media: MediaItem
    description: AltText | None = None
    spoiler: bool | None = None


class GalleryItem(Form):
    media: MediaItem
    description: AltText | None = None
    spoiler: bool | None = None


class MediaGallery(Form):
    type: Literal[12]
    id: ComponentId | None = None
    items: Annotated[list[GalleryItem], Field(min_length=1, max_length=MOST_ITEMS)]


class FileShown(Form):
    type: Literal[13]
    id: ComponentId | None = None
    file: UploadedItem
    spoiler: bool | None = None
