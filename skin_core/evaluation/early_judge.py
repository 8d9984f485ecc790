"""What is thought of every photo of an experiment before it is trained, by a judge that is cheap.

Last layers on frozen features, fitted in folds of groups: each photo is judged by one that never
saw it, nor any of its patient. No network of ours is needed, so it tells of photos to learn from,
too, and of a set of one's own that nothing was trained on yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from skin_core.evaluation.calibration import fit_temperature
from skin_core.evaluation.frozen import by_fold, features_of
from skin_core.inference.calibrate import softmax
from skin_core.training.__main__ import prepared, split_for
from skin_core.training.config import TrainConfig
from skin_core.training.layouts import folder_of, photos_for
from skin_core.training.loop import check_backbone
from skin_core.training.photos import Photo, labels_of
from skin_core.training.refusal import Refused

SEED, FOLDS = 2026, 5
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Judged:
    """Photos, the names of labels (K), their numbers (N,), and calibrated probabilities (N, K).

    The probabilities of a photo come from a judge that did not learn from it.
    """

    photos: tuple[Photo, ...]
    labels: tuple[str, ...]
    truths: Whole
    chances: Floats


def judge_before(config: TrainConfig) -> tuple[Judged, tuple[Photo, ...]]:
    """The photos an experiment would learn from or hold back, judged, and those nobody can judge.

    A label of one group alone is among the latter: it is learned nowhere else.
    Raises: Refused, SettingsError, as the training would for its settings and photos.
    """
    check_backbone(config.backbone)
    _, _, cache, _ = prepared(config)
    split = split_for(config)
    kept = {*split.train, *split.validation, *split.test}
    photos = tuple(photo for photo in photos_for(config) if photo in kept)
    labels = labels_of(photos)
    truths = np.array([labels.index(photo.label) for photo in photos], np.int64)
    fold = dealt_out(truths, np.array([photo.group for photo in photos]), default_rng(SEED))
    known = learned_elsewhere(truths, fold)
    if not known.any():
        raise Refused(f"no label of the {len(photos)} photos has two groups: none can be judged")
    values = features_of(photos, folder_of(config), lambda: cache, config.prepare)
    logits, truths = by_fold(values, truths, fold)[known], truths[known]
    chances = softmax(logits / fit_temperature(logits, truths))
    mine = tuple(photo for photo, judged in zip(photos, known, strict=True) if judged)
    others = tuple(photo for photo, judged in zip(photos, known, strict=True) if not judged)
    return Judged(mine, labels, truths, chances), others


def dealt_out(truths: Whole, groups: NDArray[np.str_], rng: Generator) -> Whole:
    """A fold for every photo, (N,), groups kept together.

    The groups of a label are dealt out in turn: one of two groups is in two folds.
    """
    names, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    order = rng.permutation(len(names))
    order = order[np.argsort(truths[first][order], kind="stable")]
    fold = np.empty(len(names), np.int64)
    fold[order] = np.arange(len(names)) % FOLDS
    return fold[inverse]


def learned_elsewhere(truths: Whole, fold: Whole) -> NDArray[np.bool_]:
    """Which photos have their label, and another one, in other folds, (N,)."""
    known = np.zeros(len(truths), bool)
    for number in np.unique(fold):
        held, taught = fold == number, np.unique(truths[fold != number])
        known[held] = np.isin(truths[held], taught) & (len(taught) > 1)
    return known
