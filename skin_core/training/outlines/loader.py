"""Batches for one training step, a pure function of seed and step: resuming changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from skin_core.training.loader import to_tensor
from skin_core.training.outlines.composites import Patches, composite, patches_of
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.outlines.samples import HEALTHY, UNMASKED, VITILIGO, Outlined
from skin_core.training.outlines.views import founding_view, strong_view

TARGET = 2
"""Outlines are learned at half the resolution of the photo: their edges are no sharper."""


@dataclass(frozen=True)
class OutlineLoader:
    """Draws random views of the training photos and of their outlines."""

    photos: tuple[Outlined, ...]
    config: OutlineConfig

    @cached_property
    def patches(self) -> Patches:
        """What composites are made of: the patches of the training photos alone."""
        return patches_of([photo for photo in self.photos if photo.source == VITILIGO])

    @cached_property
    def healthy(self) -> tuple[Outlined, ...]:
        """What patches are laid on."""
        return tuple(photo for photo in self.photos if photo.source == HEALTHY)

    def size_at(self, step: int) -> int:
        """Input size in pixels at this step."""
        progress = step / self.config.steps
        ends = zip(self.config.sizes, self.config.size_ends, strict=True)
        return next((size for size, end in ends if progress < end), self.config.sizes[-1])

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Pixels (N, 3, S, S), normalised, and outlines (N, 1, S/2, S/2), 0..1, of one step."""
        rng = np.random.default_rng((self.config.seed, step))
        size = self.size_at(step)
        chosen = self._draw(rng)
        views = [self._view(self.photos[int(place)], size, rng) for place in chosen]
        half = size // TARGET
        masks = [cv2.resize(v[..., 3], (half, half), interpolation=cv2.INTER_AREA) for v in views]
        pixels = to_tensor(np.stack([np.ascontiguousarray(v[..., :3]) for v in views]))
        return pixels, torch.from_numpy(np.stack(masks)).float().div_(255).unsqueeze(1)

    def drawn(self, step: int) -> NDArray[np.int64]:
        """Which photos make up the batch of one step, (N,)."""
        return self._draw(np.random.default_rng((self.config.seed, step)))

    def _draw(self, rng: np.random.Generator) -> NDArray[np.int64]:
        return rng.choice(len(self.photos), self.config.batch, p=self.chances)

    def _view(self, photo: Outlined, size: int, rng: np.random.Generator) -> NDArray[np.uint8]:
        if self.config.composites and rng.random() < self.config.composites:
            skin = self.healthy[int(rng.integers(len(self.healthy)))]
            pixels = composite(skin.pixels(), self.patches, rng)
        else:
            pixels = self._kept(photo)
        if self.config.augmentation == "founding":
            return founding_view(pixels, size, rng)
        return strong_view(pixels, size, rng)

    def _kept(self, photo: Outlined) -> NDArray[np.uint8]:
        """The few large photos of vitiligo, each seen a hundred times, are decoded once."""
        if photo.source != VITILIGO:
            return photo.pixels()
        if photo not in self.decoded:
            self.decoded[photo] = photo.pixels()
        return self.decoded[photo]

    @cached_property
    def decoded(self) -> dict[Outlined, NDArray[np.uint8]]:
        """Photos with their outlines that are kept in memory."""
        return {}

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """Chance of each photo to be drawn, (N,)."""
        shares = dict(self.config.shares)
        if self.config.unmasked:
            shares[UNMASKED] = self.config.unmasked
        return drawing_chances(self.photos, shares)


def drawing_chances(photos: Sequence[Outlined], shares: Mapping[str, float]) -> NDArray[np.float64]:
    """Chance of each photo to be drawn, (N,): collections by their shares, rare labels more often.

    Without shares every collection counts by its size.
    """
    labels = Counter((photo.source, photo.label) for photo in photos)
    groups = Counter(photo.group for photo in photos)
    sources = Counter(photo.source for photo in photos)
    within: dict[str, float] = defaultdict(float)
    raw = np.empty(len(photos))
    for place, photo in enumerate(photos):
        raw[place] = (labels[photo.source, photo.label] * groups[photo.group]) ** -0.5
        within[photo.source] += raw[place]
    for place, photo in enumerate(photos):
        share = shares.get(photo.source, 0.0) if shares else sources[photo.source]
        raw[place] *= share / within[photo.source]
    return np.asarray(raw / raw.sum(), np.float64)
