"""Figures of a classifier, each a short pure function of truths and probabilities."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
BINS = 15


def confusion(truths: Whole, guesses: Whole, classes: int) -> Whole:
    """Photos by true (row) and most probable (column) class, (K, K)."""
    table = np.zeros((classes, classes), np.int64)
    np.add.at(table, (truths, guesses), 1)
    return table


def balanced_accuracy(truths: Whole, guesses: Whole) -> float:
    """Mean sensitivity over the classes that occur; not a number for no photos."""
    present = np.unique(truths)
    if len(present) == 0:
        return float("nan")
    return float(np.mean([np.mean(guesses[truths == label] == label) for label in present]))


def top_k(truths: Whole, chances: Floats, k: int) -> float:
    """Share of photos whose truth is among the k most probable classes."""
    best = np.argsort(-chances, axis=1, kind="stable")[:, :k]
    return float(np.mean((best == truths[:, None]).any(axis=1)))


def expected_calibration_error(correct: NDArray[np.bool_], confidence: Floats) -> float:
    """ECE over 15 equal bins: sum of (n_b / N) |accuracy_b - confidence_b|; 0 for no photos."""
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    error = 0.0
    for place in range(BINS):
        inside = places == place
        if inside.any():
            gap = abs(float(correct[inside].mean()) - float(confidence[inside].mean()))
            error += inside.mean() * gap
    return float(error)


def calibration_floor(confidence: Floats, rng: Generator, rounds: int = 200) -> float:
    """The ECE that a perfectly calibrated model with these confidences scores on average."""
    drawn = [
        expected_calibration_error(rng.random(len(confidence)) < confidence, confidence)
        for _ in range(rounds)
    ]
    return float(np.mean(drawn))


def sensitivity(truths: Whole, guesses: Whole, label: int) -> float:
    """Share of this class's photos that were called so."""
    return float(np.mean(guesses[truths == label] == label)) if (truths == label).any() else np.nan


def specificity(truths: Whole, guesses: Whole, label: int) -> float:
    """Share of the other photos that were not called so."""
    return float(np.mean(guesses[truths != label] != label))


def interval(
    measure: Callable[[Whole], float], groups: NDArray[np.str_], rng: Generator, rounds: int = 300
) -> tuple[float, float]:
    """Bootstrap 95 % interval over groups; `measure` takes indices of photos."""
    _, inverse = np.unique(groups, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    members = np.split(order, np.cumsum(np.bincount(inverse))[:-1])
    values = []
    for _ in range(rounds):
        chosen = rng.integers(0, len(members), len(members))
        values.append(measure(np.concatenate([members[i] for i in chosen])))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
