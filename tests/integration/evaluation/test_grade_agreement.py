"""Agreement of gradings and the cuts between grades, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from skin_core.agreement.statistics import icc, weighted_kappa, within_one
from skin_core.catalogue import GradePoints
from skin_core.evaluation.grade_cuts import Heights, chances_by, cross_fitted, fitted
from skin_core.evaluation.grade_figures import nearest
from tests.fake_networks import make_spec

SPEC = replace(
    make_spec("signs", "eczema", ("erythema",)),
    task="grade",
    grades=GradePoints({"erythema": 1.0}, {"erythema": (-1.0, 0.0, 1.0)}, 0.5),
)


def test_weighted_kappa_is_the_one_of_the_table() -> None:
    ours, theirs = np.array([0.0, 1, 1, 2]), np.array([0.0, 1, 2, 2])
    # observed 1/4; expected: all 16 pairs, squared: (0,1,4,4) + 2 x (1,0,1,1) + (4,1,0,0), sum 20
    assert weighted_kappa(ours, theirs) == pytest.approx(1 - (1 / 4) / (20 / 16))
    assert weighted_kappa(theirs, theirs) == 1
    assert np.isnan(weighted_kappa(ours * 0, theirs * 0))
    assert within_one(ours, theirs) == 1


def test_icc_is_that_of_shrout_and_fleiss() -> None:
    # Two judges of six subjects, by mean squares.
    ours, theirs = np.array([9.0, 6, 8, 7, 10, 6]), np.array([2.0, 1, 4, 1, 5, 2])
    subjects, judges, error = (
        2 * np.var((ours + theirs) / 2, ddof=1),
        6 * 2 * ((ours.mean() - theirs.mean()) / 2) ** 2,
        np.var(ours - theirs, ddof=1) / 2,
    )
    expected = (subjects - error) / (subjects + error + 2 * (judges - error) / 6)
    assert icc(ours, theirs) == pytest.approx(expected)
    assert icc(ours, ours) == pytest.approx(1)
    assert np.isnan(icc(ours[:1], ours[:1]))


def graded(count: int) -> Heights:
    """Photos whose grades rise at heights of -2, 0 and 2."""
    rng = np.random.default_rng(1)
    heights = rng.uniform(-4, 4, count)
    grades = np.searchsorted([-2.0, 0.0, 2.0], heights + rng.logistic(0, 0.25, count))
    above = (grades[:, None] > np.arange(3)).astype(np.float64)
    return Heights(heights[:, None], above[:, None], np.arange(count).astype(str))


def test_cuts_are_found_and_each_photo_is_read_by_cuts_of_others() -> None:
    told = graded(400)
    spec = fitted(SPEC, told)
    assert spec.grades is not None
    slope, cuts = spec.grades.slopes["erythema"], spec.grades.cuts["erythema"]
    assert np.allclose(np.array(cuts) / slope, [-2, 0, 2], atol=0.25)
    truth = told.above.sum(-1)
    by_others = nearest(cross_fitted(SPEC, told, np.random.default_rng(0)))
    assert weighted_kappa(by_others[:, 0], truth[:, 0]) > 0.9
    assert np.allclose(chances_by(spec, told.heights).sum(-1), 1)


def test_grade_that_no_reader_gave_still_has_a_cut() -> None:
    told = graded(60)
    mild = told.heights[:, 0] < 0
    some = Heights(told.heights[mild], told.above[mild], told.groups[mild])
    cuts = fitted(SPEC, some).grades.cuts["erythema"]  # type: ignore[union-attr]
    assert list(cuts) == sorted(cuts)
    assert np.isfinite(cuts).all()
