"""What was asked for, in words. Pure."""

from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.rows.kinds import KINDS
from handlers.alerts.rules import missing
from handlers.render.words.text import listed, safe
from store.nouns.models import EventFacts
from store.nouns.subscriptions import ChosenEvents, DigestFacts, SubscriptionFacts

LANGUAGES = {
    "ar": "Arabic", "bn": "Bangla", "zh": "Chinese", "nl": "Dutch", "en": "English", "fr": "French", "de": "German",
    "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ms": "Malay", "fa": "Persian",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "es": "Spanish", "sw": "Swahili", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
}  # fmt: skip
"""Of headlines, by ISO 639-1: as many as a menu holds."""
LEAST = {
    "low": "",
    "notable": " of at least notable importance",
    "high": " of at least high importance",
    "critical": " of critical importance",
}
"""From which rank on something is told, in words."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def described_rules(rules: SubscriptionFacts) -> str:
    """``agreements and deliveries about China, of at least high importance; quiet from 22:00 to 07:00 (Asia/Karachi)``."""
    parts = [chosen_events(rules)]
    if rules.quiet_from is not None:
        parts.append(
            f"quiet from {_clock(rules.quiet_from)} to {_clock(rules.quiet_until or 0)} ({rules.zone})"
        )
    if rules.ping_role is not None:
        parts.append(f"<@&{rules.ping_role}> is pinged for what is{LEAST[rules.ping_minimum] or ' told'}")
    if rules.silent_below is not None:
        parts.append(f"silent below {rules.silent_below} importance")
    if rules.publish:
        parts.append("published to followers")
    if rules.style == "compact":
        parts.append("in a line or two each")
    if rules.language in LANGUAGES and rules.language != "en":
        parts.append(f"headlines in {LANGUAGES[rules.language]} first")
    return "; ".join(parts)


def chosen_events(rules: ChosenEvents, kinds: Kinds = KINDS) -> str:
    """``agreements and deliveries about China, of at least high importance``; ``everything``."""
    what = listed([_several(kind, kinds) for kind in rules.kinds]) or "everything"
    who = [country_name(code) for code in rules.countries] + [safe(actor) for actor in rules.actors]
    about = f" about {listed(who)}" if who else ""
    least = LEAST[rules.minimum]
    return f"{what}{about}{',' if about and least else ''}{least}"


def _several(kind: str, kinds: Kinds) -> str:
    row = kinds.of(kind)
    return row.counted[1] if row.name == kind else safe(kind)


def _clock(hour: int) -> str:
    """``07:00``."""
    return f"{hour % 24:02}:00"


def why_not(rules: SubscriptionFacts, event: EventFacts, kinds: Kinds = KINDS) -> str | None:
    """Why a channel is not told of an event; ``None`` where its rules take it."""
    match missing(rules, event):
        case "minimum":
            return f"it is of {event.importance} importance, below {rules.minimum}"
        case "kinds":
            return f"it is told of {listed([_several(kind, kinds) for kind in rules.kinds])}, not of {_several(event.kind, kinds)}"
        case "countries":
            return f"none of {listed([country_name(code) for code in rules.countries])} is in it"
        case "actors":
            return f"none of {listed([safe(actor) for actor in rules.actors])} takes part"
        case None:
            return None


def scheduled(digest: DigestFacts) -> str:
    """``daily at 08:00 (UTC)``; what it tells, where that is not everything."""
    hour = _clock(digest.hour)
    how_often = {
        "daily": f"daily at {hour}",
        "twice": f"daily at {hour} and {_clock(digest.hour + 12)}",
        "weekdays": f"Monday to Friday at {hour}",
        "weekly": f"every {WEEKDAYS[digest.weekday or 0]} at {hour}",
    }[digest.often]
    is_narrowed = digest.kinds or digest.countries or digest.actors or digest.minimum != "low"
    what = f": {chosen_events(digest)}" if is_narrowed else ""
    empty = "" if digest.when_empty else ", skipped when nothing happened"
    return f"{how_often} ({digest.zone}){empty}{what}"
