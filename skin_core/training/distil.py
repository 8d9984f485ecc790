"""One light student learns from several teachers: easy photos first, then corrupted.

KDE-CT: knowledge distillation from an ensemble via curriculum training (Back et al., IEEE Access
2021;9:20156-20169). What the teachers say was asked once, about fixed views of every photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from skin_core.training.config import Distillation
from skin_core.training.corrupt import corrupt
from skin_core.training.loader import Loader
from skin_core.training.views import fixed_view

Floats = NDArray[np.float32]


def combined(
    logits: Floats, truths: NDArray[np.int64], temperature: float, combination: str
) -> Floats:
    """What an ensemble says, softened probabilities (N, K) of its logits (T, N, K).

    combination: "mean", or "confidence": the less a teacher doubts the truth of a photo, the more
    it counts there (Zhang et al., Confidence-Aware Multi-Teacher Knowledge Distillation, ICASSP
    2022). truths: numbers of the labels, (N,).
    """
    said = torch.from_numpy(logits)
    soft = torch.softmax(said / temperature, -1)
    if combination == "mean" or len(said) == 1:
        return np.asarray(soft.mean(0), np.float32)
    sure = torch.log_softmax(said, -1)[:, torch.arange(len(truths)), torch.from_numpy(truths)]
    shares = (1 - torch.softmax(-sure, 0)) / (len(said) - 1)
    return np.asarray((soft * shares[..., None]).sum(0), np.float32)


@dataclass(frozen=True)
class Lesson:
    """What the teachers say of each view, and how hard each photo is for them.

    said: softened probabilities (N, V, K). ranks: place of each photo among those of its label
    over their number, 0 the easiest, below 1; (N,).
    """

    said: Floats
    ranks: NDArray[np.float64]


def lesson_of(logits: Floats, truths: NDArray[np.int64], how: Distillation) -> Lesson:
    """The lesson of an ensemble's logits (T, V, N, K) for photos with these labels (N,)."""

    def views_at(temperature: float) -> Floats:
        views = [combined(of, truths, temperature, how.combination) for of in logits.swapaxes(0, 1)]
        return np.stack(views, 1)

    sure = views_at(1.0).mean(1)[np.arange(len(truths)), truths]
    ranks = np.empty(len(truths))
    for label in np.unique(truths):
        own = np.flatnonzero(truths == label)
        ranks[own[np.argsort(-sure[own], kind="stable")]] = np.arange(len(own)) / len(own)
    return Lesson(views_at(how.temperature), ranks)


@dataclass(frozen=True)
class TaughtLoader(Loader):
    """Batches of fixed views with what the teachers say of them."""

    lesson: Lesson
    how: Distillation

    def _draw(self, step: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Photos of one step: of each label only the easier ones at first, as often as ever."""
        grown = min(1.0, step / self.steps / self.how.easy_until)
        easy = self.lesson.ranks < self.how.easy_share + (1 - self.how.easy_share) * grown
        chances = self.chances * easy
        chances *= (self._by_label(self.chances) / self._by_label(chances))[self._numbers]
        return rng.choice(len(self.photos), self.config.batch, p=chances / chances.sum())

    @cached_property
    def _numbers(self) -> NDArray[np.int64]:
        return np.array([self.labels.index(photo.label) for photo in self.photos])

    def _by_label(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.bincount(self._numbers, chances, len(self.labels)).clip(1e-300)

    def _shown(
        self, chosen: NDArray[np.int64], step: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.uint8], Tensor]:
        """One of the fixed views of each photo, the more corrupted the later, and what was said."""
        size, level = self.size_at(step), self.how.corruption * step / self.steps
        numbers = rng.integers(self.lesson.said.shape[1], size=len(chosen))
        views = []
        for place, number in zip(chosen, numbers, strict=True):
            path = self.photos[place].path
            view = fixed_view(self.cache[path], path, int(number), size, self.config.seed)
            if rng.random() < level:
                view = corrupt(view, float(rng.uniform(0, level)), rng)
            views.append(view)
        return np.stack(views), torch.from_numpy(self.lesson.said[chosen, numbers])


def softened_loss(logits: Tensor, said: Tensor, temperature: float) -> Tensor:
    """Divergence of softened answers (N, K) from what teachers said, times temperature squared.

    Reference: Hinton et al., Distilling the Knowledge in a Neural Network, arXiv 1503.02531.
    """
    own = torch.log_softmax(logits / temperature, -1)
    return nn.functional.kl_div(own, said, reduction="batchmean") * temperature**2
