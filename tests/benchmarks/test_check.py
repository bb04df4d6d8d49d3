"""The locked part is measured once: a second time needs a reason, and the file of the weights keeps both days."""

from pathlib import Path

import pytest

from benchmarks.evaluate.check import figures, opened


def test_lock_is_measured_once_and_again_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "weights.toml"
    file.write_text("intercept = 1\n", "utf-8")
    file.write_text(opened(file, "", "2026-11-29"), "utf-8")
    with pytest.raises(SystemExit, match="lock measured on 2026-11-29: a second time needs --reason"):
        opened(file, "", "2026-11-30")
    with pytest.raises(SystemExit, match="needs --reason"):
        opened(file, " \n", "2026-11-30")
    again = opened(file, "the features\nchanged", "2026-11-30")
    assert again.splitlines() == [
        "# lock measured on 2026-11-29",
        "# lock measured on 2026-11-30: the features changed",
        "intercept = 1",
    ]


def test_figures() -> None:
    assert (
        figures([(True, True), (True, False), (False, True), (False, False)])
        == "P 0.50 R 0.50 F1 0.500 (2 of 4)"
    )
    assert figures([(False, True), (False, False)]) == "1 told of 2, none is ours"
