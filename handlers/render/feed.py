"""Feeds in words for admins. Nothing of a feed's own text is shown but its title and those of its entries, escaped."""

from collections.abc import Mapping
from typing import Any, Literal

from handlers.render.text import cut, safe

News = Literal["broken", "healed", "gone", "held"]
NEWS: dict[str, tuple[str, str]] = {
    "broken": ("A feed has been broken for a day", "It is tried again at longer and longer intervals."),
    "healed": ("A feed works again", "It is read as before; nothing that it still holds was lost."),
    "gone": ("A feed is gone", "It is not asked any more; `/feed remove` takes it off the list."),
    "held": (
        "A feed is held back",
        "Nothing of it was posted: `/feed list` lets you post it or mark it as read.",
    ),
}


def news(body: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text of a notice about a feed (``feed``, ``news``, ``words`` in its body)."""
    title, advice = NEWS[body["news"]]
    words = safe(cut(str(body["words"]), 300))
    said = f"{words[:1].upper()}{words[1:]}. " if words else ""
    return title, f"**{safe(cut(str(body['feed']), 200))}**: {said}{advice}"
