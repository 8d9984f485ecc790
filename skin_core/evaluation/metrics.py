"""Figures of a classifier, each a short pure function of truths and probabilities."""

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
BINS = 15
_Z = 1.959964


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
    return float(np.mean(among(truths, chances, k)))


def among(truths: Whole, chances: Floats, k: int) -> NDArray[np.bool_]:
    """Of which photos the truth is among the k most probable classes, (N,)."""
    best = np.argsort(-chances, axis=1, kind="stable")[:, :k]
    return np.asarray((best == truths[:, None]).any(axis=1), np.bool_)


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


def brier(truths: Whole, chances: Floats) -> float:
    """Mean over photos of the squared errors of all classes together, 0 to 2. Brier 1950."""
    return float(np.mean((chances**2).sum(1) - 2 * chances[np.arange(len(truths)), truths] + 1))


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


def precision(truths: Whole, guesses: Whole, label: int) -> float:
    """Share of the photos called so that are; 0 where none is called so."""
    called = guesses == label
    return float(np.mean(truths[called] == label)) if called.any() else 0.0


def negative_predictive(truths: Whole, guesses: Whole, label: int) -> float:
    """Share of the photos not called so that are not; 0 where all are called so."""
    rest = guesses != label
    return float(np.mean(truths[rest] != label)) if rest.any() else 0.0


def f1(truths: Whole, guesses: Whole, label: int) -> float:
    """2 TP / (2 TP + FP + FN) of one class against all others; not a number without its photos."""
    if not (truths == label).any():
        return float("nan")
    hits = np.sum((truths == label) & (guesses == label))
    return float(2 * hits / (np.sum(truths == label) + np.sum(guesses == label)))


def accuracy_of(truths: Whole, guesses: Whole, label: int) -> float:
    """Share of all photos rightly called this class or not this class: (TP + TN) / N."""
    return float(np.mean((truths == label) == (guesses == label)))


def mean_of_classes(
    measure: Callable[[Whole, Whole, int], float], truths: Whole, guesses: Whole
) -> float:
    """The plain mean of a figure over the classes that occur ("macro")."""
    return float(np.mean([measure(truths, guesses, int(label)) for label in np.unique(truths)]))


def cohen_kappa(truths: Whole, guesses: Whole, classes: int) -> float:
    """Agreement beyond chance: (observed - expected) / (1 - expected). Cohen 1960."""
    table = confusion(truths, guesses, classes) / len(truths)
    expected = float(table.sum(0) @ table.sum(1))
    return (float(np.trace(table)) - expected) / (1 - expected) if expected < 1 else float("nan")


def matthews(truths: Whole, guesses: Whole, classes: int) -> float:
    """Matthews correlation of several classes, -1 to 1; 0 where only one is ever said or true.

    Reference: Gorodkin, Comput Biol Chem 2004; 28: 367.
    """
    table = confusion(truths, guesses, classes) / len(truths)
    true, said = table.sum(1), table.sum(0)
    spread = np.sqrt((1 - true @ true) * (1 - said @ said))
    return float((np.trace(table) - true @ said) / spread) if spread > 0 else 0.0


def auroc(scores: Floats, present: NDArray[np.bool_]) -> float:
    """Chance that a photo of the class scores above one of the others; ties count half."""
    found = int(present.sum())
    if found in (0, len(present)):
        return float("nan")
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    above = ranks[present].sum() - found * (found + 1) / 2
    return float(above / (found * (len(present) - found)))


def mean_auroc(truths: Whole, chances: Floats) -> float:
    """Mean one-versus-rest AUROC over the classes that occur."""
    return float(np.mean([auroc(chances[:, k], truths == k) for k in np.unique(truths)]))


def wilson(hits: int, of: int) -> tuple[float, float, float]:
    """A share with its 95 % interval; 0 to 1 where nothing was counted. Wilson, JASA 1927; 22."""
    if of == 0:
        return float("nan"), 0.0, 1.0
    share, square = hits / of, _Z**2 / of
    middle = (share + square / 2) / (1 + square)
    half = _Z / (1 + square) * sqrt(share * (1 - share) / of + square / (4 * of))
    return share, max(0.0, middle - half), min(1.0, middle + half)


def interval(
    measure: Callable[[Whole], float], groups: NDArray[np.str_], rng: Generator, rounds: int = 300
) -> tuple[float, float]:
    """Bootstrap 95 % interval over groups; `measure` takes indices of photos."""
    _, inverse = np.unique(groups, return_inverse=True)
    order, sizes = np.argsort(inverse, kind="stable"), np.bincount(inverse)
    firsts = np.cumsum(sizes) - sizes
    values = []
    for _ in range(rounds):
        chosen = rng.integers(0, len(sizes), len(sizes))
        ends = np.cumsum(sizes[chosen])
        shift = np.repeat(firsts[chosen] - (ends - sizes[chosen]), sizes[chosen])
        values.append(measure(order[np.arange(ends[-1]) + shift]))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def with_interval(
    measure: Callable[[Whole], float], groups: NDArray[np.str_], rng: Generator, rounds: int = 300
) -> list[float]:
    """What is measured of all photos, and its interval: value, low, high."""
    return [measure(np.arange(len(groups))), *interval(measure, groups, rng, rounds)]


def share_with_interval(
    hit: NDArray[np.bool_], groups: NDArray[np.str_], rng: Generator
) -> list[float]:
    """A share and its interval over groups; Wilson's of the groups where no drawing moves it."""
    found = with_interval(lambda places: float(hit[places].mean()), groups, rng)
    if found[1] < found[2]:
        return found
    count = len(set(groups))
    return [found[0], *wilson(round(found[0] * count), count)[1:]]
