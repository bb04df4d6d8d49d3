"""What was asked for, in words. Pure."""

from facts.countries import country_name
from handlers.render.text import listed, safe
from store.desk import DigestFacts, SubscriptionFacts

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def described(rules: SubscriptionFacts) -> str:
    """``agreements and deliveries about China, from notable on; quiet 22 to 7 (Asia/Karachi)``."""
    what = listed([safe(kind) for kind in rules.kinds]) or "all kinds"
    who = [country_name(code) for code in rules.countries] + [safe(actor) for actor in rules.actors]
    parts = [f"{what} about {listed(who) or 'anyone'}, from {rules.minimum} on"]
    if rules.quiet_from is not None:
        parts.append(f"quiet from {rules.quiet_from} to {rules.quiet_until} o'clock ({rules.zone})")
    if rules.ping_role is not None:
        parts.append(f"<@&{rules.ping_role}> is pinged from {rules.ping_minimum} on")
    if rules.silent_below is not None:
        parts.append(f"silent below {rules.silent_below}")
    if rules.publish:
        parts.append("published to followers")
    return "; ".join(parts)


def scheduled(digest: DigestFacts) -> str:
    """``daily at 8 o'clock (UTC)``."""
    how_often = "daily" if digest.weekday is None else f"every {WEEKDAYS[digest.weekday]}"
    empty = "" if digest.when_empty else ", left out when nothing happened"
    return f"{how_often} at {digest.hour} o'clock ({digest.zone}){empty}"
