"""Agreement against scikit-learn and against a published table."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.agreement.interval import FEWEST_GROUPS, measured, measured_share
from skin_core.agreement.statistics import icc, shares_within, weighted_kappa, weighted_kappas


def gradings(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two readers who mostly agree, in half points from 0 to 3."""
    rng = np.random.default_rng(seed)
    ours = rng.integers(0, 7, count)
    theirs = np.clip(ours + rng.integers(-2, 3, count), 0, 6)
    return ours / 2, theirs / 2


def test_weighted_kappa_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import cohen_kappa_score

    for seed in range(20):
        ours, theirs = gradings(30, seed)
        known = cohen_kappa_score(
            (ours * 2).astype(int), (theirs * 2).astype(int), weights="quadratic"
        )
        assert weighted_kappa(ours, theirs) == pytest.approx(known)
    drawn = np.random.default_rng(1).integers(0, 3, (4, 30))
    for counts, told in zip(
        drawn, weighted_kappas(ours, theirs, drawn.astype(np.float64)), strict=True
    ):
        some = np.repeat(np.arange(30), counts)
        assert told == pytest.approx(weighted_kappa(ours[some], theirs[some]))


def test_icc_is_that_of_the_table_of_shrout_and_fleiss() -> None:
    """Four judges, six targets: their ICC(2,1) is .29."""
    table = np.array(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
    )
    assert round(icc(*table.T), 2) == 0.29
    assert np.isnan(icc(*np.ones((3, 5))))


def test_interval_holds_the_figure_and_is_wider_where_photos_hang_together() -> None:
    ours, theirs = gradings(60, 3)

    def kappas(counts: np.ndarray) -> np.ndarray:
        return weighted_kappas(ours, theirs, counts)

    alone = measured(kappas, [str(n) for n in range(60)])
    assert alone is not None
    assert alone.low is not None
    assert alone.high is not None
    assert alone.low < alone.value < alone.high
    assert alone == measured(kappas, [str(n) for n in range(60)])
    few = measured(kappas, [str(n % (FEWEST_GROUPS - 1)) for n in range(60)])
    assert few is not None
    assert (few.value, few.low, few.high) == (alone.value, None, None)
    twice = [str(n // 2) for n in range(120)]  # each photo there twice tells no more than once

    def of_twice(counts: np.ndarray) -> np.ndarray:
        return weighted_kappas(np.repeat(ours, 2), np.repeat(theirs, 2), counts)

    doubled = measured(of_twice, twice)
    assert doubled is not None
    assert doubled.low == pytest.approx(alone.low)


def test_same_grades_have_no_kappa_and_still_agree() -> None:
    same = np.ones(12)
    groups = [str(n) for n in range(12)]
    assert measured(lambda counts: weighted_kappas(same, same, counts), groups) is None
    agreed = measured_share(lambda counts: shares_within(same, same, counts, 0), groups)
    assert agreed is not None
    assert agreed.low is not None
    assert (agreed.value, agreed.high) == (1, 1)
    assert agreed.low == pytest.approx(0.7575, abs=1e-4)  # Wilson, 12 of 12
    never = measured_share(lambda counts: shares_within(same, same + 1, counts, 0), groups)
    assert never is not None
    assert never.high == pytest.approx(1 - agreed.low)


def test_full_agreement_has_a_kappa_and_no_interval_of_no_width() -> None:
    ours, _ = gradings(12, 1)
    groups = [str(n) for n in range(12)]
    kappa = measured(lambda counts: weighted_kappas(ours, ours, counts), groups)
    assert kappa is not None
    assert (kappa.value, kappa.low) == (1, None)
