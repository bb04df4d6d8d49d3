"""Bodies are checked as Discord checks them: all problems at once, each at its field, in Discord's words.

The limits are rows of pydantic models; this file turns what pydantic finds into Discord's error tree.
Codes and sentences: https://docs.discord.com/developers/reference#error-messages
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from yarl import URL

from sandbox.world.errors import Problem, invalid_form

CODES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("BASE_TYPE_REQUIRED", "This field is required"),
    "string_too_short": ("BASE_TYPE_BAD_LENGTH", "Must be {min_length} or more in length."),
    "string_too_long": ("BASE_TYPE_MAX_LENGTH", "Must be {max_length} or fewer in length."),
    "too_short": ("BASE_TYPE_BAD_LENGTH", "Must be {min_length} or more in length."),
    "too_long": ("BASE_TYPE_MAX_LENGTH", "Must be {max_length} or fewer in length."),
    "greater_than_equal": ("NUMBER_TYPE_MIN", "Value should be greater than or equal to {ge}."),
    "less_than_equal": ("NUMBER_TYPE_MAX", "Value should be less than or equal to {le}."),
    "literal_error": ("BASE_TYPE_CHOICES", "Value must be one of ({expected})."),
    "union_tag_invalid": ("UNION_TYPE_CHOICES", "Value of field type must be one of ({expected_tags})."),
    "union_tag_not_found": ("BASE_TYPE_REQUIRED", "This field is required"),
    "string_pattern_mismatch": ("STRING_TYPE_REGEX", "String value did not match validation regex."),
    "string_type": ("STRING_TYPE_CONVERT", "Could not interpret as string."),
    "int_type": ("NUMBER_TYPE_COERCE", "Value is not int."),
    "int_parsing": ("NUMBER_TYPE_COERCE", "Value is not int."),
    "bool_type": ("BOOLEAN_TYPE_CONVERT", "Must be either true or false."),
    "bool_parsing": ("BOOLEAN_TYPE_CONVERT", "Must be either true or false."),
    "list_type": ("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"),
    "model_type": ("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType"),
}
FormT = TypeVar("FormT", bound="Form")


class Form(BaseModel):
    """What Discord does not know it ignores; what it knows has to be of the type that it describes."""

    model_config = ConfigDict(extra="ignore", strict=True)


def checked(form: type[FormT], body: object, at: tuple[str | int, ...] = ()) -> FormT:
    """Raises ApiError 50035 with every problem; ``at`` is where ``body`` stands in the whole request."""
    try:
        return form.model_validate(body)
    except ValidationError as error:
        raise invalid_form([_problem(row, at) for row in error.errors()]) from None


def _problem(row: ErrorDetails, at: tuple[str | int, ...]) -> Problem:
    code, message = CODES.get(row["type"], (row["type"], row["msg"]))
    path = tuple(step for step in row["loc"] if not is_tag(step))
    return Problem((*at, *path), code, message.format(**row.get("ctx", {})))


def tag(kind: object) -> str:
    """The name of a union's member: brackets tell it from a field when a path to an error is built."""
    return f"<{kind}>"


def is_tag(step: str | int) -> bool:
    return isinstance(step, str) and step.startswith("<")


def kind_of(value: Any) -> str | None:
    """The tag of a component or option, by its ``type``; None when it has none."""
    kind = value.get("type") if isinstance(value, dict) else getattr(value, "type", None)
    return None if kind is None else tag(kind)


def refuse(code: str, message: str) -> PydanticCustomError:
    """A problem of ours for a validator to raise; braces in ``message`` are taken as they are."""
    return PydanticCustomError(code, "{sentence}", {"sentence": message})


def _web_address(address: str, *schemes: str) -> str:
    try:
        url = URL(address)
    except ValueError:
        url = URL()
    if url.scheme not in schemes:
        raise refuse("URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {schemes}.")
    if not url.host:
        raise refuse("URL_TYPE_INVALID_URL", "Not a well formed URL.")
    return address


def _link(address: str) -> str:
    return _web_address(address, "http", "https")


def _media(address: str) -> str:
    return _web_address(address, "http", "https", "attachment")


def _button_link(address: str) -> str:
    return _web_address(address, "http", "https", "discord")


Link = Annotated[str, StringConstraints(max_length=2048), AfterValidator(_link)]
Media = Annotated[str, StringConstraints(max_length=2048), AfterValidator(_media)]
ButtonLink = Annotated[str, StringConstraints(max_length=512), AfterValidator(_button_link)]


def _digits(value: object) -> object:
    """Ids and nonces may come as numbers."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _moment(text: str) -> str:
    """ISO 8601; without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise refuse("DATE_TIME_TYPE_PARSE", f"Could not parse {text}. Should be ISO8601.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()


def _differing(ids: list[str]) -> list[str]:
    if len(set(ids)) < len(ids):
        raise refuse("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
    return ids


Timestamp = Annotated[str, AfterValidator(_moment)]
Snowflake = Annotated[str, BeforeValidator(_digits), StringConstraints(pattern=r"^(0|[1-9]\d{0,19})$")]
Nonce = Annotated[str, BeforeValidator(_digits), StringConstraints(max_length=25)]
Snowflakes = Annotated[list[Snowflake], Field(max_length=100), AfterValidator(_differing)]
CustomId = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def short(longest: int, shortest: int = 1) -> Any:
    """A string of ``shortest`` to ``longest`` characters, for use in ``Annotated``."""
    return StringConstraints(min_length=shortest, max_length=longest)


def one_of(*values: int) -> Any:
    """A whole number out of a few, for use in ``Annotated``."""

    def check(value: int) -> int:
        if value not in values:
            raise refuse("BASE_TYPE_CHOICES", f"Value must be one of {values}.")
        return value

    return AfterValidator(check)
