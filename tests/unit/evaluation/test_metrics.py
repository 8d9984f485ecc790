import numpy as np
import pytest

from skin_core.evaluation import metrics


def test_balanced_accuracy_is_the_mean_of_sensitivities() -> None:
    truths, guesses = np.array([0, 0, 0, 0, 1, 1]), np.array([0, 0, 0, 1, 1, 0])
    assert metrics.balanced_accuracy(truths, guesses) == pytest.approx((0.75 + 0.5) / 2)
    assert np.isnan(metrics.balanced_accuracy(np.array([], int), np.array([], int)))


def test_top_k_counts_truths_among_the_best() -> None:
    chances = np.array([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7]])
    assert metrics.top_k(np.array([1, 0]), chances, 2) == 0.5
    assert metrics.top_k(np.array([1, 0]), chances, 3) == 1.0


def test_ece_of_a_sure_model_that_is_right_half_the_time() -> None:
    correct = np.array([True, False] * 10)
    assert metrics.expected_calibration_error(correct, np.ones(20)) == pytest.approx(0.5)


def test_floor_of_ece_falls_with_the_number_of_photos() -> None:
    rng = np.random.default_rng(0)
    few, many = (metrics.calibration_floor(rng.uniform(0.2, 1, n), rng, 40) for n in (200, 4000))
    assert 0.01 < many < few < 0.1


def test_confusion_sensitivity_and_specificity() -> None:
    truths, guesses = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1])
    assert metrics.confusion(truths, guesses, 3).tolist() == [[1, 1, 0], [0, 1, 0], [0, 1, 0]]
    assert metrics.sensitivity(truths, guesses, 1) == 1.0
    assert metrics.specificity(truths, guesses, 1) == pytest.approx(1 / 3)
    assert np.isnan(metrics.sensitivity(truths, guesses, 5))


def test_interval_is_wider_when_photos_share_groups() -> None:
    rng, values = np.random.default_rng(1), np.repeat([0.0, 1.0], 50)
    alone = metrics.interval(lambda i: float(values[i].mean()), np.arange(100).astype(str), rng)
    shared = np.repeat(np.arange(10), 10).astype(str)
    joint = metrics.interval(lambda i: float(values[i].mean()), shared, rng)
    assert joint[1] - joint[0] > alone[1] - alone[0]
