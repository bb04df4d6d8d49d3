"""Reads the name of an actor or an agreement as ``/actor`` does: an alias, a position, a part, a misspelling."""

from facts.asking.directory import Directory
from facts.asking.resolve import Held, Missing, NameFinding, Several, Vacant, resolve
from handlers.ui.options import NotUnderstoodError, typed_words

SHOWN = 5


def read_actor(text: str, known: Directory) -> str:
    """The actor's id. Raises NotUnderstoodError for none, or for several, which it names."""
    match resolve(text, known, "actor"):
        case NameFinding(id=key):
            return key
        case Held(holdings=holdings):
            return _only(
                text,
                list(dict.fromkeys(holding.actor.name for holding in holdings)),
                [holding.actor.id for holding in holdings],
            )
        case Several() as several:
            return _the_one(text, several, known)
        case Missing(nearest=nearest):
            raise NotUnderstoodError(f"No actor goes by “{text}”.{_meant(list(nearest))}")
        case Vacant():
            raise NotUnderstoodError(f"Nobody is known as “{text}”.")


def read_agreement(text: str, known: Directory) -> str:
    """The agreement's id; as ``read_actor``."""
    match resolve(text, known, "agreement"):
        case NameFinding(id=key):
            return key
        case Several() as several:
            return _the_one(text, several, known)
        case Missing(nearest=nearest):
            raise NotUnderstoodError(f"No agreement goes by “{text}”.{_meant(list(nearest))}")
        case Held() | Vacant():
            raise NotUnderstoodError(f"“{text}” is a position.")


def read_actors(text: str | None, known: Directory) -> list[str]:
    """Those between commas."""
    return list(dict.fromkeys(read_actor(word, known) for word in typed_words(text)))


def _the_one(text: str, several: Several, known: Directory) -> str:
    """The only one of them. Raises NotUnderstoodError with their names where there are several."""
    titles = [known.title(kind, key) for kind, key, _ in several.candidates]
    return _only(text, titles, [key for _, key, _ in several.candidates])


def _only(text: str, names: list[str], keys: list[str]) -> str:
    if len(set(keys)) == 1:
        return keys[0]
    raise NotUnderstoodError(f"More than one goes by “{text}”: {', '.join(names[:SHOWN])}.")


def _meant(names: list[str]) -> str:
    return f" Did you mean {' or '.join(names[:SHOWN])}?" if names else ""
