"""Curves of a classifier are those of the textbooks."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.evaluation import curves
from skin_core.evaluation.curves_card import page

SCORES = np.array([0.9, 0.8, 0.7, 0.4, 0.3, 0.1])
PRESENT = np.array([True, False, True, False, True, False])


def test_roc_and_precision_are_those_of_a_hand_calculation() -> None:
    roc = {
        round(row["false_alarms"], 2): row["sensitivity"]
        for row in curves.receiver_operating(SCORES, PRESENT)
    }
    assert roc[0.0] == pytest.approx(1 / 3)  # one of three lies above every other photo
    assert roc[0.35] == pytest.approx(2 / 3)
    assert roc[1.0] == 1.0
    found = curves.precision_recall(SCORES, PRESENT)
    assert (found[-1]["recall"], found[-1]["precision"]) == (1.0, pytest.approx(3 / 5))


def test_net_benefit_of_following_the_risk_and_of_referring_all() -> None:
    (row,) = [one for one in curves.net_benefit(SCORES, PRESENT) if one["threshold"] == 0.5]
    assert row["by_model"] == pytest.approx(2 / 6 - 1 / 6)
    assert row["refer_all"] == pytest.approx(0.5 - 0.5)


def test_reliability_says_how_often_a_confidence_was_right() -> None:
    sure, doubtful = curves.reliability(np.array([True, True, False]), np.array([0.55, 0.91, 0.93]))
    assert sure == {"confidence": 0.55, "right": 1.0, "photos": 1}
    assert doubtful == {"confidence": pytest.approx(0.92), "right": 0.5, "photos": 2}


def test_temperature_is_seen_in_the_error_of_calibration() -> None:
    truths = np.array([0, 1, 0, 1])
    wild, calm = np.array([[0.99, 0.01]] * 4), np.array([[0.5, 0.5]] * 4)
    told = curves.calibration(wild, calm, truths)
    assert told["ece_before"] > 0.4 > told["ece_after"]


def test_curves_are_drawn_on_a_page_that_needs_no_network() -> None:
    drawn = page(
        "clinical",
        {
            "calibration": {"bins": curves.reliability(PRESENT, SCORES)},
            "roc_zoster": curves.receiver_operating(SCORES, PRESENT),
        },
    )
    assert "roc zoster" in drawn
    assert 'src="http' not in drawn
