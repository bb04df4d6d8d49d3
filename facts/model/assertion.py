"""What a text can assert of its event."""

from typing import Literal

Assertion = Literal[
    "happened", "under_way", "planned", "in_talks", "proposed", "denied", "refused", "cancelled", "comment", "figure"
]  # fmt: skip
"""``cancelled`` is also what is put off, shelved or late."""
