"""The Dockerfile as it stands, instruction by instruction."""

import json
import re
from pathlib import Path

DOCKERFILE = Path(__file__).parent.parent / "Dockerfile"


def instructions() -> list[tuple[str, str]]:
    """(word, rest) of each, with its continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text("utf-8"))
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def health_check() -> list[str]:
    """The words of the command that Docker runs (its reference, "HEALTHCHECK", the exec form)."""
    [said] = [rest for word, rest in instructions() if word == "HEALTHCHECK"]
    words = json.loads(said[said.index("CMD ") + 4 :])
    assert isinstance(words, list)
    return words
