"""Batches for one training step, a pure function of seed and step: resuming changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from skin_core.models.facts_input import UNKNOWN, encode
from skin_core.training.augment import augment
from skin_core.training.cache import PhotoCache
from skin_core.training.config import TrainConfig
from skin_core.training.parallel import own_part
from skin_core.training.photos import Photo

FACTS_HIDDEN = 0.2  # of the photos are shown as if nothing were known of the patient


class Batch(NamedTuple):
    """What one training step sees."""

    pixels: Tensor  # (N, 3, S, S), normalised
    soft: Tensor  # (N, K), labels, softer where two photos are mixed
    facts: Tensor  # (N, F), encoded; F is 0 where the network reads none
    said: Tensor  # (N, K), softened probabilities of the teachers; (N, 0) where there are none
    sources: Tensor  # (N,), numbers of the collections

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        """What the network is given."""
        return (self.pixels, self.facts) if self.facts.shape[1] else (self.pixels,)

    def on(self, device: torch.device) -> Batch:
        """The part of the batch that this process learns from, on its device."""
        return Batch(*(own_part(values).to(device) for values in self))


@dataclass(frozen=True)
class Loader:
    """Draws augmented batches of the training photos."""

    photos: tuple[Photo, ...]
    labels: tuple[str, ...]
    cache: PhotoCache
    config: TrainConfig

    @property
    def steps(self) -> int:
        """Steps of the whole training."""
        return steps_of(self.config, len(self.photos))

    def size_at(self, step: int) -> int:
        """Input size in pixels at this step."""
        progress = step / self.steps
        ends = zip(self.config.sizes, self.config.size_ends, strict=True)
        return next((size for size, end in ends if progress < end), self.config.sizes[-1])

    def batch(self, step: int) -> Batch:
        """The batch of one step."""
        rng = np.random.default_rng((self.config.seed, step))
        chosen = self._draw(step, rng)
        views, said = self._shown(chosen, step, rng)
        truth = torch.tensor([self.labels.index(self.photos[i].label) for i in chosen])
        pixels = to_tensor(views)
        soft = torch.nn.functional.one_hot(truth, len(self.labels)).float()
        facts = self._facts(chosen, rng)
        if rng.random() < self.config.mix_probability:
            pixels, mixed = mix(pixels, torch.cat([soft, facts, said], 1), self.on, rng)
            soft, rest = mixed[:, : len(self.labels)], mixed[:, len(self.labels) :]
            facts, said = rest[:, : facts.shape[1]], rest[:, facts.shape[1] :]
        return Batch(pixels, soft, facts, said, torch.from_numpy(self._sources[chosen]))

    @cached_property
    def _sources(self) -> NDArray[np.int64]:
        names = sorted({photo.source for photo in self.photos})
        return np.array([names.index(photo.source) for photo in self.photos])

    def _facts(self, chosen: NDArray[np.int64], rng: np.random.Generator) -> Tensor:
        names = self.config.facts
        if not names:
            return torch.zeros(len(chosen), 0)
        hidden = rng.random(len(chosen)) < FACTS_HIDDEN
        known = (
            UNKNOWN if hide else self.photos[i].facts
            for i, hide in zip(chosen, hidden, strict=True)
        )
        return torch.tensor([encode(facts, names) for facts in known])

    def _shown(
        self, chosen: NDArray[np.int64], step: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.uint8], Tensor]:
        """Views of the chosen photos (N, S, S, 3), and what teachers say of them: nothing."""
        size, strong = self.size_at(step), self.config.augmentation == "strong"
        photos = [self.cache[self.photos[i].path] for i in chosen]
        views = np.stack([augment(photo, size, strong, self.on, rng) for photo in photos])
        return views, torch.zeros(len(chosen), 0)

    @cached_property
    def on(self) -> frozenset[str]:
        """Which distortions may happen."""
        return self.config.distortions

    def drawn(self, step: int) -> NDArray[np.int64]:
        """Which photos make up the batch of one step, (N,)."""
        return self._draw(step, np.random.default_rng((self.config.seed, step)))

    def _draw(self, step: int, rng: np.random.Generator) -> NDArray[np.int64]:
        return rng.choice(len(self.photos), self.config.batch, p=self.chances)

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """Chance of each photo to be drawn, (N,)."""
        config = self.config
        chances = sampling_chances(self.photos, config.balance, config.source_balance)
        chances *= [config.multiplier.get(photo.label, 1.0) for photo in self.photos]
        return np.asarray(chances / chances.sum(), np.float64)

    def prior(self) -> Tensor:
        """Share of each label among the drawn photos, (K,); 1/K for one that is never drawn."""
        prior = np.zeros(len(self.labels))
        for photo, chance in zip(self.photos, self.chances, strict=True):
            prior[self.labels.index(photo.label)] += chance
        prior[prior == 0] = 1 / len(prior)
        return torch.tensor(prior, dtype=torch.float32)


def steps_of(config: TrainConfig, photos: int) -> int:
    """Steps of a training with so many photos to learn from."""
    return max(1, round(config.epochs * photos / config.batch))


def sampling_chances(
    photos: Sequence[Photo], balance: float, source_balance: float
) -> NDArray[np.float64]:
    """Chance of each photo to be drawn, (N,): rare labels, collections and groups more often."""
    labels = Counter(photo.label for photo in photos)
    pairs = Counter((photo.label, photo.source) for photo in photos)
    groups = Counter(photo.group for photo in photos)
    within: dict[str, float] = defaultdict(float)
    raw = np.empty(len(photos))
    for place, photo in enumerate(photos):
        raw[place] = pairs[photo.label, photo.source] ** -source_balance
        raw[place] *= groups[photo.group] ** -0.5
        within[photo.label] += raw[place]
    for place, photo in enumerate(photos):
        raw[place] *= labels[photo.label] ** (1 - balance) / within[photo.label]
    return np.asarray(raw / raw.sum(), np.float64)


def to_tensor(views: NDArray[np.uint8]) -> Tensor:
    """RGB uint8 (N, S, S, 3) to normalised float (N, 3, S, S), mean = std = 0.5."""
    pixels = torch.from_numpy(views).permute(0, 3, 1, 2).float()  # keeps channels last
    return pixels.sub_(127.5).div_(127.5)


def mix(
    pixels: Tensor, soft: Tensor, on: Collection[str], rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    """MixUp or CutMix, whichever are on, of a batch with itself in another order.

    soft: (N, M), whatever belongs to a photo and is mixed with it.
    """
    order = torch.from_numpy(rng.permutation(len(pixels)))
    first = rng.random() < 0.5
    if not {"mixup", "cutmix"} & set(on):
        return pixels, soft
    if "mixup" in on and (first or "cutmix" not in on):
        share = float(rng.beta(0.4, 0.4))
        share = max(share, 1 - share)
        mixed = pixels * share + pixels[order] * (1 - share)
    else:
        side = pixels.shape[-1]
        height, width = (int(edge) for edge in rng.uniform(0.3, 0.75, 2) * side)
        top, left = int(rng.integers(0, side - height)), int(rng.integers(0, side - width))
        mixed = pixels.clone(memory_format=torch.channels_last)
        box = (..., slice(top, top + height), slice(left, left + width))
        mixed[box] = pixels[order][box]
        share = 1 - height * width / side**2
    return mixed, soft * share + soft[order] * (1 - share)
