"""How far two gradings of the same photos agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def weighted_kappa(ours: Floats, theirs: Floats) -> float:
    """Quadratic-weighted kappa of two gradings (N,), -1 to 1; NaN where all grades are one.

        kappa = 1 - mean((x_i - y_i)^2) / mean over all pairs of (x_i - y_j)^2

    Grades may be halves, as a mean of two readers is.
    Reference: Cohen, Psychol Bull 1968; 70: 213.
    """
    expected = float(np.mean((ours[:, None] - theirs[None, :]) ** 2))
    return 1 - float(np.mean((ours - theirs) ** 2)) / expected if expected > 0 else float("nan")


def icc(ours: Floats, theirs: Floats) -> float:
    """Intraclass correlation of two gradings (N,), two-way random, absolute agreement, ICC(2,1).

    NaN for fewer than two photos, or where nothing varies.
    Reference: Shrout & Fleiss, Psychol Bull 1979; 86: 420.
    """
    told = np.stack([ours, theirs], 1)
    count, raters = told.shape
    if count < 2:
        return float("nan")
    middle = told.mean()
    of_photos = raters * np.sum((told.mean(1) - middle) ** 2) / (count - 1)
    of_raters = count * np.sum((told.mean(0) - middle) ** 2) / (raters - 1)
    rest = told - told.mean(1, keepdims=True) - told.mean(0, keepdims=True) + middle
    error = np.sum(rest**2) / ((count - 1) * (raters - 1))
    whole = of_photos + (raters - 1) * error + raters * (of_raters - error) / count
    return float((of_photos - error) / whole) if whole > 0 else float("nan")


def within_one(ours: Floats, theirs: Floats) -> float:
    """Share of photos graded at most one apart."""
    return float(np.mean(np.abs(ours - theirs) <= 1))


def exact(ours: Floats, theirs: Floats) -> float:
    """Share of photos graded the same."""
    return float(np.mean(ours == theirs))
