"""There is no wheel that could take ``bot``, ``store`` or ``feeds`` from anybody; a clone installs itself (editable)."""

import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CALL = "import sys; sys.path.insert(0, '.ci'); import editable_only as backend; backend.{hook}({where!r})"


@pytest.mark.parametrize("hook", ["build_wheel", "build_sdist", "get_requires_for_build_wheel"])
def test_a_wheel_is_refused_in_one_sentence_that_names_the_ways(hook: str, tmp_path: Path) -> None:
    call = CALL.format(hook=hook, where=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", call], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    (sentence,) = done.stderr.splitlines()
    assert "make run" in sentence
    assert "docker build" in sentence
    assert (ROOT / sentence.split()[-1]).exists()
    assert list(tmp_path.iterdir()) == []


def test_pip_makes_none_either(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--no-index"]
    done = subprocess.run(
        [*pip, "--disable-pip-version-check", "-w", str(tmp_path)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Entente is not built as a package" in done.stdout + done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_clone_installs_itself_and_every_package_of_it_is_typed() -> None:
    (script,) = distribution("entente").entry_points
    assert (script.name, script.value) == ("entente", PROJECT["project"]["scripts"]["entente"])
    rooms = [name.removesuffix("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]]
    assert [room for room in rooms if not (ROOT / room / "py.typed").exists()] == []
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders == set(rooms)
