"""Redness against graded erythema: ranks by hand, and the middle of a photo."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.evaluation.redness import MIDDLE_SHARE, Read, middle_of, rows_of, spearman


def test_rank_correlation_is_that_of_a_hand_calculation() -> None:
    """With ties: ranks 1, 2.5, 2.5, 4 and 2, 1, 3.5, 3.5; the products add up to 2.25 of 4.5."""
    assert spearman(np.array([0.0, 1, 1, 3]), np.array([5.0, 2, 9, 9])) == pytest.approx(0.5)


def test_the_middle_is_a_fifth_of_a_photo_of_any_form() -> None:
    for size in ((100, 100), (60, 240)):
        middle = middle_of(np.zeros((*size, 3), np.uint8))
        assert middle.mean() == pytest.approx(MIDDLE_SHARE, abs=0.01)
        assert middle[size[0] // 2, size[1] // 2]


def test_a_measure_that_follows_the_grades_says_so_and_one_that_does_not_too() -> None:
    grades = np.repeat([0.0, 1, 2, 3], 10)
    noise = np.random.default_rng(3).permutation(40).astype(float)
    groups = np.array([f"g{number % 20}" for number in range(40)])
    follows, other = rows_of(Read({"a": grades * 2, "b": noise}, grades, groups, {}))
    assert follows["spearman"].startswith("1.000")
    assert float(other["spearman"].split()[0]) < 0.5
