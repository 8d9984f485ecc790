"""What a model was measured to do on the labelled photos, and the values read off them.

Temperature and set mass come from all photos; every figure that hangs on them is taken photo by
photo with values fitted without its fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.evaluation.calibration import fit_set_mass, fit_temperature, folds_by_group
from skin_core.evaluation.metrics import expected_calibration_error, wilson
from skin_core.inference.calibrate import softmax

Floats = NDArray[np.float64]
_FOLDS = 5
_MANY = 200  # photos that can show that a model is too modest
Share = tuple[float, float, float]
"""A share with the ends of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One label: its photos, and the share of them that was named so."""

    label: str
    photos: int
    sensitivity: Share


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; shares 0..1 with their 95 % intervals.

    coverage: share of photos whose truth the prediction set holds. set_size: its mean.
    """

    temperature: float
    set_mass: float
    photos: int
    accuracy: Share
    calibration_error: float
    coverage: Share
    set_size: float
    classes: tuple[ClassFigures, ...]


def measured(
    logits: Floats,
    truths: NDArray[np.int64],
    digests: Sequence[str],
    labels: Sequence[str],
    rng: Generator,
) -> Figures:
    """All figures. logits: (N, G) by label. truths: (N,)."""
    groups = np.array(digests)
    chances, masses = _cross_fitted(logits, truths, groups, rng)
    right = chances.argmax(1) == truths
    order = np.argsort(-chances, axis=1, kind="stable")
    ranked = np.take_along_axis(chances, order, axis=1)
    sizes = 1 + (np.cumsum(ranked, axis=1) < masses[:, None]).sum(1)
    ranks = (order == truths[:, None]).argmax(1)
    temperature = _temperature(logits, truths)
    return Figures(
        temperature=temperature,
        set_mass=fit_set_mass(softmax(logits / temperature), truths),
        photos=len(truths),
        accuracy=wilson(int(right.sum()), len(truths)),
        calibration_error=expected_calibration_error(right, chances.max(1)),
        coverage=wilson(int((ranks < sizes).sum()), len(truths)),
        set_size=float(np.minimum(sizes, len(labels)).mean()),
        classes=tuple(
            ClassFigures(
                label,
                int((truths == place).sum()),
                wilson(int(right[truths == place].sum()), int((truths == place).sum())),
            )
            for place, label in enumerate(labels)
        ),
    )


def _temperature(logits: Floats, truths: NDArray[np.int64]) -> float:
    """As fitted; few photos, all named rightly, would make any model as good as certain."""
    fitted = fit_temperature(logits, truths)
    return fitted if len(truths) >= _MANY else max(1.0, fitted)


def _cross_fitted(
    logits: Floats, truths: NDArray[np.int64], groups: NDArray[np.str_], rng: Generator
) -> tuple[Floats, Floats]:
    """Chances (N, G) and set masses (N,), each photo's fitted on the other folds."""
    fold = folds_by_group(groups, _FOLDS, rng)
    chances, masses = np.empty_like(logits), np.empty(len(truths))
    for number in range(_FOLDS):
        mine, others = fold == number, fold != number
        temperature = _temperature(logits[others], truths[others])
        chances[mine] = softmax(logits[mine] / temperature)
        masses[mine] = fit_set_mass(softmax(logits[others] / temperature), truths[others])
    return chances, masses
