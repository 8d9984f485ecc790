"""Agreement of first guesses, counted by hand."""

import numpy as np
import pytest

from skin_core.evaluation import figures, metrics

# is 0: 3 called 0, 1 called 1; is 1: 1 called 0, 2 called 1; is 2: 1 called 1, 2 called 2.
TRUTHS = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
GUESSES = np.array([0, 0, 0, 1, 0, 1, 1, 1, 2, 2])


def test_f1_and_precision_of_a_class_and_of_all() -> None:
    assert metrics.precision(TRUTHS, GUESSES, 1) == pytest.approx(2 / 4)
    assert metrics.f1(TRUTHS, GUESSES, 0) == pytest.approx(6 / 8)
    assert metrics.f1(TRUTHS, GUESSES, 1) == pytest.approx(4 / 7)
    assert metrics.mean_of_classes(metrics.f1, TRUTHS, GUESSES) == pytest.approx(
        (6 / 8 + 4 / 7 + 4 / 5) / 3
    )
    assert metrics.precision(TRUTHS, GUESSES, 3) == 0
    assert np.isnan(metrics.f1(TRUTHS, GUESSES, 3))


def test_what_is_not_called_so_and_how_far_probabilities_are_off() -> None:
    assert metrics.negative_predictive(TRUTHS, GUESSES, 1) == pytest.approx(5 / 6)
    assert metrics.negative_predictive(TRUTHS, np.ones(10, int), 1) == 0
    chances = np.array([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0]])
    off = [0.3**2 + 0.2**2 + 0.1**2, 2.0]
    assert metrics.brier(np.array([0, 2]), chances) == pytest.approx(np.mean(off))


def test_accuracy_of_one_disease_counts_both_kinds_of_right() -> None:
    assert metrics.accuracy_of(TRUTHS, GUESSES, 1) == pytest.approx((2 + 5) / 10)


def test_kappa_takes_chance_out() -> None:
    # observed .7; expected .4 x .4 + .3 x .4 + .3 x .2 = .34
    assert metrics.cohen_kappa(TRUTHS, GUESSES, 3) == pytest.approx((0.7 - 0.34) / 0.66)
    assert np.isnan(metrics.cohen_kappa(TRUTHS * 0, GUESSES * 0, 3))


def test_matthews_of_two_classes_is_the_textbook_one() -> None:
    truths, guesses = np.repeat([1, 1, 0, 0], [6, 2, 1, 3]), np.repeat([1, 0, 1, 0], [6, 2, 1, 3])
    expected = (6 * 3 - 1 * 2) / np.sqrt((6 + 1) * (6 + 2) * (3 + 1) * (3 + 2))
    assert metrics.matthews(truths, guesses, 2) == pytest.approx(expected)
    assert metrics.matthews(truths, guesses * 0, 2) == 0


def test_auroc_counts_ties_half() -> None:
    scores, present = np.array([0.9, 0.5, 0.5, 0.1]), np.array([True, True, False, False])
    assert metrics.auroc(scores, present) == pytest.approx((1 + 1 + 0.5 + 1) / 4)
    assert np.isnan(metrics.auroc(scores, np.zeros(4, bool)))


def test_errors_of_one_disease_stand_beside_never_saying_it() -> None:
    chances, groups = np.eye(3)[GUESSES], np.arange(10).astype(str)
    found = figures.one_disease(TRUTHS, chances, groups, 1, np.random.default_rng(0))
    assert found["type_i_error"][0] == pytest.approx(2 / 7)
    assert found["type_ii_error"][0] == pytest.approx(1 / 3)
    assert found["accuracy_of_never_saying_it"] == pytest.approx(0.7)
    assert found["type_ii_error"][1] <= 1 / 3 <= found["type_ii_error"][2]
