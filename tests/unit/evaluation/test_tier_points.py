"""Tier thresholds find what they promise, on photos they were not fitted on too."""

from dataclasses import replace

import numpy as np
import pytest

from skin_core.catalogue import ModelSpec
from skin_core.evaluation.calibration import Measured, cross_fitted, fit
from skin_core.evaluation.tier_points import fit_tiers, threshold_for
from tests.fake_networks import make_spec

LABELS = ("acne", "cellulitis", "leprosy", "normal_skin")


@pytest.fixture
def spec() -> ModelSpec:
    return replace(make_spec("tiny", "clinical", LABELS), operating_points={})


def photos(count: int, seed: int) -> Measured:
    rng = np.random.default_rng(seed)
    truths = np.arange(count) % len(LABELS)
    logits = rng.normal(0, 1, (count, len(LABELS)))
    logits[np.arange(count), truths] += 1.5
    return Measured(logits, truths, np.array([f"g{i // 3}" for i in range(count)]))


def chances_of(measured: Measured) -> np.ndarray:
    raised = np.exp(measured.logits)
    return raised / raised.sum(1, keepdims=True)


def test_points_reach_their_sensitivity_and_asking_comes_first(spec: ModelSpec) -> None:
    measured = photos(400, 1)
    tiers = fit_tiers(spec, chances_of(measured), measured.truths, measured.groups)
    for word, least in (("urgent", 0.85), ("soon", 0.92)):
        ask, act = tiers[word].ask, tiers[word].act
        assert ask is not None
        assert act is not None
        assert act.sensitivity >= least
        assert ask.sensitivity >= 0.97
        assert ask.threshold <= act.threshold
        assert act.specificity >= ask.specificity


def test_threshold_holds_on_new_photos_more_often_than_not() -> None:
    rng = np.random.default_rng(3)
    kept = []
    for _ in range(60):
        sums = rng.beta(2, 2, 60)
        threshold = threshold_for(sums, np.arange(60).astype(str), 0.85)
        kept.append(np.mean(rng.beta(2, 2, 20_000) >= threshold) >= 0.85)
    assert 0.6 <= np.mean(kept) <= 0.9


def test_many_photos_of_one_patient_are_one_voice() -> None:
    """Forty sharp photos of one patient don't hide that half of the other patients are missed."""
    sums = np.r_[np.full(40, 0.9), np.linspace(0.05, 0.45, 20)]
    alone = threshold_for(sums, np.arange(60).astype(str), 0.85)
    together = threshold_for(sums, np.r_[np.zeros(40), np.arange(1, 21)].astype(str), 0.85)
    assert together < alone


def test_two_runs_give_one_answer() -> None:
    sums, groups = np.linspace(0, 1, 30), np.arange(30).astype(str)
    assert threshold_for(sums, groups, 0.92) == threshold_for(sums, groups, 0.92)


def test_a_tier_that_no_photo_shows_gets_no_points(spec: ModelSpec) -> None:
    measured = photos(40, 4)
    milder = measured.only(measured.truths != 1)
    tiers = fit_tiers(spec, chances_of(milder), milder.truths, milder.groups)
    assert set(tiers) == {"soon"}


def test_no_photo_is_read_with_points_fitted_on_its_group(spec: ModelSpec) -> None:
    measured = photos(120, 5)
    read: list[int] = []

    def keep(fitted: ModelSpec, places: np.ndarray) -> None:
        others = np.setdiff1d(np.arange(120), places)
        assert fitted.tiers == fit(spec, measured.only(others), ()).tiers
        assert not set(measured.groups[places]) & set(measured.groups[others])
        read.extend(places)

    cross_fitted(spec, measured, (), keep, np.random.default_rng(0))
    assert sorted(read) == list(range(120))
