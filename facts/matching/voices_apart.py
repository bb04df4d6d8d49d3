"""Who speaks or acts, in two texts: what two voices say of one matter is told as two."""

from facts.acting.voices import share_a_voice, voices_differ
from facts.matching.features import Features


def other_speaker(a: Features, b: Features) -> str | None:
    """Who did what to whom: China condemns an attack in Pakistan, not the reverse."""
    if a.speaker and b.speaker and a.speaker != b.speaker:
        return f"{min(a.speaker, b.speaker)} speaks or acts, not {max(a.speaker, b.speaker)}"
    one, other = _done_to(a), _done_to(b)
    taken = a.kind.is_restriction and b.kind.is_restriction
    if a.speaker == b.speaker and one and other and one != other and taken:
        return f"done to {min(one, other)}, not {max(one, other)}"
    return None


def other_voice(a: Features, b: Features) -> str | None:
    """What two say of one matter is told as two."""
    return voices_differ(a.voices, b.voices, a.people & b.people) if _are_reactions(a, b) else None


def _done_to(one: Features) -> str:
    """Nobody puts sanctions on himself: there the text was not understood."""
    return one.target if one.speaker and one.target and one.target != one.speaker else ""


def may_be_others(a: Features, b: Features) -> str | None:
    """Both say who speaks, and nothing but what is not said lets it be one: a person of no known state, and a state."""
    if not _are_reactions(a, b) or not a.voices or not b.voices:
        return None
    return None if have_one_speaker(a, b) else "who speaks may be another"


def have_one_speaker(a: Features, b: Features) -> bool:
    """Whether a state, a person or a voice is surely the same in both."""
    is_one_state = bool(a.speaker) and a.speaker == b.speaker
    return is_one_state or bool(a.people & b.people) or share_a_voice(a.voices, b.voices)


def _are_reactions(a: Features, b: Features) -> bool:
    return a.kind.is_reaction and b.kind.is_reaction
