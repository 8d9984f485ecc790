"""Whether prediction sets hold the truth as often for each disease, and what would make them.

One mass for all diseases covers 90 % of all photos, common and easy diseases more and hard ones
less. A mass for each disease (class-conditional, "Mondrian" conformal prediction; Vovk et al.,
Algorithmic Learning in a Random World, 2005) evens that out at the price of larger sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.evaluation.calibration import COVERAGE, Measured, folds_by_group
from skin_core.inference.calibrate import LARGEST_CERTAIN_SET

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
FOLDS = 5
LEAST = 10  # photos of a class from which its coverage is counted among the lowest


def before(chances: Floats) -> Floats:
    """What all classes more probable than each gather together, (N, K)."""
    order = np.argsort(-chances, axis=1, kind="stable")
    ranked = np.take_along_axis(chances, order, axis=1)
    found = np.empty_like(chances)
    np.put_along_axis(found, order, np.cumsum(ranked, axis=1) - ranked, axis=1)
    return found


def fit_masses(chances: Floats, truths: Whole, mass: float) -> Floats:
    """The mass of each class, (K,): the smallest that holds 90 % of new photos of that class.

    The ceil((n + 1) 0.9)-th smallest of what its n photos needed; a class of too few photos for
    such a rank (under nine) keeps `mass`, that of all classes together.
    """
    needed = before(chances)[np.arange(len(truths)), truths]
    masses = np.full(chances.shape[1], mass)
    for label in np.unique(truths):
        mine = np.sort(needed[truths == label])
        rank = int(np.ceil((len(mine) + 1) * COVERAGE - 1e-9))
        if rank <= len(mine):
            masses[label] = mine[rank - 1]
    return masses


def sets_of(chances: Floats, masses: Floats) -> Flags:
    """The classes that stand in each set, (N, K): those before which no more than its mass is."""
    return np.asarray(before(chances) <= masses + 1e-9, np.bool_)


def cross_fitted_sets(chances: Floats, measured: Measured, mass: float, rng: Generator) -> Flags:
    """Sets of photos whose masses were fitted on other groups."""
    fold = folds_by_group(measured.groups, FOLDS, rng)
    sets = np.zeros(chances.shape, np.bool_)
    for number in range(FOLDS):
        mine, others = fold == number, fold != number
        masses = fit_masses(chances[others], measured.truths[others], mass)
        sets[mine] = sets_of(chances[mine], masses)
    return sets


def compared(labels: Sequence[str], truths: Whole, one: Flags, own: Flags) -> dict[str, Any]:
    """Sets by one mass beside those by a mass for each class; figures, and a row for each class."""
    ways = {"one_mass": one, "own_masses": own}
    rows = []
    for label in np.unique(truths):
        mine = truths == label
        row: dict[str, Any] = {"label": labels[label], "photos": int(mine.sum())}
        for name, sets in ways.items():
            row[f"coverage, {name}"] = float(sets[mine, label].mean())
            row[f"set_size, {name}"] = float(sets[mine].sum(1).mean())
        rows.append(row)
    return {"ways": [_way(name, sets, truths) for name, sets in ways.items()], "classes": rows}


def _way(name: str, sets: Flags, truths: Whole) -> dict[str, Any]:
    covered, sizes = sets[np.arange(len(truths)), truths], sets.sum(1)
    by_class = {k: covered[truths == k] for k in np.unique(truths)}
    known = [float(one.mean()) for one in by_class.values() if len(one) >= LEAST]
    return {
        "sets": name,
        "coverage": float(covered.mean()),
        "mean_of_classes": float(np.mean([one.mean() for one in by_class.values()])),
        "lowest_of_classes": min(known) if known else None,
        "classes_under_0.8": sum(one < 0.8 for one in known),
        "mean_size": float(sizes.mean()),
        "larger_than_5": float((sizes > LARGEST_CERTAIN_SET).mean()),
        "empty": float((sizes == 0).mean()),
    }
