"""python -m skin_core.evaluation leak: what a split by image makes of a set with copies.

The six-class set of a founding study was filled up to 399 photos a class with turned and flipped
copies. One network with one setting is judged on it three times; only the split differs.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.random import default_rng
from numpy.typing import NDArray

from skin_core.catalogue import PixelSpec
from skin_core.evaluation import figures, model_card
from skin_core.evaluation.calibration import folds_by_group
from skin_core.evaluation.frozen import BACKBONE, CACHE, imagenet_net
from skin_core.evaluation.results import write_results
from skin_core.inference.calibrate import softmax
from skin_core.training.cache import open_cache
from skin_core.training.photos import Photo, clinical_photos, data_folder, labels_of
from skin_core.training.refit import embeddings, fit_layer
from skin_core.training.release import HALF

COLLECTION = "skin_conditions6"
SIZE, FOLDS, SEED = 192, 5, 2026
PENALTY = 1e-4  # weak, and chosen beforehand: the networks of the study fit their photos, too
SHOWN = ("accuracy", "f1_macro", "cohen_kappa")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Featured:
    """Photos of the set: features (N, C), numbers of labels (N,), groups (N,), copies (N,)."""

    values: NDArray[np.float32]
    truths: NDArray[np.int64]
    groups: NDArray[np.str_]
    copies: NDArray[np.bool_]

    def originals(self) -> Featured:
        """The photos that are no copies."""
        kept = ~self.copies
        return Featured(self.values[kept], self.truths[kept], self.groups[kept], self.copies[kept])


def leak_rows(photos: Featured) -> list[dict[str, Any]]:
    """The same network judged by three splits."""
    images, originals = np.arange(len(photos.truths)).astype(str), photos.originals()
    return [
        {"split": "by image, with copies, as the founding study", **judged(photos, images)},
        {"split": "by group, with copies", **judged(photos, photos.groups)},
        {"split": "by group, without copies", **judged(originals, originals.groups)},
    ]


def judged(photos: Featured, together: NDArray[np.str_]) -> dict[str, Any]:
    """Figures on pooled out-of-fold answers; what shares a name in `together` shares a fold."""
    rng = default_rng(SEED)
    folds, classes = folds_by_group(together, FOLDS, rng), int(photos.truths.max()) + 1
    logits = np.zeros((len(folds), classes))
    for fold in range(FOLDS):
        held, taught = folds == fold, folds != fold
        layer = fit_layer(photos.values[taught], photos.truths[taught], classes, PENALTY)
        with torch.no_grad():
            logits[held] = layer(torch.from_numpy(photos.values[held])).numpy()
    found = figures.agreement(photos.truths, softmax(logits), photos.groups, rng, SHOWN)
    return {
        "photos": len(folds),
        "groups": len(set(photos.groups)),
        "whose_group_is_trained_on": _shared(photos.groups, folds),
        **found,
    }


def _shared(groups: NDArray[np.str_], folds: NDArray[np.int64]) -> float:
    """Share of photos that have a photo of their own group in another fold."""
    homes: dict[str, set[int]] = {}
    for group, fold in zip(groups, folds, strict=True):
        homes.setdefault(str(group), set()).add(int(fold))
    return float(np.mean([len(homes[str(group)]) > 1 for group in groups]))


def featured(photos: Sequence[Photo], every: Sequence[Photo]) -> Featured:
    """Features of the set from MobileNetV2 as ImageNet left it; every: the photos of the cache."""
    cache = open_cache(every, data_folder(), CACHE)
    labels = labels_of(photos)
    return Featured(
        embeddings(imagenet_net(), photos, cache, PixelSpec(SIZE, 1.0, HALF, HALF)),
        np.array([labels.index(photo.label) for photo in photos], np.int64),
        np.array([photo.group for photo in photos]),
        np.array([photo.copy for photo in photos]),
    )


def told(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The table and what to think of it, as Markdown."""
    return [
        f"{BACKBONE} as ImageNet left it at {SIZE} px, nothing of it fine-tuned, under a linear "
        f"layer; {FOLDS} folds, answers pooled, the same settings in each row; 95 % intervals by "
        "bootstrap over groups. The founding study fine-tuned a much larger network at 640 px, "
        "which can learn photos by heart; a linear layer cannot, so the gain by leakage shown "
        "here is rather too small. Groups are near-duplicates and look-alikes, not patients, and "
        "some pairs are missed.",
        "",
        *model_card.table(rows),
    ]


def main(words: Sequence[str]) -> None:
    """Measure and write docs/results.md."""
    argparse.ArgumentParser(prog="skin_core.evaluation leak", description=__doc__).parse_args(words)
    torch.set_num_threads(1)
    every = clinical_photos(data_folder())
    photos = [photo for photo in every if photo.source == COLLECTION]
    log.info("features of %d photos", len(photos))
    rows = leak_rows(featured(photos, every))
    write_results("leak", rows, told(rows))
