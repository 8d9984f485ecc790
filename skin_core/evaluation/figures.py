"""All figures of a classifier's card, computed from what it says of validation photos."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import metrics
from skin_core.evaluation.calibration import Measured
from skin_core.evaluation.reading import Reading, dangers

Table = list[dict[str, Any]]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Words = NDArray[np.str_]
AGREEMENT = (
    "accuracy",
    "f1_macro",
    "precision_macro",
    "recall_macro",
    "auroc_macro",
    "cohen_kappa",
    "matthews",
)

PER_CLASS = {
    "sensitivity": metrics.sensitivity,
    "specificity": metrics.specificity,
    "precision": metrics.precision,
    "npv": metrics.negative_predictive,
    "f1": metrics.f1,
}


def headline(measured: Measured, reading: Reading, rng: Generator) -> dict[str, Any]:
    """Overall figures, each [value, low, high] where an interval makes sense."""
    truths, chances = measured.truths, reading.chances
    guesses = chances.argmax(1)
    correct, confidence = guesses == truths, chances.max(1)
    covered = reading.sets[np.arange(len(truths)), truths]

    def between(measure: Callable[[NDArray[np.int64]], float]) -> list[float]:
        return metrics.with_interval(measure, measured.groups, rng)

    return {
        "photos": len(truths),
        "groups": len(set(measured.groups)),
        "balanced_accuracy": between(lambda i: metrics.balanced_accuracy(truths[i], guesses[i])),
        "top_1": between(lambda i: float(correct[i].mean())),
        "top_3": between(lambda i: metrics.top_k(truths[i], chances[i], 3)),
        "ece": metrics.expected_calibration_error(correct, confidence),
        "ece_floor": metrics.calibration_floor(confidence, rng),
        "brier": between(lambda i: metrics.brier(truths[i], chances[i])),
        "coverage": between(lambda i: float(covered[i].mean())),
        "set_size": float(reading.sets.sum(1).mean()),
        "uncertain": float(reading.uncertain.mean()),
        "precision_when_certain": float(correct[~reading.uncertain].mean())
        if (~reading.uncertain).any()
        else float("nan"),
    }


def agreement(
    truths: Whole,
    chances: Floats,
    groups: Words,
    rng: Generator,
    wanted: Sequence[str] = AGREEMENT,
) -> dict[str, Any]:
    """Figures over all classes, [value, low, high] each; "macro" is the plain mean of classes."""
    guesses, classes = chances.argmax(1), chances.shape[1]

    def macro(measure: Callable[[Whole, Whole, int], float]) -> Callable[[Whole], float]:
        return lambda i: metrics.mean_of_classes(measure, truths[i], guesses[i])

    known: dict[str, Callable[[Whole], float]] = {
        "accuracy": lambda i: float(np.mean(guesses[i] == truths[i])),
        "f1_macro": macro(metrics.f1),
        "precision_macro": macro(metrics.precision),
        "recall_macro": macro(metrics.sensitivity),
        "auroc_macro": lambda i: metrics.mean_auroc(truths[i], chances[i]),
        "cohen_kappa": lambda i: metrics.cohen_kappa(truths[i], guesses[i], classes),
        "matthews": lambda i: metrics.matthews(truths[i], guesses[i], classes),
    }
    return _between({name: known[name] for name in wanted}, groups, rng)


def one_disease(
    truths: Whole, chances: Floats, groups: Words, label: int, rng: Generator
) -> dict[str, Any]:
    """A disease against all others, first guesses only: what a study of one disease reports."""
    guesses, present = chances.argmax(1), truths == label
    return {
        "photos": int(present.sum()),
        "groups": len(set(groups[present])),
        **_between(
            {
                "f1": lambda i: metrics.f1(truths[i], guesses[i], label),
                "accuracy": lambda i: metrics.accuracy_of(truths[i], guesses[i], label),
                "sensitivity": lambda i: metrics.sensitivity(truths[i], guesses[i], label),
                "precision": lambda i: metrics.precision(truths[i], guesses[i], label),
                "type_i_error": lambda i: 1 - metrics.specificity(truths[i], guesses[i], label),
                "type_ii_error": lambda i: 1 - metrics.sensitivity(truths[i], guesses[i], label),
                "auroc": lambda i: metrics.auroc(chances[i, label], truths[i] == label),
            },
            groups,
            rng,
        ),
        "accuracy_of_never_saying_it": float(1 - present.mean()),
    }


def _between(
    measures: Mapping[str, Callable[[Whole], float]], groups: Words, rng: Generator
) -> dict[str, list[float]]:
    return {name: metrics.with_interval(measure, groups, rng) for name, measure in measures.items()}


def per_class(spec: ModelSpec, measured: Measured, reading: Reading, rng: Generator) -> Table:
    """Every class against all others, first guesses; 95 % intervals over groups."""
    truths, chances = measured.truths, reading.chances
    guesses = chances.argmax(1)
    rows = []
    for label, name in enumerate(spec.labels):
        row: dict[str, Any] = {"label": name, "photos": int((truths == label).sum())}
        for word, measure in PER_CLASS.items():

            def of(places: Whole, f: Any = measure, k: int = label) -> float:
                return float(f(truths[places], guesses[places], k))

            row[word] = metrics.with_interval(of, measured.groups, rng, 200)

        def ranked(places: Whole, k: int = label) -> float:
            return metrics.auroc(chances[places, k], truths[places] == k)

        row["auroc"] = metrics.with_interval(ranked, measured.groups, rng, 200)
        rows.append(row)
    return rows


def per_danger(spec: ModelSpec, measured: Measured, reading: Reading) -> Table:
    """Sensitivity and false-alarm rate of every ask point of a disease."""
    rows = []
    for name in dangers(spec):
        label = spec.labels.index(name)
        present, alarmed = measured.truths == label, reading.alarms[:, label]
        rows.append(
            {
                "label": name,
                "photos": int(present.sum()),
                "sensitivity": float(alarmed[present].mean()),
                "false_alarms": float(alarmed[~present].mean()),
            }
        )
    return rows


def most_confused(spec: ModelSpec, truths: NDArray[np.int64], reading: Reading) -> Table:
    """The fifteen commonest mistakes."""
    table = metrics.confusion(truths, reading.chances.argmax(1), len(spec.labels))
    np.fill_diagonal(table, 0)
    order = np.argsort(-table, axis=None, kind="stable")[:15]
    pairs = [divmod(int(place), len(spec.labels)) for place in order]
    return [
        {"is": spec.labels[i], "called": spec.labels[j], "photos": int(table[i, j])}
        for i, j in pairs
        if table[i, j]
    ]
