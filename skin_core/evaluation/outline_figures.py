"""Figures of a network that outlines, per collection, with intervals over lesions or patients."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import metrics
from skin_core.evaluation.outline_answers import Answered
from skin_core.evaluation.outline_limits import pixel_calibration_error
from skin_core.evaluation.outline_metrics import (
    boundary_distance,
    dice,
    iou,
    thresholded_jaccard,
)

MEASURABLE = 10  # photos of a label below which nothing is said of it
ROUNDS = 300
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scored:
    """The figures of one photo; `held`: its true area lies within the interval."""

    source: str
    group: str
    label: str
    has_lesion: bool
    found: bool
    dice: float
    iou: float
    jaccard: float
    distance: float
    held: bool
    area: float
    true_area: float
    width: float
    confidence: float


def scored(spec: ModelSpec, answers: Iterable[Answered]) -> list[Scored]:
    """The figures of every photo."""
    return [_scored(spec, one) for one in answers]


def _scored(spec: ModelSpec, one: Answered) -> Scored:
    drawn = one.map(spec)
    mask = drawn.mask(*one.wanted.shape)
    least, most = drawn.interval
    index = iou(mask, one.wanted)
    return Scored(
        source=one.photo.source,
        group=one.photo.group,
        label=one.photo.label,
        has_lesion=bool(one.wanted.any()),
        found=bool(drawn.likely.any()),
        dice=dice(mask, one.wanted),
        iou=index,
        jaccard=thresholded_jaccard(index),
        distance=boundary_distance(mask, one.wanted),
        held=least <= one.true_area <= most,
        area=drawn.share(drawn.likely),
        true_area=one.true_area,
        width=most - least,
        confidence=drawn.confidence,
    )


def per_source(found: Sequence[Scored], rng: Generator) -> list[Row]:
    """One row a collection of photos with a lesion; 95 % intervals by bootstrap over groups."""
    with_lesion = [one for one in found if one.has_lesion]
    return [
        _row(source, [one for one in with_lesion if one.source == source], rng)
        for source in sorted({one.source for one in with_lesion})
    ]


def _row(source: str, mine: Sequence[Scored], rng: Generator) -> Row:
    groups, every = np.array([one.group for one in mine]), np.arange(len(mine))

    def between(of: Callable[[Scored], float]) -> list[float]:
        values = np.array([of(one) for one in mine], np.float64)

        def mean(places: NDArray[np.int64]) -> float:
            return float(np.nanmean(values[places]))

        low, high = metrics.interval(mean, groups, rng, ROUNDS)
        return [float(np.nanmean(values)), low, high]

    return {
        "collection": source,
        "photos": len(mine),
        "groups": len(set(groups)),
        "dice": between(lambda one: one.dice),
        "f1_of_all_pixels": [
            _pooled(mine, every),
            *metrics.interval(lambda places: _pooled(mine, places), groups, rng, ROUNDS),
        ],
        "iou": between(lambda one: one.iou),
        "thresholded_jaccard": between(lambda one: one.jaccard),
        "edge_distance": between(lambda one: one.distance),
        "area_held": between(lambda one: one.held),
    }


def _pooled(mine: Sequence[Scored], places: NDArray[np.int64]) -> float:
    """F1 over the pixels of all these photos together: large lesions count more than small ones."""
    chosen = [mine[int(place)] for place in places]
    sizes = np.array([one.area + one.true_area for one in chosen])
    return float(np.dot([one.dice for one in chosen], sizes) / sizes.sum())


def intervals(found: Sequence[Scored]) -> list[Row]:
    """How wide the intervals of areas are, and whether the confidence is what it says."""
    rows = []
    for source in sorted({one.source for one in found if one.has_lesion}):
        mine = [one for one in found if one.source == source and one.has_lesion]
        rows.append(
            {
                "collection": source,
                "median_true_area": float(np.median([one.true_area for one in mine])),
                "median_width": float(np.median([one.width for one in mine])),
                "mean_confidence": float(np.mean([one.confidence for one in mine])),
                "mean_dice": float(np.mean([one.dice for one in mine])),
                "rank_correlation": _rank_correlation(
                    [one.confidence for one in mine], [one.dice for one in mine]
                ),
            }
        )
    return rows


def nothing_found(found: Sequence[Scored]) -> list[Row]:
    """How often no lesion was found, where a person drew one and where there was none."""
    rows = []
    for source in sorted({one.source for one in found}):
        mine = [one for one in found if one.source == source]
        rows.append(
            {
                "collection": source,
                "photos": len(mine),
                "with_a_lesion": sum(one.has_lesion for one in mine),
                "none_found": float(np.mean([not one.found for one in mine])),
            }
        )
    return rows


def per_label(found: Sequence[Scored]) -> list[Row]:
    """Mean Dice of every label of a collection with photos enough."""
    pairs = sorted({(one.source, one.label) for one in found if one.has_lesion})
    rows = []
    for source, label in pairs:
        mine = [one.dice for one in found if (one.source, one.label) == (source, label)]
        if len(mine) >= MEASURABLE:
            rows.append(
                {
                    "collection": source,
                    "label": label,
                    "photos": len(mine),
                    "dice": float(np.mean(mine)),
                    "share_below_0.5": float(np.mean(np.array(mine) < 0.5)),
                }
            )
    return rows


def pixel_error(spec: ModelSpec, answers: Sequence[Answered]) -> float:
    """Calibration error of the probabilities of pixels."""
    grids = [one.on_grid(spec) for one in answers]
    return pixel_calibration_error([odds for odds, _ in grids], [wanted for _, wanted in grids])


def _rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's correlation, without regard to ties."""
    ranks = [np.argsort(np.argsort(values)) for values in (first, second)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])
