"""What is said and what is so, on planted probabilities; the picture is an SVG that is drawn."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.evaluate.reliability import STEPS, Step, expected_calibration_error, f1, picture, steps


def test_what_is_said_is_so() -> None:
    found = steps([0.25] * 4 + [1.0] * 2, [True, False, False, False, True, True])
    assert found == [Step(0.25, 0.25, 4.0), Step(1.0, 1.0, 2.0)]
    assert expected_calibration_error(found) == 0


def test_an_error_counts_by_weight() -> None:
    found = steps([0.9, 0.1], [False, False], [1.0, 3.0])
    assert expected_calibration_error(found) == pytest.approx((0.9 + 3 * 0.1) / 4)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_no_text_is_lost_and_no_error_is_over_one(texts: list[tuple[float, bool]]) -> None:
    found = steps([said for said, _ in texts], [so for _, so in texts])
    assert sum(step.weight for step in found) == len(texts)
    assert len(found) <= STEPS
    assert 0 <= expected_calibration_error(found) <= 1


def test_a_picture_has_a_dot_for_each_step() -> None:
    drawn = ET.fromstring(picture([Step(0.1, 0.2, 5), Step(0.9, 0.8, 1)], "A & B"))  # noqa: S314 - our own
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_f1() -> None:
    assert f1([(True, True), (True, False), (False, True)]) == 0.5
    assert f1([(False, False)]) == 0
