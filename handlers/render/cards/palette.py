"""The colour of a card's bar: by the sort of its kind, grey for what is denied. Beside the words, never instead of them.

Any two stay apart for three kinds of colour blindness (25 or more in Lab); ``docs`` has the table.
"""

from handlers.render.cards.headline import is_denied
from store.nouns.models import Event

ARMS = 0xE07B00
FORCES = 0x2B83C6
VISITS = 0x2AA876
AGREEMENTS = 0xB8487F
WORDS = 0x8A929B
DIGEST = 0x5865F2
_BY_KIND = {
    "order": ARMS,
    "delivery": ARMS,
    "coproduction": ARMS,
    "aid": ARMS,
    "exercise": FORCES,
    "training": FORCES,
    "visit": VISITS,
    "agreement": AGREEMENTS,
    "access": AGREEMENTS,
}


def colour_of(event: Event) -> int:
    return WORDS if is_denied(event) else _BY_KIND.get(event.kind, WORDS)
