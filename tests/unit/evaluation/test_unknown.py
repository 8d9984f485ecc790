"""Diseases never taught are told apart by a threshold that known photos alone decide."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.evaluation.unknown import told_apart


def test_a_tenth_of_the_known_is_called_uncertain_and_the_unknown_are_counted() -> None:
    chosen_on = np.linspace(0.01, 1.0, 100)  # a tenth lies below .1
    known = np.linspace(0.005, 0.995, 100)
    unknown = np.array([0.02, 0.05, 0.5, 0.9])
    groups = np.arange(100).astype(str)
    diseases = np.array(["pemphigus", "pemphigus", "sarcoma", "sarcoma"])
    found = told_apart(chosen_on, (known, groups), (unknown, diseases), np.random.default_rng(0))
    assert found["threshold_of_the_highest_probability"] == pytest.approx(0.109)
    assert found["known_called_uncertain"][0] == pytest.approx(0.11, abs=0.011)
    assert found["unknown_called_uncertain"] == [0.5, 0.0, 1.0]  # drawn by disease: two of them
    above = [(known > one).mean() for one in unknown]
    assert found["auroc_known_against_unknown"][0] == pytest.approx(np.mean(above), abs=0.01)
    assert (found["photos_of_unknown_diseases"], found["unknown_diseases"]) == (4, 2)
