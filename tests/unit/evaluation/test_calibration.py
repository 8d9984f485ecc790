from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skin_core.catalogue import ModelSpec, OperatingPoint, OperatingPoints
from skin_core.evaluation.calibration import (
    Measured,
    fit,
    fit_alert,
    fit_temperature,
    folds_by_group,
)
from skin_core.inference import calibrate
from tests.fake_networks import make_spec

LABELS = ("acne", "measles", "wart", "milia", "mpox", "scabies", "vitiligo")


@pytest.fixture
def spec(tmp_path: Path) -> ModelSpec:
    tiny = make_spec("tiny", "clinical", LABELS)
    return replace(tiny, folder=tmp_path, operating_points={})


@pytest.fixture
def measured() -> Measured:
    rng = np.random.default_rng(7)
    logits = rng.normal(0, 1.5, (3000, len(LABELS)))
    chances = calibrate.softmax(logits)
    truths = np.array([rng.choice(len(LABELS), p=row) for row in chances])
    return Measured(logits * 2, truths, np.array([f"g{i // 2}" for i in range(3000)]))


def test_temperature_undoes_overconfidence(measured: Measured) -> None:
    assert fit_temperature(measured.logits, measured.truths) == pytest.approx(2.0, rel=0.08)


def test_prediction_sets_cover_nine_in_ten(spec: ModelSpec, measured: Measured) -> None:
    half = np.arange(3000) < 1500
    fitted = fit(spec, measured.only(half), ["measles"])
    rest = measured.only(~half)
    chances = calibrate.probabilities(rest.logits, fitted)
    sets = [calibrate.prediction_set(row, fitted) for row in chances]
    covered = np.mean([truth in some for truth, some in zip(rest.truths, sets, strict=True)])
    assert covered == pytest.approx(0.9, abs=0.03)


def test_set_is_never_empty_and_begins_with_the_top(spec: ModelSpec) -> None:
    chances = np.array([0.05, 0.9, 0.05, 0, 0, 0, 0])
    assert calibrate.prediction_set(chances, replace(spec, set_mass=1e-6)) == (1,)
    assert set(calibrate.prediction_set(chances, replace(spec, set_mass=1.0))) >= {0, 1, 2}


def test_alert_is_sensitive_unless_it_would_ring_too_often() -> None:
    rng = np.random.default_rng(2)
    truths = np.array([1] * 100 + [0] * 900)
    sharp = np.where(truths == 1, rng.uniform(0.5, 1, 1000), rng.uniform(0, 0.4, 1000))
    point = fit_alert(np.stack([1 - sharp, sharp], 1), truths, 1)
    assert point is not None
    assert point.sensitivity >= 0.95
    dull = rng.uniform(0, 1, 1000)
    point = fit_alert(np.stack([1 - dull, dull], 1), truths, 1)
    assert point is not None
    assert point.specificity == pytest.approx(0.85, abs=0.01)


def test_class_without_accept_point_is_uncertain(spec: ModelSpec) -> None:
    sure = np.array([0.99, 0.01, 0, 0, 0, 0, 0])
    assert calibrate.is_uncertain(sure, spec)
    point = OperatingPoints(None, OperatingPoint(0.6, 0.5, 0.9))
    with_point = replace(spec, operating_points={"acne": point})
    assert not calibrate.is_uncertain(sure, with_point)
    assert calibrate.is_uncertain(np.full(7, 1 / 7), with_point)


def test_far_photo_is_uncertain_where_a_scope_is_set(spec: ModelSpec) -> None:
    point = OperatingPoints(None, OperatingPoint(0.6, 0.5, 0.9))
    scoped = replace(spec, operating_points={"acne": point}, scope_threshold=3.0)
    sure = np.array([0.99, 0.01, 0, 0, 0, 0, 0])
    assert calibrate.is_uncertain(sure, scoped, distance=4.0)
    assert not calibrate.is_uncertain(sure, scoped, distance=2.0)


def test_folds_keep_groups_together(measured: Measured) -> None:
    folds = folds_by_group(measured.groups, 5, np.random.default_rng(0))
    assert set(folds) == set(range(5))
    for group in set(measured.groups[:50]):
        assert len(set(folds[measured.groups == group])) == 1
