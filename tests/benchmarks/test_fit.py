"""The fit is repeatable: the same rows give the same file, byte for byte, whatever the order in which sets are walked."""

import os
import subprocess
import sys

FIT = """
from random import Random
from benchmarks.learn.fit import Calibration, Row, fitted
from benchmarks.learn.learn import written

chance = Random(7)
rows = []
for at in range(300):
    seen = frozenset(f"c:{n}" for n in range(60) if chance.random() < 0.3)
    ours = sum(f"c:{n}" in seen for n in range(8)) + chance.random() > 3
    rows.append(Row(str(at), seen, ours, ("items", "pages")[at % 2], f"outlet {at % 5}", 2020 + at % 4, str(at // 2)))
print(written(Calibration(1.1, -0.5, 0.01).applied(fitted(rows, 0.6)), {"strength": 0.6}))
"""


def test_two_runs_write_the_same_file() -> None:
    one, other = (_fit(seed) for seed in ("1", "2"))
    assert one == other
    assert one.count("c:") > 5, "some weights are not zero"


def _fit(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    ran = subprocess.run(
        [sys.executable, "-c", FIT], env=environment, capture_output=True, text=True, check=True
    )
    return ran.stdout
