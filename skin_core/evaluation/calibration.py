"""Fitting what stands between logits and statements, on validation photos only.

Temperature, set mass, operating and tier points are fitted together (`fit`) and judged by
cross-fitting (`cross_fitted`): every photo is read with values fitted without its group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec, OperatingPoint, OperatingPoints
from skin_core.evaluation.tier_points import fit_tiers
from skin_core.inference.calibrate import softmax

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
COVERAGE = 0.90
ACCEPT_PRECISION = 0.80
ALERT_SENSITIVITY = 0.95
ALERT_FALSE_ALARMS = 0.15
PRIOR_PHOTOS = 4.0  # weight of the pooled precision in that of one class


@dataclass(frozen=True)
class Measured:
    """Raw answers on labelled photos: logits (N, K), truths (N,), groups (N,)."""

    logits: Floats
    truths: Whole
    groups: NDArray[np.str_]

    def only(self, chosen: NDArray[np.bool_] | Whole) -> "Measured":
        """The same for some of the photos."""
        return Measured(self.logits[chosen], self.truths[chosen], self.groups[chosen])


def fit_temperature(logits: Floats, truths: Whole) -> float:
    """The temperature of least cross-entropy, between 0.2 and 5."""
    places = np.arange(len(truths))
    grid = np.exp(np.linspace(np.log(0.2), np.log(5.0), 161))
    losses = [-np.mean(np.log(softmax(logits / value)[places, truths] + 1e-12)) for value in grid]
    return float(grid[int(np.argmin(losses))])


def fit_set_mass(chances: Floats, truths: Whole) -> float:
    """The mass of prediction sets that hold the truth for 90 % of new photos.

    The ceil((n + 1) 0.9)-th smallest of what these n photos needed; the largest for under nine.
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    ranked = np.take_along_axis(chances, order, axis=1)
    before = np.cumsum(ranked, axis=1) - ranked
    needed = np.sort(before[order == truths[:, None]])
    rank = min(len(truths), int(np.ceil((len(truths) + 1) * COVERAGE - 1e-9)))
    return float(np.clip(needed[rank - 1] + 1e-6, 1e-6, 0.999999))


def fit_accept(chances: Floats, truths: Whole, label: int) -> OperatingPoint | None:
    """The lowest threshold at which a first place is right in 80 %; None where none is.

    Few photos of one class lean on the precision of all classes at the same threshold.
    """
    guesses, best = chances.argmax(1), chances.max(1)
    for threshold in np.arange(0.10, 0.96, 0.01):
        above = best >= threshold
        mine = above & (guesses == label)
        pooled = float(np.mean(guesses[above] == truths[above])) if above.any() else 0.0
        hits = float(np.sum(truths[mine] == label))
        if (hits + PRIOR_PHOTOS * pooled) / (mine.sum() + PRIOR_PHOTOS) >= ACCEPT_PRECISION:
            return point_at(mine, truths == label, float(threshold))
    return None


def fit_alert(chances: Floats, truths: Whole, label: int) -> OperatingPoint | None:
    """Sensitivity 95 %, unless that alarms on more than 15 % of the others: then 15 %."""
    mine, others = chances[truths == label, label], chances[truths != label, label]
    if len(mine) == 0:
        return None
    missed = int(np.floor((1 - ALERT_SENSITIVITY) * len(mine)))
    threshold = float(np.sort(mine)[missed])
    if float(np.mean(others >= threshold)) > ALERT_FALSE_ALARMS:
        threshold = float(np.quantile(others, 1 - ALERT_FALSE_ALARMS, method="higher"))
    threshold = float(np.floor(threshold * 1e6) / 1e6)
    return point_at(chances[:, label] >= threshold, truths == label, threshold)


def point_at(
    alarmed: NDArray[np.bool_], present: NDArray[np.bool_], threshold: float
) -> OperatingPoint:
    """A threshold with the sensitivity and specificity it was seen to have."""
    hit = float(alarmed[present].mean()) if present.any() else 0.0
    return OperatingPoint(threshold, hit, float(1 - alarmed[~present].mean()))


def fit(spec: ModelSpec, measured: Measured, dangers: Sequence[str]) -> ModelSpec:
    """The spec with temperature, set mass, operating and tier points fitted to these photos."""
    temperature = fit_temperature(measured.logits, measured.truths)
    chances = softmax(measured.logits / temperature)
    points = {
        name: OperatingPoints(
            fit_alert(chances, measured.truths, label) if name in dangers else None,
            fit_accept(chances, measured.truths, label),
        )
        for label, name in enumerate(spec.labels)
    }
    mass = fit_set_mass(chances, measured.truths)
    tiers = fit_tiers(spec, chances, measured.truths, measured.groups)
    return replace(
        spec, temperature=temperature, set_mass=mass, operating_points=points, tiers=tiers
    )


def folds_by_group(groups: NDArray[np.str_], folds: int, rng: Generator) -> Whole:
    """A fold number for every photo, (N,); groups stay together."""
    names, inverse = np.unique(groups, return_inverse=True)
    return np.asarray(rng.permutation(len(names)) % folds, np.int64)[inverse]


def cross_fitted(
    spec: ModelSpec,
    measured: Measured,
    dangers: Sequence[str],
    read: Callable[[ModelSpec, Whole], None],
    rng: Generator,
) -> None:
    """Call `read` once per fold with a spec fitted on the other folds and the fold's places."""
    fold = folds_by_group(measured.groups, 5, rng)
    for number in range(5):
        fitted = fit(spec, measured.only(fold != number), dangers)
        read(fitted, np.flatnonzero(fold == number))
