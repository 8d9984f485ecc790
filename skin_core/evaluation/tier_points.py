"""Thresholds on the summed probability of urgent and of soon diseases, on validation photos.

A threshold that just reaches its sensitivity on a few dozen photos misses it on new ones half of
the time. Groups of photos are therefore redrawn many times; the threshold taken is one that
reached the sensitivity in three redraws of four: the margin shrinks as photos are added.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OperatingPoint, TierPoints
from skin_core.domain.analysis import Urgency
from skin_core.inference.calibrate import tier_members

Floats = NDArray[np.float64]
ASK_SENSITIVITY = 0.97
ACT_SENSITIVITY = {Urgency.URGENT: 0.85, Urgency.SOON: 0.92}
REDRAWS, ENOUGH = 400, 0.75
SEED = 2026  # two runs must give one answer


def fit_tiers(
    spec: ModelSpec, chances: Floats, truths: NDArray[np.int64], groups: NDArray[np.str_]
) -> Mapping[str, TierPoints]:
    """Act and ask points of every tier that a model's labels and these photos know.

    chances: (N, K) calibrated probabilities; truths, groups: (N,).
    """
    points = {}
    for tier, members in tier_members(spec.labels).items():
        inside = np.array(sorted(members), np.int64)
        present = np.isin(truths, inside)
        if present.any():
            sums = chances[:, inside].sum(1)
            points[str(tier)] = TierPoints(
                ask=_point(sums, present, groups, ASK_SENSITIVITY),
                act=_point(sums, present, groups, ACT_SENSITIVITY[tier]),
            )
    return points


def _point(
    sums: Floats, present: NDArray[np.bool_], groups: NDArray[np.str_], sensitivity: float
) -> OperatingPoint:
    threshold = threshold_for(sums[present], groups[present], sensitivity)
    found, others = sums[present] >= threshold, sums[~present] >= threshold
    specificity = 1 - float(others.mean()) if len(others) else float("nan")
    return OperatingPoint(threshold, float(found.mean()), specificity)


def threshold_for(sums: Floats, groups: NDArray[np.str_], sensitivity: float) -> float:
    """The highest threshold that finds this share of the photos in three redraws of four.

    sums, groups: (N,) of the photos that are to be found, N at least 1.
    """
    order = np.argsort(sums, kind="stable")
    names, inverse = np.unique(groups, return_inverse=True)
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=REDRAWS)
    weights = drawn[:, inverse[order]]
    lost = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    lowest_found = (lost > 1 - sensitivity + 1e-9).argmax(axis=1)
    thresholds = sums[order][lowest_found]
    chosen = float(np.quantile(thresholds, 1 - ENOUGH, method="lower"))
    return float(np.floor(chosen * 1e6) / 1e6)  # model.toml keeps six decimals
