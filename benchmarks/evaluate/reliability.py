"""Whether what is said to be likely is so: reliability of probabilities, as a figure and as a picture of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STEPS = 10
SIZE, EDGE = 360, 54
"""Of the picture and of the room around its square, in pixels."""


@dataclass(frozen=True, slots=True)
class Step:
    """The texts whose probability lies in one step: its mean, the share that is ours, and what they weigh together."""

    said: float
    so: float
    weight: float


def steps(said: Sequence[float], so: Sequence[bool], weights: Sequence[float] | None = None) -> list[Step]:
    """Probabilities and what is true, in steps of a tenth; empty steps are left out."""
    some = list(zip(said, so, weights or [1.0] * len(said), strict=True))
    found = []
    for at in range(STEPS):
        inside = [one for one in some if min(STEPS - 1, int(one[0] * STEPS)) == at]
        total = sum(weight for *_, weight in inside)
        if total:
            mean = sum(chance * weight for chance, _, weight in inside) / total
            found.append(Step(mean, sum(weight for _, true, weight in inside if true) / total, total))
    return found


def expected_calibration_error(found: Sequence[Step]) -> float:
    """The mean distance of what is said from what is so, each step by its weight (Naeini, Cooper and Hauskrecht 2015)."""
    total = sum(step.weight for step in found)
    return sum(step.weight * abs(step.said - step.so) for step in found) / total if total else 0.0


def picture(found: Sequence[Step], title: str) -> str:
    """An SVG: said to the right, so upwards; a dot for each step, larger for more texts, and the line where both are
    equal."""
    low, high = EDGE, SIZE - EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>',
        f'<path d="M{low} {low}V{high}H{high}" fill="none" stroke="#5b6472"/>',
        f'<path d="M{low} {high}L{high} {low}" stroke="#b8bec8" stroke-dasharray="4 4"/>',
        *(_mark(at / 4) for at in range(5)),
        *(_dot(step, max(one.weight for one in found)) for step in found),
        f'<text x="{SIZE / 2}" y="{SIZE - 6}" text-anchor="middle" fill="#2b313b">said to be ours</text>',
        f'<text x="12" y="{SIZE / 2}" text-anchor="middle" fill="#2b313b" transform="rotate(-90 12 {SIZE / 2})">ours</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _place(share: float) -> float:
    return EDGE + share * (SIZE - 2 * EDGE)


def _mark(share: float) -> str:
    x, y = _place(share), SIZE - _place(share)
    return (
        f'<text x="{x:.0f}" y="{SIZE - EDGE + 14}" text-anchor="middle" fill="#5b6472">{share:.0%}</text>'
        f'<text x="{EDGE - 4}" y="{y + 4:.0f}" text-anchor="end" fill="#5b6472">{share:.0%}</text>'
    )


def _dot(step: Step, most: float) -> str:
    radius = 3 + 7 * (step.weight / most) ** 0.25
    return f'<circle cx="{_place(step.said):.1f}" cy="{SIZE - _place(step.so):.1f}" r="{radius:.1f}" fill="#1f6f8b" fill-opacity="0.8"/>'


def f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Of pairs (is ours, was told)."""
    total = sum(a for a, _ in pairs) + sum(b for _, b in pairs)
    return 2 * sum(a and b for a, b in pairs) / total if total else 0.0
