"""How an outline is calibrated: one temperature, and two lines between which the true area lies.

The area within a line grows as the line is drawn at lower odds. For every photo there is one
height at which it equals the area that a person drew; where these heights lie for 9 of 10 photos
is where the inner and the outer line are drawn (split conformal prediction: Vovk 2005, Angelopoulos
and Bates 2023).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from skin_core.inference.outline import OutlineMap

Floats = NDArray[np.float64]
HELD = 0.9  # of photos whose true area lies between the lines
HEIGHTS = np.concatenate([-np.geomspace(16, 0.125, 40), [0.0], np.geomspace(0.125, 16, 40)])
TEMPERATURES = np.exp(np.linspace(-1.0, 1.2, 45))
BINS = 15


def fitted_temperature(odds: Sequence[Floats], wanted: Sequence[Floats]) -> float:
    """What the odds are divided by, so that their probabilities are right pixel by pixel.

    odds, wanted: per photo arrays of one shape, wanted 0..1; every photo counts alike.
    """

    def loss(temperature: float) -> float:
        return float(
            np.mean([_cross_entropy(o / temperature, w) for o, w in zip(odds, wanted, strict=True)])
        )

    return float(min(TEMPERATURES, key=loss))


def _cross_entropy(odds: Floats, wanted: Floats) -> float:
    return float(np.mean(np.logaddexp(0, odds) - odds * wanted))


def height_of(drawn: OutlineMap, true_area: float) -> float:
    """The odds at which a line encloses the true area, a share of the photo.

    Infinite where no line does: a person drew less than the smallest one, or more than the largest.
    """
    areas = np.array([drawn.share(drawn.within(float(height))) for height in HEIGHTS])
    enough = np.flatnonzero(areas >= true_area)
    if len(enough) == 0:
        return float("-inf")
    return float(HEIGHTS[enough[-1]]) if enough[-1] < len(HEIGHTS) - 1 else float("inf")


def limits_of(
    heights: Floats, sources: Sequence[str], units: int | None = None
) -> tuple[float, float]:
    """Odds of the inner and of the outer line, between which 9 of 10 heights lie.

    A twentieth is left on either side; every collection counts alike, however large it is. units:
    how many things the heights are of, where several are of one patient; else each is its own.
    """
    count = len(heights) if units is None else units
    counts = Counter(sources)
    weights = np.array([1 / counts[source] for source in sources])
    tail = (1 - HELD) / 2 * (count + 1) / count  # the photo to come counts as one
    outer = _weighted_quantile(heights, weights, tail)
    inner = -_weighted_quantile(-heights, weights, tail)
    return max(inner, 0.0), min(outer, 0.0)


def _weighted_quantile(values: Floats, weights: Floats, share: float) -> float:
    """The largest value up to which, itself too, at most this share of the weights lies.

    Where none is, there are too few to tell: the lowest of the heights.
    """
    order = np.argsort(values)
    gathered = np.cumsum(weights[order]) / weights.sum()
    place = int(np.searchsorted(gathered, share, side="right")) - 1
    found = values[order][place] if place >= 0 else -np.inf
    return float(np.clip(found, HEIGHTS[0], HEIGHTS[-1]))


def pixel_calibration_error(odds: Sequence[Floats], wanted: Sequence[Floats]) -> float:
    """ECE of the pixels over 15 equal bins of probability; every photo counts alike."""
    gathered = np.zeros((3, BINS))
    for one, truth in zip(odds, wanted, strict=True):
        chance = 1 / (1 + np.exp(-one.ravel()))
        places = np.minimum((chance * BINS).astype(int), BINS - 1)
        for row, values in enumerate((np.ones_like(chance), chance, truth.ravel())):
            gathered[row] += np.bincount(places, values, BINS) / chance.size
    return float(np.abs(gathered[1] - gathered[2]).sum() / gathered[0].sum())
