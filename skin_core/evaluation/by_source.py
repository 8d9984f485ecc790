"""Figures of every collection by itself: an average hides where a network fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from skin_core.evaluation import metrics
from skin_core.evaluation.calibration import Measured
from skin_core.evaluation.reading import Reading
from skin_core.training.photos import Photo

SEED = 2026
MEASURABLE = 10  # photos below which a cell says "not measured"


def per_source(
    photos: Sequence[Photo], measured: Measured, reading: Reading
) -> list[dict[str, Any]]:
    """First and first three guesses, coverage of the sets, and the same told what may occur.

    "told": probabilities of diseases that the collection does not have are left out, which is what
    a clinic would see that knows what it treats. Each share has a 95 % interval over groups. None
    where under ten photos.
    """
    sources = np.array([photo.source for photo in photos])
    return [
        {"collection": str(source)} | _row(measured, reading, np.flatnonzero(sources == source))
        for source in sorted(set(sources))
    ]


def _row(measured: Measured, reading: Reading, mine: NDArray[np.int64]) -> dict[str, Any]:
    own, chances, groups = measured.truths[mine], reading.chances[mine], measured.groups[mine]
    row: dict[str, Any] = {"photos": len(mine), "diseases": len(set(own))}
    names = ("top_1", "top_3", "coverage", "told: top_1", "told: top_3")
    if len(mine) < MEASURABLE:
        return row | dict.fromkeys(names)
    told = np.where(np.isin(np.arange(chances.shape[1]), own), chances, -1.0)
    found = [metrics.among(own, chances, 1), metrics.among(own, chances, 3)]
    found += [reading.sets[mine, own], metrics.among(own, told, 1), metrics.among(own, told, 3)]
    shares = [
        metrics.share_with_interval(hit, groups, np.random.default_rng(SEED)) for hit in found
    ]
    return row | dict(zip(names, shares, strict=True))
