"""What daily photos suffer, from hardly to badly: noise, blur, compression, light, haze.

The student of an ensemble meets it more and more often while it learns. The families overlap with
those of corruption benchmarks (Hendrycks & Dietterich, ICLR 2019): a network trained with them has
seen their like, and a report of its robustness has to say so.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from skin_core.training.augment import recompress, rescale

Pixels = NDArray[np.uint8]


def corrupt(view: Pixels, strength: float, rng: Generator) -> Pixels:
    """One corruption of a square RGB view (S, S, 3) uint8; strength 0 (hardly) to 1 (badly)."""
    return CORRUPTIONS[int(rng.integers(len(CORRUPTIONS)))](view, strength, rng)


def _noise(view: Pixels, strength: float, rng: Generator) -> Pixels:
    grain = rng.standard_normal(view.shape, np.float32) * (4 + 40 * strength)
    return _pixels(view + grain)


def _specks(view: Pixels, strength: float, rng: Generator) -> Pixels:
    hit = rng.random(view.shape[:2]) < 0.005 + 0.08 * strength
    view = view.copy()
    view[hit] = rng.integers(0, 2, (int(hit.sum()), 1)) * 255
    return view


def _defocus(view: Pixels, strength: float, rng: Generator) -> Pixels:
    deviation = 0.5 + view.shape[0] / 160 * 2.5 * strength
    return np.asarray(cv2.GaussianBlur(view, (0, 0), deviation), np.uint8)


def _motion(view: Pixels, strength: float, rng: Generator) -> Pixels:
    length = max(3, round(view.shape[0] * (0.02 + 0.08 * strength))) | 1
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    turn = cv2.getRotationMatrix2D((length // 2, length // 2), float(rng.uniform(0, 180)), 1.0)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return np.asarray(cv2.filter2D(view, -1, kernel / kernel.sum()), np.uint8)


def _compression(view: Pixels, strength: float, rng: Generator) -> Pixels:
    return recompress(view, round(60 - 52 * strength), False)


def _coarse(view: Pixels, strength: float, rng: Generator) -> Pixels:
    return rescale(view, 0.7 - 0.5 * strength)


def _light(view: Pixels, strength: float, rng: Generator) -> Pixels:
    """Much too dark or much too bright."""
    way = 1.0 if rng.random() < 0.5 else -1.0
    return _pixels(view * np.exp(way * (0.15 + 0.75 * strength)))


def _haze(view: Pixels, strength: float, rng: Generator) -> Pixels:
    """Less contrast, as through a fogged or greasy lens."""
    share = 0.15 + 0.6 * strength
    return _pixels(view * (1 - share) + float(rng.uniform(150, 235)) * share)


def _pixels(values: NDArray[np.floating]) -> Pixels:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


CORRUPTIONS: tuple[Callable[[Pixels, float, Generator], Pixels], ...] = (
    _noise,
    _specks,
    _defocus,
    _motion,
    _compression,
    _coarse,
    _light,
    _haze,
)
