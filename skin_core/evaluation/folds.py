"""python -m skin_core.evaluation folds: rare classes, and facts beside the photo, by pooled folds.

Last layers on features of a network as ImageNet left it, five folds of groups, all answers pooled:
what is cheap enough to be done five times. Zoster is judged on all its photos so, and on
PAD-UFES-20 the photo is compared with the photo and age, sex and site.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.evaluation import metrics, model_card
from skin_core.evaluation.figures import agreement, one_disease
from skin_core.evaluation.frozen import (
    BACKBONE,
    PENALTY,
    SIZE,
    Featured,
    frozen_features,
    out_of_fold,
)
from skin_core.evaluation.results import write_results
from skin_core.inference.calibrate import softmax
from skin_core.models.facts_input import FACTS, encode
from skin_core.rules.zoster_screen import ZOSTER

SEED, FOLDS = 2026, 5
SHOWN = ("accuracy", "f1_macro", "recall_macro", "auroc_macro", "cohen_kappa")
WITH_FACTS = "pad_ufes"  # the one collection of camera photos that tells them
Values = NDArray[np.float32]
Floats = NDArray[np.float64]


def zoster_figures(every: Featured) -> dict[str, Any]:
    """Zoster against all others (F1-HZ, ACC-HZ) and all classes alike, on pooled answers."""
    logits, _ = out_of_fold(every.values, every.truths, every.groups, FOLDS, default_rng(SEED))
    answers, rng = (every.truths, softmax(logits), every.groups), default_rng(SEED)
    zoster = one_disease(*answers, every.labels.index(ZOSTER), rng)
    return {"zoster": zoster, "all": agreement(*answers, rng, SHOWN)}


def facts_rows(photos: Featured) -> list[dict[str, Any]]:
    """The photo alone, the facts alone, and both, on the same folds."""
    labels, truths = np.unique(photos.truths, return_inverse=True)
    spread = photos.values.std(0).mean()
    facts = np.array([encode(photo.facts, FACTS) for photo in photos.photos], np.float32) * spread
    ways = {
        "photo": photos.values,
        "age, sex and site": facts,
        "both": np.concatenate([photos.values, facts], axis=1),
    }
    answers = {
        name: softmax(out_of_fold(values, truths, photos.groups, FOLDS, default_rng(SEED))[0])
        for name, values in ways.items()
    }
    return [
        {"last layer reads": name, "photos": len(truths), "diseases": len(labels)}
        | {"balanced accuracy": _right(truths, chances, photos.groups)}
        | {"gain": _gain(truths, chances, answers["photo"], photos.groups)}
        | {"AUROC, mean": float(metrics.mean_auroc(truths, chances))}
        for name, chances in answers.items()
    ]


def _right(truths: NDArray[np.int64], chances: Floats, groups: NDArray[np.str_]) -> list[float]:
    guesses = chances.argmax(1)

    def right(places: NDArray[np.int64]) -> float:
        return metrics.balanced_accuracy(truths[places], guesses[places])

    return metrics.with_interval(right, groups, default_rng(SEED))


def _gain(
    truths: NDArray[np.int64], one: Floats, other: Floats, groups: NDArray[np.str_]
) -> list[float]:
    mine, theirs = one.argmax(1), other.argmax(1)

    def gain(places: NDArray[np.int64]) -> float:
        truth = truths[places]
        return metrics.balanced_accuracy(truth, mine[places]) - metrics.balanced_accuracy(
            truth, theirs[places]
        )

    return metrics.with_interval(gain, groups, default_rng(SEED))


def told(zoster: dict[str, Any], rows: Sequence[dict[str, Any]], photos: int) -> list[str]:
    """Both tables and what to think of them, as Markdown."""
    return [
        f"Last layers on features of {BACKBONE} as ImageNet left it, {SIZE} px, nothing of it "
        f"fine-tuned, penalty {PENALTY:g}, five folds of groups; answers to all {photos} photos "
        "pooled, 95 % intervals by bootstrap over groups. A floor, not what the released network "
        "does: that one is in its card, on all photos that it never learned from. F1 is F1-HZ, "
        "accuracy ACC-HZ, which must be read beside that of never saying zoster.",
        "",
        *model_card.pairs(zoster["zoster"]),
        "All classes alike:",
        "",
        *model_card.pairs(zoster["all"]),
        "Facts beside the photo, PAD-UFES-20, gain paired with the photo alone:",
        "",
        *model_card.table(rows),
    ]


def main(words: Sequence[str]) -> None:
    """Measure and write docs/results.md."""
    name = "skin_core.evaluation folds"
    argparse.ArgumentParser(prog=name, description=__doc__).parse_args(words)
    torch.set_num_threads(1)
    every = frozen_features()
    zoster, rows = zoster_figures(every), facts_rows(every.only(every.sources == WITH_FACTS))
    found = {"pooled": zoster, "facts": rows}
    write_results("folds", found, told(zoster, rows, len(every.photos)))
