"""What is known by its name only (``seeds/gazetteer/*.toml``), in the notation of that folder, and how it joins the documents'
entries of the same id."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

FOLDER = "gazetteer/"
IDENTIFYING = ("sort", "members", "makers", "afloat", "owner", "part_of", "branch", "countries")
"""What the gazetteer adds to an entry that a document has, beside names: it identifies and tells of nothing."""
LANGUAGES = ("zh", "ur", "hi", "ar", "fa", "ru", "tr", "bn")
"""Languages in which a state is known by CLDR's name for it."""
PLAIN_WORDS = frozenset({"مالی", "مالي"})
"""Names of states that are first of all a word elsewhere: Mali in Persian is "financial" in Urdu."""


def is_reference(file: str) -> bool:
    return file.startswith(FOLDER)


def expanded(noun: str, body: dict[str, Any]) -> dict[str, Any]:
    """An entry of the gazetteer with its aliases spelled out, and of a state the names of CLDR."""
    aliases = [alias(name) if isinstance(name, str) else name for name in body.get("aliases", [])]
    if body.get("kind") == "state" and "country" in body:
        aliases += native_names(body["country"], {body.get("name"), *(a.get("name") for a in aliases)})
    added: dict[str, Any] = {"aliases": aliases, "basis": "reference"}
    if noun == "equipment" and "category" in body:
        added["sort"] = body["category"]
    return body | added


def alias(written: str) -> dict[str, Any]:
    """``=Biden`` is matched as it is written, ``~Warrior`` is also a plain word; other scripts are foreign names."""
    name = written.lstrip("=~")
    found: dict[str, Any] = {"name": name}
    if not any("LATIN" in unicodedata.name(sign, "") for sign in name) and not any(map(str.isdigit, name)):
        found["kind"] = "foreign"
    elif written[0] == "=" and name.isupper():
        found["kind"] = "acronym"
    return found | ({"exact": True} if written[0] == "=" else {"common": True} if written[0] == "~" else {})


def native_names(code: str, known: Iterable[object]) -> list[dict[str, Any]]:
    """A state's names in ``LANGUAGES`` (CLDR, through Babel), those left out that are there already."""
    spelled = (Locale(language).territories.get(code, "").split("(")[0].strip() for language in LANGUAGES)
    names = dict.fromkeys(name for name in spelled if name and name not in PLAIN_WORDS | set(known))
    return [{"name": name, "kind": "foreign"} for name in names]


def with_reference(told: Mapping[str, Any], reference: Mapping[str, Any]) -> dict[str, Any]:
    """A document's entry with the gazetteer's names for it: what it says itself stays, and so does its basis."""
    known = {folded_name(alias["name"]) for alias in told.get("aliases", ()) if "name" in alias}
    named = {folded_name(str(told.get("name") or told.get("designation"))), *known}
    own = {"name": reference.get("name") or reference.get("designation")}
    further = [one for one in (own, *reference["aliases"]) if folded_name(str(one["name"])) not in named]
    unique = {str(one["name"]): one for one in reversed(further)}
    identifying = {key: reference[key] for key in IDENTIFYING if key in reference and key not in told}
    return {**told, **identifying, "aliases": [*told.get("aliases", ()), *reversed(unique.values())]}


def folded_name(name: str) -> str:
    return " ".join(name.casefold().split())
