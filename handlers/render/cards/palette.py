"""The colour of a card's bar: by the sort of its kind, grey for what is denied. Beside the words, never instead of them.

Any two stay apart for three kinds of colour blindness (25 or more in Lab); ``docs`` has the table.
"""

from facts.model.kinds import Family, Kinds
from facts.rows.kinds import KINDS
from handlers.render.cards.headline import is_denied
from store.nouns.models import Event

ARMS = 0xE07B00
FORCES = 0x2B83C6
VISITS = 0x2AA876
AGREEMENTS = 0xB8487F
WORDS = 0x8A929B
DIGEST = 0x5865F2
_BY_FAMILY: dict[Family, int] = {
    "arms": ARMS,
    "forces": FORCES,
    "visits": VISITS,
    "agreements": AGREEMENTS,
    "words": WORDS,
}


def colour_of(event: Event, kinds: Kinds = KINDS) -> int:
    is_off = is_denied(event) or event.phase in ("cancelled", "refused")
    return WORDS if is_off else _BY_FAMILY[kinds.of(event.kind).family]
