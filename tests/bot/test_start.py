"""What a start on Discord loads: nothing that only other commands, a migration or the sandbox need."""

import subprocess
import sys

import pytest

from bot.__main__ import COMMANDS, build

NOT_NEEDED = ("alembic", "trafilatura", "prompt_toolkit", "sandbox", "bot.cli.ask", "feeds.documents")
LOADED = f"import sys; from bot.__main__ import build; build('run'); print([*{{*{NOT_NEEDED}}} & {{*sys.modules}}])"


def test_a_start_loads_only_what_it_needs() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("asked", COMMANDS)
def test_a_command_alone_is_called_by_its_name(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(asked)([asked, "--help"], standalone_mode=False) == 0
    assert f" {asked} " in capsys.readouterr().out
