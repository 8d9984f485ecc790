"""Sets by a mass for each disease hold the truth as often for hard diseases as for easy ones."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.evaluation.calibration import Measured, fit_set_mass
from skin_core.evaluation.coverage import (
    before,
    compared,
    cross_fitted_sets,
    fit_masses,
    sets_of,
)

LABELS = ("easy", "hard", "rare")


def answers(photos: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Probabilities of three diseases: the first is nearly always named, the second often not."""
    rng = np.random.default_rng(seed)
    truths = rng.choice(3, photos, p=(0.88, 0.11, 0.01))
    logits = rng.normal(size=(photos, 3))
    logits[np.arange(photos), truths] += np.array([4.0, 0.3, 0.3])[truths]
    logits[:, 0] += 0.5
    raised = np.exp(logits)
    return raised / raised.sum(1, keepdims=True), truths


def test_what_stands_before_each_class_is_gathered_by_the_more_probable() -> None:
    assert before(np.array([[0.2, 0.5, 0.3]]))[0] == pytest.approx([0.8, 0.0, 0.5])


def test_a_mass_for_each_disease_evens_the_coverage_out() -> None:
    (known, known_truths), (chances, truths) = answers(3000, 1), answers(3000, 2)
    mass = fit_set_mass(known, known_truths)
    masses = fit_masses(known, known_truths, mass)
    one = sets_of(chances, np.full(3, mass))
    found = compared(LABELS, truths, one, sets_of(chances, masses))
    easy, hard, _ = found["classes"]
    assert easy["coverage, one_mass"] > 0.9 > 0.75 > hard["coverage, one_mass"]
    assert hard["coverage, own_masses"] == pytest.approx(0.9, abs=0.05)
    assert found["ways"][1]["lowest_of_classes"] > found["ways"][0]["lowest_of_classes"]


def test_the_mass_is_that_of_split_conformal_prediction() -> None:
    """What MAPIE 1.6.0 (SplitConformalClassifier, "lac", 0.9) finds on the same photos.

    Of two diseases, what stands before the true one is the score of MAPIE, 1 - p, where it counts.
    """
    for photos, by_mapie in ((12, 0.938), (15, 0.966), (19, 0.917), (27, 0.923), (40, 0.771)):
        drawn = np.sort(np.random.default_rng(photos).random(photos) * 0.98 + 0.01)
        needs = np.round(drawn, 3)
        chances, truths = np.stack([needs, 1 - needs], 1), np.ones(photos, np.int64)
        assert fit_masses(chances, truths, 0.5) == pytest.approx([0.5, by_mapie])
        least = np.sort(before(chances)[:, 1])[int(np.ceil((photos + 1) * 0.9 - 1e-9)) - 1]
        assert fit_set_mass(chances, truths) == pytest.approx(least, abs=2e-6)  # no rank higher
        few = fit_masses(chances[:8], truths[:8], 0.5)
        assert few == pytest.approx([0.5, 0.5])  # no rank of eight: the mass of all classes


def test_without_a_test_part_no_photo_is_read_with_a_mass_of_its_own_group() -> None:
    """All photos of the second disease are of one patient and need a large mass."""
    chances = np.tile([[0.9, 0.07, 0.03]], (60, 1))
    truths = np.where(np.arange(60) < 20, 1, 0)
    groups = np.where(truths == 1, "one", np.arange(60).astype(str))
    assert fit_masses(chances, truths, 0.5)[1] == pytest.approx(0.9)
    measured = Measured(np.log(chances), truths, groups)
    sets = cross_fitted_sets(chances, measured, 0.5, np.random.default_rng(0))
    assert not sets[truths == 1, 1].any()
    assert sets[truths == 0, 0].all()
