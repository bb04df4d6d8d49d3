"""What a start on Discord loads: nothing that only other commands, a migration or the sandbox need."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, build

ROOT = Path(__file__).parent.parent.parent
NOT_NEEDED = (
    "alembic", "trafilatura", "prompt_toolkit", "sandbox", "bot.cli.ask", "feeds.pages.documents", "rich", "resvg_py",
    "babel.numbers", "dateparser", "sqlalchemy.dialects.postgresql", "aiohttp.web",
)  # fmt: skip
LOADED = f"import sys; from bot.__main__ import build; build('run'); print([*{{*{NOT_NEEDED}}} & {{*sys.modules}}])"


def test_a_start_loads_only_what_it_needs() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


WITHOUT = (
    "import sys; sys.modules['uvloop'] = None; sys.argv[:] = {words}; from bot.__main__ import main; main()"
)
WHICH = """
import asyncio, sys
from bot.process.interpreter import run_on_loop
async def loop(): return type(asyncio.get_running_loop()).__module__.split(".")[0]
print(run_on_loop(loop()))
sys.modules["uvloop"] = None
print(run_on_loop(loop()))
"""


def test_the_loop_is_uvloops_where_there_is_one_else_asyncios() -> None:
    done = subprocess.run([sys.executable, "-c", WHICH], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["uvloop", "asyncio"]


def test_commands_work_without_uvloop(founded_sqlite_url: str) -> None:
    call = WITHOUT.format(words=["entente", "ask", "/actor name:Wei Fenghe"])
    done = subprocess.run(
        [sys.executable, "-c", call],
        check=False,
        capture_output=True,
        text=True,
        env={"ENTENTE_DATABASE": founded_sqlite_url},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wei Fenghe" in done.stdout


def test_version_is_that_of_the_newest_section_of_the_changelog(capsys: pytest.CaptureFixture[str]) -> None:
    assert build()(["--version"], standalone_mode=False) == 0
    sections = re.findall(r"^## ([\d.]+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert capsys.readouterr().out == f"entente {sections[-1]}\n"


def test_a_bare_call_shows_the_help_and_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-m", "bot"], check=False, capture_output=True, text=True)
    assert "Usage: " in done.stdout
    assert (done.returncode, done.stderr) == (2, "")


@pytest.mark.parametrize("asked", COMMANDS)
def test_a_command_alone_is_called_by_its_name(asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(asked)([asked, "--help"], standalone_mode=False) == 0
    assert f" {asked} " in capsys.readouterr().out
