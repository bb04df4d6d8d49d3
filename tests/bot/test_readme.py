"""What the README promises is what the code has."""

import re
from pathlib import Path

from bot.settings import described

README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")


def rows(section: str) -> list[tuple[str, ...]]:
    """The rows of the table between the section's two comments, without its head, cells stripped."""
    body = re.search(rf"<!-- {section}:.*?-->\n(.*?)<!-- end of {section} -->", README, re.DOTALL)
    assert body, f"the README has no section {section}"
    lines = [line for line in body[1].splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def test_settings_are_those_of_the_code() -> None:
    assert rows("settings") == [(f"`{name}`", description) for name, description in described().items()]
