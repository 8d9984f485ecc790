"""python -m skin_core.evaluation oversampling: rare classes by weight, or by made-up neighbours.

The founding study filled rare classes up with SMOTE. Last layers are fitted to features of a
network as ImageNet left it: as the photos are, with weights, and with SMOTE; judged by the photos
held back to choose by, calibration beside accuracy.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.random import Generator, default_rng
from sklearn.neighbors import NearestNeighbors

from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.frozen import (
    BACKBONE,
    PENALTY,
    SIZE,
    Featured,
    Values,
    Whole,
    answered,
    frozen_features,
)
from skin_core.evaluation.results import write_results
from skin_core.inference.calibrate import softmax
from skin_core.training.refit import fit_layer
from skin_core.training.splits import split_by_group

SEED, SHARE, NEIGHBOURS = 2026, 0.15, 5
FILLED = 200  # photos that each class is filled up to; the largest has three times as many


def smote(values: Values, truths: Whole, filled: int, rng: Generator) -> tuple[Values, Whole]:
    """The photos and made-up ones: each class of fewer is filled up to so many.

    A made-up one lies anywhere between a photo and one of its five nearest of the same class.
    Reference: Chawla et al., J Artif Intell Res 2002; 16: 321. A class of one photo stays so.
    """
    made, labels = [values], [truths]
    for label in np.unique(truths):
        mine = values[truths == label]
        wanted = filled - len(mine)
        if wanted <= 0 or len(mine) < 2:
            continue
        near = min(NEIGHBOURS, len(mine) - 1)
        found = NearestNeighbors(n_neighbors=near + 1).fit(mine).kneighbors(mine)[1]
        chosen = rng.integers(0, len(mine), wanted)
        other = found[chosen, rng.integers(1, near + 1, wanted)]
        share = rng.random((wanted, 1)).astype(np.float32)
        made.append(mine[chosen] + share * (mine[other] - mine[chosen]))
        labels.append(np.full(wanted, label))
    return np.concatenate(made), np.concatenate(labels)


def oversampling_rows(taught: Featured, judged: Featured) -> list[dict[str, Any]]:
    """A row for each way of treating rare classes; the same features, penalty and photos."""
    classes = len(taught.labels)
    plain = (taught.values, taught.truths)
    filled = smote(*plain, FILLED, default_rng(SEED))
    ways = {
        "as the photos are": (plain, False),
        "half by weight, half by offset, as ours": (plain, True),
        f"SMOTE up to {FILLED} photos a class": (filled, False),
    }
    return [
        {"rare classes": name, "learned from": len(given[1])}
        | _judged(
            judged, answered(fit_layer(*given, classes, PENALTY, balanced=even), judged.values)
        )
        for name, (given, even) in ways.items()
    ]


def _judged(judged: Featured, logits: Any) -> dict[str, Any]:
    truths, chances, rng = judged.truths, softmax(logits), default_rng(SEED)
    guesses, groups = chances.argmax(1), judged.groups
    correct = guesses == truths

    def between(measure: Any) -> list[float]:
        return metrics.with_interval(measure, groups, rng)

    return {
        "balanced accuracy": between(lambda i: metrics.balanced_accuracy(truths[i], guesses[i])),
        "top 1": between(lambda i: float(correct[i].mean())),
        "top 3": between(lambda i: metrics.top_k(truths[i], chances[i], 3)),
        "ECE": between(lambda i: metrics.expected_calibration_error(correct[i], chances[i].max(1))),
        "said minus right": float(chances.max(1).mean() - correct.mean()),
        "Brier": between(lambda i: metrics.brier(truths[i], chances[i])),
    }


def told(rows: Sequence[dict[str, Any]], judged: int) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        f"Last layers on features of {BACKBONE} as ImageNet left it, {SIZE} px, penalty {PENALTY:g}"
        f" each; judged by {judged} photos held back to choose by, no temperature; 95 % intervals "
        "by bootstrap over groups. Said minus right: mean probability of first guesses minus how "
        "often they are right, below zero where too little is said.",
        "",
        *model_card.table(rows),
    ]


def main(words: Sequence[str]) -> None:
    """Measure and write docs/results.md."""
    name = "skin_core.evaluation oversampling"
    argparse.ArgumentParser(prog=name, description=__doc__).parse_args(words)
    torch.set_num_threads(1)
    every = frozen_features()
    split = split_by_group(every.photos, SHARE, default_rng(SEED), SHARE)
    parts = [{photo.path for photo in part} for part in (split.train, split.validation)]
    taught, judged = (
        every.only(np.array([photo.path in part for photo in every.photos])) for part in parts
    )
    rows = oversampling_rows(taught, judged)
    write_results("oversampling", rows, told(rows, len(judged.photos)))
