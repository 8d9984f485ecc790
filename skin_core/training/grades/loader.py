"""Batches of one training step, a pure function of seed and step: resuming changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from skin_core.models.ordinal import GRADES
from skin_core.training.augment import recompress, rescale
from skin_core.training.grades.config import GradeConfig
from skin_core.training.grades.samples import Graded
from skin_core.training.loader import to_tensor

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class GradeLoader:
    """Draws random views of the training photos."""

    photos: tuple[Graded, ...]
    config: GradeConfig
    data: Path

    @cached_property
    def decoded(self) -> list[Pixels]:
        """All photos, decoded once."""
        return [photo.pixels(self.data) for photo in self.photos]

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """Chance of each photo to be drawn, (N,)."""
        return drawing_chances(self.photos, self.config.balance)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Pixels (N, 3, S, S), normalised, and shares of readers above a grade, (N, signs, 3)."""
        rng = np.random.default_rng((self.config.seed, step))
        ends = zip(self.config.sizes, self.config.size_ends, strict=True)
        progress = step / self.config.steps
        size = next((size for size, end in ends if progress < end), self.config.sizes[-1])
        chosen = self._draw(rng)
        views = [_view(self.decoded[i], size, self.config.closest, rng) for i in chosen]
        wanted = np.stack([self.photos[i].above(GRADES) for i in chosen])
        return to_tensor(np.stack(views)), torch.from_numpy(wanted)

    def drawn(self, step: int) -> NDArray[np.int64]:
        """Which photos make up the batch of one step, (N,)."""
        return self._draw(np.random.default_rng((self.config.seed, step)))

    def _draw(self, rng: np.random.Generator) -> NDArray[np.int64]:
        return rng.choice(len(self.photos), self.config.batch, p=self.chances)


def drawing_chances(photos: Sequence[Graded], balance: float) -> NDArray[np.float64]:
    """Chance of each photo, (N,): rare grades of any sign and small groups more often."""
    groups = Counter(photo.group for photo in photos)
    counts = [Counter(column) for column in zip(*(one.readings[0] for one in photos), strict=True)]
    raw = [
        groups[one.group] ** -0.5
        * np.mean([count[g] ** -balance for count, g in zip(counts, one.readings[0], strict=True)])
        for one in photos
    ]
    return np.asarray(raw / np.sum(raw), np.float64)


def _view(photo: Pixels, size: int, closest: float, rng: np.random.Generator) -> Pixels:
    """A part of the photo squeezed to a square, flipped and turned; light varies, hue little.

    Redness is a sign: colour is changed only as much as a camera's white balance would.
    """
    view = _moved(photo, size, closest, rng)
    levels = np.arange(256, dtype=np.float32) / 255
    curve = levels ** float(np.exp(rng.normal(0, 0.12))) - 0.5
    curve = curve * (1 + rng.normal(0, 0.1)) + 0.5
    casts = float(np.exp2(rng.normal(0, 0.13))) * (1 + rng.normal(0, 0.03, 3))
    table = np.clip(np.stack([curve * cast for cast in casts], -1) * 255, 0, 255)
    view = np.asarray(cv2.LUT(view, table.astype(np.uint8).reshape(1, 256, 3)), np.uint8)
    if rng.random() < 0.15:
        view = rescale(view, float(rng.uniform(0.6, 0.95)))
    if rng.random() < 0.15:
        view = recompress(view, int(rng.integers(40, 92)), rng.random() < 0.3)
    return view


def _moved(photo: Pixels, size: int, closest: float, rng: np.random.Generator) -> Pixels:
    height, width = photo.shape[:2]
    shares = np.clip(rng.uniform(closest, 1.05) * np.exp(rng.normal(0, 0.06, 2)), closest, 1.1)
    turn = rng.normal(0, 0.15) + (np.pi / 2 * rng.integers(4) if rng.random() < 0.3 else 0.0)
    flip = 1.0 if rng.random() < 0.5 else -1.0
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    turned = np.array([[cosine * flip, -sine], [sine * flip, cosine]])
    step = shares * (width, height) / size
    matrix = np.zeros((2, 3))
    matrix[:, :2] = step[:, None] * turned
    spare = np.maximum(0.0, 1 - shares)
    centre = (0.5 + rng.uniform(-0.5, 0.5, 2) * spare) * (width, height) - 0.5
    matrix[:, 2] = centre - matrix[:, :2] @ np.full(2, (size - 1) / 2)
    if step.max() > 1.6:  # without this, a shrunk photo would be jagged
        photo = np.asarray(cv2.blur(photo, (2, 2)), np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    border = cv2.BORDER_REFLECT_101
    moved = cv2.warpAffine(photo, matrix, (size, size), flags=flags, borderMode=border)
    return np.asarray(moved, np.uint8)
