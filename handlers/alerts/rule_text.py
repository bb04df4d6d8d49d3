"""What was asked for, in words. Pure."""

from facts.names.countries import country_name
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
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def described_rules(rules: SubscriptionFacts) -> str:
    """``agreements and deliveries about China, from notable on; quiet 22 to 7 (Asia/Karachi)``."""
    parts = [chosen_events(rules)]
    if rules.quiet_from is not None:
        parts.append(f"quiet from {rules.quiet_from} to {rules.quiet_until} o'clock ({rules.zone})")
    if rules.ping_role is not None:
        parts.append(f"<@&{rules.ping_role}> is pinged from {rules.ping_minimum} on")
    if rules.silent_below is not None:
        parts.append(f"silent below {rules.silent_below}")
    if rules.publish:
        parts.append("published to followers")
    if rules.style == "compact":
        parts.append("in a line or two each")
    if rules.language in LANGUAGES and rules.language != "en":
        parts.append(f"headlines in {LANGUAGES[rules.language]} first")
    return "; ".join(parts)


def chosen_events(rules: ChosenEvents) -> str:
    """``agreements and deliveries about China, from notable on``."""
    what = listed([safe(kind) for kind in rules.kinds]) or "all kinds"
    who = [country_name(code) for code in rules.countries] + [safe(actor) for actor in rules.actors]
    return f"{what} about {listed(who) or 'anyone'}, from {rules.minimum} on"


def why_not(rules: SubscriptionFacts, event: EventFacts) -> str | None:
    """Why a channel is not told of an event; ``None`` where its rules take it."""
    match missing(rules, event):
        case "minimum":
            return f"{event.importance} importance is below {rules.minimum}"
        case "kinds":
            return f"it is told of {listed([safe(kind) for kind in rules.kinds])}, not of {safe(event.kind)}"
        case "countries":
            return f"none of {listed([country_name(code) for code in rules.countries])} is in it"
        case "actors":
            return f"none of {listed([safe(actor) for actor in rules.actors])} takes part"
        case None:
            return None


def scheduled(digest: DigestFacts) -> str:
    """``daily at 8 o'clock (UTC)``; what it tells, where that is not everything."""
    how_often = {
        "daily": f"daily at {digest.hour} o'clock",
        "twice": f"daily at {digest.hour} and {(digest.hour + 12) % 24} o'clock",
        "weekdays": f"Monday to Friday at {digest.hour} o'clock",
        "weekly": f"every {WEEKDAYS[digest.weekday or 0]} at {digest.hour} o'clock",
    }[digest.often]
    is_narrowed = digest.kinds or digest.countries or digest.actors or digest.minimum != "low"
    what = f": {chosen_events(digest)}" if is_narrowed else ""
    empty = "" if digest.when_empty else ", left out when nothing happened"
    return f"{how_often} ({digest.zone}){empty}{what}"
