"""Features of photos from a network as ImageNet left it, asked once and kept.

What rests on a last layer alone costs seconds on them: folds, left-out collections, a few photos
of a clinic, ways of balancing, doubts about labels. No photo of skin was learned from, so nothing
leaks by the features.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import nn

from skin_core.catalogue import PixelSpec
from skin_core.evaluation.calibration import folds_by_group
from skin_core.models.checkpoint import release
from skin_core.models.classifier import SkinNet
from skin_core.models.pretrained import load_imagenet
from skin_core.settings import ROOT
from skin_core.training.cache import PhotoCache, open_cache
from skin_core.training.photos import Photo, clinical_photos, data_folder
from skin_core.training.refit import embeddings, fit_layer
from skin_core.training.release import HALF

BACKBONE, SIZE = "mobilenetv2_100", 160
AXES = 256  # of most variance over all photos, no label used: a fifth of the features
INIT = ROOT / ".." / "shared" / "backbones" / "mobilenetv2_tv.safetensors"
CACHE = ROOT / ".cache"
PENALTY = 1e-3  # of the squared weights of a last layer; chosen beforehand
PART = 3000  # photos whose features are written together, so that a kill costs no more
Values = NDArray[np.float32]
Whole = NDArray[np.int64]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Featured:
    """Photos, their features (N, C) and the numbers of their labels (N,)."""

    photos: tuple[Photo, ...]
    labels: tuple[str, ...]
    values: Values
    truths: Whole

    @property
    def groups(self) -> NDArray[np.str_]:
        """Who belongs together, (N,)."""
        return np.array([photo.group for photo in self.photos])

    @property
    def sources(self) -> NDArray[np.str_]:
        """The collections, (N,)."""
        return np.array([photo.source for photo in self.photos])

    def only(self, chosen: NDArray[np.bool_] | Whole) -> Featured:
        """The same for some of the photos."""
        places = np.arange(len(self.photos))[chosen]
        some = tuple(self.photos[place] for place in places)
        return Featured(some, self.labels, self.values[places], self.truths[places])


def imagenet_net() -> SkinNet:
    """The network as ImageNet left it, in evaluation mode."""
    net = SkinNet([BACKBONE], 1).eval()
    load_imagenet(net.backbone(), BACKBONE, str(INIT))
    release(net)
    return net


def frozen_features() -> Featured:
    """All clinical photos but copies, with features kept in .cache/; goes on where it stopped."""
    every, data = clinical_photos(data_folder()), data_folder()
    photos = tuple(photo for photo in every if not photo.copy)
    labels = tuple(sorted({photo.label for photo in photos}))
    truths = np.array([labels.index(photo.label) for photo in photos], np.int64)
    values = features_of(photos, data, lambda: open_cache(every, data, CACHE))
    return Featured(photos, labels, values, truths)


def features_of(
    photos: Sequence[Photo],
    data: Path,
    opened: Callable[[], PhotoCache],
    prepare: Sequence[str] = (),
) -> Values:
    """Features of photos (N, C) on their principal axes, kept in .cache/.

    They are kept by what the files are, not by how they are labelled: a label that was put right
    asks for none anew. Goes on where it stopped.
    data: the folder that paths count from. opened: the decoded photos, called where some are
    missing. prepare: what was done to each photo before.
    """
    folder = CACHE / f"features-{BACKBONE}-{SIZE}-{_key(photos, data, prepare)}"
    folder.mkdir(parents=True, exist_ok=True)
    parts = [
        _part(photos[start : start + PART], opened, folder / f"{start}.npy")
        for start in range(0, len(photos), PART)
    ]
    return on_axes(np.concatenate(parts))


def _key(photos: Sequence[Photo], data: Path, prepare: Sequence[str]) -> str:
    files = [(photo.path, (data / photo.path).stat()) for photo in photos]
    listed = [f"{path} {file.st_size} {file.st_mtime_ns}" for path, file in files]
    told = "\n".join([str(data.resolve()), *listed, *prepare])
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def on_axes(values: Values) -> Values:
    """Features (N, C) on their AXES principal axes, the mean taken off."""
    apart = values - values.mean(0)
    _, axes = np.linalg.eigh(apart.T @ apart)
    return np.asarray(apart @ axes[:, ::-1][:, :AXES], np.float32)


def _part(photos: Sequence[Photo], opened: Callable[[], PhotoCache], file: Path) -> Values:
    if not file.exists():
        log.info("features of %d photos: %s", len(photos), file.name)
        pixels = PixelSpec(SIZE, 1.0, HALF, HALF)
        np.save(file, embeddings(imagenet_net(), photos, opened(), pixels))
    return np.asarray(np.load(file), np.float32)


def answered(layer: nn.Linear, values: Values) -> NDArray[np.float64]:
    """Logits of a layer, (N, K)."""
    with torch.no_grad():
        return np.asarray(layer(torch.from_numpy(values)).numpy(), np.float64)


def out_of_fold(
    values: Values, truths: Whole, together: NDArray[np.str_], folds: int, rng: Generator
) -> tuple[NDArray[np.float64], Whole]:
    """Logits (N, K) of last layers fitted on the other folds, and the fold of each photo (N,).

    What shares a name in `together` shares a fold.
    """
    fold = folds_by_group(together, folds, rng)
    return by_fold(values, truths, fold), fold


def by_fold(values: Values, truths: Whole, fold: Whole) -> NDArray[np.float64]:
    """Logits (N, K) for each photo from a last layer fitted on the other folds; fold: (N,)."""
    classes = int(truths.max()) + 1
    logits = np.zeros((len(fold), classes))
    for number in np.unique(fold):
        held, taught = fold == number, fold != number
        layer = fit_layer(values[taught], truths[taught], classes, PENALTY)
        logits[held] = answered(layer, values[held])
    return logits
