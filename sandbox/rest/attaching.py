"""Files of messages: which ones a message has, and their addresses where embeds and components name them.

Rules: https://docs.discord.com/developers/reference#uploading-files, and "Unfurled Media Item" of the components.
"""

from collections.abc import Iterator
from mimetypes import guess_type
from typing import Any, Final

from sandbox.forms.components import every
from sandbox.forms.media import FILE, GALLERY, THUMBNAIL
from sandbox.forms.message_forms import EPHEMERAL, Attachment, MessageForm
from sandbox.world.errors import Problem, invalid_form
from sandbox.world.objects import Document
from sandbox.world.uploads import Upload
from sandbox.world.world import World

MOST_FILES: Final = 10
SCHEME: Final = "attachment://"


def attached(world: World, message: Document, form: MessageForm) -> list[Document]:
    """The attachments that ``message`` has with ``form``: files that stay, then new ones; new bytes are kept.

    Raises ApiError 50035 for an id that is neither, and for more than ten files.
    """
    standing = {row["id"]: row for row in message["attachments"]}
    new = dict(form.files)
    listed = [Attachment(id=id_) for id_ in standing]
    if "attachments" in form.model_fields_set:
        listed = form.attachments or []
    rows: list[Document] = []
    for place, row in enumerate(listed):
        if row.id in new:
            rows.append(_kept(world, message, row, new.pop(row.id)))
        elif row.id in standing:
            rows.append(standing[row.id])
        else:
            problem = Problem(("attachments", place, "id"), "ATTACHMENT_NOT_FOUND", "Attachment not found")
            raise invalid_form([problem])
    rows += [_kept(world, message, Attachment(id=number), file) for number, file in new.items()]
    if len(rows) > MOST_FILES:
        problem = Problem(("attachments",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
        raise invalid_form([problem])
    return rows


def _kept(world: World, message: Document, row: Attachment, upload: Upload) -> Document:
    id_, name = world.snowflakes.next(), upload.shown_name
    world.uploads.keep(id_, upload)
    address = f"https://cdn.invalid/attachments/{message['channel_id']}/{id_}/{name}"
    about: Document = {"id": id_, "filename": name, "size": len(upload.data)}
    if row.description:
        about["description"] = row.description
    if kind := guess_type(name)[0] or upload.content_type:
        about["content_type"] = kind
    if upload.size_in_pixels:
        about["width"], about["height"] = upload.size_in_pixels
    if message["flags"] & EPHEMERAL:
        about["ephemeral"] = True
    return about | {"url": address, "proxy_url": address}


def with_addresses(parts: Document, files: list[Document]) -> Document:
    """Changes ``parts`` of a message: ``attachment://name`` becomes the file's address. Raises ApiError 50035 where no file
    has that name."""
    named = {row["filename"]: row for row in files}
    for place, media in (*_in_embeds(parts.get("embeds", [])), *_in_components(parts.get("components", []))):
        _resolve(media, named, place)
    for part in every(parts.get("components", [])):
        if part["type"] == FILE:
            found = named[part["file"]["url"].rpartition("/")[2]]
            part |= {"name": found["filename"], "size": found["size"]}
    return parts


def _in_embeds(embeds: list[Document]) -> Iterator[tuple[tuple[str | int, ...], Document]]:
    for number, embed in enumerate(embeds):
        for name in ("image", "thumbnail"):
            if embed.get(name, {}).get("url"):
                yield ("embeds", number, name, "url"), embed[name]


def _in_components(components: list[Document]) -> Iterator[tuple[tuple[str | int, ...], Document]]:
    for part in every(components):
        if part["type"] == GALLERY:
            yield from ((("components", part["id"], "items"), item["media"]) for item in part["items"])
        elif part["type"] in (THUMBNAIL, FILE):
            key = "media" if part["type"] == THUMBNAIL else "file"
            yield ("components", part["id"], key), part[key]


def _resolve(media: Document, named: dict[str, Document], place: tuple[str | int, ...]) -> None:
    """The first media of a message that may name a file: an address of the web stays as it is."""
    url: str = media["url"]
    is_of_component = place[0] == "components"
    more: dict[str, Any] = {"id": "0"} if is_of_component else {}
    if not url.startswith(SCHEME):
        media |= more | {"proxy_url": url}
        return
    found = named.get(url.removeprefix(SCHEME))
    if found is None:
        code = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"
        raise invalid_form([Problem(place, code, "The referenced attachment was not found")])
    media |= more | {"url": found["url"], "proxy_url": found["proxy_url"]}
    media |= {name: found[name] for name in ("width", "height", "content_type") if name in found}
    if is_of_component:
        media |= {"attachment_id": found["id"]}
