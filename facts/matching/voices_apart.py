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
    return _answered(a, b) or _answered(b, a)


def _answered(answer: Features, deed: Features) -> str | None:
    """Sanctions that a third state puts on a deal are not the deal."""
    if (
        not answer.kind.is_restriction
        or deed.kind.is_restriction
        or deed.kind.is_reaction
        or not answer.speaker
    ):
        return None
    others = deed.countries | deed.bystanders
    return (
        f"{answer.speaker} has no part in what it answers"
        if others and answer.speaker not in others
        else None
    )


def other_target(a: Features, b: Features) -> str | None:
    """A drill against one state is not one against another, nor one that this state holds."""
    if not (a.kind.is_in_editions and b.kind.is_in_editions):
        return None
    if a.target and b.target and a.target != b.target:
        return f"aimed at {min(a.target, b.target)}, not {max(a.target, b.target)}"
    aimed = next((x.target for x, y in ((a, b), (b, a)) if x.target in y.firm and not y.target), None)
    return f"{aimed} is the target of one and a party of the other" if aimed else None


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
