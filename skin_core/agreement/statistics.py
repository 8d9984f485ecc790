"""How far gradings of the same photos agree.

Each is worked out for many weightings of the photos at once, which is what an interval asks for;
the plain figure is that of equal weights.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NOTHING = 1e-9  # grades are halves: what varies at all varies by more


def weighted_kappas(ours: Floats, theirs: Floats, counts: Floats) -> Floats:
    """Quadratic-weighted kappa of two gradings (N,) for each row of counts (B, N), -1 to 1.

        kappa = 1 - mean((x_i - y_i)^2) / mean over all pairs of (x_i - y_j)^2

    Grades may be halves, as a mean of two readers is. NaN where all grades are one.
    Reference: Cohen, Psychol Bull 1968; 70: 213.
    """
    shares = counts / counts.sum(1, keepdims=True)
    ours, theirs = ours - ours[0], theirs - ours[0]
    pairs = shares @ ours**2 + shares @ theirs**2 - 2 * (shares @ ours) * (shares @ theirs)
    return 1 - _over(shares @ (ours - theirs) ** 2, pairs)


def iccs(told: Floats, counts: Floats) -> Floats:
    """Intraclass correlation of K gradings, (N, K), for each row of counts (B, N).

    Two-way random, absolute agreement, one rater: ICC(2,1). NaN for fewer than two photos, or where
    nothing varies.
    Reference: Shrout & Fleiss, Psychol Bull 1979; 86: 420.
    """
    raters = told.shape[1]
    photos = counts.sum(1)
    told = told - told[0, 0]
    middle = counts @ told.mean(1) / photos
    by_rater = counts @ told / photos[:, None]
    whole = counts @ (told**2).sum(1) - photos * raters * middle**2
    between = raters * (counts @ told.mean(1) ** 2 - photos * middle**2)
    of_raters = photos * ((by_rater - middle[:, None]) ** 2).sum(1)
    error = (whole - between - of_raters) / np.maximum((photos - 1) * (raters - 1), 1)
    of_photos = between / np.maximum(photos - 1, 1)
    spread = of_photos + (raters - 1) * error
    spread += raters * (of_raters / max(raters - 1, 1) - error) / photos
    return np.where(photos > 1, _over(of_photos - error, spread), np.nan)


def shares_within(ours: Floats, theirs: Floats, counts: Floats, apart: float) -> Floats:
    """Share of photos graded at most so far apart, for each row of counts (B, N)."""
    near = (np.abs(ours - theirs) <= apart).astype(np.float64)
    return np.asarray(counts @ near / counts.sum(1), np.float64)


def weighted_kappa(ours: Floats, theirs: Floats) -> float:
    """Quadratic-weighted kappa of two gradings (N,); NaN where all grades are one."""
    return float(weighted_kappas(ours, theirs, _each_once(ours))[0])


def icc(*raters: Floats) -> float:
    """ICC(2,1) of two or more gradings (N,); NaN for fewer than two photos."""
    return float(iccs(np.stack(raters, 1), _each_once(raters[0]))[0])


def within_one(ours: Floats, theirs: Floats) -> float:
    """Share of photos graded at most one apart."""
    return float(shares_within(ours, theirs, _each_once(ours), 1)[0])


def exact(ours: Floats, theirs: Floats) -> float:
    """Share of photos graded the same."""
    return float(shares_within(ours, theirs, _each_once(ours), 0)[0])


def _each_once(grades: Floats) -> Floats:
    return np.ones((1, len(grades)))


def _over(some: Floats, whole: Floats) -> Floats:
    """The ratio; NaN where there is nothing to divide by."""
    ratio = np.full(len(whole), np.nan)
    np.divide(some, whole, out=ratio, where=whole > _NOTHING)
    return ratio
